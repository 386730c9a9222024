//! Waiting for a condition, with an end.

use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

/// How often is looked.
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// How long a condition is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Waits until `reached` says so.
///
/// # Panics
///
/// When it has not within 20 s; says `what` was waited for.
pub async fn until(what: &str, mut reached: impl AsyncFnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    let mut look = interval(LOOK_EVERY);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    while !reached().await {
        assert!(Instant::now() < end, "waited in vain: {what}");
        look.tick().await;
    }
}
