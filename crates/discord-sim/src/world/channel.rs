//! Channels of guilds and private ones, and what somebody may do in them.

use serde_json::{Value, json};

use super::{World, intent};
use crate::{
    clock::Moment,
    permission::{self, Overwrite},
};

/// A channel. Fields that a kind does not have keep their default and are not shown.
#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) kind: ChannelKind,
    /// `None` for private channels.
    pub(crate) guild: Option<u64>,
    /// The category, or the channel of a thread.
    pub(crate) parent: Option<u64>,
    pub(crate) position: u32,
    pub(crate) topic: Option<String>,
    pub(crate) nsfw: bool,
    /// Slow mode in seconds.
    pub(crate) slow_mode: u32,
    pub(crate) overwrites: Vec<Overwrite>,
    pub(crate) last_message: Option<u64>,
    pub(crate) last_pin: Option<Moment>,
    pub(crate) flags: u64,
    /// Who is in a private channel without a bot; the first owns a group.
    pub(crate) people: Vec<u64>,
}

/// What sort of channel it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChannelKind {
    Text,
    /// A person's private channel with a bot.
    Direct {
        person: u64,
        bot: u64,
    },
    /// The private channel of two people.
    Pair,
    /// A private channel of several people.
    Group,
    Voice,
    Category,
    Announcement,
    AnnouncementThread,
    PublicThread,
    PrivateThread,
    Stage,
    Forum,
    Media,
}

impl ChannelKind {
    /// Discord's number.
    pub(crate) fn code(self) -> u64 {
        match self {
            Self::Text => 0,
            Self::Direct { .. } => 1,
            Self::Pair => 1,
            Self::Group => 3,
            Self::Voice => 2,
            Self::Category => 4,
            Self::Announcement => 5,
            Self::AnnouncementThread => 10,
            Self::PublicThread => 11,
            Self::PrivateThread => 12,
            Self::Stage => 13,
            Self::Forum => 15,
            Self::Media => 16,
        }
    }

    /// The kind of a number; private channels have none here, for they are not made by number.
    pub(crate) fn of_code(code: u64) -> Option<Self> {
        Some(match code {
            0 => Self::Text,
            2 => Self::Voice,
            4 => Self::Category,
            5 => Self::Announcement,
            10 => Self::AnnouncementThread,
            11 => Self::PublicThread,
            12 => Self::PrivateThread,
            13 => Self::Stage,
            15 => Self::Forum,
            16 => Self::Media,
            _ => return None,
        })
    }

    /// A thread, which has its parent's overwrites.
    pub(crate) fn is_thread(self) -> bool {
        matches!(
            self,
            Self::AnnouncementThread | Self::PublicThread | Self::PrivateThread
        )
    }

    /// A channel where people talk, which CONNECT opens.
    pub(crate) fn is_voice(self) -> bool {
        matches!(self, Self::Voice | Self::Stage)
    }

    /// A private channel.
    pub(crate) fn is_direct(self) -> bool {
        matches!(self, Self::Direct { .. })
    }
}

impl Channel {
    /// A channel with nothing set.
    pub(crate) fn bare(id: u64, name: &str, kind: ChannelKind, guild: Option<u64>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            kind,
            guild,
            parent: None,
            position: 0,
            topic: None,
            nsfw: false,
            slow_mode: 0,
            overwrites: Vec::new(),
            last_message: None,
            last_pin: None,
            flags: 0,
            people: Vec::new(),
        }
    }

    pub(crate) fn guild(&self) -> Option<u64> {
        self.guild
    }

    pub(crate) fn code(&self) -> u64 {
        self.kind.code()
    }
}

impl World {
    /// Makes a channel of a guild, last in its list, and tells the bots that see it.
    pub(crate) fn add_channel(
        &mut self,
        guild: u64,
        name: &str,
        kind: ChannelKind,
        now: Moment,
    ) -> u64 {
        let id = self.id(now);
        let position = self
            .channels
            .values()
            .filter(|channel| channel.guild == Some(guild))
            .count();
        let mut channel = Channel::bare(id, name, kind, Some(guild));
        channel.position = u32::try_from(position).unwrap_or(u32::MAX);
        self.channels.insert(id, channel);
        let data = self.channel_json(id);
        self.tell_channel(id, "CHANNEL_CREATE", &data, intent::GUILDS, now);
        id
    }

