//! The time handlers and jobs go by: the system's, or one that a test moves.

use std::time::{Duration, SystemTime};

use db::Timestamp;
use tokio::{sync::watch, time};

/// Where the time comes from. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Microseconds added to the system's time; `None` without a test that moves it.
    shift: Option<watch::Receiver<i64>>,
}

impl Clock {
    /// The system's clock.
    #[must_use]
    pub const fn system() -> Self {
        Self { shift: None }
    }

    /// The system's clock, shifted by as many microseconds as `shift` says at the moment.
    #[must_use]
    pub const fn shifted(shift: watch::Receiver<i64>) -> Self {
        Self { shift: Some(shift) }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        let since = SystemTime::now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        let shift = self.shift.as_ref().map_or(0, |shift| *shift.borrow());
        Timestamp::from_unix_micros(micros.saturating_add(shift))
    }

    /// Waits until this clock shows `at`, also when it is moved meanwhile.
    pub async fn sleep_until(&self, at: Timestamp) {
        loop {
            let micros = at.unix_micros() - self.now().unix_micros();
            let Ok(micros @ 1..) = u64::try_from(micros) else {
                return;
            };
            let rest = time::sleep(Duration::from_micros(micros));
            match self.shift.clone() {
                None => rest.await,
                Some(mut shift) => {
                    tokio::select! {
                        () = rest => {}
                        changed = shift.changed() => if changed.is_err() {
                            // Nobody moves it any more: it goes on as it is.
                            std::future::pending::<()>().await;
                        }
                    }
                }
            }
        }
    }
}
