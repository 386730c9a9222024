//! Whether somebody who may write in a channel can do so now, and Discord's own words there.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Channel, Message, MessageDraft, MessageKind, Origin, World};
use crate::{clock::Moment, permission};

/// Why a channel does not take a message of somebody who may write there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unsendable {
    /// Slow mode lets the person write again in so many seconds.
    SlowMode { left: u64 },
}

impl World {
    /// Whether a channel takes a message now from somebody who has the permissions.
    pub(crate) fn may_speak(
        &self,
        channel: u64,
        author: u64,
        now: Moment,
    ) -> Result<(), Unsendable> {
        self.slow_mode(channel, author, now)
    }

    /// Slow mode, which is for people only (PROTOCOL 3.3).
    fn slow_mode(&self, channel: u64, author: u64, now: Moment) -> Result<(), Unsendable> {
        let seconds = self
            .channels
            .get(&channel)
            .map_or(0, |found| found.slow_mode);
        let person = self.users.get(&author).is_some_and(|user| !user.bot);
        let past = self.permissions_in(author, channel, now) & permission::BYPASS_SLOWMODE != 0;
        if seconds == 0 || !person || past {
            return Ok(());
        }
        let pause = Duration::from_secs(u64::from(seconds));
        let last = self
            .messages_of(channel)
            .rev()
            .take_while(|message| now.since(message.sent) < pause)
            .find(|message| message.author == author && !message.kind.is_system());
        match last {
            Some(last) => Err(Unsendable::SlowMode {
                left: (pause - now.since(last.sent)).as_secs() + 1,
            }),
            None => Ok(()),
        }
    }

    /// Sends a message of Discord's own about something that `author` did.
    pub(crate) fn send_system(
        &mut self,
        channel: u64,
        author: u64,
        kind: MessageKind,
        text: &str,
        origin: Origin,
        now: Moment,
    ) -> u64 {
        let body = json!({"content": text, "allowed_mentions": {"parse": []}});
        let draft = MessageDraft {
            channel,
            author,
            body: &body,
            files: &[],
            kind,
            interaction: None,
            only_for: None,
            flags: 0,
            reply_to: None,
        };
        self.send_from(&draft, origin, now)
    }

    /// A `message_reference` to a channel, and to a message in it.
    pub(crate) fn reference(&self, kind: u64, channel: u64, message: Option<u64>) -> Value {
        let mut reference = json!({"type": kind, "channel_id": channel.to_string()});
        if let Some(message) = message {
            reference["message_id"] = json!(message.to_string());
        }
        if let Some(guild) = self.channels.get(&channel).and_then(Channel::guild) {
            reference["guild_id"] = json!(guild.to_string());
        }
        reference
    }

    /// A copy of a message for a forward, which later changes do not reach.
    pub(crate) fn snapshot(&self, message: &Message) -> Value {
        let users = message.pings.users.iter().map(|user| self.user_json(*user));
        let files = message.attachments.iter().map(|file| file.json(false));
        let mut copy = json!({
            "type": message.kind as u8,
            "content": message.content,
            "embeds": message.embeds,
            "attachments": files.collect::<Vec<_>>(),
            "components": message.components,
            "timestamp": message.sent.iso(),
            "edited_timestamp": message.edited.map(Moment::iso),
            "flags": message.flags,
            "mentions": users.collect::<Vec<_>>(),
            "mention_roles": message.pings.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
        });
        if !message.stickers.is_empty() {
            copy["sticker_items"] = json!(message.stickers);
        }
        json!({"message": copy})
    }
}
