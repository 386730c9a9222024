//! One session: its sequence, and the ring of its last dispatches from which connections are fed and resumed.
//!
//! The ring is the only queue: a live connection reads it at its own pace, a resumed one from where the client
//! stopped. What falls out of the ring is lost to the session, and it says so.

use std::{collections::VecDeque, sync::Arc};

use serde_json::Value;
use tokio::time::Instant;

use super::intents;

/// A dispatch as it goes on the wire, without its sequence number.
pub(super) struct Event {
    pub(super) name: &'static str,
    /// `d`, serialised once for all sessions.
    pub(super) data: String,
    /// The interaction that it brings.
    pub(super) interaction: Option<u64>,
}

/// A dispatch with its number in a session.
pub(super) type Numbered = (u64, Arc<Event>);

impl Event {
    /// One that brings no interaction.
    pub(super) fn new(name: &'static str, data: &Value) -> Self {
        Self {
            name,
            data: data.to_string(),
            interaction: None,
        }
    }

    /// The payload with the sequence number of one session.
    pub(super) fn payload(&self, sequence: u64) -> String {
        let Self { name, data, .. } = self;
        format!(r#"{{"t":"{name}","s":{sequence},"op":0,"d":{data}}}"#)
    }
}

/// What a client fixed when it identified; it stays until the session ends.
#[derive(Debug, Clone)]
pub(super) struct Traits {
    pub(super) intents: u64,
    /// `(shard_id, shard_count)`; `(0, 1)` when the client sent none.
    pub(super) shard: (u32, u32),
    /// The bot's user.
    pub(super) user_id: String,
    /// Members from which a guild is large.
    pub(super) large_threshold: u64,
}

/// A session, connected or waiting to be resumed.
pub(super) struct Session {
    pub(super) serial: u64,
    pub(super) id: String,
    pub(super) traits: Traits,
    /// The connection that reads it.
    pub(super) connection: Option<u64>,
    /// When it lost its connection.
    pub(super) detached_at: Option<Instant>,
    /// Its READY was written: the client knows it.
    pub(super) known: bool,
    /// It cannot be resumed any more; it ends with its connection.
    pub(super) lost: bool,
    sequence: u64,
    ring: VecDeque<Arc<Event>>,
    capacity: usize,
    /// What happened between Identify and READY; comes after the guilds.
    held: Option<Vec<Arc<Event>>>,
}

/// Why a session cannot be read from a sequence number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Dispatches after it have fallen out of the ring.
    Evicted,
    /// The session has not come that far.
    Ahead,
}

impl Session {
    /// A session that holds its events back until [`Session::open`].
    pub(super) fn new(serial: u64, connection: u64, traits: Traits, capacity: usize) -> Self {
        Self {
            serial,
            id: format!("{:032x}", rand::random::<u128>()),
            traits,
            connection: Some(connection),
            detached_at: None,
            known: false,
            lost: false,
            sequence: 0,
            ring: VecDeque::new(),
            capacity: capacity.max(1),
            held: Some(Vec::new()),
        }
    }

    /// READY and the guilds first, then whatever happened meanwhile.
    pub(super) fn open(&mut self, opening: Vec<Event>) {
        let held = self.held.take().unwrap_or_default();
        for event in opening.into_iter().map(Arc::new).chain(held) {
            self.push(event);
        }
    }

    /// Dispatches so far.
    pub(super) const fn sequence(&self) -> u64 {
        self.sequence
    }

    pub(super) const fn is_open(&self) -> bool {
        self.held.is_none()
    }

    /// Whether an event of this place behind these intents is for this session.
    pub(super) fn wants(&self, guild_id: Option<u64>, needed: u64) -> bool {
        let (shard, shards) = self.traits.shard;
        intents::let_through(self.traits.intents, needed)
            && intents::shard_of(guild_id, shards) == shard
    }

    pub(super) fn push(&mut self, event: Arc<Event>) {
        match &mut self.held {
            Some(held) if held.len() < self.capacity => held.push(event),
            Some(_) => self.lost = true,
            None => {
                if self.ring.len() == self.capacity {
                    self.ring.pop_front();
                }
                self.ring.push_back(event);
                self.sequence += 1;
            }
        }
    }

    /// Up to `limit` dispatches after `sequence`, each with its number.
    pub(super) fn after(&self, sequence: u64, limit: usize) -> Result<Vec<Numbered>, Unreadable> {
        let missed = self
            .sequence
            .checked_sub(sequence)
            .ok_or(Unreadable::Ahead)?;
        let skip = usize::try_from(missed)
            .ok()
            .and_then(|missed| self.ring.len().checked_sub(missed))
            .ok_or(Unreadable::Evicted)?;
        let events = self.ring.iter().skip(skip).take(limit).cloned();
        Ok((sequence + 1..).zip(events).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::proptest;

    use super::*;

    fn event(name: &'static str) -> Event {
        Event::new(name, &Value::Null)
    }

    fn session(capacity: usize) -> Session {
        let traits = Traits {
            intents: 0,
            shard: (0, 1),
            user_id: String::new(),
            large_threshold: 50,
        };
        Session::new(1, 1, traits, capacity)
    }

    #[test]
    fn what_happens_before_ready_comes_after_the_guilds() {
        let mut session = session(8);
        session.push(Arc::new(event("INTERACTION_CREATE")));
        session.open(vec![event("READY"), event("GUILD_CREATE")]);
        let names: Vec<_> = session
            .after(0, 9)
            .unwrap()
            .iter()
            .map(|(number, event)| (*number, event.name))
            .collect();
        assert_eq!(
            names,
            [(1, "READY"), (2, "GUILD_CREATE"), (3, "INTERACTION_CREATE")]
        );
    }

    #[test]
    fn a_full_hold_is_admitted_as_loss() {
        let mut session = session(1);
        session.push(Arc::new(event("A")));
        assert!(!session.lost);
        session.push(Arc::new(event("B")));
        assert!(session.lost);
    }

    proptest! {
        #[test]
        fn reading_gives_exactly_what_was_missed_or_says_why_not(
            capacity in 1..20_usize, pushed in 0..60_u64, from in 0..70_u64, limit in 1..80_usize,
        ) {
            let mut session = session(capacity);
            session.open(Vec::new());
            for _ in 0..pushed {
                session.push(Arc::new(event("E")));
            }
            match session.after(from, limit) {
                Err(Unreadable::Ahead) => assert!(from > pushed),
                Err(Unreadable::Evicted) => assert!(pushed - from > capacity as u64),
                Ok(events) => {
                    let numbers: Vec<_> = events.iter().map(|(number, _)| *number).collect();
                    let missed: Vec<_> = (from + 1..=pushed).take(limit).collect();
                    assert_eq!(numbers, missed);
                }
            }
        }
    }
}
