//! One request: from its head to its answer.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, StatusCode, header};
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::{Body as _, Incoming};
use tokio::time::timeout;

use super::{
    admission::{Admission, Admitted},
    refused::Refused,
};
use crate::{hall::Hall, turn};

/// Largest interaction that is read, in bytes. One with the largest message behind it has some 200 KiB.
const BODY_MAX: usize = 1024 * 1024;
/// How long a body may take; Discord waits 3 s for the answer.
const BODY_WITHIN: Duration = Duration::from_secs(2);
/// A line of the log about bad signatures is written once in so many seconds; metrics count each.
const SAID_EVERY: i64 = 60;

/// Takes the requests of one identity.
pub(crate) struct Desk<A> {
    hall: Arc<Hall<A>>,
    admission: Admission,
    path: String,
    /// When the log last told of a bad signature, in seconds since 1970.
    said: AtomicI64,
}

impl<A: Send + Sync + 'static> Desk<A> {
    pub(crate) fn new(hall: Arc<Hall<A>>, admission: Admission) -> Self {
        Self {
            path: format!("/interactions/{}", hall.bot_id),
            hall,
            admission,
            said: AtomicI64::new(i64::MIN),
        }
    }

    /// Answers a request; whether it was Discord's.
    pub(super) async fn answer(&self, request: Request<Incoming>) -> (bool, Response<Full<Bytes>>) {
        let judged = self.judge(request).await;
        let outcome = match &judged {
            Ok(Admitted::Ping) => "ping",
            Ok(_) => "accepted",
            Err(refused) => refused.reason(),
        };
        metrics::counter!("http_requests_total", "outcome" => outcome).increment(1);
        match judged {
            Ok(Admitted::Ping) => (true, pong()),
            Ok(Admitted::Interaction(interaction)) => {
                turn::take(&self.hall, *interaction);
                (true, empty(StatusCode::ACCEPTED))
            }
            Ok(Admitted::Unreadable(unreadable)) => {
                turn::apologise(&self.hall, unreadable);
                (true, empty(StatusCode::ACCEPTED))
            }
            Err(refused) => {
                self.say(refused);
                (false, empty(refused.status()))
            }
        }
    }

    async fn judge(&self, request: Request<Incoming>) -> Result<Admitted, Refused> {
        let (parts, body) = request.into_parts();
        if parts.uri.path() != self.path {
            return Err(Refused::Path);
        }
        if parts.method != Method::POST {
            return Err(Refused::Method);
        }
        let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
        if announced > BODY_MAX {
            return Err(Refused::TooLarge);
        }
        let body = match timeout(BODY_WITHIN, Limited::new(body, BODY_MAX).collect()).await {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(error)) if error.is::<http_body_util::LengthLimitError>() => {
                return Err(Refused::TooLarge);
            }
            Ok(Err(_)) | Err(_) => return Err(Refused::SlowBody),
        };
        self.admission
            .admit(&parts.headers, &body, self.hall.clock.now())
    }

    /// Tells whoever set a wrong key, and does not let a flood fill the log.
    fn say(&self, refused: Refused) {
        tracing::debug!(reason = refused.reason(), "request refused");
        if refused != Refused::Signature {
            return;
        }
        let now = self.hall.clock.now().unix_seconds();
        let last = self.said.load(Ordering::Relaxed);
        if now.saturating_sub(last) < SAID_EVERY {
            return;
        }
        let ours = self
            .said
            .compare_exchange(last, now, Ordering::Relaxed, Ordering::Relaxed);
        if ours.is_ok() {
            tracing::info!(
                "a request with a bad signature was refused; Discord sends some on purpose, but if none is accepted, check http.public_key"
            );
        }
    }
}

fn pong() -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(Bytes::from_static(b"{\"type\":1}")));
    response.headers_mut().insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    response
}

fn empty(status: StatusCode) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::default());
    *response.status_mut() = status;
    response
}
