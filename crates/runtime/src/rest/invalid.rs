//! Counts refused requests of this address, for all identities together, and stops sending long
//! before Discord bans the address.
//!
//! Discord bans after 10,000 answers of 401, 403 or 429 within 10 minutes; 429s of scope
//! `shared` do not count (discord-api-docs, "Rate Limits", invalid request limit).

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use http::StatusCode;
use tokio::time::Instant;

/// The window Discord counts in.
const WINDOW: Duration = Duration::from_secs(600);
/// Requests refused within the window at which the breaker opens: a quarter of Discord's bound.
const OPEN_AT: u32 = 2_500;
/// Granularity of the count.
const SLOT: Duration = Duration::from_secs(10);

/// Invalid requests of the last 10 minutes, and the breaker that they open.
#[derive(Debug, Default)]
pub struct InvalidRequests {
    slots: Mutex<VecDeque<(Instant, u32)>>,
}

impl InvalidRequests {
    /// Counts an answer if it is one that Discord counts.
    pub(super) fn count(&self, status: StatusCode, shared: bool) {
        self.count_at(status, shared, Instant::now());
    }

    /// Whether so many requests were refused that nothing more is sent for now.
    pub(super) fn is_open(&self) -> bool {
        self.total() >= OPEN_AT
    }

    /// Invalid requests in the window.
    pub fn total(&self) -> u32 {
        self.total_at(Instant::now())
    }

    fn count_at(&self, status: StatusCode, shared: bool, now: Instant) {
        let counted = match status {
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => true,
            StatusCode::TOO_MANY_REQUESTS => !shared,
            _ => false,
        };
        if !counted {
            return;
        }
        metrics::counter!("discord_invalid_requests_total").increment(1);
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        match slots.back_mut() {
            Some((started, count)) if now.duration_since(*started) < SLOT => *count += 1,
            _ => slots.push_back((now, 1)),
        }
    }

    fn total_at(&self, now: Instant) -> u32 {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        while slots
            .front()
            .is_some_and(|(started, _)| now.duration_since(*started) > WINDOW)
        {
            slots.pop_front();
        }
        slots.iter().map(|(_, count)| count).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_at_the_bound_and_closes_after_the_window() {
        let invalid = InvalidRequests::default();
        let now = Instant::now();
        for _ in 0..OPEN_AT - 1 {
            invalid.count_at(StatusCode::FORBIDDEN, false, now);
        }
        invalid.count_at(StatusCode::TOO_MANY_REQUESTS, true, now);
        invalid.count_at(StatusCode::NOT_FOUND, false, now);
        assert!(!invalid.is_open());
        invalid.count_at(StatusCode::TOO_MANY_REQUESTS, false, now);
        assert!(invalid.is_open());
        assert_eq!(invalid.total_at(now + WINDOW + SLOT), 0);
    }
}
