//! Remembers which guilds and people the bot has met, in batches beside the interactions' way.

use std::{collections::HashMap, time::Duration};

use db::{Db, Timestamp};
use i18n::Locale;
use tokio::{
    sync::{mpsc, watch},
    time::{MissedTickBehavior, interval},
};
use twilight_model::id::Id;

use crate::{Clock, Person, failure::chain, process::stopped};

/// What waits to be written; more is dropped, for the next meeting brings it again.
const QUEUE: usize = 4_096;
/// How often what was met is written.
const WRITE_EVERY: Duration = Duration::from_secs(5);
/// Who was written is left alone for so long, unless name or locale changed.
const FRESH: Duration = Duration::from_secs(3_600);
/// People and guilds remembered as written.
const REMEMBERED: usize = 20_000;

/// Takes note of guilds and people. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Roster {
    met: mpsc::Sender<(Who, Facts)>,
}

#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
enum Who {
    Guild(u64),
    Person(u64),
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Facts {
    name: String,
    locale: Option<Locale>,
}

impl Roster {
    /// Notes to be written by [`Writer::run`].
    pub(crate) fn new(db: Db, clock: Clock) -> (Self, Writer) {
        let (met, queue) = mpsc::channel(QUEUE);
        let writer = Writer {
            db,
            clock,
            queue,
            waiting: HashMap::new(),
            written: HashMap::new(),
        };
        (Self { met }, writer)
    }

    pub(crate) fn guild(&self, id: u64, name: String, locale: Option<&str>) {
        let locale = locale.and_then(Locale::parse);
        self.note(Who::Guild(id), Facts { name, locale });
    }

    pub(crate) fn person(&self, person: &Person) {
        let facts = Facts {
            name: person.account.clone(),
            locale: Some(person.locale),
        };
        self.note(Who::Person(person.id.get()), facts);
    }

    fn note(&self, who: Who, mut facts: Facts) {
        // Postgres keeps no text with a null character.
        facts.name.retain(|character| character != '\0');
        if self.met.try_send((who, facts)).is_err() {
            metrics::counter!("roster_dropped_total").increment(1);
        }
    }
}

/// Writes what was met.
pub(crate) struct Writer {
    db: Db,
    clock: Clock,
    queue: mpsc::Receiver<(Who, Facts)>,
    waiting: HashMap<Who, Facts>,
    written: HashMap<Who, (Facts, Timestamp)>,
}

impl Writer {
    pub(crate) async fn run(mut self, mut shutdown: watch::Receiver<bool>) {
        let mut tick = interval(WRITE_EVERY);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = stopped(&mut shutdown) => break,
                _ = tick.tick() => self.write().await,
                met = self.queue.recv(), if self.waiting.len() < QUEUE => match met {
                    Some((who, facts)) => self.meet(who, facts),
                    None => break,
                },
            }
        }
        self.write().await;
    }

    fn meet(&mut self, who: Who, facts: Facts) {
        let fresh = self
            .written
            .get(&who)
            .is_some_and(|(known, at)| *known == facts && *at + FRESH > self.clock.now());
        if !fresh {
            self.waiting.insert(who, facts);
        }
    }

    async fn write(&mut self) {
        let now = self.clock.now();
        if self.written.len() > REMEMBERED {
            self.written.clear();
        }
        let mut met = std::mem::take(&mut self.waiting).into_iter();
        while let Some((who, facts)) = met.next() {
            let locale = facts.locale.map(|locale| locale.as_str());
            let written = match who {
                Who::Guild(id) => match Id::new_checked(id) {
                    Some(id) => {
                        db::guilds::seen(self.db.single(), id, Some(&facts.name), locale, now).await
                    }
                    None => Ok(()),
                },
                Who::Person(id) => match Id::new_checked(id) {
                    Some(id) => {
                        db::users::seen(self.db.single(), id, &facts.name, locale, now).await
                    }
                    None => Ok(()),
                },
            };
            match written {
                Ok(()) => {
                    self.written.insert(who, (facts, now));
                }
                Err(error) => {
                    tracing::warn!(
                        error = chain(&error),
                        "people and guilds met were not noted"
                    );
                    // One that cannot be written is let go, so that it does not stop the others.
                    self.waiting.extend(met);
                    return;
                }
            }
        }
    }
}
