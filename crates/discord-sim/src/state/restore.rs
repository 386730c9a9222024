//! A saved world that lives again.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::{
    error::{Problem, StateError},
    form, place,
    section::Written,
    snapshot::{Files, Head},
};
use crate::{
    clock::{Moment, Showing},
    file::WorldFile,
    hub::{Hub, lock},
    world::{Progress, World},
};

/// What the first part of a saved world is called.
const AROUND: &str = "what is around the world";

/// A world that was read.
pub(crate) struct Loaded {
    world: World,
    address: String,
    clock: Showing,
    /// The world that a reset goes back to.
    founding: Option<WorldFile>,
    /// The world in bytes, for the next save.
    written: Written,
}

/// Reads a saved world; nothing when there is no such file.
pub(crate) fn load(path: &Path) -> Result<Option<Loaded>, StateError> {
    let Some(file) = place::read(path)? else {
        return Ok(None);
    };
    let loaded = form::unpack(&file).and_then(|bytes| Loaded::read(&bytes));
    loaded.map(Some).map_err(|problem| problem.at(path))
}

/// Reads a saved world that is there.
pub(crate) fn load_there(path: &Path) -> Result<Loaded, StateError> {
    load(path)?.ok_or_else(|| Problem::Missing.at(path))
}

impl WorldFile {
    /// The world file that the world saved at `path` was founded from; nothing when there is no such file, or the
    /// world came about without one.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn founding(path: &Path) -> Result<Option<Self>, StateError> {
        let Some(file) = place::read(path)? else {
            return Ok(None);
        };
        let founding = form::unpack(&file).and_then(|bytes| {
            let head: Head = next(&mut &bytes[..], AROUND)?;
            Ok(head.founding)
        });
        founding.map_err(|problem| problem.at(path))
    }
}

impl Loaded {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let mut rest = bytes;
        let head: Head = next(&mut rest, AROUND)?;
        let before = rest;
        let mut world: World = next(&mut rest, "the world")?;
        world.messages = next(&mut rest, "the messages")?;
        world.interactions = next(&mut rest, "the interactions")?;
        let read = &before[..before.len() - rest.len()];
        // What is read and forgotten would be gone at the next save.
        let written = Written::all_of(&world)?;
        if written.bytes() != read {
            return Err(Problem::Strange(
                "there are things in the world that this one does not know".to_owned(),
            ));
        }
        let files: Files = next(&mut rest, "the files")?;
        if !rest.is_empty() {
            return Err(Problem::Strange("there is more behind its end".to_owned()));
        }
        Written::follow(&mut world);
        world.files = files.files;
        world.images = files.images;
        Ok(Self {
            world,
            address: head.address,
            clock: head.clock,
            founding: head.founding,
            written,
        })
    }
}

/// The next value, and what comes behind it.
fn next<T: DeserializeOwned>(rest: &mut &[u8], what: &str) -> Result<T, Problem> {
    let mut reader = rmp_serde::Deserializer::new(*rest);
    let value = T::deserialize(&mut reader)
        .map_err(|error| Problem::Strange(format!("{what}: {error}")))?;
    *rest = reader.into_inner();
    Ok(value)
}

impl Hub {
    /// Goes on with a saved world.
    pub(crate) fn restore(&self, loaded: Loaded) {
        self.clock.show(loaded.clock);
        *lock(&self.start) = loaded.founding;
        let mut fresh = loaded.world;
        match &self.keeper {
            Some(keeper) => keeper.go_on(loaded.written),
            None => Written::let_go(&mut fresh),
        }
        {
            let mut world = lock(&self.world);
            fresh.base_url = std::mem::take(&mut world.base_url);
            fresh.answer_within = world.answer_within;
            fresh.newcomers = world.newcomers;
            *world = fresh;
            world.wake(&loaded.address, self.clock.now());
        }
        // Whatever became due in the meantime.
        self.turn(|_, _| ());
    }
}

impl World {
    /// Makes again what is not saved, after the simulator was away.
    fn wake(&mut self, address: &str, now: Moment) {
        self.ids.skip();
        let interactions = self.interactions.iter();
        let tokens = interactions.map(|(id, found)| (found.token.clone(), *id));
        self.interaction_tokens = tokens.collect();
        self.move_from(address);
        for guild in self.guilds.all_quietly() {
            for rule in guild.rules.values_mut() {
                rule.prepare();
            }
        }
        // Nobody could answer while nobody was there: that is no problem of the bot's.
        let interactions = self.interactions.values();
        let overdue = interactions
            .filter(|found| found.waiting() && now.since(found.made) >= self.answer_within);
        let overdue: Vec<u64> = overdue.map(|found| found.id).collect();
        for id in overdue {
            self.decide(id, Progress::Failed);
        }
    }
}
