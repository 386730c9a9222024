//! Messages: made from a request body, stored, found, deleted.

use serde_json::{Value, json};

use super::{
    Upload, World, components,
    mention::{self, Pings, Unsaid},
    sight::message_intent,
    upload::Attachment,
};
use crate::{clock::Moment, permission};

/// Message flags (`resources/message.mdx`).
pub(crate) mod flag {
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const HAS_THREAD: u64 = 1 << 5;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub(crate) id: u64,
    pub(crate) channel: u64,
    pub(crate) author: u64,
    /// The interaction that it answers.
    pub(crate) interaction: Option<u64>,
    pub(crate) kind: Kind,
    pub(crate) content: String,
    pub(crate) embeds: Vec<Value>,
    pub(crate) components: Vec<Value>,
    pub(crate) attachments: Vec<Attachment>,
    pub(crate) flags: u64,
    pub(crate) pings: Pings,
    pub(crate) sent: Moment,
    pub(crate) edited: Option<Moment>,
    /// Who alone sees it, when it is ephemeral.
    pub(crate) only_for: Option<u64>,
    pub(crate) reply_to: Option<u64>,
    /// The channel, and perhaps the message, that one of Discord's own messages is about.
    pub(crate) about: Option<(u64, Option<u64>)>,
    pub(crate) nonce: Option<Value>,
    pub(crate) tts: bool,
    pub(crate) metadata: Option<Value>,
}

/// Message types by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain = 0,
    RecipientAdded = 1,
    RecipientRemoved = 2,
    Renamed = 4,
    /// Somebody joined.
    Join = 7,
    ThreadCreated = 18,
    Reply = 19,
    Command = 20,
    ThreadStarter = 21,
    /// Auto-moderation tells what it stopped.
    ModerationAlert = 24,
    StageStarted = 27,
    StageEnded = 28,
    StageTopic = 31,
}

/// A message about to be sent.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) channel: u64,
    pub(crate) author: u64,
    pub(crate) body: &'a Value,
    pub(crate) files: &'a [Upload],
    pub(crate) kind: Kind,
    pub(crate) interaction: Option<u64>,
    pub(crate) only_for: Option<u64>,
    /// Flags on top of those in the body.
    pub(crate) flags: u64,
    pub(crate) reply_to: Option<u64>,
}

impl Message {
    pub(crate) fn ephemeral(&self) -> bool {
        self.flags & flag::EPHEMERAL != 0
    }

    /// Nothing that anybody could see.
    pub(super) fn is_empty(&self) -> bool {
        let parts = [
            self.embeds.is_empty(),
            self.components.is_empty(),
            self.attachments.is_empty(),
        ];
        self.content.is_empty() && parts.iter().all(|empty| *empty)
    }

    pub(crate) fn v2(&self) -> bool {
        self.flags & flag::COMPONENTS_V2 != 0
    }

    /// Everything in it that can mention somebody.
    fn speech(&self) -> String {
        let mut texts = vec![self.content.as_str()];
        texts.extend(components::texts(&self.components));
        texts.join("\n")
    }

    /// Puts the media of these attachments in place of their `attachment://` addresses.
    pub(super) fn show(&mut self, components: Option<Value>, embeds: Option<Value>) {
        let attachments = &self.attachments;
        let find = |url: &str| {
            let name = url.strip_prefix("attachment://")?;
            attachments
                .iter()
                .find(|attachment| attachment.name == name)
        };
        if let Some(components) = components {
            let resolve = |url: &str| {
                find(url).map_or_else(
                    || json!({"id": "0", "url": url, "proxy_url": url}),
                    Attachment::media,
                )
            };
            self.components = components::stored(components, &resolve);
        }
        if let Some(Value::Array(mut embeds)) = embeds {
            for embed in &mut embeds {
                embed["type"] = match self.kind {
                    Kind::ModerationAlert => json!("auto_moderation_message"),
                    _ => json!("rich"),
                };
                for place in ["image", "thumbnail"] {
                    if let Some(found) = embed[place]["url"].as_str().and_then(find) {
                        embed[place] = found.media();
                    }
                }
                if let Value::Object(fields) = embed {
                    fields.retain(|_, value| !value.is_null());
                }
            }
            self.embeds = embeds;
        }
    }
}

impl World {
    /// Sends a message and tells those who may see it.
    pub(crate) fn send(&mut self, draft: &Draft<'_>, now: Moment) -> u64 {
        let id = self.id(now);
        self.send_as(id, draft, now)
    }

