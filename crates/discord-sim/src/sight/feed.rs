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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        clock::Moment,
        driver::Person,
        permission::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
        settings::Settings,
        setup::{Channel, Guild},
    };

    /// A guild with one channel and a person who reads along.
    struct Stage {
        hub: Arc<Hub>,
        guild: Guild,
        general: Channel,
        bob: Person,
        feed: Arc<Feed>,
    }

    fn stage() -> Stage {
        let hub = Hub::new(Settings::default(), "127.0.0.1:1", None);
        let guild = Guild::make(&hub, "Test");
        let general = guild.text_channel("general");
        let bob = guild.person("bob");
        let feed = hub.open_feed(bob.id());
        let stage = Stage {
            hub,
            guild,
            general,
            bob,
            feed,
        };
        stage.told();
        stage
    }

    impl Stage {
        /// What is told now, by kinds.
        fn told(&self) -> Vec<String> {
            let mut told = Vec::new();
            while let News::Frames { frames, .. } = self.feed.next(&self.hub) {
                told.extend(frames);
            }
            let kind = |frame: &Value| frame["kind"].as_str().unwrap_or_default().to_owned();
            told.iter().map(kind).collect()
        }

        /// Bob's page asks for everything.
        fn ask(&self) -> Value {
            self.hub.look(|world, now: Moment| {
                let sight = Sight::of(world, self.bob.id(), now);
                self.hub.feeds.doubt(&sight);
                sight.ready(&self.hub.clock)
            })
        }
    }

    #[tokio::test]
    async fn however_often_a_thing_is_touched_it_is_one_thing() {
        let stage = stage();
        let seat = stage.bob.in_channel(&stage.general);
        let message = seat.say("0").unwrap();
        for edit in 0..1_000 {
            seat.edit(&message, &edit.to_string()).unwrap();
        }
        assert!(
            lock(&stage.feed.behind).changes.len() <= 2,
            "the message and its channel"
        );
        assert_eq!(stage.told(), ["channel", "message"]);
        assert_eq!(stage.told(), [""; 0]);
    }

    #[tokio::test]
    async fn who_is_too_far_behind_begins_again() {
        let stage = stage();
        let many = (0..=MOST_BEHIND as u64).map(|id| (id, id));
        let changes = Changes {
            typing: many.collect(),
            ..Changes::default()
        };
        stage.feed.hear(&changes);
        stage.bob.set_display_name("Bob");
        assert!(lock(&stage.feed.behind).changes.is_empty());
        assert_eq!(stage.feed.next(&stage.hub), News::Again);
        assert_eq!(stage.feed.next(&stage.hub), News::None);
    }

    #[tokio::test]
    async fn what_was_asked_for_in_between_is_told_again() {
        let stage = stage();
        stage.general.set_topic("tea");
        assert_eq!(stage.ask()["guilds"][0]["channels"][0]["topic"], "tea");
        stage.general.set_topic("");
        stage.general.for_person(&stage.bob, 0, VIEW_CHANNEL);
        assert_eq!(
            stage.ask()["guilds"][0]["channels"]
                .as_array()
                .map(Vec::len),
            Some(0)
        );
        stage.general.for_person(&stage.bob, 0, 0);
        assert_eq!(
            stage.told(),
            ["channel", "commands"],
            "as it was, but asked for as it was not"
        );
        stage.ask();
        stage
            .general
            .for_person(&stage.bob, READ_MESSAGE_HISTORY, 0);
        assert_eq!(
            stage.told(),
            ["channel"],
            "who was not behind knows the rest"
        );
    }

    #[tokio::test]
    async fn a_guild_that_was_asked_for_in_between_goes_and_comes_back() {
        let stage = stage();
        let whole = [
            "guild_gone",
            "guild",
            "member",
            "member",
            "channel",
            "commands",
        ];
        stage.guild.remove(&stage.bob);
        assert_eq!(stage.ask()["guilds"].as_array().map(Vec::len), Some(0));
        stage.guild.member(&stage.bob, &[]);
        assert_eq!(stage.told(), whole);

        stage.guild.remove(&stage.bob);
        assert_eq!(stage.told(), ["guild_gone", "commands"]);
        stage.guild.member(&stage.bob, &[]);
        assert_eq!(stage.ask()["guilds"].as_array().map(Vec::len), Some(1));
        assert_eq!(
            stage.told(),
            whole,
            "the word that it is gone may come after the answer"
        );
        assert_eq!(stage.told(), [""; 0]);
    }

    #[tokio::test]
    async fn nothing_is_noted_without_a_reader() {
        let stage = stage();
        assert!(stage.hub.look(|world, _| world.watched));
        stage.hub.close_feed(&stage.feed);
        stage.bob.in_channel(&stage.general).say("alone").unwrap();
        assert!(stage.hub.look(|world, _| !world.watched));
        assert_eq!(
            stage.hub.turn(|world, _| world.take_changes()),
            Changes::default()
        );
    }
}
