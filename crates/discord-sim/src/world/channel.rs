//! Channels of guilds and private ones, and what somebody may do in them.

use serde_json::{Value, json};

use super::{World, intent};
use crate::{
    clock::Moment,
    permission::{self, Overwrite},
};

#[derive(Debug, Clone)]
pub(crate) struct Channel {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) kind: ChannelKind,
    pub(crate) last_message: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) enum ChannelKind {
    Text {
        guild: u64,
        overwrites: Vec<Overwrite>,
    },
    Voice {
        guild: u64,
        overwrites: Vec<Overwrite>,
    },
    /// A person's private channel with a bot.
    Direct { person: u64, bot: u64 },
    /// A private channel of people without a bot: two of them, or a group with the first as its owner.
    People { people: Vec<u64>, group: bool },
}

impl Channel {
    pub(crate) fn guild(&self) -> Option<u64> {
        match self.kind {
            ChannelKind::Text { guild, .. } | ChannelKind::Voice { guild, .. } => Some(guild),
            ChannelKind::Direct { .. } | ChannelKind::People { .. } => None,
        }
    }

    pub(crate) fn code(&self) -> u64 {
        match self.kind {
            ChannelKind::Text { .. } => 0,
            ChannelKind::Direct { .. } | ChannelKind::People { group: false, .. } => 1,
            ChannelKind::People { group: true, .. } => 3,
            ChannelKind::Voice { .. } => 2,
        }
    }

    pub(crate) fn overwrites(&self) -> &[Overwrite] {
        match &self.kind {
            ChannelKind::Text { overwrites, .. } | ChannelKind::Voice { overwrites, .. } => {
                overwrites
            }
            ChannelKind::Direct { .. } | ChannelKind::People { .. } => &[],
        }
    }

    pub(crate) fn overwrites_mut(&mut self) -> Option<&mut Vec<Overwrite>> {
        match &mut self.kind {
            ChannelKind::Text { overwrites, .. } | ChannelKind::Voice { overwrites, .. } => {
                Some(overwrites)
            }
            ChannelKind::Direct { .. } | ChannelKind::People { .. } => None,
        }
    }
}

impl World {
    pub(crate) fn add_channel(&mut self, name: &str, kind: ChannelKind, now: Moment) -> u64 {
        let id = self.id(now);
        let channel = Channel {
            id,
            name: name.to_owned(),
            kind,
            last_message: None,
        };
        let guild = channel.guild();
        self.channels.insert(id, channel);
        if let Some(guild_id) = guild {
            let data = self.channel_json(id);
            self.tell_guild(guild_id, "CHANNEL_CREATE", &data, intent::GUILDS);
        }
        id
    }

    /// The private channel of a person and a bot, made at first use.
    pub(crate) fn direct(&mut self, person: u64, bot: u64, now: Moment) -> u64 {
        let known = self.channels.values().find(
            |channel| matches!(channel.kind, ChannelKind::Direct { person: p, bot: b } if p == person && b == bot),
        );
        match known {
            Some(channel) => channel.id,
            None => self.add_channel("", ChannelKind::Direct { person, bot }, now),
        }
    }

    /// The private channel of two people, made at first use.
    pub(crate) fn pair(&mut self, one: u64, other: u64, now: Moment) -> u64 {
        let pair = |channel: &&Channel| {
            matches!(&channel.kind, ChannelKind::People { people, group: false }
                if people.contains(&one) && people.contains(&other))
        };
        match self.channels.values().find(pair) {
            Some(channel) => channel.id,
            None => {
                let people = vec![one, other];
                let kind = ChannelKind::People {
                    people,
                    group: false,
                };
                self.add_channel("", kind, now)
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
        let private = permission::DEFAULT | permission::MENTION_EVERYONE;
        match &channel.kind {
            ChannelKind::Direct { person, bot } if user == *person || user == *bot => private,
            ChannelKind::People { people, .. } if people.contains(&user) => private,
            ChannelKind::Direct { .. } | ChannelKind::People { .. } => permission::NONE,
            ChannelKind::Text { guild, .. } | ChannelKind::Voice { guild, .. } => {
                self.guilds.get(guild).map_or(permission::NONE, |guild| {
                    guild.permissions_in(user, channel, now)
                })
            }
        }
    }

    pub(crate) fn channel_json(&self, id: u64) -> Value {
        let Some(channel) = self.channels.get(&id) else {
            return Value::Null;
        };
        let mut json = json!({
            "id": id.to_string(),
            "type": channel.code(),
            "flags": 0,
            "last_message_id": channel.last_message.map(|id| id.to_string()),
        });
        if let ChannelKind::Direct { person, .. } = channel.kind {
            json["recipients"] = json!([self.user_json(person)]);
            return json;
        }
        if let ChannelKind::People { people, group } = &channel.kind {
            let users = people.iter().map(|user| self.user_json(*user));
            json["recipients"] = users.collect();
            if *group {
                json["name"] = json!(channel.name);
                json["icon"] = Value::Null;
                json["owner_id"] = json!(people.first().map(ToString::to_string));
            }
            return json;
        }
        let overwrites: Vec<Value> = channel
            .overwrites()
            .iter()
            .map(|overwrite| {
                json!({"id": overwrite.id.to_string(), "type": u8::from(overwrite.member),
                    "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string()})
            })
            .collect();
        json["guild_id"] = json!(channel.guild().map(|id| id.to_string()));
        json["name"] = json!(channel.name);
        json["position"] = json!(0);
        json["parent_id"] = Value::Null;
        json["topic"] = Value::Null;
        json["nsfw"] = json!(false);
        json["rate_limit_per_user"] = json!(0);
        json["permission_overwrites"] = json!(overwrites);
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