    /// Sends a message whose id is known: the first one of a post has the post's.
    pub(crate) fn send_as(&mut self, id: u64, draft: &Draft<'_>, now: Moment) -> u64 {
        self.before_message(draft.channel, draft.author, now);
        let message = self.compose(id, draft, now);
        self.deliver(message, now)
    }

    /// What a message does to its channel before it is there.
    fn before_message(&mut self, channel: u64, author: u64, now: Moment) {
        self.spoken_in(channel, author, now);
    }

    /// The message of a draft, which nobody has seen yet.
    pub(super) fn compose(&mut self, id: u64, draft: &Draft<'_>, now: Moment) -> Message {
        let body = draft.body;
        let attachments = self.store_files(draft.channel, draft.files, &body["attachments"], now);
        let mut message = Message {
            id,
            channel: draft.channel,
            author: draft.author,
            interaction: draft.interaction,
            kind: draft.kind,
            content: body["content"]
                .as_str()
                .unwrap_or_default()
                .trim()
                .to_owned(),
            embeds: Vec::new(),
            components: Vec::new(),
            attachments,
            flags: body["flags"].as_u64().unwrap_or_default() | draft.flags,
            pings: Pings::default(),
            sent: now,
            edited: None,
            only_for: draft.only_for,
            reply_to: draft.reply_to,
            about: None,
            nonce: body.get("nonce").filter(|nonce| !nonce.is_null()).cloned(),
            tts: body["tts"].as_bool().unwrap_or_default(),
            metadata: draft
                .interaction
                .and_then(|interaction| self.interaction_metadata(interaction)),
        };
        message.show(
            Some(body["components"].clone()),
            Some(body["embeds"].clone()),
        );
        message.pings = self.pings_of(&message, body.get("allowed_mentions"), now);
        message
    }

    /// Stores a new message and tells those who may see it.
    pub(super) fn deliver(&mut self, message: Message, now: Moment) -> u64 {
        let (channel_id, id) = (message.channel, message.id);
        if let Some(channel) = self.channels.get_mut(&channel_id)
            && !message.ephemeral()
        {
            channel.last_message = Some(id);
        }
        self.messages.insert((channel_id, id), message);
        self.announce(channel_id, id, "MESSAGE_CREATE", now);
        id
    }

    pub(super) fn pings_of(
        &self,
        message: &Message,
        allowed: Option<&Value>,
        now: Moment,
    ) -> Pings {
        let open: Vec<u64> = self
            .channels
            .get(&message.channel)
            .and_then(|channel| self.guilds.get(&channel.guild()?))
            .map(|guild| {
                guild
                    .roles
                    .values()
                    .filter(|role| role.mentionable)
                    .map(|role| role.id)
                    .collect()
            })
            .unwrap_or_default();
        let unsaid = if message.interaction.is_some() {
            Unsaid::UsersOnly
        } else {
            Unsaid::Everything
        };
        let all = self.permissions_in(message.author, message.channel, now)
            & permission::MENTION_EVERYONE
            != 0;
        let mut pings = mention::pings(&message.speech(), allowed, unsaid, all, &open);
        let replied = allowed.is_none_or(|rules| rules["replied_user"].as_bool().unwrap_or(false));
        if message.interaction.is_none()
            && replied
            && let Some(author) = message
                .reply_to
                .and_then(|id| self.messages.get(&(message.channel, id)))
                .map(|m| m.author)
            && !pings.users.contains(&author)
        {
            pings.users.push(author);
        }
        pings
    }

    pub(crate) fn message(&self, channel: u64, id: u64) -> Option<&Message> {
        self.messages.get(&(channel, id))
    }

    /// The message of an id, whatever channel it is in.
    pub(crate) fn find_message(&self, id: u64) -> Option<&Message> {
        self.channels
            .keys()
            .find_map(|channel| self.messages.get(&(*channel, id)))
    }

    /// A channel's messages, oldest first.
    pub(crate) fn messages_of(&self, channel: u64) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages
            .range((channel, 0)..=(channel, u64::MAX))
            .map(|(_, message)| message)
    }

    pub(crate) fn delete_message(&mut self, channel: u64, id: u64) {
        let Some(message) = self.messages.remove(&(channel, id)) else {
            return;
        };
        self.unspoken_in(channel, id);
        let guild = self.channels.get(&channel).and_then(super::Channel::guild);
        let data = json!({"id": id.to_string(), "channel_id": channel.to_string(),
            "guild_id": guild.map(|id| id.to_string())});
        for application in self.audience(&message) {
            self.tell(
                application,
                "MESSAGE_DELETE",
                data.clone(),
                guild,
                message_intent(guild, &message),
            );
        }
    }
}
