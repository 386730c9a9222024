//! Rate limits by route and over all, and the count of invalid requests (`topics/rate-limits.mdx`). Real time.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::Arc,
    time::{Duration, Instant},
};

use crate::settings::LimitSettings;

/// How long invalid requests count.
const INVALID_WINDOW: Duration = Duration::from_secs(600);
/// Windows that are kept at least before those that ended are swept.
const SWEEP_AT: usize = 10_000;
/// The window of the global limit.
const GLOBAL_WINDOW: Duration = Duration::from_secs(1);

/// The state of all limits.
pub(crate) struct Limits {
    settings: LimitSettings,
    /// Which shared bucket an operation is in.
    shared: HashMap<String, usize>,
    windows: HashMap<(u64, Counter, String), Window>,
    /// How many windows there are when they are swept next: twice those that are left, so that many open ones do not
    /// make every request sweep.
    sweep_at: usize,
    global: HashMap<Who, Window>,
    invalid: VecDeque<Instant>,
    /// How often a webhook that is not there was used, and until when that counts, by address.
    dead: HashMap<String, (u32, Instant)>,
}

/// Whose global limit a request counts against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Who {
    Application(u64),
    /// Somebody without a token.
    Address(IpAddr),
}

/// What a request is about: application, operation, and the channel, guild or webhook.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub(crate) application: u64,
    pub(crate) operation: &'static str,
    pub(crate) major: String,
}

/// What counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Counter {
    Operation(&'static str),
    Shared(usize),
}

#[derive(Debug, Clone, Copy)]
struct Window {
    used: u32,
    ends: Instant,
}

/// The outcome of a request for a place in a bucket.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Taken {
    /// Names the bucket; empty for a global limit.
    pub(crate) bucket: Arc<str>,
    pub(crate) limit: u32,
    /// As the headers say it.
    pub(crate) remaining: u32,
    pub(crate) reset_after: Duration,
    pub(crate) refused: bool,
}

impl Limits {
    pub(crate) fn new(settings: LimitSettings) -> Self {
        let mut shared = HashMap::new();
        for (index, bucket) in settings.shared.iter().enumerate() {
            for operation in &bucket.operations {
                shared.entry(operation.clone()).or_insert(index);
            }
        }
        Self {
            settings,
            shared,
            windows: HashMap::new(),
            sweep_at: SWEEP_AT,
            global: HashMap::new(),
            invalid: VecDeque::new(),
            dead: HashMap::new(),
        }
    }

    /// Counts the use of a webhook that is not there; `true` when this one is the one too many.
    pub(crate) fn dead_webhook(&mut self, path: &str, now: Instant) -> bool {
        let address = path.split('/').take(4).collect::<Vec<_>>().join("/");
        let (uses, until) = self
            .dead
            .entry(address)
            .or_insert((0, now + INVALID_WINDOW));
        if *until <= now {
            (*uses, *until) = (0, now + INVALID_WINDOW);
        }
        *uses += 1;
        *uses == self.settings.dead_webhook_requests
    }

    /// Takes a place in a route's bucket; the settings know better than `built_in`.
    pub(crate) fn route(&mut self, place: Place, built_in: (u32, Duration), now: Instant) -> Taken {
        let Place {
            application,
            operation,
            major,
        } = place;
        let own = self.settings.routes.get(operation);
        let own = own.copied().unwrap_or(built_in);
        let index = self.shared.get(operation).copied();
        let shared = index.and_then(|index| Some((index, self.settings.shared.get(index)?)));
        let (counter, (limit, per)) = match shared {
            Some((index, bucket)) => match bucket.limit {
                Some(limit) => (Counter::Shared(index), limit),
                None => (Counter::Operation(operation), own),
            },
            None => (Counter::Operation(operation), own),
        };
        // All of a shared bucket are called after its first.
        let bucket = shared.and_then(|(_, bucket)| bucket.operations.first());
        let bucket = bucket.map_or(operation, String::as_str).into();
        let misleading = shared.is_some_and(|(_, bucket)| bucket.misleading);
        if self.windows.len() >= self.sweep_at {
            self.windows.retain(|_, window| window.ends > now);
            self.sweep_at = SWEEP_AT.max(self.windows.len() * 2);
        }
        let key = (application, counter, major);
        let window = self.windows.entry(key).or_insert(Window {
            used: 0,
            ends: now + per,
        });
        let taken = take(window, bucket, limit, per, now);
        let remaining = if misleading { limit } else { taken.remaining };
        Taken { remaining, ..taken }
    }

