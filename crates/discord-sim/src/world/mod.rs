//! Everything that exists in the simulated Discord, and the events that changes cause.
//!
//! The world is plain data behind one lock; it does no I/O. What happens in it goes to the outbox, which the hub empties
//! in order.

mod address;
mod alarm;
mod application;
pub(crate) mod audit;
pub(crate) mod automod;
mod ban;
mod change;
pub(crate) mod channel;
mod command_permission;
mod community;
pub(crate) mod components;
mod edit;
pub(crate) mod expression;
mod glimpse;
mod guild;
pub(crate) mod install;
mod integration;
pub(crate) mod intent;
pub(crate) mod interaction;
pub(crate) mod invite;
pub(crate) mod localization;
mod member;
mod mention;
mod message;
pub(crate) mod money;
mod notice;
pub(crate) mod oauth;
mod partial;
mod person;
mod picture;
mod pin;
pub(crate) mod poll;
mod presence;
mod private;
pub(crate) mod reaction;
mod removal;
mod role;
mod role_connection;
pub(crate) mod scheduled_event;
mod sight;
mod speech;
mod stage;
mod sticker;
mod talk;
pub(crate) mod template;
pub(crate) mod thread;
mod tracked;
mod trade;
mod upload;
mod voice;
pub(crate) mod webhook;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    time::Duration,
};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    clock::Moment,
    delivery::Parcel,
    gateway::{Dispatch, Presence},
    journal::What,
    permission,
    settings::Newcomers,
    snowflake::Snowflakes,
};

pub(crate) use address::Unserved;
pub(crate) use application::{Application, Scope, scramble, token_id};
pub(crate) use ban::Ban;
pub(crate) use change::Changes;
pub(crate) use channel::{Channel, ChannelKind};
pub use command_permission::{CommandPermission, CommandPermissionTarget};
pub(crate) use community::{Community, WelcomeScreen};
pub(crate) use edit::{Patch, Unchangeable};
pub(crate) use guild::Guild;
pub(crate) use interaction::{Draft as InteractionDraft, First, Interaction, Progress, TOKEN_LIFE};
pub(crate) use invite::Invite;
pub(crate) use member::{Member, member_flag};
pub use mention::Pings;
pub(crate) use message::{Draft as MessageDraft, Kind as MessageKind, Message, Origin, flag};
pub use money::Status;
pub(crate) use notice::Notice;
pub(crate) use person::User;
pub(crate) use role::Role;
pub(crate) use role_connection::RoleConnection;
pub(crate) use speech::Unsendable;
pub(crate) use stage::Stage;
pub(crate) use talk::VoiceChange;
pub(crate) use tracked::{Touch, Tracked};
pub use upload::Upload;
pub(crate) use voice::{Voice, VoiceState};
pub(crate) use webhook::Webhook;