    /// Whose overwrites count: a thread's parent, otherwise the channel itself.
    pub(crate) fn ruling<'a>(&'a self, channel: &'a Channel) -> &'a Channel {
        channel
            .parent
            .filter(|_| channel.kind.is_thread())
            .and_then(|parent| self.channels.get(&parent))
            .unwrap_or(channel)
    }

    /// The private channel of a person and a bot, made at first use.
    pub(crate) fn direct(&mut self, person: u64, bot: u64, now: Moment) -> u64 {
        let known = self.channels.values().find(
            |channel| matches!(channel.kind, ChannelKind::Direct { person: p, bot: b } if p == person && b == bot),
        );
        match known {
            Some(channel) => channel.id,
            None => {
                let id = self.id(now);
                let kind = ChannelKind::Direct { person, bot };
                self.channels.insert(id, Channel::bare(id, "", kind, None));
                id
            }
        }
    }

    /// Whether a person and a bot share a guild.
    pub(crate) fn mutual(&self, person: u64, bot: u64) -> bool {
        self.guilds
            .values()
            .any(|guild| guild.members.contains_key(&person) && guild.members.contains_key(&bot))
    }

    /// A user's bits in a channel; in a private channel its two members have all that make sense there.
    pub(crate) fn permissions_in(&self, user: u64, channel_id: u64, now: Moment) -> u64 {
        let Some(channel) = self.channels.get(&channel_id) else {
            return permission::NONE;
        };
        if let ChannelKind::Direct { person, bot } = channel.kind {
            return if user == person || user == bot {
                permission::DEFAULT | permission::MENTION_EVERYONE
            } else {
                permission::NONE
            };
        }
        if channel.people.contains(&user) {
            return permission::DEFAULT | permission::MENTION_EVERYONE;
        }
        let guild = channel.guild.and_then(|guild| self.guilds.get(&guild));
        guild.map_or(permission::NONE, |guild| {
            guild.permissions_in(user, self.ruling(channel), now)
        })
    }

    /// A user's bits in a guild as a whole; none for a stranger.
    pub(crate) fn guild_permissions(&self, user: u64, guild: u64, now: Moment) -> u64 {
        self.guilds
            .get(&guild)
            .map_or(permission::NONE, |guild| guild.permissions(user, now))
    }

    pub(crate) fn channel_json(&self, id: u64) -> Value {
        let Some(channel) = self.channels.get(&id) else {
            return Value::Null;
        };
        let mut json = json!({
            "id": id.to_string(),
            "type": channel.code(),
            "flags": channel.flags,
            "last_message_id": channel.last_message.map(|id| id.to_string()),
        });
        if let ChannelKind::Direct { person, .. } = channel.kind {
            json["recipients"] = json!([self.user_json(person)]);
            return json;
        }
        if !channel.people.is_empty() {
            self.show_people(channel, &mut json);
            return json;
        }
        let overwrites: Vec<Value> = channel
            .overwrites
            .iter()
            .map(|overwrite| {
                json!({"id": overwrite.id.to_string(), "type": u8::from(overwrite.member),
                    "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string()})
            })
            .collect();
        json["guild_id"] = json!(channel.guild().map(|id| id.to_string()));
        json["name"] = json!(channel.name);
        json["position"] = json!(channel.position);
        json["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
        json["topic"] = json!(channel.topic);
        json["nsfw"] = json!(channel.nsfw);
        json["rate_limit_per_user"] = json!(channel.slow_mode);
        json["permission_overwrites"] = json!(overwrites);
        if channel.kind.is_voice() {
            json["bitrate"] = json!(64_000);
            json["user_limit"] = json!(0);
            json["rtc_region"] = Value::Null;
        }
        json
    }

    pub(crate) fn channels_of(&self, guild_id: u64) -> Vec<Value> {
        let ids = self
            .channels
            .values()
            .filter(|channel| channel.guild() == Some(guild_id))
            .map(|channel| channel.id);
        ids.map(|id| self.channel_json(id)).collect()
    }
}