    /// Takes a place in a global limit.
    pub(crate) fn global(&mut self, who: Who, now: Instant) -> Taken {
        let limit = match who {
            Who::Application(_) => self.settings.global_per_second,
            Who::Address(_) => self.settings.unauthenticated_per_second,
        };
        let window = self.global.entry(who).or_insert(Window {
            used: 0,
            ends: now + GLOBAL_WINDOW,
        });
        take(window, "".into(), limit, GLOBAL_WINDOW, now)
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

    /// Whether the edge lets nothing through at the moment.
    pub(crate) fn is_banned(&mut self, now: Instant) -> bool {
        self.settings.ban && self.invalid_count(now) >= self.settings.invalid_requests
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

fn take(window: &mut Window, bucket: Arc<str>, limit: u32, per: Duration, now: Instant) -> Taken {
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
        bucket,
        limit,
        remaining: limit.saturating_sub(window.used),
        reset_after: window.ends - now,
        refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::SharedBucket;

    const FIVE: (u32, Duration) = (5, Duration::from_secs(5));

    fn place(operation: &'static str, major: &str) -> Place {
        Place {
            application: 1,
            operation,
            major: major.to_owned(),
        }
    }

    #[test]
    fn a_bucket_refuses_until_its_window_ends() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings::default());
        let here = || place("create_message", "5");
        let rule = (2, Duration::from_secs(5));
        assert_eq!(limits.route(here(), rule, now).remaining, 1);
        assert!(!limits.route(here(), rule, now).refused);
        let third = limits.route(here(), rule, now);
        assert!(third.refused && third.reset_after == Duration::from_secs(5));
        let other = place("create_message", "6");
        assert!(!limits.route(other, rule, now).refused);
        let later = now + Duration::from_secs(5);
        assert!(!limits.route(here(), rule, later).refused);
    }

    #[test]
    fn many_open_windows_are_not_swept_by_every_request() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings::default());
        for number in 0..=SWEEP_AT {
            limits.route(place("typing", &number.to_string()), FIVE, now);
        }
        assert_eq!(limits.sweep_at, 2 * SWEEP_AT, "nothing was to be swept");
        let later = now + Duration::from_secs(6);
        for number in 0..SWEEP_AT {
            limits.route(place("create_message", &number.to_string()), FIVE, later);
        }
        assert!(
            limits.windows.len() <= SWEEP_AT + 1,
            "those that ended are gone"
        );
    }

    #[test]
    fn operations_can_share_a_bucket_or_only_its_name() {
        let now = crate::clock::real_now();
        let names = ["add_reaction", "remove_reaction"];
        for (shared, refused, limit) in [
            (
                SharedBucket::together(&names, (1, Duration::from_secs(1))),
                true,
                1,
            ),
            (SharedBucket::apart(&names), false, 5),
        ] {
            let mut limits = Limits::new(LimitSettings {
                shared: vec![shared],
                ..LimitSettings::default()
            });
            let first = limits.route(place(names[0], "5"), FIVE, now);
            let second = limits.route(place(names[1], "5"), FIVE, now);
            assert_eq!(first.bucket, second.bucket);
            assert_eq!((second.refused, second.limit), (refused, limit));
            let elsewhere = limits.route(place(names[1], "6"), FIVE, now);
            assert!(!elsewhere.refused, "each channel for itself");
            let other = limits.route(place("typing", "5"), FIVE, now);
            assert_ne!(other.bucket, first.bucket);
        }
    }

    #[test]
    fn the_headers_of_emojis_claim_that_nothing_is_used() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings::default());
        for operation in ["create_guild_emoji", "delete_guild_emoji"] {
            let taken = limits.route(place(operation, "7"), FIVE, now);
            assert_eq!((taken.limit, taken.remaining), (50, 50));
        }
        for _ in 2..50 {
            limits.route(place("list_guild_emojis", "7"), FIVE, now);
        }
        let more = limits.route(place("get_guild_emoji", "7"), FIVE, now);
        assert!(more.refused && more.remaining == 50);
    }

    #[test]
    fn who_has_no_token_is_limited_by_address() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings {
            unauthenticated_per_second: 1,
            ..LimitSettings::default()
        });
        let address = |last| Who::Address(IpAddr::from([127, 0, 0, last]));
        assert!(!limits.global(address(1), now).refused);
        assert!(limits.global(address(1), now).refused);
        assert!(!limits.global(address(2), now).refused);
        assert!(!limits.global(Who::Application(1), now).refused);
    }

    #[test]
    fn invalid_requests_are_forgotten_after_ten_minutes() {
        let now = crate::clock::real_now();
        let mut limits = Limits::new(LimitSettings {
            invalid_requests: 2,
            ban: true,
            ..LimitSettings::default()
        });
        assert!(!limits.invalid(now));
        assert!(!limits.is_banned(now));
        assert!(limits.invalid(now));
        assert!(limits.is_banned(now));
        let later = now + Duration::from_secs(601);
        assert_eq!(
            (limits.invalid_count(later), limits.is_banned(later)),
            (0, false)
        );
    }
}
