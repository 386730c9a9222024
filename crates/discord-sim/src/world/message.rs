//! Messages: made from a request body, stored with their files, shown to bots as JSON.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    StoredFile, World, components,
    guild::ChannelKind,
    intent,
    mention::{self, Pings, Unsaid},
};
use crate::{clock::Moment, permission};

/// Message flags (`resources/message.mdx`).
pub(crate) mod flag {
    pub(crate) const EPHEMERAL: u64 = 1 << 6;
    pub(crate) const LOADING: u64 = 1 << 7;
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
    pub(crate) nonce: Option<Value>,
    pub(crate) tts: bool,
    pub(crate) metadata: Option<Value>,
}

/// Message types by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain = 0,
    Reply = 19,
    Command = 20,
}

#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) content_type: String,
    pub(crate) size: usize,
    pub(crate) dimensions: Option<(u32, u32)>,
    pub(crate) url: String,
}

/// A file as it was uploaded in a request.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The `n` of `files[n]`.
    pub index: u64,
    /// File name as sent.
    pub name: String,
    /// Media type as sent.
    pub content_type: String,
    /// What is in it.
    pub bytes: Bytes,
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

impl Attachment {
    pub(crate) fn json(&self, ephemeral: bool) -> Value {
        let mut json = json!({
            "id": self.id.to_string(),
            "filename": self.name,
            "size": self.size,
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
        });
        if let Some(description) = &self.description {
            json["description"] = json!(description);
        }
        if let Some((width, height)) = self.dimensions {
            json["width"] = json!(width);
            json["height"] = json!(height);
        }
        if ephemeral {
            json["ephemeral"] = json!(true);
        }
        json
    }

    /// As it stands inside a component.
    fn media(&self) -> Value {
        let (width, height) = self.dimensions.unzip();
        json!({"id": self.id.to_string(), "attachment_id": self.id.to_string(), "url": self.url, "proxy_url": self.url,
            "width": width, "height": height, "content_type": self.content_type, "name": self.name, "size": self.size})
    }
}

