//! What a bot registers: commands, components, modals, jobs; found by path or family.

mod command;
mod component;
mod job;
mod manifest;
mod modal;
mod rules;

use std::collections::BTreeMap;

pub(crate) use self::manifest::manifest;
pub use self::{
    command::{Autocomplete, Command},
    component::{Component, FromCustomId},
    job::{Job, JobCtx},
    manifest::ManifestError,
    modal::{Fields, FromModal, Modal},
    rules::{PlaceRule, Rules},
};

/// Everything a bot registered.
pub(crate) struct Registry<A> {
    pub(crate) commands: BTreeMap<&'static str, Command<A>>,
    pub(crate) components: BTreeMap<&'static str, Component<A>>,
    pub(crate) modals: BTreeMap<&'static str, Modal<A>>,
    pub(crate) jobs: Vec<Job<A>>,
}

impl<A> Default for Registry<A> {
    fn default() -> Self {
        Self {
            commands: BTreeMap::new(),
            components: BTreeMap::new(),
            modals: BTreeMap::new(),
            jobs: Vec::new(),
        }
    }
}

/// Name of the first entry registered twice, if any.
pub(crate) fn insert<V>(
    map: &mut BTreeMap<&'static str, V>,
    twice: &mut Vec<&'static str>,
    name: &'static str,
    value: V,
) {
    if map.insert(name, value).is_some() {
        twice.push(name);
    }
}
