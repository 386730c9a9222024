//! Ids that were taken in, for as long as their signature could be shown again. In this process: another replica does
//! not know them, and there writes are idempotent by interaction id. (A set that replicas share, in Redis, is to come.)

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use db::Timestamp;

/// How long an id is remembered: a signature from a minute ahead is good for two.
const REMEMBERED: Duration = Duration::from_secs(120);
/// Ids remembered at most: 1,000 interactions per second. What is forgotten early is too old for the router after 3 s.
const MOST: usize = 131_072;

/// Ids that were taken.
#[derive(Debug, Default)]
pub(super) struct Taken(Mutex<Ids>);

#[derive(Debug, Default)]
struct Ids {
    known: HashSet<u64>,
    order: VecDeque<(Timestamp, u64)>,
}

impl Taken {
    /// Whether `id` is new; it is remembered.
    pub(super) fn first(&self, id: u64, now: Timestamp) -> bool {
        let mut guard = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Ids { known, order } = &mut *guard;
        while order.front().is_some_and(|(at, _)| *at + REMEMBERED <= now) {
            forget_oldest(known, order);
        }
        let new = known.insert(id);
        if new {
            if order.len() >= MOST {
                metrics::counter!("http_ids_forgotten_early_total").increment(1);
                forget_oldest(known, order);
            }
            order.push_back((now, id));
        }
        metrics::gauge!("http_ids_remembered")
            .set(f64::from(u32::try_from(known.len()).unwrap_or(u32::MAX)));
        new
    }
}

fn forget_oldest(known: &mut HashSet<u64>, order: &mut VecDeque<(Timestamp, u64)>) {
    if let Some((_, oldest)) = order.pop_front() {
        known.remove(&oldest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_seconds(seconds)
    }

    #[test]
    fn an_id_is_remembered_for_two_minutes() {
        let taken = Taken::default();
        assert!(taken.first(1, at(0)));
        assert!(!taken.first(1, at(0)));
        assert!(!taken.first(1, at(119)));
        assert!(taken.first(1, at(120)));
    }

    #[test]
    fn the_memory_is_bounded() {
        let taken = Taken::default();
        for id in 0..=u64::try_from(MOST).unwrap() {
            assert!(taken.first(id, at(0)));
        }
        assert_eq!(taken.0.lock().unwrap().known.len(), MOST);
        assert_eq!(taken.0.lock().unwrap().order.len(), MOST);
        assert!(!taken.first(1, at(0)));
        assert!(taken.first(0, at(0)), "the oldest is forgotten");
    }
}
