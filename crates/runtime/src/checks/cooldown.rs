//! Cooldowns in two phases: reserved before the handler, kept when it succeeds, given back
//! when it refuses or fails.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use db::{Place, Timestamp};
use twilight_model::id::{Id, marker::UserMarker};

/// Cooldowns remembered; above it those that are over are dropped, then the soonest over.
const KEPT: usize = 50_000;

type Key = (&'static str, i64, u64);

/// Running cooldowns of one identity's process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cooldowns {
    until: Arc<Mutex<HashMap<Key, Timestamp>>>,
}

/// A cooldown that runs, unless it is given back by dropping this.
#[derive(Debug)]
#[must_use = "dropping it gives the cooldown back"]
pub(crate) struct Reservation {
    cooldowns: Cooldowns,
    key: Option<Key>,
}

impl Cooldowns {
    /// Starts the cooldown of `name` for a person, or says until when one runs.
    pub(crate) fn reserve(
        &self,
        name: &'static str,
        place: Place,
        person: Id<UserMarker>,
        now: Timestamp,
        wait: Duration,
    ) -> Result<Reservation, Timestamp> {
        let key = (name, place.key(), person.get());
        let mut until = self.until.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&running) = until.get(&key)
            && running > now
        {
            return Err(running);
        }
        if until.len() >= KEPT {
            until.retain(|_, end| *end > now);
            if until.len() >= KEPT
                && let Some(soonest) = until
                    .iter()
                    .min_by_key(|(_, end)| **end)
                    .map(|(key, _)| *key)
            {
                until.remove(&soonest);
            }
        }
        until.insert(key, now + wait);
        // Those that are over count until the table is full.
        metrics::gauge!("cooldowns_kept")
            .set(f64::from(u32::try_from(until.len()).unwrap_or(u32::MAX)));
        Ok(Reservation {
            cooldowns: self.clone(),
            key: Some(key),
        })
    }
}

impl Reservation {
    /// The handler succeeded: the cooldown runs on.
    pub(crate) fn keep(mut self) {
        self.key = None;
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        if let Some(key) = self.key.take() {
            self.cooldowns
                .until
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&key);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAIT: Duration = Duration::from_secs(10);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_unix_micros(seconds * 1_000_000)
    }

    #[test]
    fn kept_it_runs_and_given_back_it_does_not() {
        let cooldowns = Cooldowns::default();
        let reserve =
            |seconds| cooldowns.reserve("start", Place::Private, Id::new(1), at(seconds), WAIT);
        drop(reserve(0).unwrap());
        reserve(0).unwrap().keep();
        assert_eq!(reserve(9).unwrap_err(), at(10));
        reserve(10).unwrap().keep();
    }

    #[test]
    fn while_reserved_a_second_call_waits() {
        let cooldowns = Cooldowns::default();
        let first = cooldowns.reserve("start", Place::Private, Id::new(1), at(0), WAIT);
        assert!(
            cooldowns
                .reserve("start", Place::Private, Id::new(1), at(0), WAIT)
                .is_err()
        );
        assert!(
            cooldowns
                .reserve("start", Place::Private, Id::new(2), at(0), WAIT)
                .is_ok()
        );
        drop(first);
    }

    #[test]
    fn the_table_stays_bounded() {
        let cooldowns = Cooldowns::default();
        for person in 1..=u64::try_from(KEPT).unwrap() + 10 {
            if let Ok(reservation) =
                cooldowns.reserve("start", Place::Private, Id::new(person), at(0), WAIT)
            {
                reservation.keep();
            }
        }
        assert!(cooldowns.until.lock().unwrap().len() <= KEPT);
    }
}
