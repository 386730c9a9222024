//! Discord's rate limits as seen from one bot: buckets learned from headers, the global budget,
//! and a hold while a global limit lasts.
//!
//! Interaction routes are exempt from the global budget and hold, unless Discord says otherwise
//! to one of them; their buckets are per interaction token. Unknown buckets are probed by one
//! request at a time until their first answer.

mod headers;
mod route;

pub(super) use self::headers::is_shared;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use rand::RngExt as _;
use tokio::{
    sync::{Notify, futures::OwnedNotified},
    time::{Instant, sleep_until},
};

use self::{
    headers::{is_global, number, retry_after, seconds, text},
    route::classify,
};
use super::operation::Operation;

/// Requests a bot may send each second over all routes but those of interactions
/// (discord-api-docs, "Rate Limits", global rate limit).
const GLOBAL_PER_SECOND: u32 = 50;
const SECOND: Duration = Duration::from_secs(1);
/// Buckets kept; those without a running window are dropped above it.
const BUCKETS_KEPT: usize = 1_024;
/// Spread of requests that waited for the same moment.
const JITTER_MAX_MS: u64 = 50;

#[derive(Default)]
pub(super) struct Limiter {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// Nothing but interaction routes is sent before this.
    held: Option<Instant>,
    /// Nothing at all is sent before this.
    held_wholly: Option<Instant>,
    second: Option<(Instant, u32)>,
    buckets: HashMap<Key, Bucket>,
    /// Which hash a route showed last, so that routes of one bucket share it.
    shared: HashMap<String, String>,
}

/// Bucket hash (or route, while that is unknown) and top-level resource.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
struct Key(String, String);

struct Bucket {
    limit: u32,
    remaining: u32,
    reset: Option<Instant>,
    /// How long a window lasts, as far as answers have shown.
    window: Duration,
    known: bool,
    probing: bool,
    changed: Arc<Notify>,
}

/// Leave to send one request; says on drop that it is over.
pub(super) struct Permit {
    state: Arc<Mutex<State>>,
    route: String,
    key: Key,
    interaction: bool,
    probe: bool,
}

enum Wait {
    Until(Instant),
    /// Made under the lock, so that no change between looking and waiting is missed.
    Change(OwnedNotified),
}

impl Limiter {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Waits until `operation` may be sent.
    pub(super) async fn acquire(&self, operation: &Operation) -> Permit {
        let (route, top) = classify(operation.method, &operation.path);
        let interaction = operation.is_interaction();
        loop {
            let wait = match self.try_acquire(&route, &top, interaction, Instant::now()) {
                Ok(permit) => return permit,
                Err(wait) => wait,
            };
            match wait {
                Wait::Until(at) => {
                    let jitter = rand::rng().random_range(1..JITTER_MAX_MS);
                    sleep_until(at + Duration::from_millis(jitter)).await;
                }
                Wait::Change(change) => change.await,
            }
        }
    }

    fn try_acquire(
        &self,
        route: &str,
        top: &str,
        interaction: bool,
        now: Instant,
    ) -> Result<Permit, Wait> {
        let (key, probe) = lock(&self.state).try_acquire(route, top, interaction, now)?;
        Ok(Permit {
            state: Arc::clone(&self.state),
            route: route.to_owned(),
            key,
            interaction,
            probe,
        })
    }
}

impl State {
    fn try_acquire(
        &mut self,
        route: &str,
        top: &str,
        interaction: bool,
        now: Instant,
    ) -> Result<(Key, bool), Wait> {
        if let Some(until) = self.held_wholly.filter(|&until| until > now) {
            return Err(Wait::Until(until));
        }
        if !interaction && let Some(until) = self.held.filter(|&until| until > now) {
            return Err(Wait::Until(until));
        }
        let hash = self.shared.get(route).map_or(route, String::as_str);
        let key = Key(hash.to_owned(), top.to_owned());
        if let Some(bucket) = self.buckets.get_mut(&key) {
            if bucket.reset.is_some_and(|reset| reset <= now) {
                // The next window, as long as the last until an answer says more.
                bucket.remaining = bucket.limit;
                bucket.reset = Some(now + bucket.window);
            }
            if bucket.known
                && bucket.remaining == 0
                && let Some(reset) = bucket.reset
            {
                return Err(Wait::Until(reset));
            }
            if !bucket.known && bucket.probing {
                return Err(Wait::Change(Arc::clone(&bucket.changed).notified_owned()));
            }
        }
        if !interaction {
            match &mut self.second {
                Some((started, sent)) if now.duration_since(*started) < SECOND => {
                    if *sent >= GLOBAL_PER_SECOND {
                        return Err(Wait::Until(*started + SECOND));
                    }
                    *sent += 1;
                }
                second => *second = Some((now, 1)),
            }
        }
        if let Some(bucket) = self.buckets.get_mut(&key) {
            bucket.remaining = bucket.remaining.saturating_sub(1);
            let probe = !bucket.known && !interaction;
            bucket.probing |= probe;
            return Ok((key, probe));
        }
        if interaction {
            return Ok((key, false));
        }
        self.insert(key.clone(), Bucket::probe(), now);
        Ok((key, true))
    }

