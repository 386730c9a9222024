//! The world in bytes, piece by piece: a save writes down anew only what changed since the one before, so that the
//! world does not stand still for long.
//!
//! Messages and interactions are what grows. Each of them is kept as the bytes of its key and its value; one after
//! the other, behind their number, they are a map as `MessagePack` has it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::error::Problem;
use crate::world::{Tracked, World};

/// `MessagePack`'s sign of a map whose number of entries has four bytes.
const MAP: u8 = 0xdf;

/// A world in bytes, as far as it was written down.
#[derive(Default)]
pub(super) struct Written {
    /// Everything that is in no section.
    rest: Vec<u8>,
    messages: Section<(u64, u64)>,
    interactions: Section<u64>,
    /// For one save beside those of the keeper, which goes on from its own.
    once: bool,
}

struct Section<K>(BTreeMap<K, Box<[u8]>>);

impl<K> Default for Section<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl Written {
    /// Writes down a world as it is.
    pub(super) fn all_of(world: &World) -> Result<Self, Problem> {
        let mut written = Self::default();
        write(&mut written.rest, world)?;
        written.messages.update(&world.messages, None)?;
        written.interactions.update(&world.interactions, None)?;
        Ok(written)
    }

    /// For one save beside others.
    pub(super) fn once() -> Self {
        Self {
            once: true,
            ..Self::default()
        }
    }

    /// Writes down what changed since the last time.
    pub(super) fn update(&mut self, world: &mut World) -> Result<(), Problem> {
        if self.once {
            *self = Self::all_of(world)?;
            return Ok(());
        }
        self.rest.clear();
        let updated = write(&mut self.rest, &*world)
            .and_then(|()| {
                let unsaved = world.messages.take_unsaved();
                self.messages.update(&world.messages, unsaved)
            })
            .and_then(|()| {
                let unsaved = world.interactions.take_unsaved();
                self.interactions.update(&world.interactions, unsaved)
            });
        if updated.is_err() {
            Self::let_go(world);
        }
        updated
    }

    /// A world that is written down: what changes in it from now on is noted for the next update.
    pub(super) fn follow(world: &mut World) {
        world.messages.take_unsaved();
        world.interactions.take_unsaved();
    }

    /// Nobody asks what changes in a world.
    pub(super) fn let_go(world: &mut World) {
        world.messages.forget_unsaved();
        world.interactions.forget_unsaved();
    }

    /// All of it.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.rest.clone();
        self.messages.append(&mut bytes);
        self.interactions.append(&mut bytes);
        bytes
    }
}

impl<K: Ord + Copy + Serialize> Section<K> {
    /// Writes down what changed; all when that is not known.
    fn update<V: Serialize>(
        &mut self,
        map: &Tracked<K, V>,
        unsaved: Option<BTreeSet<K>>,
    ) -> Result<(), Problem> {
        let Some(unsaved) = unsaved else {
            let all = map
                .iter()
                .map(|(key, value)| Ok((*key, entry(key, value)?)));
            self.0 = all.collect::<Result<_, Problem>>()?;
            return Ok(());
        };
        for key in unsaved {
            match map.get(&key) {
                Some(value) => drop(self.0.insert(key, entry(&key, value)?)),
                None => drop(self.0.remove(&key)),
            }
        }
        Ok(())
    }

    fn append(&self, bytes: &mut Vec<u8>) {
        let entries = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        bytes.push(MAP);
        bytes.extend_from_slice(&entries.to_be_bytes());
        for entry in self.0.values() {
            bytes.extend_from_slice(entry);
        }
    }
}

fn entry(key: &impl Serialize, value: &impl Serialize) -> Result<Box<[u8]>, Problem> {
    let mut bytes = Vec::new();
    write(&mut bytes, key)?;
    write(&mut bytes, value)?;
    Ok(bytes.into_boxed_slice())
}

/// Appends a value, with the names of its fields.
pub(super) fn write(bytes: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Problem> {
    let mut serializer = rmp_serde::Serializer::new(bytes).with_struct_map();
    value
        .serialize(&mut serializer)
        .map_err(|error| Problem::Encode(error.to_string()))
}
