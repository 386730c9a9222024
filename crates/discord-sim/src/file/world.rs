//! What a world file says, as types. Its shape is ruled by the schema `World` in `openapi.json`.

use serde::{Deserialize, Serialize};

use super::{
    settings::SettingsFile,
    talk::{PostFile, TagFile, ThreadFile},
    value::{Id, named, unset},
};
use crate::{
    permission,
    world::money::{sku_flag, sku_type},
};

/// A world: guilds, people, applications and how Discord behaves.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WorldFile {
    #[serde(skip_serializing_if = "unset")]
    pub(crate) settings: SettingsFile,
    #[serde(deserialize_with = "named", skip_serializing_if = "unset")]
    pub(crate) people: Vec<PersonFile>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) applications: Vec<ApplicationFile>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) guilds: Vec<GuildFile>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PersonFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) display_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repeat: Option<usize>,
}

#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ApplicationFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) token: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) intents: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) installed_by: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) skus: Vec<SkuFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SkuFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    pub(crate) kind: SkuKind,
    /// Who bought it: people, or guilds by a guild's subscription.
    #[serde(default, skip_serializing_if = "unset")]
    pub(crate) owned_by: Vec<String>,
}

/// What sort of thing is sold, and to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SkuKind {
    UserSubscription,
    GuildSubscription,
    Durable,
    Consumable,
}

impl SkuKind {
    /// Discord's type number and the flags that say for whom.
    pub(crate) fn numbers(self) -> (u64, u64) {
        match self {
            Self::UserSubscription => (sku_type::SUBSCRIPTION, sku_flag::USER),
            Self::GuildSubscription => (sku_type::SUBSCRIPTION, sku_flag::GUILD),
            Self::Durable => (sku_type::DURABLE, 0),
            Self::Consumable => (sku_type::CONSUMABLE, 0),
        }
    }

    /// The kind of a type number and flags; nothing for groups, which come with their subscriptions.
    pub(crate) fn of(kind: u64, flags: u64) -> Option<Self> {
        let all = [
            Self::UserSubscription,
            Self::GuildSubscription,
            Self::Durable,
            Self::Consumable,
        ];
        all.into_iter().find(|known| {
            let (number, whose) = known.numbers();
            number == kind && flags & whose == whose
        })
    }
}

impl std::fmt::Debug for ApplicationFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ApplicationFile")
            .field("name", &self.name)
            .field("intents", &self.intents)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct GuildFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) everyone: Option<Vec<String>>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) roles: Vec<RoleFile>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) channels: Vec<ChannelFile>,
    #[serde(deserialize_with = "named", skip_serializing_if = "unset")]
    pub(crate) members: Vec<MemberFile>,
    #[serde(deserialize_with = "named", skip_serializing_if = "unset")]
    pub(crate) bots: Vec<BotFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repeat: Option<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct RoleFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) permissions: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) color: u32,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) hoist: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) mentionable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repeat: Option<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ChannelFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<Id>,
    pub(crate) name: String,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) kind: KindFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) topic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parent: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) nsfw: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) slow_mode: u32,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) overwrites: Vec<OverwriteFile>,
    #[serde(deserialize_with = "named", skip_serializing_if = "unset")]
    pub(crate) tags: Vec<TagFile>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) messages: Vec<PostFile>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) threads: Vec<ThreadFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repeat: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum KindFile {
    #[default]
    Text,
    Voice,
    Category,
    Announcement,
    Stage,
    Forum,
    Media,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct OverwriteFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) person: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) bot: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) allow: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) deny: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct MemberFile {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) nick: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) roles: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) repeat: Option<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct BotFile {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) permissions: Vec<String>,
}

/// The bits of permissions by name.
pub(crate) fn permission_bits(names: &[String]) -> u64 {
    names
        .iter()
        .filter_map(|name| permission::named(name))
        .fold(permission::NONE, |bits, bit| bits | bit)
}

/// The names of permission bits, lowest first, as files write them.
pub(crate) fn permission_names(bits: u64) -> Vec<String> {
    let set = permission::NAMES.iter().filter(|(_, bit)| bits & bit != 0);
    set.map(|(name, _)| name.to_lowercase()).collect()
}

/// Privileged intents by name (PROTOCOL 2.1).
const INTENTS: &[(&str, u64)] = &[
    ("guild_members", 1 << 1),
    ("guild_presences", 1 << 8),
    ("message_content", 1 << 15),
];

/// The bits of privileged intents by name.
pub(crate) fn intent_bits(names: &[String]) -> u64 {
    INTENTS
        .iter()
        .filter(|(known, _)| names.iter().any(|name| name == known))
        .fold(0, |bits, (_, bit)| bits | bit)
}

/// The names of the privileged ones among intent bits.
pub(crate) fn intent_names(bits: u64) -> Vec<String> {
    let set = INTENTS.iter().filter(|(_, bit)| bits & bit != 0);
    set.map(|(name, _)| (*name).to_owned()).collect()
}

/// The names that an entry stands for: its own, or `name-1` to `name-n`.
pub(crate) fn names(name: &str, repeat: Option<usize>) -> Vec<String> {
    match repeat {
        None => vec![name.to_owned()],
        Some(count) => (1..=count)
            .map(|number| format!("{name}-{number}"))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_knows_every_permission_and_intent_by_name() {
        let schemas = &crate::file::description()["components"]["schemas"];
        let listed = |name: &str| -> Vec<String> {
            serde_json::from_value(schemas[name]["enum"].clone()).unwrap()
        };
        assert_eq!(listed("Permission"), permission_names(permission::ALL));
        assert_eq!(listed("Intent"), intent_names(u64::MAX));
        let all = permission_names(u64::MAX);
        assert_eq!(permission_names(permission_bits(&all)), all);
        let intents = intent_names(u64::MAX);
        assert_eq!(intent_names(intent_bits(&intents)), intents);
    }

    #[test]
    fn repeated_names_are_numbered() {
        assert_eq!(names("a", None), ["a"]);
        assert_eq!(names("a", Some(2)), ["a-1", "a-2"]);
    }
}
