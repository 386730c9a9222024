//! Messages as bots see them: on the wire, in events, and emptied where their content is not theirs to read.

use serde_json::{Value, json};

use super::{
    Channel, Message, MessageKind, World, flag, intent, message::flag::HAS_THREAD, webhook::Guise,
};
use crate::{clock::Moment, permission};

impl World {
    /// Tells the bots that may see a message that it is there or has changed.
    pub(crate) fn announce(&mut self, channel: u64, id: u64, event: &'static str, now: Moment) {
        let Some(message) = self.messages.get(&(channel, id)).cloned() else {
            return;
        };
        let guild = self.channels.get(&channel).and_then(Channel::guild);
        for application in self.audience(&message) {
            let mut data = self.message_json(&message, application);
            if let Some(guild) = guild.filter(|_| !message.ephemeral()) {
                data["guild_id"] = json!(guild.to_string());
                let member = self.member_json(guild, message.author, now);
                if let (Value::Object(mut fields), None) = (member, &message.guise) {
                    fields.remove("user");
                    data["member"] = Value::Object(fields);
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

    pub(super) fn audience(&self, message: &Message) -> Vec<u64> {
        if message.ephemeral() {
            return vec![message.author];
        }
        let guild = self.channels.get(&message.channel).and_then(Channel::guild);
        let needed = message_intent(guild, message);
        let sees = |application: &u64| {
            self.hears(*application, needed)
                && self.permissions_in(*application, message.channel, message.sent)
                    & permission::VIEW_CHANNEL
                    != 0
        };
        self.listening.keys().copied().filter(sees).collect()
    }

    /// The message as `viewer`, an application, gets it: emptied where it may not read the content (PROTOCOL 2.1).
    pub(crate) fn message_json(&self, message: &Message, viewer: u64) -> Value {
        let mut json = self.full_message_json(message);
        if !message.reactions.is_empty() {
            json["reactions"] = message
                .reactions
                .iter()
                .map(|reaction| reaction.json(viewer))
                .collect();
        }
        if !self.reads(message, viewer) {
            empty(&mut json);
            if let Value::Object(fields) = &mut json {
                fields.remove("poll");
            }
            let snapshots = json
                .get_mut("message_snapshots")
                .and_then(Value::as_array_mut);
            for snapshot in snapshots.into_iter().flatten() {
                empty(&mut snapshot["message"]);
            }
            if let Value::Object(fields) = &mut json {
                fields.remove("poll");
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
        if message.kind == MessageKind::ThreadStarter
            && let Some((channel, Some(origin))) = message.about
        {
            json["referenced_message"] = self
                .message(channel, origin)
                .map_or(Value::Null, |origin| self.message_json(origin, viewer));
        }
        json
    }

    /// Whether an application may read what is in a message (PROTOCOL 2.1).
    pub(crate) fn reads(&self, message: &Message, viewer: u64) -> bool {
        let own = message.application() == Some(viewer) || message.pings.users.contains(&viewer);
        let direct = self
            .channels
            .get(&message.channel)
            .is_some_and(|channel| channel.kind.is_direct());
        let granted = self
            .applications
            .get(&viewer)
            .is_none_or(|application| application.allowed_intents & intent::MESSAGE_CONTENT != 0);
        own || direct || granted
    }

    /// The message with everything in it but what depends on who looks.
    pub(crate) fn full_message_json(&self, message: &Message) -> Value {
        let mut json = json!({
            "id": message.id.to_string(),
            "channel_id": message.channel.to_string(),
            "type": message.kind as u8,
            "author": self.author_json(message),
            "content": message.content,
            "timestamp": message.sent.iso(),
            "edited_timestamp": message.edited.map(Moment::iso),
            "tts": message.tts,
            "mention_everyone": message.pings.everyone,
            "mentions": message.pings.users.iter().map(|user| self.user_json(*user)).collect::<Vec<_>>(),
            "mention_roles": message.pings.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "attachments": message.attachments.iter().map(|file| file.json(message.ephemeral())).collect::<Vec<_>>(),
            "embeds": if message.flags & flag::SUPPRESS_EMBEDS == 0 { message.embeds.as_slice() } else { &[] },
            "components": message.components,
            "pinned": message.pinned.is_some(),
            "flags": message.flags,
        });
        let application = message.application();
        if let Some(id) = application.filter(|id| self.applications.contains_key(id)) {
            json["application_id"] = json!(id.to_string());
        }
        if let Some(guise) = &message.guise {
            json["webhook_id"] = json!(guise.webhook.to_string());
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
            if let Some(guild) = self.channels.get(&message.channel).and_then(Channel::guild) {
                reference["guild_id"] = json!(guild.to_string());
            }
            json["message_reference"] = reference;
        }
        if let Some(reference) = &message.reference {
            json["message_reference"] = reference.clone();
        }
        if !message.snapshots.is_empty() {
            json["message_snapshots"] = json!(message.snapshots);
        }
        if !message.stickers.is_empty() {
            json["sticker_items"] = json!(message.stickers);
        }
        if let Some(poll) = &message.poll {
            json["poll"] = poll.json(self.now);
        }
        if let Some((channel, origin)) = message.about {
            let mut reference = json!({"type": 0, "channel_id": channel.to_string()});
            if let Some(origin) = origin {
                reference["message_id"] = json!(origin.to_string());
            }
            if let Some(guild) = self.channels.get(&message.channel).and_then(Channel::guild) {
                reference["guild_id"] = json!(guild.to_string());
            }
            json["message_reference"] = reference;
        }
        if message.flags & HAS_THREAD != 0 && self.thread(message.id).is_some() {
            json["thread"] = self.channel_json(message.id);
        }
        for shown in ["attachments", "embeds", "components", "message_snapshots"] {
            if let Some(part) = json.get_mut(shown) {
                self.sign(part);
            }
        }
        json
    }

    /// Who wrote a message: a user, or what a webhook wants to be.
    fn author_json(&self, message: &Message) -> Value {
        message
            .guise
            .as_ref()
            .map_or_else(|| self.user_json(message.author), Guise::json)
    }
}

/// Takes the content out of a message, as for those without its intent.
fn empty(message: &mut Value) {
    message["content"] = json!("");
    for emptied in ["embeds", "attachments", "components"] {
        message[emptied] = json!([]);
    }
}

pub(super) fn message_intent(guild: Option<u64>, message: &Message) -> u64 {
    if guild.is_some() && !message.ephemeral() {
        intent::GUILD_MESSAGES
    } else {
        intent::DIRECT_MESSAGES
    }
}
