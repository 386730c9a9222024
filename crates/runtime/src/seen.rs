//! Which interactions were taken already: Discord may deliver one twice, above all after a
//! resume.

use std::{
    collections::{HashSet, VecDeque},
    sync::{Mutex, PoisonError},
};

/// Ids remembered: at 200 interactions per second, 80 s; a token's first answer is due in 3 s.
const KEPT: usize = 16_384;

/// The last interactions' ids.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    ids: Mutex<(HashSet<u64>, VecDeque<u64>)>,
}

impl Seen {
    /// Whether `id` is new; it is remembered.
    pub(crate) fn first(&self, id: u64) -> bool {
        let mut guard = self.ids.lock().unwrap_or_else(PoisonError::into_inner);
        let (set, order) = &mut *guard;
        if !set.insert(id) {
            return false;
        }
        order.push_back(id);
        if order.len() > KEPT
            && let Some(oldest) = order.pop_front()
        {
            set.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_repeat_is_seen_and_the_memory_is_bounded() {
        let seen = Seen::default();
        assert!(seen.first(1));
        assert!(!seen.first(1));
        for id in 2..=u64::try_from(KEPT).unwrap() + 1 {
            assert!(seen.first(id));
        }
        assert!(seen.first(1), "the oldest is forgotten");
        assert_eq!(seen.ids.lock().unwrap().0.len(), KEPT);
    }
}