/// The simulated Discord. A saved world ([`crate::state`]) has everything that is not skipped here, and beside it the
/// messages, the interactions, files and pictures.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct World {
    #[serde(skip)]
    pub(crate) base_url: String,
    /// The moment of the present turn.
    #[serde(skip)]
    pub(crate) now: Moment,
    /// Signs the addresses of files.
    pub(crate) key: u64,
    #[serde(skip)]
    pub(crate) answer_within: Duration,
    #[serde(skip)]
    pub(crate) newcomers: Newcomers,
    pub(crate) ids: Snowflakes,
    pub(crate) applications: Tracked<u64, Application>,
    pub(crate) users: Tracked<u64, User>,
    /// People by their names; bots are not in it.
    #[serde(serialize_with = "crate::state::in_order")]
    pub(crate) people: HashMap<String, u64>,
    pub(crate) guilds: Tracked<u64, Guild>,
    pub(crate) channels: Tracked<u64, Channel>,
    /// The channels of guilds, by guild.
    pub(crate) guild_channels: BTreeSet<(u64, u64)>,
    /// The private channels, by person and bot.
    #[serde(serialize_with = "crate::state::in_order")]
    pub(crate) directs: HashMap<(u64, u64), u64>,
    /// By code.
    pub(crate) invites: BTreeMap<String, Invite>,
    /// Live stages, by channel.
    pub(crate) stages: BTreeMap<u64, Stage>,
    /// What happens by itself, and when.
    pub(crate) alarms: BTreeSet<(Moment, alarm::Alarm)>,
    /// By channel and message id, so that a channel's messages are one range in order of time.
    #[serde(skip)]
    pub(crate) messages: Tracked<(u64, u64), Message>,
    #[serde(skip)]
    pub(crate) files: HashMap<u64, StoredFile>,
    /// Pictures of users, guilds and webhooks by the path that serves them.
    #[serde(skip)]
    pub(crate) images: HashMap<String, StoredFile>,
    pub(crate) webhooks: BTreeMap<u64, Webhook>,
    #[serde(skip)]
    pub(crate) interactions: Tracked<u64, Interaction>,
    /// Those that still have their whole payload, oldest first.
    pub(crate) recent_interactions: VecDeque<u64>,
    #[serde(skip)]
    pub(crate) interaction_tokens: HashMap<String, u64>,
    /// By guild, oldest first.
    pub(crate) audit_log: BTreeMap<u64, Vec<audit::Entry>>,
    /// Rights that a request was judged by: application and bits.
    pub(crate) consulted: BTreeMap<u64, u64>,
    #[serde(skip)]
    pub(crate) voice: Voice,
    /// Of those who show themselves at all.
    #[serde(skip)]
    pub(crate) presences: Tracked<u64, Presence>,
    pub(crate) scheduled_events: BTreeMap<u64, scheduled_event::ScheduledEvent>,
    pub(crate) oauth: oauth::Oauth,
    /// Linked-role data by application and person.
    pub(crate) role_connections: BTreeMap<(u64, u64), RoleConnection>,
    /// Applications that somebody has ever listened for, a session or a tap, and the intents of all of them together.
    /// Events for others are not even made.
    #[serde(skip)]
    pub(crate) listening: BTreeMap<u64, u64>,
    pub(crate) money: money::Money,
    /// Somebody watches: what is touched is noted.
    #[serde(skip)]
    pub(crate) watched: bool,
    /// Who typed since the watchers were last told, by channel and user.
    #[serde(skip)]
    pub(crate) typing: BTreeSet<(u64, u64)>,
    #[serde(skip)]
    pub(crate) outbox: Vec<Dispatch>,
    #[serde(skip)]
    pub(crate) parcels: Vec<Parcel>,
    /// Interactions that nobody answered in time, with what was used, until it is said.
    #[serde(skip)]
    pub(crate) missed: Vec<(u64, String)>,
    /// What people did and see, on its way to the journal.
    #[serde(skip)]
    pub(crate) deeds: Vec<What>,
}

/// An uploaded file as it is served again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StoredFile {
    pub(crate) name: String,
    pub(crate) content_type: String,
    #[serde(with = "crate::state::raw")]
    pub(crate) bytes: Bytes,
}

impl World {
    pub(crate) fn id(&mut self, now: Moment) -> u64 {
        self.ids.next(now)
    }

    /// Whether some session of an application ever asked for one of these intents; 0 needs none.
    pub(crate) fn hears(&self, application: u64, intents: u64) -> bool {
        let asked = self
            .listening
            .get(&application)
            .copied()
            .unwrap_or_default();
        intents == 0 || asked & intents != 0
    }

    /// Queues an event for one application.
    pub(crate) fn tell(
        &mut self,
        application_id: u64,
        event: &'static str,
        data: Value,
        guild_id: Option<u64>,
        intents: u64,
    ) {
        if !self.hears(application_id, intents) {
            return;
        }
        self.outbox.push(Dispatch {
            application_id,
            event,
            data,
            guild_id,
            intents,
        });
    }

    /// Queues an event for every application that sees the channel.
    pub(crate) fn tell_channel(
        &mut self,
        channel_id: u64,
        event: &'static str,
        data: &Value,
        intents: u64,
        now: Moment,
    ) {
        let guild = self.channels.get(&channel_id).and_then(Channel::guild);
        let sees = |application: &u64| {
            self.hears(*application, intents)
                && self.permissions_in(*application, channel_id, now) & permission::VIEW_CHANNEL
                    != 0
        };
        let viewers: Vec<u64> = self.listening.keys().copied().filter(sees).collect();
        for application in viewers {
            self.tell(application, event, data.clone(), guild, intents);
        }
    }

    /// Queues an event for every application that is in the guild.
    pub(crate) fn tell_guild(
        &mut self,
        guild_id: u64,
        event: &'static str,
        data: &Value,
        intents: u64,
    ) {
        let members: Vec<u64> = self
            .listening
            .keys()
            .copied()
            .filter(|id| {
                let guild = self.guilds.get(&guild_id);
                self.hears(*id, intents)
                    && guild.is_some_and(|guild| guild.members.contains_key(id))
            })
            .collect();
        for application in members {
            self.tell(application, event, data.clone(), Some(guild_id), intents);
        }
    }
}
