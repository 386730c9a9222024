//! A world as it is at one moment, with what is around it, and as the bytes of a file.

use std::{collections::HashMap, time::Duration};

use serde::{Deserialize, Serialize};

use super::{
    error::Problem,
    form, in_order,
    section::{Written, write},
};
use crate::{
    clock::{Moment, Showing, real_now},
    file::WorldFile,
    hub::{Hub, lock},
    world::StoredFile,
};

/// What is around the world.
#[derive(Serialize, Deserialize)]
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
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Files {
    #[serde(serialize_with = "in_order")]
    pub(super) files: HashMap<u64, StoredFile>,
    #[serde(serialize_with = "in_order")]
    pub(super) images: HashMap<String, StoredFile>,
}

/// A world at one moment.
pub(super) struct Snapshot<'a> {
    head: Head,
    world: &'a Written,
    files: Files,
    /// How long the world was locked for it.
    pub(super) held: Duration,
}

impl<'a> Snapshot<'a> {
    /// Takes one. What was `written` down before and has not changed since is not written down again.
    pub(super) fn take(hub: &Hub, written: &'a mut Written) -> Result<Self, Problem> {
        let founding = lock(&hub.start).clone();
        let mut world = lock(&hub.world);
        let locked = real_now();
        let updated = written.update(&mut world);
        let files = Files {
            files: world.files.clone(),
            images: world.images.clone(),
        };
        let address = world.base_url.clone();
        let clock = hub.clock.showing();
        drop(world);
        let held = locked.elapsed();
        updated?;
        let head = Head {
            saved: Moment::real(),
            address,
            clock,
            founding,
        };
        Ok(Self {
            head,
            world: written,
            files,
            held,
        })
    }

    /// As a file.
    pub(super) fn pack(&self) -> Result<Vec<u8>, Problem> {
        let (mut head, mut files) = (Vec::new(), Vec::new());
        write(&mut head, &self.head)?;
        write(&mut files, &self.files)?;
        form::pack(&[&head, &self.world.bytes(), &files])
    }
}
