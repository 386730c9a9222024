//! Which requests are Discord's: signed with the application's key, just now, for this application, and for the first
//! time.

use db::Timestamp;
use http::{HeaderMap, header};
use serde::Deserialize;
use twilight_model::application::interaction::Interaction;

use super::{
    proof::{Proof, PublicKey},
    refused::Refused,
    taken::Taken,
};
use crate::{
    gateway::Unreadable,
    interaction::{Received, Window},
};

/// How far the time of a signature may be from ours, in seconds.
const WINDOW: u64 = 60;
/// Discord's number of a PING.
const PING: u8 = 1;

/// Tells Discord's requests from all others.
#[derive(Debug)]
pub(crate) struct Admission {
    key: PublicKey,
    application: u64,
    taken: Taken,
}

/// A request of Discord's.
#[derive(Debug)]
pub(crate) enum Admitted {
    /// It wants to know whether signatures are checked.
    Ping,
    /// Somebody did something.
    Interaction(Box<Received>),
    /// The same, in a form that the models do not know.
    Unreadable(Unreadable),
}

/// What every interaction has.
#[derive(Deserialize)]
struct Head<'b> {
    #[serde(borrow)]
    id: std::borrow::Cow<'b, str>,
    #[serde(borrow)]
    application_id: std::borrow::Cow<'b, str>,
    #[serde(rename = "type")]
    kind: u8,
}

impl Admission {
    /// For the requests of `application`, which are signed with `key`.
    pub(crate) fn new(key: PublicKey, application: u64) -> Self {
        Self {
            key,
            application,
            taken: Taken::default(),
        }
    }

    /// Judges a request by its headers and its raw body.
    pub(crate) fn admit(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<Admitted, Refused> {
        let proof = Proof::read(headers)?;
        if now.unix_seconds().abs_diff(proof.seconds()) > WINDOW {
            return Err(Refused::Stale);
        }
        self.key.verify(&proof, body)?;
        if !is_json(headers) {
            return Err(Refused::ContentType);
        }
        let head: Head<'_> = serde_json::from_slice(body).map_err(|_| Refused::Body)?;
        let id = head.id.parse().map_err(|_| Refused::Body)?;
        if head.application_id.parse() != Ok(self.application) {
            return Err(Refused::Application);
        }
        if !self.taken.first(id, now) {
            return Err(Refused::Repeated);
        }
        if head.kind == PING {
            return Ok(Admitted::Ping);
        }
        let read = serde_json::from_slice::<Interaction>(body);
        if let Ok(received) = Received::read(read, || serde_json::from_slice::<Window>(body)) {
            return Ok(Admitted::Interaction(Box::new(received)));
        }
        let unreadable = serde_json::from_slice(body).map_err(|_| Refused::Body)?;
        Ok(Admitted::Unreadable(unreadable))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = value.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
}
