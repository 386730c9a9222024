//! Faults of an application that last: lost, repeated, delayed and swapped events, dropped ACKs, guilds that are out.
//!
//! Every event passes through here on its way to the sessions; what is late waits here.

use std::{
    collections::{BTreeSet, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use super::{content::Views, intents, model::Dispatch};

/// How long an event waits for the one that shall overtake it.
const OVERTAKEN_WITHIN: Duration = Duration::from_millis(100);

/// An event on its way to the sessions.
#[derive(Clone)]
pub(super) struct Parcel {
    pub(super) views: Views,
    pub(super) guild_id: Option<u64>,
    /// The intents it is behind.
    pub(super) needed: u64,
}

impl Parcel {
    pub(super) fn of(event: Dispatch) -> Self {
        let guild_id = event
            .guild_id
            .filter(|_| !intents::is_of_the_account(event.event));
        Self {
            guild_id,
            needed: event.intents,
            views: Views::of(event),
        }
    }
}

/// The faults in force, and what they hold back.
#[derive(Default)]
pub(super) struct Standing {
    pub(super) ready_delay: Duration,
    pub(super) drop_acks: bool,
    pub(super) delay: Duration,
    pub(super) lose: u32,
    pub(super) repeat: u32,
    pub(super) reorder: u32,
    /// Connections that were told to be silent.
    pub(super) silenced: BTreeSet<u64>,
    /// Guilds that are unavailable.
    pub(super) out: BTreeSet<u64>,
    late: VecDeque<(Instant, Parcel)>,
    /// What waits to be overtaken.
    waiting: Option<(Instant, Vec<Parcel>)>,
}

impl Standing {
    /// Takes an event in, and gives what is to be delivered now, in order.
    pub(super) fn admit(&mut self, parcel: Parcel, now: Instant) -> Vec<Parcel> {
        let out = parcel.needed != 0 && parcel.guild_id.is_some_and(|id| self.out.contains(&id));
        if out || spend(&mut self.lose) {
            return self.due(now);
        }
        let due = now + self.delay;
        let copies = if spend(&mut self.repeat) { 2 } else { 1 };
        let copies = vec![parcel; copies];
        if self.waiting.is_none() && spend(&mut self.reorder) {
            self.waiting = Some((due + OVERTAKEN_WITHIN, copies));
            return self.due(now);
        }
        let overtaken = self.waiting.take().into_iter().flat_map(|(_, held)| held);
        let next = copies.into_iter().chain(overtaken);
        self.late.extend(next.map(|parcel| (due, parcel)));
        self.due(now)
    }

    /// What has waited long enough, in order.
    pub(super) fn due(&mut self, now: Instant) -> Vec<Parcel> {
        let mut due = Vec::new();
        while self.late.front().is_some_and(|(at, _)| *at <= now) {
            due.extend(self.late.pop_front().map(|(_, parcel)| parcel));
        }
        if let Some((at, _)) = self.waiting
            && at <= now
        {
            due.extend(self.waiting.take().into_iter().flat_map(|(_, held)| held));
        }
        due
    }

    /// When something is due next.
    pub(super) fn next_due(&self) -> Option<Instant> {
        let late = self.late.front().map(|(at, _)| *at);
        let waiting = self.waiting.as_ref().map(|(at, _)| *at);
        late.into_iter().chain(waiting).min()
    }

    /// Ends every fault but outages, and gives what was held back.
    pub(super) fn clear(&mut self) -> Vec<Parcel> {
        let out = std::mem::take(&mut self.out);
        let before = std::mem::replace(
            self,
            Self {
                out,
                ..Self::default()
            },
        );
        let late = before.late.into_iter().map(|(_, parcel)| parcel);
        let waiting = before.waiting.into_iter().flat_map(|(_, held)| held);
        late.chain(waiting).collect()
    }
}

fn spend(left: &mut u32) -> bool {
    let spent = *left > 0;
    *left = left.saturating_sub(1);
    spent
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn parcel(number: u64) -> Parcel {
        Parcel::of(Dispatch {
            application_id: 1,
            event: "TYPING_START",
            data: json!(number),
            guild_id: Some(7),
            intents: 1,
        })
    }

    fn numbers(parcels: &[Parcel]) -> Vec<u64> {
        let number = |parcel: &Parcel| parcel.views.full().data.parse().unwrap();
        parcels.iter().map(number).collect()
    }

    fn admit(standing: &mut Standing, number: u64, now: Instant) -> Vec<u64> {
        numbers(&standing.admit(parcel(number), now))
    }

    #[test]
    fn an_event_to_be_overtaken_waits_for_the_next_or_not_for_long() {
        let now = Instant::now();
        let mut standing = Standing {
            reorder: 2,
            ..Standing::default()
        };
        assert_eq!(admit(&mut standing, 1, now), [0; 0]);
        assert_eq!(admit(&mut standing, 2, now), [2, 1]);
        assert_eq!(admit(&mut standing, 3, now), [0; 0]);
        assert_eq!(standing.next_due(), Some(now + OVERTAKEN_WITHIN));
        assert_eq!(numbers(&standing.due(now)), [0; 0]);
        assert_eq!(numbers(&standing.due(now + OVERTAKEN_WITHIN)), [3]);
        assert_eq!(admit(&mut standing, 4, now), [4]);
    }

    #[test]
    fn late_events_keep_their_order() {
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let mut standing = Standing {
            delay: second,
            reorder: 1,
            ..Standing::default()
        };
        for number in 1..=3 {
            assert_eq!(admit(&mut standing, number, now), [0; 0]);
        }
        standing.delay = Duration::ZERO;
        assert_eq!(
            admit(&mut standing, 4, now),
            [0; 0],
            "nothing overtakes unasked"
        );
        assert_eq!(numbers(&standing.due(now + second)), [2, 1, 3, 4]);
        assert_eq!(standing.next_due(), None);
    }

    #[test]
    fn lost_repeated_and_of_a_guild_that_is_out() {
        let now = Instant::now();
        let mut standing = Standing {
            lose: 1,
            repeat: 1,
            ..Standing::default()
        };
        assert_eq!(admit(&mut standing, 1, now), [0; 0]);
        assert_eq!(admit(&mut standing, 2, now), [2, 2]);
        standing.out.insert(7);
        assert_eq!(admit(&mut standing, 3, now), [0; 0]);
        let always = Parcel {
            needed: 0,
            ..parcel(4)
        };
        assert_eq!(numbers(&standing.admit(always, now)), [4]);
    }

    #[test]
    fn what_is_held_back_comes_when_the_faults_end() {
        let now = Instant::now();
        let mut standing = Standing {
            delay: Duration::from_secs(60),
            drop_acks: true,
            ..Standing::default()
        };
        standing.out.insert(9);
        admit(&mut standing, 1, now);
        assert_eq!(numbers(&standing.clear()), [1]);
        assert!(!standing.drop_acks);
        assert_eq!(standing.out.len(), 1, "outages end by themselves");
    }
}