    fn insert(&mut self, key: Key, bucket: Bucket, now: Instant) {
        if self.buckets.len() >= BUCKETS_KEPT {
            self.buckets
                .retain(|_, bucket| bucket.probing || bucket.reset.is_some_and(|at| at > now));
        }
        self.buckets.insert(key, bucket);
    }
}

impl Bucket {
    fn probe() -> Self {
        Self {
            limit: 1,
            remaining: 1,
            reset: None,
            window: Duration::ZERO,
            known: false,
            probing: true,
            changed: Arc::default(),
        }
    }
}

impl Permit {
    /// Takes what the answer says about limits.
    pub(super) fn learn(self, headers: &HeaderMap, status: StatusCode, body: &Bytes) {
        self.learn_at(headers, status, body, Instant::now());
    }

    fn learn_at(self, headers: &HeaderMap, status: StatusCode, body: &Bytes, now: Instant) {
        let limited = status == StatusCode::TOO_MANY_REQUESTS;
        let retry = limited.then(|| now + retry_after(headers, body));
        let mut state = lock(&self.state);
        if let Some(until) = retry
            && is_global(headers, body)
        {
            let held = if self.interaction {
                &mut state.held_wholly
            } else {
                &mut state.held
            };
            *held = Some(held.map_or(until, |old| old.max(until)));
            tracing::warn!(
                retry_after_ms = u64::try_from((until - now).as_millis()).unwrap_or(u64::MAX),
                "global rate limit: nothing is sent until it ends"
            );
            return;
        }
        let hash = text(headers, "x-ratelimit-bucket");
        if let (Some(hash), false) = (hash, self.interaction)
            && (state.shared.len() < BUCKETS_KEPT || state.shared.contains_key(&self.route))
        {
            state.shared.insert(self.route.clone(), hash.to_owned());
        }
        let limit = number(headers, "x-ratelimit-limit");
        let remaining = number(headers, "x-ratelimit-remaining");
        let after = seconds(headers, "x-ratelimit-reset-after");
        let window = after.unwrap_or(SECOND);
        let reset = after.map(|after| now + after);
        let said = match (retry, limit, remaining, reset) {
            (Some(until), limit, ..) => Some((limit.unwrap_or(1).max(1), 0, until)),
            (None, Some(limit), Some(remaining), Some(reset)) => {
                Some((limit.max(1), remaining, reset))
            }
            _ => None,
        };
        let name = state.shared.get(&self.route).cloned();
        let key = match name {
            Some(hash) if !self.interaction => Key(hash, self.key.1.clone()),
            _ => self.key.clone(),
        };
        match (said, state.buckets.get_mut(&key)) {
            (Some((limit, remaining, reset)), Some(bucket)) => {
                let same_window = bucket.known && bucket.reset.is_some_and(|old| old > now);
                bucket.remaining = if same_window && retry.is_none() {
                    bucket.remaining.min(remaining)
                } else {
                    remaining
                };
                bucket.limit = limit;
                bucket.window = bucket.window.max(window);
                bucket.reset = Some(reset);
                bucket.known = true;
                bucket.probing = false;
                bucket.changed.notify_waiters();
            }
            (Some((limit, remaining, reset)), None) => {
                if self.interaction && remaining > 0 {
                    return;
                }
                let bucket = Bucket {
                    limit,
                    remaining,
                    reset: Some(reset),
                    window,
                    known: true,
                    probing: false,
                    changed: Arc::default(),
                };
                state.insert(key, bucket, now);
            }
            (None, Some(bucket)) if status.is_success() => {
                // A route without limits: nothing to wait for.
                bucket.known = true;
                bucket.remaining = u32::MAX;
                bucket.limit = u32::MAX;
            }
            (None, _) => {}
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        if !self.probe {
            return;
        }
        let mut state = lock(&self.state);
        if let Some(bucket) = state.buckets.get_mut(&self.key) {
            bucket.probing = false;
            bucket.changed.notify_waiters();
        }
    }
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;
    use twilight_http::request::Method;

    use super::*;

    const OK: StatusCode = StatusCode::OK;

    fn headers(limit: &'static str, remaining: &'static str, after: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-bucket", HeaderValue::from_static("b"));
        headers.insert("x-ratelimit-limit", HeaderValue::from_static(limit));
        headers.insert("x-ratelimit-remaining", HeaderValue::from_static(remaining));
        headers.insert("x-ratelimit-reset-after", HeaderValue::from_static(after));
        headers
    }

    /// Tries to send a message into a channel.
    fn create(limiter: &Limiter, channel: u64, now: Instant) -> Result<Permit, Wait> {
        let (route, top) = classify(Method::Post, &format!("channels/{channel}/messages"));
        limiter.try_acquire(&route, &top, false, now)
    }

    fn callback(limiter: &Limiter, now: Instant) -> Result<Permit, Wait> {
        let (route, top) = classify(Method::Post, "interactions/1/t/callback");
        limiter.try_acquire(&route, &top, true, now)
    }

    fn until(result: &Result<Permit, Wait>) -> Instant {
        match result {
            Err(Wait::Until(at)) => *at,
            Err(Wait::Change(_)) => panic!("waits for a probe"),
            Ok(_) => panic!("does not wait"),
        }
    }

    #[test]
    fn an_empty_bucket_waits_for_its_reset_and_others_do_not() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let permit = create(&limiter, 1, now).ok().unwrap();
        permit.learn_at(&headers("5", "0", "2.0"), OK, &Bytes::new(), now);
        assert_eq!(
            until(&create(&limiter, 1, now)),
            now + Duration::from_secs(2)
        );
        assert!(create(&limiter, 2, now).is_ok());
        assert!(create(&limiter, 1, now + Duration::from_secs(2)).is_ok());
    }