impl Message {
    pub(crate) fn ephemeral(&self) -> bool {
        self.flags & flag::EPHEMERAL != 0
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
                embed["type"] = json!("rich");
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
        if let Some(channel) = self.channels.get_mut(&draft.channel)
            && !message.ephemeral()
        {
            channel.last_message = Some(id);
        }
        self.messages.insert((draft.channel, id), message);
        self.announce(draft.channel, id, "MESSAGE_CREATE", now);
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

    /// Keeps uploaded files and gives them their metadata from the body's `attachments`.
    pub(crate) fn store_files(
        &mut self,
        channel: u64,
        files: &[Upload],
        metadata: &Value,
        now: Moment,
    ) -> Vec<Attachment> {
        let mut attachments = Vec::new();
        for file in files {
            let id = self.id(now);
            let given = metadata
                .as_array()
                .into_iter()
                .flatten()
                .find(|item| number(&item["id"]) == Some(file.index));
            let name = safe_name(
                given
                    .and_then(|item| item["filename"].as_str())
                    .unwrap_or(&file.name),
            );
            let url = format!("{}/attachments/{channel}/{id}/{name}", self.base_url);
            attachments.push(Attachment {
                id,
                description: given
                    .and_then(|item| item["description"].as_str())
                    .map(ToOwned::to_owned),
                content_type: file.content_type.clone(),
                size: file.bytes.len(),
                dimensions: png_dimensions(&file.bytes),
                url,
                name: name.clone(),
            });
            self.files.insert(
                id,
                StoredFile {
                    name,
                    content_type: file.content_type.clone(),
                    bytes: file.bytes.clone(),
                },
            );
        }
        attachments
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

    /// Tells the bots that may see a message that it is there or has changed.
    pub(crate) fn announce(&mut self, channel: u64, id: u64, event: &'static str, now: Moment) {
        let Some(message) = self.messages.get(&(channel, id)).cloned() else {
            return;
        };
        let guild = self.channels.get(&channel).and_then(super::Channel::guild);
        for application in self.audience(&message) {
            let mut data = self.message_json(&message, application);
            if let Some(guild) = guild.filter(|_| !message.ephemeral()) {
                data["guild_id"] = json!(guild.to_string());
                let mut member = self.member_json(guild, message.author, now);
                if let Value::Object(fields) = &mut member {
                    fields.remove("user");
                    data["member"] = member;
                }
            }
            let place = guild.filter(|_| !message.ephemeral());
            self.tell(
                application,
                event,
                data,
                place,
                message_intent(guild, &message),
            );
        }
    }

    fn audience(&self, message: &Message) -> Vec<u64> {
        if message.ephemeral() {
            return vec![message.author];
        }
        let sees = |application: &u64| {
            self.permissions_in(*application, message.channel, message.sent)
                & permission::VIEW_CHANNEL
                != 0
        };
        self.applications.keys().copied().filter(sees).collect()
    }

    /// The message as `viewer`, an application, gets it: emptied where it may not read the content (PROTOCOL 2.1).
    pub(crate) fn message_json(&self, message: &Message, viewer: u64) -> Value {
        let mut json = self.full_message_json(message);
        let own = message.author == viewer || message.pings.users.contains(&viewer);
        let direct = self
            .channels
            .get(&message.channel)
            .is_some_and(|channel| matches!(channel.kind, ChannelKind::Direct { .. }));
        let reads = self
            .applications
            .get(&viewer)
            .is_none_or(|application| application.allowed_intents & intent::MESSAGE_CONTENT != 0);
        if !own && !direct && !reads {
            json["content"] = json!("");
            for emptied in ["embeds", "attachments", "components"] {
                json[emptied] = json!([]);
            }
        }
        if let Some(original) = message.reply_to {
            json["referenced_message"] =
                self.message(message.channel, original)
                    .map_or(Value::Null, |original| {
                        self.message_json(
                            &Message {
                                reply_to: None,
                                ..original.clone()
                            },
                            viewer,
                        )
                    });
        }
        json
    }

    /// The message with everything in it.
    pub(crate) fn full_message_json(&self, message: &Message) -> Value {
        let mut json = json!({
            "id": message.id.to_string(),
            "channel_id": message.channel.to_string(),
            "type": message.kind as u8,
            "author": self.user_json(message.author),
            "content": message.content,
            "timestamp": message.sent.iso(),
            "edited_timestamp": message.edited.map(Moment::iso),
            "tts": message.tts,
            "mention_everyone": message.pings.everyone,
            "mentions": message.pings.users.iter().map(|user| self.user_json(*user)).collect::<Vec<_>>(),
            "mention_roles": message.pings.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "attachments": message.attachments.iter().map(|file| file.json(message.ephemeral())).collect::<Vec<_>>(),
            "embeds": message.embeds,
            "components": message.components,
            "pinned": false,
            "flags": message.flags,
        });
        if self.applications.contains_key(&message.author) {
            json["application_id"] = json!(message.author.to_string());
        }
        if message.interaction.is_some() {
            json["webhook_id"] = json!(message.author.to_string());
        }
        if let Some(metadata) = &message.metadata {
            json["interaction_metadata"] = metadata.clone();
        }
        if let Some(nonce) = &message.nonce {
            json["nonce"] = nonce.clone();
        }
        if let Some(original) = message.reply_to {
            let mut reference = json!({"type": 0, "message_id": original.to_string(), "channel_id": message.channel.to_string()});
            if let Some(guild) = self
                .channels
                .get(&message.channel)
                .and_then(super::Channel::guild)
            {
                reference["guild_id"] = json!(guild.to_string());
            }
            json["message_reference"] = reference;
        }
        json
    }
}

fn message_intent(guild: Option<u64>, message: &Message) -> u64 {
    if guild.is_some() && !message.ephemeral() {
        intent::GUILD_MESSAGES
    } else {
        intent::DIRECT_MESSAGES
    }
}

/// An id that is written as a number or as text.
pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The name as Discord serves it: other characters become `_`.
fn safe_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect()
}

/// Width and height from a PNG's first chunk.
fn png_dimensions(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?.get(8..16)?;
    let (width, height) = header.split_at(4);
    Some((
        u32::from_be_bytes(width.try_into().ok()?),
        u32::from_be_bytes(height.try_into().ok()?),
    ))
}
