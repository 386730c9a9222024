//! What a feed knows of the places that its reader has: which are visible, and what was last said of them.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use serde_json::Value;

use super::Sight;
use crate::world::Guild;

/// The places that a reader has.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) guilds: HashMap<u64, KnownGuild>,
    pub(super) directs: HashMap<u64, Place>,
}

/// A guild that a reader has.
#[derive(Debug, Default)]
pub(super) struct KnownGuild {
    /// Hash of what was last told; `None` when that is not sure.
    pub(super) told: Option<u64>,
    /// What decided over the person's rights then.
    pub(super) standing: Option<Vec<u64>>,
    pub(super) channels: HashMap<u64, Place>,
    /// The reader may or may not have it, because it asked while the person came or went. It goes and comes back.
    pub(super) unsure: bool,
}

/// A channel or thread that a reader has.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) parent: Option<u64>,
    /// Hash of what was last told, and the person's bits in it then; `None` when that is not sure.
    pub(super) told: Option<(u64, u64)>,
}

impl Known {
    /// Everything that the person sees, as it is now.
    pub(super) fn of(sight: &Sight<'_>) -> Self {
        let place = |(id, parent)| {
            let told = Some((digest(&sight.channel(id)), sight.bits(id)));
            (id, Place { parent, told })
        };
        let guild = |found: &Guild| KnownGuild {
            told: Some(digest(&sight.guild(found))),
            standing: Some(sight.standing(found)),
            channels: sight.places(found.id).map(place).collect(),
            unsure: false,
        };
        let guilds = sight.guilds().map(|found| (found.id, guild(found)));
        let directs = sight.directs().map(|id| place((id, None)));
        Self {
            guilds: guilds.collect(),
            directs: directs.collect(),
        }
    }

    /// The reader asked for everything while it was behind: what it got is neither what was told last nor, perhaps, what
    /// will be told next.
    pub(super) fn doubt(&mut self, sight: &Sight<'_>) {
        let fresh = Self::of(sight);
        for (id, guild) in &mut self.guilds {
            guild.unsure |= !fresh.guilds.contains_key(id);
        }
        for (id, guild) in fresh.guilds {
            // A word that it is gone may still be on its way.
            let known = self.guilds.entry(id).or_insert_with(|| KnownGuild {
                unsure: true,
                ..KnownGuild::default()
            });
            known.channels.extend(guild.channels);
        }
        self.directs.extend(fresh.directs);
        for guild in self.guilds.values_mut() {
            (guild.told, guild.standing) = (None, None);
        }
        let channels = self.guilds.values_mut().map(|guild| &mut guild.channels);
        for place in channels
            .chain([&mut self.directs])
            .flat_map(HashMap::values_mut)
        {
            place.told = None;
        }
    }

    /// The guild of a channel that the reader has.
    pub(super) fn guild_of(&self, channel: u64) -> Option<u64> {
        let mut all = self.guilds.iter();
        let found = all.find(|(_, guild)| guild.channels.contains_key(&channel));
        found.map(|(id, _)| *id)
    }

    /// The parent of a channel that the reader has.
    pub(super) fn parent_of(&self, channel: u64) -> Option<u64> {
        let guild = self.guilds.get(&self.guild_of(channel)?)?;
        guild.channels.get(&channel)?.parent
    }

    /// The places of a guild, or the private ones.
    pub(super) fn places(&mut self, guild: Option<u64>) -> Option<&mut HashMap<u64, Place>> {
        match guild {
            Some(guild) => self.guilds.get_mut(&guild).map(|guild| &mut guild.channels),
            None => Some(&mut self.directs),
        }
    }
}

/// A short stand-in for something that was told.
pub(super) fn digest(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
