//! Waits for a condition that nothing announces.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

/// Between two looks.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// How long is looked.
const PATIENCE: Duration = Duration::from_secs(30);

/// Looks every few milliseconds until `find` finds something, and returns that.
///
/// # Panics
///
/// If it finds nothing in half a minute; `what` says what was waited for.
pub async fn until<T>(what: &str, mut find: impl AsyncFnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        look.tick().await;
        if let Some(found) = find().await {
            return found;
        }
        assert!(Instant::now() < end, "waited {PATIENCE:?} for {what}");
    }
}
