//! What was touched in the world, for those who watch it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Application, Channel, Guild, Interaction, Member, Message, User, VoiceState, World,
    tracked::{Touch, Traced},
};
use crate::gateway::Presence;

impl Traced for Message {
    fn only_for(&self) -> Option<u64> {
        self.only_for
    }
}

impl Traced for Interaction {
    fn only_for(&self) -> Option<u64> {
        Some(self.user)
    }
}

impl Traced for Application {}
impl Traced for Channel {}
impl Traced for Guild {}
impl Traced for Member {}
impl Traced for Presence {}
impl Traced for User {}
impl Traced for VoiceState {}

/// The keys of everything that was touched, and what passes and leaves nothing to look at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    /// By channel and id.
    pub(crate) messages: BTreeMap<(u64, u64), Touch>,
    pub(crate) interactions: BTreeMap<u64, Touch>,
    pub(crate) channels: BTreeSet<u64>,
    pub(crate) guilds: BTreeSet<u64>,
    /// By guild and user.
    pub(crate) members: BTreeSet<(u64, u64)>,
    pub(crate) users: BTreeSet<u64>,
    pub(crate) presences: BTreeSet<u64>,
    pub(crate) applications: BTreeSet<u64>,
    /// Who types, by channel and user.
    pub(crate) typing: BTreeSet<(u64, u64)>,
}

impl Changes {
    /// How many things they are about.
    pub(crate) fn len(&self) -> usize {
        let few = [
            self.channels.len(),
            self.guilds.len(),
            self.users.len(),
            self.presences.len(),
            self.applications.len(),
        ];
        let many = [
            self.messages.len(),
            self.interactions.len(),
            self.members.len(),
            self.typing.len(),
        ];
        few.iter().chain(&many).sum()
    }

    /// Whether they may be about who there is to be.
    pub(crate) fn about_people(&self) -> bool {
        !(self.users.is_empty() && self.members.is_empty() && self.guilds.is_empty())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes the first ones out, places and people before what happens in them; `None` when none are left.
    pub(crate) fn split(&mut self, most: usize) -> Option<Self> {
        if self.is_empty() {
            return None;
        }
        let mut left = most;
        Some(Self {
            guilds: first(&mut self.guilds, &mut left),
            channels: first(&mut self.channels, &mut left),
            users: first(&mut self.users, &mut left),
            presences: first(&mut self.presences, &mut left),
            applications: first(&mut self.applications, &mut left),
            members: first(&mut self.members, &mut left),
            interactions: first_of(&mut self.interactions, &mut left),
            messages: first_of(&mut self.messages, &mut left),
            typing: first(&mut self.typing, &mut left),
        })
    }

    /// Adds later changes.
    pub(crate) fn add(&mut self, later: &Self) {
        merge(&mut self.messages, &later.messages);
        merge(&mut self.interactions, &later.interactions);
        self.channels.extend(&later.channels);
        self.guilds.extend(&later.guilds);
        self.members.extend(&later.members);
        self.users.extend(&later.users);
        self.presences.extend(&later.presences);
        self.applications.extend(&later.applications);
        self.typing.extend(&later.typing);
    }
}

/// Takes the first keys out of a set, as many as are left to take.
fn first<K: Ord>(keys: &mut BTreeSet<K>, left: &mut usize) -> BTreeSet<K> {
    let taken: BTreeSet<K> = std::iter::from_fn(|| keys.pop_first())
        .take(*left)
        .collect();
    *left -= taken.len();
    taken
}

fn first_of<K: Ord>(keys: &mut BTreeMap<K, Touch>, left: &mut usize) -> BTreeMap<K, Touch> {
    let taken: BTreeMap<K, Touch> = std::iter::from_fn(|| keys.pop_first())
        .take(*left)
        .collect();
    *left -= taken.len();
    taken
}

fn merge<K: Ord + Copy>(known: &mut BTreeMap<K, Touch>, later: &BTreeMap<K, Touch>) {
    for (key, touch) in later {
        let whole = known.get(key).map_or(*touch, |known| known.and(*touch));
        known.insert(*key, whole);
    }
}

impl World {
    /// From now on what is touched is noted, or no longer.
    pub(crate) fn watch(&mut self, watched: bool) {
        self.watched = watched;
        self.messages.watch(watched);
        self.interactions.watch(watched);
        self.channels.watch(watched);
        self.users.watch(watched);
        self.presences.watch(watched);
        self.applications.watch(watched);
        self.voice.states.watch(watched);
        self.typing.clear();
        let guilds: Vec<u64> = self.guilds.keys().copied().collect();
        for guild in guilds {
            if let Some(guild) = self.guilds.get_quietly(&guild) {
                guild.members.watch(watched);
            }
        }
        self.guilds.watch(watched);
    }

    /// What was touched since the last time; nothing while nobody watches.
    pub(crate) fn take_changes(&mut self) -> Changes {
        if !self.watched {
            return Changes::default();
        }
        let mut changes = Changes {
            messages: self.messages.take_touched(),
            interactions: self.interactions.take_touched(),
            channels: keys(self.channels.take_touched()),
            guilds: keys(self.guilds.take_touched()),
            members: keys(self.voice.states.take_touched()),
            users: keys(self.users.take_touched()),
            presences: keys(self.presences.take_touched()),
            applications: keys(self.applications.take_touched()),
            typing: std::mem::take(&mut self.typing),
        };
        // What was in a channel that is gone is gone with it.
        changes
            .messages
            .retain(|(channel, _), _| self.channels.contains_key(channel));
        // Who is in voice is told with the guild.
        changes
            .guilds
            .extend(changes.members.iter().map(|(guild, _)| *guild));
        for guild in &changes.guilds {
            if let Some(found) = self.guilds.get_quietly(guild) {
                let members = found.members.take_touched().into_keys();
                changes.members.extend(members.map(|user| (*guild, user)));
            }
        }
        changes
    }

    /// Somebody types, which is seen at once or never.
    pub(crate) fn note_typing(&mut self, channel: u64, user: u64) {
        if self.watched {
            self.typing.insert((channel, user));
        }
    }
}

fn keys<K: Ord>(touched: BTreeMap<K, Touch>) -> BTreeSet<K> {
    touched.into_keys().collect()
}
