//! A world as it is at one moment, and as the bytes of a file.

use std::{collections::HashMap, time::Duration};

use serde::{Deserialize, Serialize};

use super::{error::Problem, form, in_order};
use crate::{
    clock::{Moment, Showing, real_now},
    file::WorldFile,
    hub::{Hub, lock},
    world::{StoredFile, World},
};

/// What is around the world.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// When it was saved, by real time.
    pub(super) saved: Moment,
    /// How the addresses of the simulator began.
    pub(super) address: String,
    pub(super) clock: Showing,
    /// The world that a reset goes back to.
    pub(super) founding: Option<WorldFile>,
}

/// Files and pictures, which are shared with the world and not copied while it is locked.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Files {
    #[serde(serialize_with = "in_order")]
    pub(super) files: HashMap<u64, StoredFile>,
    #[serde(serialize_with = "in_order")]
    pub(super) images: HashMap<String, StoredFile>,
}

/// A world at one moment.
pub(super) struct Snapshot {
    head: Head,
    world: Vec<u8>,
    files: Files,
    /// How long the world was locked for it.
    pub(super) held: Duration,
}

impl Snapshot {
    /// Takes one; `room` is how many bytes the world will have, as far as that is known.
    pub(super) fn take(hub: &Hub, room: usize) -> Result<Self, Problem> {
        let founding = lock(&hub.start).clone();
        // Room that comes bit by bit would be copied while the world waits.
        let mut world = Vec::with_capacity(room + room / 8);
        let guard = lock(&hub.world);
        let locked = real_now();
        let written = write(&mut world, &*guard);
        let files = Files {
            files: guard.files.clone(),
            images: guard.images.clone(),
        };
        let address = guard.base_url.clone();
        let clock = hub.clock.showing();
        drop(guard);
        let held = locked.elapsed();
        written?;
        Ok(Self {
            head: Head {
                saved: Moment::real(),
                address,
                clock,
                founding,
            },
            world,
            files,
            held,
        })
    }

    /// Bytes of the world, without files.
    pub(super) fn room(&self) -> usize {
        self.world.len()
    }

    /// As a file.
    pub(super) fn pack(&self) -> Result<Vec<u8>, Problem> {
        let (mut head, mut files) = (Vec::new(), Vec::new());
        write(&mut head, &self.head)?;
        write(&mut files, &self.files)?;
        form::pack(&[&head, &self.world, &files])
    }
}

/// Appends a value, with the names of its fields.
pub(super) fn write(bytes: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Problem> {
    let mut serializer = rmp_serde::Serializer::new(bytes).with_struct_map();
    value
        .serialize(&mut serializer)
        .map_err(|error| Problem::Encode(error.to_string()))
}

impl World {
    /// The world in bytes, without files: the same for the same world.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, self).unwrap();
        bytes
    }
}
