//! The way to a bot's address: a plain HTTP client with bounds, and the headers that sign a request.

use std::{
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, Request, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::{TokioExecutor, TokioTimer},
};
use rand::{SeedableRng as _, rngs::StdRng};
use tokio::{runtime::Handle, sync::Semaphore};

use super::key::{Key, hex};
use crate::{
    clock::{Clock, Moment},
    hub::lock,
    settings::DeliverySettings,
};

/// Largest answer that is read, in bytes; what a bot may upload at once (PROTOCOL 3.2).
const LARGEST_ANSWER: usize = 25 * 1024 * 1024;
/// How long an answer is waited for in real time, for a clock that stands still.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long an unused connection is kept; less than servers do.
const IDLE: Duration = Duration::from_secs(20);
const AGENT: &str = "Discord-Interactions/1.0 (+https://discord.com)";

/// Posts signed requests.
pub(crate) struct Courier {
    pub(crate) threads: Handle,
    pub(super) settings: DeliverySettings,
    client: Client<HttpConnector, Full<Bytes>>,
    places: Semaphore,
    chance: Mutex<StdRng>,
}

/// A request with its signature.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub(super) timestamp: String,
    pub(super) signature: String,
    pub(super) body: Bytes,
}

/// What the address answered.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unanswered {
    /// Not in time.
    Late,
    /// The connection could not be made, or broke.
    Broken(String),
}

impl Letter {
    pub(super) fn signed(key: &Key, now: Moment, body: String) -> Self {
        let timestamp = (now.unix_millis() / 1_000).to_string();
        let signature = hex(&key.sign(&timestamp, body.as_bytes()));
        Self {
            timestamp,
            signature,
            body: body.into(),
        }
    }
}

impl Reply {
    /// The content type without its parameters.
    pub(super) fn content_type(&self) -> &str {
        let value = self.headers.get(header::CONTENT_TYPE);
        let value = value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        value.split(';').next().unwrap_or_default().trim()
    }
}

impl std::fmt::Display for Unanswered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Late => f.write_str("did not answer in time"),
            Self::Broken(why) => write!(f, "could not be reached: {why}"),
        }
    }
}

impl Courier {
    /// To be made inside the simulator's runtime.
    pub(crate) fn new(settings: DeliverySettings) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self {
            threads: Handle::current(),
            client: Client::builder(TokioExecutor::new())
                .pool_timer(TokioTimer::new())
                .pool_idle_timeout(IDLE)
                .build(connector),
            places: Semaphore::new(settings.at_once.max(1)),
            chance: Mutex::new(StdRng::seed_from_u64(settings.seed)),
            settings,
        }
    }

    pub(super) fn chance(&self) -> MutexGuard<'_, StdRng> {
        lock(&self.chance)
    }

    /// Posts a letter; late is an answer after `until` by the simulator's clock.
    pub(super) async fn send(
        &self,
        url: &str,
        letter: &Letter,
        clock: &Clock,
        until: Moment,
    ) -> Result<Reply, Unanswered> {
        let post = async {
            // The semaphore is never closed.
            let _place = self.places.acquire().await;
            tokio::time::timeout(PATIENCE, self.post(url, letter))
                .await
                .unwrap_or(Err(Unanswered::Late))
        };
        tokio::select! {
            biased;
            reply = post => reply,
            () = clock.wait_until(until) => Err(Unanswered::Late),
        }
    }

    async fn post(&self, url: &str, letter: &Letter) -> Result<Reply, Unanswered> {
        let request = Request::post(url)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::USER_AGENT, AGENT)
            .header("x-signature-ed25519", &letter.signature)
            .header("x-signature-timestamp", &letter.timestamp)
            .body(Full::new(letter.body.clone()))
            .map_err(broken)?;
        let response = self.client.request(request).await.map_err(broken)?;
        let (parts, body) = response.into_parts();
        let body = Limited::new(body, LARGEST_ANSWER)
            .collect()
            .await
            .map_err(|error| Unanswered::Broken(error.to_string()))?
            .to_bytes();
        Ok(Reply {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body,
        })
    }
}

/// The innermost cause.
fn broken(error: impl std::error::Error) -> Unanswered {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text = cause.to_string();
        source = cause.source();
    }
    Unanswered::Broken(text)
}
