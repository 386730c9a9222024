//! Messages: made from a request body, stored, found, deleted.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Upload, World, address, alarm::Alarm, components, mention::Pings, poll::Poll,
    reaction::Reaction, upload::Attachment, webhook::Guise,
};
use crate::clock::Moment;

/// Message flags (`resources/message.mdx`).
pub(crate) mod flag {
    pub(crate) const CROSSPOSTED: u64 = 1 << 0;
    pub(crate) const IS_CROSSPOST: u64 = 1 << 1;
    pub(crate) const SUPPRESS_EMBEDS: u64 = 1 << 2;
    pub(crate) const HAS_THREAD: u64 = 1 << 5;
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
    pub(crate) const VOICE_MESSAGE: u64 = 1 << 13;
    pub(crate) const SNAPSHOT: u64 = 1 << 14;
    pub(crate) const COMPONENTS_V2: u64 = 1 << 15;
}

#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// Its `message_reference`, where it is no reply.
    pub(crate) reference: Option<Value>,
    /// What a forward carries, as it was.
    pub(crate) snapshots: Vec<Value>,
    /// Items of its stickers.
    pub(crate) stickers: Vec<Value>,
    pub(crate) poll: Option<Poll>,
    /// In the order in which the emojis came.
    pub(crate) reactions: Vec<Reaction>,
    /// When it was pinned, while it is.
    pub(crate) pinned: Option<Moment>,
    /// The webhook that sent it, and as whom.
    pub(crate) guise: Option<Guise>,
}

/// Message types by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Kind {
    Plain = 0,
    RecipientAdded = 1,
    RecipientRemoved = 2,
    Renamed = 4,
    Pin = 6,
    /// Somebody joined.
    Join = 7,
    FollowAdd = 12,
    ThreadCreated = 18,
    Reply = 19,
    Command = 20,
    ThreadStarter = 21,
    /// Auto-moderation tells what it stopped.
    ModerationAlert = 24,
    StageStarted = 27,
    StageEnded = 28,
    StageTopic = 31,
    PollResult = 46,
}

impl Kind {
    /// Written by Discord, not by anybody: it cannot be changed, pinned or forwarded.
    pub(crate) fn is_system(self) -> bool {
        !matches!(self, Self::Plain | Self::Reply | Self::Command)
    }

    /// Whether it can be deleted at all (docs).
    pub(crate) fn deletable(self) -> bool {
        !matches!(
            self,
            Self::RecipientAdded | Self::RecipientRemoved | Self::Renamed | Self::ThreadStarter
        )
    }
}

/// Where a message comes from, when that is not simply its author.
#[derive(Debug, Default)]
pub(crate) struct Origin {
    pub(crate) guise: Option<Guise>,
    /// The `message_reference` of what is no reply.
    pub(crate) reference: Option<Value>,
    pub(crate) snapshots: Vec<Value>,
    /// Embeds that only Discord makes, as they are stored.
    pub(crate) embeds: Vec<Value>,
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
            self.stickers.is_empty(),
            self.snapshots.is_empty(),
            self.poll.is_none(),
        ];
        self.content.is_empty() && parts.iter().all(|empty| *empty)
    }

    pub(crate) fn v2(&self) -> bool {
        self.flags & flag::COMPONENTS_V2 != 0
    }

    /// The application that sent it: a bot, or the owner of a webhook.
    pub(crate) fn application(&self) -> Option<u64> {
        match &self.guise {
            Some(guise) => guise.application,
            None => Some(self.author),
        }
    }

    /// Everything in it that can mention somebody.
    pub(super) fn speech(&self) -> String {
        let mut texts = vec![self.content.as_str()];
        texts.extend(components::texts(&self.components));
        texts.join("\n")
    }

    /// Puts the media of these attachments in place of their `attachment://` addresses.
    pub(super) fn show(
        &mut self,
        components: Option<Value>,
        embeds: Option<Value>,
        base_url: &str,
    ) {
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
                    || {
                        let url = address::unsigned(base_url, url);
                        json!({"id": "0", "url": url, "proxy_url": url})
                    },
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
                    let Some(url) = embed[place]["url"].as_str() else {
                        continue;
                    };
                    match find(url) {
                        Some(found) => embed[place] = found.media(),
                        None => embed[place]["url"] = json!(address::unsigned(base_url, url)),
                    }
                }
                for field in embed["fields"].as_array_mut().into_iter().flatten() {
                    if field["inline"].is_null() {
                        field["inline"] = json!(false);
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

    /// Sends a message that comes from a webhook, forwards another one, or is Discord's own.
    pub(crate) fn send_from(&mut self, draft: &Draft<'_>, origin: Origin, now: Moment) -> u64 {
        let id = self.id(now);
        self.send_from_as(id, draft, origin, now)
    }

    /// The same for a message whose id is known.
    pub(super) fn send_from_as(
        &mut self,
        id: u64,
        draft: &Draft<'_>,
        origin: Origin,
        now: Moment,
    ) -> u64 {
        self.before_message(draft.channel, draft.author, now);
        let mut message = self.compose(id, draft, now);
        if !origin.snapshots.is_empty() {
            message.flags |= flag::SNAPSHOT;
        }
        message.guise = origin.guise;
        message.reference = origin.reference;
        message.snapshots = origin.snapshots;
        message.embeds.extend(origin.embeds);
        message.pings = self.pings_of(&message, draft.body.get("allowed_mentions"), now);
        self.deliver(message, now)
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
            reference: None,
            snapshots: Vec::new(),
            stickers: self.sticker_items(&body["sticker_ids"]),
            poll: Poll::of(&body["poll"], now),
            reactions: Vec::new(),
            pinned: None,
            guise: None,
        };
        message.show(
            Some(body["components"].clone()),
            Some(body["embeds"].clone()),
            &self.base_url,
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
        if let Some(poll) = &message.poll {
            let alarm = Alarm::Poll(channel_id, id);
            self.alarms.insert((poll.expiry, alarm));
        }
        self.messages.insert((channel_id, id), message);
        self.announce(channel_id, id, "MESSAGE_CREATE", now);
        id
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
}
