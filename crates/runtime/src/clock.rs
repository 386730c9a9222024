//! The time handlers and jobs go by: the system's, or one that a test moves.

use std::{
    fmt,
    sync::Arc,
    time::{Duration, SystemTime},
};

use db::Timestamp;
use futures_util::future::BoxFuture;
use tokio::time;

/// Where the time comes from. Cheap to clone.
#[derive(Clone)]
pub struct Clock {
    /// `None` is the system's clock.
    driven: Option<Arc<Driven>>,
}

struct Driven {
    now: Box<dyn Fn() -> Timestamp + Send + Sync>,
    reached: Box<dyn Fn(Timestamp) -> BoxFuture<'static, ()> + Send + Sync>,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { driven: None }
    }

    /// A clock that something else moves: `now` reads it, and the future of `reached` is done
    /// once it shows that time.
    pub fn driven(
        now: impl Fn() -> Timestamp + Send + Sync + 'static,
        reached: impl Fn(Timestamp) -> BoxFuture<'static, ()> + Send + Sync + 'static,
    ) -> Self {
        Self {
            driven: Some(Arc::new(Driven {
                now: Box::new(now),
                reached: Box::new(reached),
            })),
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        if let Some(driven) = &self.driven {
            return (driven.now)();
        }
        let since = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        Timestamp::from_unix_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
    }

    /// Waits until this clock shows `at`.
    pub async fn sleep_until(&self, at: Timestamp) {
        if let Some(driven) = &self.driven {
            return (driven.reached)(at).await;
        }
        let micros = at.unix_micros().saturating_sub(self.now().unix_micros());
        if let Ok(micros @ 1..) = u64::try_from(micros) {
            time::sleep(Duration::from_micros(micros)).await;
        }
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clock")
            .field("driven", &self.driven.is_some())
            .finish()
    }
}
