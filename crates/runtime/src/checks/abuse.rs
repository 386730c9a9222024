//! The plain guard against floods: so many commands per person in so long a time.

use std::{num::NonZeroU32, time::Duration};

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use twilight_model::id::{Id, marker::UserMarker};

/// Persons remembered; above it those who have been quiet are forgotten.
const PERSONS_KEPT: usize = 10_000;

/// Lets a person run a number of commands within a window.
pub(crate) struct AbuseGuard {
    limiter: Option<DefaultKeyedRateLimiter<u64>>,
    clock: DefaultClock,
}

impl AbuseGuard {
    /// `commands` within `window` per person; 0 commands or no window means no guard.
    pub(crate) fn new(commands: u32, window: Duration) -> Self {
        let limiter = NonZeroU32::new(commands).and_then(|burst| {
            let quota = Quota::with_period(window / burst.get())?;
            Some(RateLimiter::dashmap(quota.allow_burst(burst)))
        });
        Self {
            limiter,
            clock: DefaultClock::default(),
        }
    }

    /// Counts a command, or says how long to wait.
    pub(crate) fn pass(&self, person: Id<UserMarker>) -> Result<(), Duration> {
        let Some(limiter) = &self.limiter else {
            return Ok(());
        };
        let persons = limiter.len();
        metrics::gauge!("abuse_guard_persons")
            .set(f64::from(u32::try_from(persons).unwrap_or(u32::MAX)));
        if persons > PERSONS_KEPT {
            limiter.retain_recent();
        }
        limiter
            .check_key(&person.get())
            .map_err(|until| until.wait_time_from(self.clock.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_burst_passes_and_the_next_waits_but_not_for_others() {
        let guard = AbuseGuard::new(3, Duration::from_secs(60));
        for _ in 0..3 {
            guard.pass(Id::new(1)).unwrap();
        }
        let wait = guard.pass(Id::new(1)).unwrap_err();
        assert!(wait > Duration::from_secs(10) && wait <= Duration::from_secs(20));
        guard.pass(Id::new(2)).unwrap();
    }

    #[test]
    fn no_commands_means_no_guard() {
        let guard = AbuseGuard::new(0, Duration::from_secs(10));
        for _ in 0..1_000 {
            guard.pass(Id::new(1)).unwrap();
        }
    }
}
