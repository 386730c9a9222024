//! Expressions: emojis of guilds and applications, stickers and sounds of guilds.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;

/// An emoji of a guild or of an application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Emoji {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) animated: bool,
    /// Roles that may use it; everybody when empty.
    pub(crate) roles: Vec<u64>,
    pub(crate) creator: u64,
    pub(crate) image: Asset,
}

/// A sticker of a guild.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sticker {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) name: String,
    pub(crate) tags: String,
    pub(crate) description: Option<String>,
    /// 1 PNG, 2 APNG, 3 Lottie, 4 GIF.
    pub(crate) format: u8,
    pub(crate) creator: u64,
    pub(crate) image: Asset,
}

/// A sound of a guild's board.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sound {
    pub(crate) id: u64,
    pub(crate) guild: u64,
    pub(crate) name: String,
    pub(crate) volume: f64,
    pub(crate) emoji_id: Option<u64>,
    pub(crate) emoji_name: Option<String>,
    pub(crate) creator: u64,
    pub(crate) audio: Asset,
}

/// Bytes that came in a data address.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Asset {
    pub(crate) content_type: String,
    #[serde(with = "crate::state::raw")]
    pub(crate) bytes: Bytes,
}

impl std::fmt::Debug for Asset {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({} bytes)", self.content_type, self.bytes.len())
    }
}

/// Sounds that every guild has: id and name.
pub(crate) const DEFAULT_SOUNDS: [(u64, &str); 6] = [
    (1, "quack"),
    (2, "airhorn"),
    (3, "cricket"),
    (4, "golf clap"),
    (5, "sad horn"),
    (7, "ba dum tss"),
];

impl Emoji {
    /// Without its creator, as guilds and events show it.
    pub(crate) fn json(&self) -> Value {
        json!({"id": self.id.to_string(), "name": self.name, "animated": self.animated, "available": true,
            "managed": false, "require_colons": true,
            "roles": self.roles.iter().map(ToString::to_string).collect::<Vec<_>>()})
    }
}

impl Sticker {
    /// Without its creator, as guilds and events show it.
    pub(crate) fn json(&self) -> Value {
        json!({"id": self.id.to_string(), "guild_id": self.guild.to_string(), "name": self.name, "tags": self.tags,
            "description": self.description, "type": 2, "format_type": self.format, "available": true})
    }

    /// As it stands in a message.
    pub(crate) fn item(&self) -> Value {
        json!({"id": self.id.to_string(), "name": self.name, "format_type": self.format})
    }
}

impl Sound {
    /// Without its creator.
    pub(crate) fn json(&self) -> Value {
        json!({"sound_id": self.id.to_string(), "guild_id": self.guild.to_string(), "name": self.name,
            "volume": self.volume, "emoji_id": self.emoji_id.map(|id| id.to_string()), "emoji_name": self.emoji_name,
            "available": true})
    }
}

impl World {
    /// The emoji of an id, of whatever guild or application.
    pub(crate) fn emoji(&self, id: u64) -> Option<&Emoji> {
        let of_guild = self.guilds.values().find_map(|guild| guild.emojis.get(&id));
        let mut applications = self.applications.values();
        of_guild.or_else(|| applications.find_map(|found| found.emojis.get(&id)))
    }

    /// The sticker of an id, of whatever guild.
    pub(crate) fn sticker(&self, id: u64) -> Option<&Sticker> {
        self.guilds
            .values()
            .find_map(|guild| guild.stickers.get(&id))
    }

    /// An expression with its creator, as the operations on expressions show it.
    pub(crate) fn with_creator(&self, mut expression: Value, creator: u64) -> Value {
        expression["user"] = self.user_json(creator);
        expression
    }
}
