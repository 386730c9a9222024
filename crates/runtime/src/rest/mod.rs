//! The way out to Discord's REST API: one client per identity, built on hyper.
//!
//! Requests are described with `twilight_http::routing::Route` and sent by us, because a client
//! that retries inside its own future can neither wait out a global limit nor count what it
//! sends (see `docs/decisions/0001-rest-transport.md`).

mod download;
mod error;
mod form;
mod invalid;
mod limiter;
mod operation;
mod transport;

pub use self::{download::DownloadError, error::RestError, invalid::InvalidRequests};
pub(crate) use self::{
    error::{ALREADY_ACKNOWLEDGED, INVALID_FORM_BODY, UNKNOWN_INTERACTION, UNKNOWN_MESSAGE},
    form::{Outgoing, OutgoingFile},
    operation::Operation,
};

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use rand::RngExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, sleep_until, timeout_at};

use self::{error::Discord, limiter::Limiter, transport::Transport};

/// Discord's own address, used when the configuration names no other.
pub(crate) const DISCORD: &str = "https://discord.com";

/// How often one request is sent at most, whatever comes back.
const MAX_TRIES: u32 = 5;

/// First wait after a server error or a lost connection; doubled each time, with jitter.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);

/// Sends requests of one identity, within Discord's limits.
#[derive(Clone)]
pub struct Rest {
    inner: Arc<Inner>,
    /// Where files may come from beside Discord's file servers.
    files_of: Option<Arc<str>>,
}

struct Inner {
    transport: Transport,
    authorization: HeaderValue,
    limiter: Limiter,
    invalid: Arc<InvalidRequests>,
    timeout: Duration,
}

/// A successful answer: its status and body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) body: Bytes,
}

impl Answer {
    /// The body as `T`.
    ///
    /// # Errors
    ///
    /// [`RestError::Unexpected`] if the body is not what the operation promises.
    pub(crate) fn json<T: DeserializeOwned>(&self, operation: &Operation) -> Result<T, RestError> {
        serde_json::from_slice(&self.body).map_err(|source| RestError::Unexpected {
            operation: operation.name(),
            // serde_json's message quotes no more than a token of the body.
            line: source.line(),
            column: source.column(),
        })
    }
}

impl Rest {
    /// A client for the server at `origin` (`scheme://host[:port]`), speaking for `token`.
    ///
    /// # Errors
    ///
    /// [`RestError::Setup`] if the origin or token cannot be put into a request, or if no TLS
    /// roots could be loaded for an `https` origin.
    pub fn new(
        origin: &str,
        token: &SecretString,
        timeout: Duration,
        invalid: Arc<InvalidRequests>,
    ) -> Result<Self, RestError> {
        let mut authorization = HeaderValue::try_from(format!("Bot {}", token.expose_secret()))
            .map_err(|_| RestError::Setup("the token holds characters no header can carry"))?;
        authorization.set_sensitive(true);
        Ok(Self {
            inner: Arc::new(Inner {
                transport: Transport::new(origin)?,
                authorization,
                limiter: Limiter::new(),
                invalid,
                timeout,
            }),
            files_of: None,
        })
    }

    /// Lets [`download`](Self::download) fetch from the server at `origin` too: the Discord that
    /// is configured.
    #[must_use]
    pub fn files_of(mut self, origin: &str) -> Self {
        self.files_of = Some(origin.trim_end_matches('/').to_lowercase().into());
        self
    }

    /// Sends `operation` and waits for its end: success, refusal, or the time-out.
    ///
    /// A 429 is waited out; server errors and lost connections are tried again where a repeat
    /// cannot do harm.
    ///
    /// # Errors
    ///
    /// [`RestError`], which names the operation but never tokens or bodies.
    pub(crate) async fn send(&self, operation: &Operation) -> Result<Answer, RestError> {
        let deadline = Instant::now() + self.inner.timeout;
        match timeout_at(deadline, self.send_until(operation)).await {
            Ok(result) => result,
            Err(_) => Err(RestError::TimedOut {
                operation: operation.name(),
                after: self.inner.timeout,
            }),
        }
    }

    async fn send_until(&self, operation: &Operation) -> Result<Answer, RestError> {
        let inner = &*self.inner;
        let mut repeated = false;
        for tries in 1..=MAX_TRIES {
            if inner.invalid.is_open() && !operation.is_interaction() {
                return Err(RestError::BreakerOpen {
                    operation: operation.name(),
                });
            }
            let permit = inner.limiter.acquire(operation).await;
            let authorization = operation.authorized().then(|| inner.authorization.clone());
            let sent = inner.transport.send(operation, authorization).await;
            let answer = match sent {
                Ok(answer) => answer,
                Err(failed) => {
                    drop(permit);
                    let safe = failed.before_sending || operation.is_repeatable();
                    if !safe || tries == MAX_TRIES {
                        return Err(RestError::Connection {
                            operation: operation.name(),
                            source: failed.source,
                        });
                    }
                    repeated = true;
                    backoff(tries).await;
                    continue;
                }
            };
            permit.learn(&answer.headers, answer.status, &answer.body);
            let shared = limiter::is_shared(&answer.headers);
            inner.invalid.count(answer.status, shared);
            metrics::counter!("discord_requests_total", "operation" => operation.name(), "status" => answer.status.as_str().to_owned()).increment(1);

            if answer.status.is_success() {
                return Ok(Answer { body: answer.body });
            }
            let again = answer.status == StatusCode::TOO_MANY_REQUESTS
                || (answer.status.is_server_error() && operation.is_repeatable());
            if again && tries < MAX_TRIES {
                if answer.status.is_server_error() {
                    repeated = true;
                    backoff(tries).await;
                }
                continue;
            }
            let discord = Discord::parse(answer.status, &answer.body);
            if repeated && operation.is_done_by(&discord) {
                // The first try arrived although its answer did not.
                return Ok(Answer { body: Bytes::new() });
            }
            return Err(RestError::Refused {
                operation: operation.name(),
                discord,
            });
        }
        Err(RestError::GaveUp {
            operation: operation.name(),
            tries: MAX_TRIES,
        })
    }
}

async fn backoff(tries: u32) {
    let longest = FIRST_BACKOFF * 2_u32.saturating_pow(tries - 1);
    let wait = longest.mul_f64(rand::rng().random_range(0.5..1.0));
    sleep_until(Instant::now() + wait).await;
}

impl std::fmt::Debug for Rest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Rest").finish_non_exhaustive()
    }
}