    #[test]
    fn a_known_bucket_lets_as_many_go_at_once_as_remain() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let permit = create(&limiter, 1, now).ok().unwrap();
        permit.learn_at(&headers("5", "4", "5.0"), OK, &Bytes::new(), now);
        let sent: Vec<_> = (0..4).map(|_| create(&limiter, 1, now)).collect();
        assert!(sent.iter().all(Result::is_ok));
        assert_eq!(
            until(&create(&limiter, 1, now)),
            now + Duration::from_secs(5)
        );
    }

    #[test]
    fn after_its_reset_no_more_go_than_the_limit_until_an_answer_comes() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let permit = create(&limiter, 1, now).ok().unwrap();
        permit.learn_at(&headers("5", "0", "2.0"), OK, &Bytes::new(), now);
        let next = now + Duration::from_secs(3);
        let sent: Vec<_> = (0..5).map(|_| create(&limiter, 1, next)).collect();
        assert!(sent.iter().all(Result::is_ok));
        let end = next + Duration::from_secs(2);
        assert_eq!(until(&create(&limiter, 1, next)), end);
        assert!(
            create(&limiter, 1, end).is_ok(),
            "lost answers are got over"
        );
    }

    #[test]
    fn an_unknown_bucket_is_probed_by_one() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let first = create(&limiter, 1, now).ok().unwrap();
        assert!(matches!(create(&limiter, 1, now), Err(Wait::Change(_))));
        drop(first);
        assert!(create(&limiter, 1, now).is_ok(), "a lost probe is replaced");
    }

    #[test]
    fn a_global_limit_holds_everything_but_interactions() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let permit = create(&limiter, 1, now).ok().unwrap();
        let body = Bytes::from_static(br#"{"global":true,"retry_after":1.5}"#);
        permit.learn_at(&HeaderMap::new(), StatusCode::TOO_MANY_REQUESTS, &body, now);
        assert!(callback(&limiter, now).is_ok());
        let end = now + Duration::from_millis(1_500);
        assert_eq!(until(&create(&limiter, 2, now)), end);
        assert!(create(&limiter, 2, end).is_ok());
    }

    #[test]
    fn a_global_limit_on_an_interaction_holds_everything() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        let permit = callback(&limiter, now).ok().unwrap();
        let body = Bytes::from_static(br#"{"global":true,"retry_after":1.5}"#);
        permit.learn_at(&HeaderMap::new(), StatusCode::TOO_MANY_REQUESTS, &body, now);
        let end = now + Duration::from_millis(1_500);
        assert_eq!(until(&callback(&limiter, now)), end);
        assert_eq!(until(&create(&limiter, 2, now)), end);
    }

    #[test]
    fn no_more_than_the_global_budget_leaves_in_a_second() {
        let (limiter, now) = (Limiter::new(), Instant::now());
        for channel in 1..=u64::from(GLOBAL_PER_SECOND) {
            assert!(create(&limiter, channel, now).is_ok());
        }
        assert_eq!(until(&create(&limiter, 999, now)), now + SECOND);
        assert!(create(&limiter, 999, now + SECOND).is_ok());
    }

    #[test]
    fn the_table_of_buckets_stays_bounded() {
        let (limiter, mut now) = (Limiter::new(), Instant::now());
        for channel in 1..=u64::try_from(BUCKETS_KEPT).unwrap() * 2 {
            now += SECOND;
            let permit = create(&limiter, channel, now).ok().unwrap();
            permit.learn_at(&headers("5", "4", "0.5"), OK, &Bytes::new(), now);
        }
        assert!(lock(&limiter.state).buckets.len() <= BUCKETS_KEPT);
    }
}
