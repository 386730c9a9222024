//! The open feeds: who reads along, and what each of them has not been told yet.
//!
//! A feed holds keys, not states: however much happens while its reader is slow, what it is told then is the newest
//! state of each thing. When that would be too many things, it is told to ask for everything again.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde_json::Value;
use tokio::sync::Notify;

use super::{Sight, known::Known, tell::tell};
use crate::{
    gateway::Presence,
    hub::{Hub, lock},
    world::{Changes, World},
};

/// Things that a reader may be behind with.
const MOST_BEHIND: usize = 20_000;
/// Things that are looked at in one go, which nothing else can happen in.
const AT_ONCE: usize = 200;

/// Everybody who reads along.
#[derive(Debug, Default)]
pub(crate) struct Feeds(Mutex<Open>);

#[derive(Debug, Default)]
struct Open {
    last: u64,
    feeds: BTreeMap<u64, Arc<Feed>>,
}

/// One reader of one person's feed.
#[derive(Debug)]
pub(super) struct Feed {
    id: u64,
    pub(super) person: u64,
    behind: Mutex<Behind>,
    known: Mutex<Known>,
    pub(super) news: Notify,
}

#[derive(Debug, Default)]
struct Behind {
    changes: Changes,
    /// The people that there are, or what they are, may have changed.
    people: bool,
    /// Too much was missed.
    again: bool,
}

/// What a reader must be told next.
#[derive(Debug, PartialEq)]
pub(super) enum News {
    /// Nothing.
    None,
    /// To ask for everything again.
    Again,
    /// These things, in this order; whether there are more.
    Frames { frames: Vec<Value>, more: bool },
    /// The same, but the person does not exist any more.
    Nobody,
}

impl Feeds {
    /// Hands what was touched to every feed. The world is locked meanwhile.
    pub(crate) fn hand(&self, changes: &Changes) {
        if changes.is_empty() {
            return;
        }
        let open = lock(&self.0);
        for feed in open.feeds.values() {
            feed.hear(changes);
        }
    }

    /// Somebody asked for everything, and may have got another state than the feeds told. The world is locked
    /// meanwhile.
    pub(crate) fn doubt(&self, sight: &Sight<'_>) {
        let open = lock(&self.0);
        let own = open
            .feeds
            .values()
            .filter(|feed| feed.person == sight.person);
        // To who is not behind, everything was told as it is now.
        let behind = own.filter(|feed| !lock(&feed.behind).changes.is_empty());
        behind.for_each(|feed| lock(&feed.known).doubt(sight));
    }

    /// How many feeds a person has open, and all people together.
    fn count(&self, person: u64) -> (usize, usize) {
        let open = lock(&self.0);
        let own = open.feeds.values().filter(|feed| feed.person == person);
        (own.count(), open.feeds.len())
    }
}

impl Feed {
    fn hear(&self, changes: &Changes) {
        let mut behind = lock(&self.behind);
        if behind.again {
            return;
        }
        behind.changes.add(changes);
        behind.people |= changes.about_people();
        if behind.changes.len() > MOST_BEHIND {
            *behind = Behind {
                again: true,
                ..Behind::default()
            };
        }
        drop(behind);
        self.news.notify_one();
    }

    /// The next news, as the world is now.
    pub(super) fn next(&self, hub: &Hub) -> News {
        // What is taken here is told in the same look, so that nobody sees a feed that has forgotten something.
        hub.look(|world, now| {
            let sight = Sight::of(world, self.person, now);
            let mut behind = lock(&self.behind);
            if behind.again {
                *behind = Behind::default();
                *lock(&self.known) = Known::of(&sight);
                return match world.users.contains_key(&self.person) {
                    true => News::Again,
                    false => News::Nobody,
                };
            }
            let Some(batch) = behind.changes.split(AT_ONCE) else {
                return News::None;
            };
            let more = !behind.changes.is_empty();
            drop(behind);
            let frames = tell(sight, &mut lock(&self.known), batch);
            News::Frames { frames, more }
        })
    }

    /// Whether people changed since this was last asked.
    pub(super) fn other_people(&self) -> bool {
        std::mem::take(&mut lock(&self.behind).people)
    }
}

impl Hub {
    /// Begins to note what a person must be told. Whoever has a feed is online.
    pub(super) fn open_feed(&self, person: u64) -> Arc<Feed> {
        self.turn(|world, now| {
            if !world.watched {
                world.watch(true);
            }
            world.show(person, &Presence::online());
            let known = Known::of(&Sight::of(world, person, now));
            let mut open = lock(&self.feeds.0);
            open.last += 1;
            let feed = Arc::new(Feed {
                id: open.last,
                person,
                behind: Mutex::default(),
                known: Mutex::new(known),
                news: Notify::new(),
            });
            open.feeds.insert(feed.id, feed.clone());
            feed
        })
    }

    /// Forgets a feed. A person without one is offline; without any, nothing is noted.
    pub(super) fn close_feed(&self, feed: &Feed) {
        self.turn(|world, _| {
            lock(&self.feeds.0).feeds.remove(&feed.id);
            let (own, all) = self.feeds.count(feed.person);
            if own == 0 {
                world.show(feed.person, &Presence::offline());
            }
            if all == 0 {
                world.watch(false);
            }
        });
    }

    /// The world is another one: every reader begins again.
    pub(crate) fn begin_again(&self) {
        self.turn(|world, _| {
            let open = lock(&self.feeds.0);
            for feed in open.feeds.values() {
                reappear(world, feed.person);
                *lock(&feed.behind) = Behind {
                    again: true,
                    ..Behind::default()
                };
                feed.news.notify_one();
            }
        });
    }
}

/// Whoever reads along is online in the new world too, if there.
fn reappear(world: &mut World, person: u64) {
    if world.users.contains_key(&person) {
        world.show(person, &Presence::online());
    }
}
