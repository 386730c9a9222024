//! Where something happens: in a guild or outside any.

use twilight_model::id::{Id, marker::GuildMarker};

use crate::Snowflake;

/// First part of every bot-owned key after the identity.
///
/// Private rows also carry the person or the channel in their key, else all private rows of a bot would be one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In this guild.
    Guild(Id<GuildMarker>),
    /// In a direct message or where the bot is installed for a person only.
    Private,
}

impl Place {
    /// The `guild_id` column: 0 outside any guild.
    #[must_use]
    pub fn key(self) -> i64 {
        match self {
            Self::Guild(guild) => Snowflake::from(guild).0,
            Self::Private => 0,
        }
    }

    /// The place behind a `guild_id` column.
    #[must_use]
    pub fn from_key(key: i64) -> Self {
        Snowflake(key).id().map_or(Self::Private, Self::Guild)
    }

    /// The guild, if it is one.
    #[must_use]
    pub fn guild(self) -> Option<Id<GuildMarker>> {
        match self {
            Self::Guild(guild) => Some(guild),
            Self::Private => None,
        }
    }
}

impl From<Option<Id<GuildMarker>>> for Place {
    fn from(guild: Option<Id<GuildMarker>>) -> Self {
        guild.map_or(Self::Private, Self::Guild)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_back() {
        for place in [
            Place::Private,
            Place::Guild(Id::new(7)),
            Place::Guild(Id::new(u64::MAX)),
        ] {
            assert_eq!(Place::from_key(place.key()), place);
        }
    }
}
