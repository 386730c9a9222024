//! Channels of guilds and private ones, and what somebody may do in them.

mod change;
mod fill;
mod kind;
mod show;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{World, intent, thread::Thread};
use crate::{
    clock::Moment,
    permission::{self, Overwrite},
};

pub(crate) use fill::{fill, overwrites_of};
pub(crate) use kind::ChannelKind;

/// Flags of channels (`resources/channel.mdx`).
pub(crate) mod flag {
    /// A thread that stays at the top of its forum and does not archive itself.
    pub(crate) const PINNED: u64 = 1 << 1;
    /// New posts of a forum need a tag.
    pub(crate) const REQUIRE_TAG: u64 = 1 << 4;
    /// Pictures of a media channel have no download button.
    pub(crate) const HIDE_MEDIA_DOWNLOAD_OPTIONS: u64 = 1 << 15;
}

/// A channel. Fields that a kind does not have keep their default and are not shown.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// After how many minutes clients propose that new threads archive themselves.
    pub(crate) default_archive: Option<u32>,
    /// Slow mode of new threads, in seconds.
    pub(crate) default_slow_mode: u32,
    /// What only voice and stage channels have.
    pub(crate) hall: Option<Box<Hall>>,
    /// What only forum and media channels have.
    pub(crate) forum: Option<Box<Forum>>,
    /// What only threads have.
    pub(crate) thread: Option<Box<Thread>>,
}

/// The settings of a voice or stage channel.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Hall {
    /// In bits per second.
    pub(crate) bitrate: u64,
    /// 0 is no limit.
    pub(crate) user_limit: u64,
    /// `None` is automatic.
    pub(crate) region: Option<String>,
    pub(crate) video_quality: u64,
}

impl Default for Hall {
    fn default() -> Self {
        Self {
            bitrate: 64_000,
            user_limit: 0,
            region: None,
            video_quality: 1,
        }
    }
}

/// The settings of a forum or media channel.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(crate) struct Forum {
    pub(crate) tags: Vec<Tag>,
    /// The emoji of the reaction button; null is none.
    pub(crate) reaction: Value,
    pub(crate) sort_order: Option<u64>,
    pub(crate) layout: u64,
}

/// A tag that posts can have.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Tag {
    pub(crate) id: u64,
    pub(crate) name: String,
    /// Only who may manage threads gives or takes it.
    pub(crate) moderated: bool,
    pub(crate) emoji_id: Option<u64>,
    pub(crate) emoji_name: Option<String>,
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
            default_archive: None,
            default_slow_mode: 0,
            hall: kind.is_voice().then(Box::default),
            forum: kind.is_forum().then(Box::default),
            thread: None,
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
        self.open_channel(Channel::bare(id, name, kind, Some(guild)), now)
    }

    /// Puts a channel last in its guild's list, and tells the bots that see it.
    pub(crate) fn open_channel(&mut self, mut channel: Channel, now: Moment) -> u64 {
        let id = channel.id;
        if let Some(guild) = channel.guild {
            let others = self
                .channels_in(guild)
                .filter(|other| other.thread.is_none());
            channel.position = u32::try_from(others.count()).unwrap_or(u32::MAX);
        }
        self.insert_channel(channel);
        let data = self.channel_json(id);
        self.tell_channel(id, "CHANNEL_CREATE", &data, intent::GUILDS, now);
        id
    }

    /// Stores a channel; everything that makes one goes through here.
    pub(crate) fn insert_channel(&mut self, channel: Channel) {
        if let Some(guild) = channel.guild {
            self.guild_channels.insert((guild, channel.id));
        }
        self.channels.insert(channel.id, channel);
    }

    /// The channels and threads of a guild, oldest first.
    pub(crate) fn channels_in(&self, guild: u64) -> impl Iterator<Item = &Channel> {
        let ids = self.guild_channels.range((guild, 0)..=(guild, u64::MAX));
        ids.filter_map(|(_, id)| self.channels.get(id))
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
        if let Some(known) = self.directs.get(&(person, bot)) {
            return *known;
        }
        let id = self.id(now);
        let kind = ChannelKind::Direct { person, bot };
        self.insert_channel(Channel::bare(id, "", kind, None));
        self.directs.insert((person, bot), id);
        id
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
        let Some(guild) = channel.guild.and_then(|guild| self.guilds.get(&guild)) else {
            return permission::NONE;
        };
        let overwrites = &self.ruling(channel).overwrites;
        let bits = guild.permissions_in(user, overwrites, channel.kind.place(), now);
        // A private thread shows itself to its members and to those who manage threads.
        let shut = channel.kind == ChannelKind::PrivateThread
            && bits & permission::MANAGE_THREADS == 0
            && !channel
                .thread
                .as_ref()
                .is_some_and(|thread| thread.members.contains_key(&user));
        if shut { permission::NONE } else { bits }
    }

    /// A user's bits in a guild as a whole; none for a stranger.
    pub(crate) fn guild_permissions(&self, user: u64, guild: u64, now: Moment) -> u64 {
        self.guilds
            .get(&guild)
            .map_or(permission::NONE, |guild| guild.permissions(user, now))
    }
}
