//! What a bot registers: commands, menus, components, modals, jobs; found by path or family.

mod command;
mod component;
mod job;
mod manifest;
mod menu;
mod modal;
mod places;
mod rules;
mod selection;

use std::collections::BTreeMap;

pub use self::{
    command::{Autocomplete, Command},
    component::{Component, FromCustomId},
    job::{Job, JobCtx},
    manifest::ManifestError,
    menu::{Menu, TargetMessage},
    modal::{FromModal, Modal},
    places::{Contexts, Installs},
    rules::Rules,
    selection::Selectable,
};
pub(crate) use self::{manifest::manifest, menu::MenuKind, selection::selected};

/// Everything a bot registered.
pub(crate) struct Registry<A> {
    pub(crate) commands: BTreeMap<&'static str, Command<A>>,
    pub(crate) menus: BTreeMap<(MenuKind, &'static str), Menu<A>>,
    pub(crate) components: BTreeMap<&'static str, Component<A>>,
    pub(crate) modals: BTreeMap<&'static str, Modal<A>>,
    pub(crate) jobs: Vec<Job<A>>,
}

impl<A> Default for Registry<A> {
    fn default() -> Self {
        Self {
            commands: BTreeMap::new(),
            menus: BTreeMap::new(),
            components: BTreeMap::new(),
            modals: BTreeMap::new(),
            jobs: Vec::new(),
        }
    }
}

/// Name of the first entry registered twice, if any.
pub(crate) fn insert<K: Ord, V>(
    map: &mut BTreeMap<K, V>,
    twice: &mut Vec<&'static str>,
    key: K,
    name: &'static str,
    value: V,
) {
    if map.insert(key, value).is_some() {
        twice.push(name);
    }
}
