//! Rate limits by route and over all, and the count of invalid requests (`topics/rate-limits.mdx`). Real time.

use std::{
    collections::{HashMap, VecDeque},
    time::{Duration, Instant},
};

use crate::settings::LimitSettings;

/// How long invalid requests count.
const INVALID_WINDOW: Duration = Duration::from_secs(600);
/// Windows that are kept before those that ended are swept.
const SWEEP_AT: usize = 10_000;
/// The window of the global limit.
const GLOBAL_WINDOW: Duration = Duration::from_secs(1);

/// The state of all limits.
pub(crate) struct Limits {
    settings: LimitSettings,
    windows: HashMap<Key, Window>,
    global: HashMap<u64, Window>,
    invalid: VecDeque<Instant>,
}

/// Whose bucket: application, operation, and the channel, guild or webhook it is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) application: u64,
    pub(crate) operation: &'static str,
    pub(crate) major: String,
}

#[derive(Debug, Clone, Copy)]
struct Window {
    used: u32,
    ends: Instant,
}

/// The outcome of a request for a place in a bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Taken {
    pub(crate) limit: u32,
    pub(crate) remaining: u32,
    pub(crate) reset_after: Duration,
    pub(crate) refused: bool,
}

impl Limits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        Self {
            settings,
            windows: HashMap::new(),
            global: HashMap::new(),
            invalid: VecDeque::new(),
        }
    }

    /// Takes a place in a route's bucket; the settings know better than `built_in`.
    pub(crate) fn route(&mut self, key: Key, built_in: (u32, Duration), now: Instant) -> Taken {
        let (limit, per) = self
            .settings
            .routes
            .get(key.operation)
            .copied()
            .unwrap_or(built_in);
        if self.windows.len() >= SWEEP_AT {
            self.windows.retain(|_, window| window.ends > now);
        }
        take(
            self.windows.entry(key).or_insert(Window {
                used: 0,
                ends: now + per,
            }),
            limit,
            per,
            now,
        )
    }

    /// Takes a place in an application's global limit.
    pub(crate) fn global(&mut self, application: u64, now: Instant) -> Taken {
        let window = self.global.entry(application).or_insert(Window {
            used: 0,
            ends: now + GLOBAL_WINDOW,
        });
        take(window, self.settings.global_per_second, GLOBAL_WINDOW, now)
    }

    /// Counts a 401, 403 or 429; `true` when this one reaches the ban.
    pub(crate) fn invalid(&mut self, now: Instant) -> bool {
        self.forget(now);
        self.invalid.push_back(now);
        self.invalid.len() == self.settings.invalid_requests
    }

    /// Invalid requests of the last ten minutes.
    pub(crate) fn invalid_count(&mut self, now: Instant) -> usize {
        self.forget(now);
        self.invalid.len()
    }

    fn forget(&mut self, now: Instant) {
        while self
            .invalid
            .front()
            .is_some_and(|first| now.duration_since(*first) > INVALID_WINDOW)
        {
            self.invalid.pop_front();
        }
    }
}

fn take(window: &mut Window, limit: u32, per: Duration, now: Instant) -> Taken {
    if window.ends <= now {
        *window = Window {
            used: 0,
            ends: now + per,
        };
    }
    let refused = window.used >= limit;
    if !refused {
        window.used += 1;
    }
    Taken {
        limit,
        remaining: limit - window.used,
        reset_after: window.ends - now,
        refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_refuses_until_its_window_ends() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings::default());
        let key = Key {
            application: 1,
            operation: "create_message",
            major: "5".to_owned(),
        };
        let rule = (2, Duration::from_secs(5));
        assert_eq!(limits.route(key.clone(), rule, now).remaining, 1);
        assert!(!limits.route(key.clone(), rule, now).refused);
        let third = limits.route(key.clone(), rule, now);
        assert!(third.refused && third.reset_after == Duration::from_secs(5));
        let other = Key {
            major: "6".to_owned(),
            ..key.clone()
        };
        assert!(!limits.route(other, rule, now).refused);
        assert!(
            !limits
                .route(key, rule, now + Duration::from_secs(5))
                .refused
        );
    }

    #[test]
    fn invalid_requests_are_forgotten_after_ten_minutes() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings {
            invalid_requests: 2,
            ..LimitSettings::default()
        });
        assert!(!limits.invalid(now));
        assert!(limits.invalid(now));
        assert_eq!(limits.invalid_count(now + Duration::from_secs(601)), 0);
    }
}
