//! The identify budget of an application: `max_concurrency` per window, and session starts per day.

use std::{collections::HashMap, time::Duration};

use serde_json::{Value, json};
use tokio::time::Instant;

use super::model::GatewaySettings;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What of the budget is spent.
pub(super) struct Budget {
    /// When each key of `max_concurrency` last identified.
    identified: HashMap<u32, Instant>,
    used: u32,
    since: Instant,
}

/// Why no session may begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Overspent {
    /// The key identified within the window.
    Concurrency,
    /// No session start is left today.
    Starts,
}

impl Budget {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            identified: HashMap::new(),
            used: 0,
            since: now,
        }
    }

    /// Spends one session start for a shard.
    ///
    /// # Errors
    ///
    /// Which limit forbids it; nothing is spent then.
    pub(super) fn spend(
        &mut self,
        settings: &GatewaySettings,
        shard_id: u32,
        now: Instant,
    ) -> Result<(), Overspent> {
        let key = shard_id % settings.max_concurrency.max(1);
        let last = self.identified.get(&key);
        if last.is_some_and(|at| now.duration_since(*at) < settings.identify_window) {
            return Err(Overspent::Concurrency);
        }
        self.renew(now);
        if self.used >= settings.session_starts {
            return Err(Overspent::Starts);
        }
        self.used += 1;
        self.identified.insert(key, now);
        Ok(())
    }

    /// `session_start_limit` of `GET /gateway/bot`.
    pub(super) fn report(&mut self, settings: &GatewaySettings, now: Instant) -> Value {
        self.renew(now);
        let reset_after = DAY.saturating_sub(now.duration_since(self.since));
        json!({
            "total": settings.session_starts,
            "remaining": settings.session_starts.saturating_sub(self.used),
            "reset_after": u64::try_from(reset_after.as_millis()).unwrap_or(u64::MAX),
            "max_concurrency": settings.max_concurrency,
        })
    }

    fn renew(&mut self, now: Instant) {
        if now.duration_since(self.since) >= DAY {
            (self.used, self.since) = (0, now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_key_identifies_once_per_window() {
        let settings = GatewaySettings {
            max_concurrency: 2,
            ..GatewaySettings::default()
        };
        let start = Instant::now();
        let mut budget = Budget::new(start);
        assert_eq!(budget.spend(&settings, 0, start), Ok(()));
        assert_eq!(budget.spend(&settings, 1, start), Ok(()));
        assert_eq!(
            budget.spend(&settings, 2, start),
            Err(Overspent::Concurrency)
        );
        assert_eq!(
            budget.spend(&settings, 2, start + settings.identify_window),
            Ok(())
        );
        assert_eq!(budget.report(&settings, start)["remaining"], 997);
    }

    #[test]
    fn the_daily_budget_comes_back_after_a_day() {
        let settings = GatewaySettings {
            session_starts: 1,
            identify_window: Duration::ZERO,
            ..GatewaySettings::default()
        };
        let start = Instant::now();
        let mut budget = Budget::new(start);
        assert_eq!(budget.spend(&settings, 0, start), Ok(()));
        assert_eq!(budget.spend(&settings, 0, start), Err(Overspent::Starts));
        assert_eq!(budget.report(&settings, start)["remaining"], 0);
        assert_eq!(budget.spend(&settings, 0, start + DAY), Ok(()));
    }
}
