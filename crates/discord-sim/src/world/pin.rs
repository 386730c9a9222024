//! Pinned messages of a channel.

use serde_json::json;

use super::{
    Message, MessageKind, Origin, World,
    audit::{Audit, action},
    intent,
};
use crate::clock::Moment;

/// Pins of one channel (PROTOCOL 3.3).
const MOST: usize = 250;

/// There are 250 pins already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooManyPins;

impl World {
    /// A channel's pinned messages, latest pin first.
    pub(crate) fn pins(&self, channel: u64) -> Vec<(Moment, &Message)> {
        let mut pins: Vec<(Moment, &Message)> = self
            .messages_of(channel)
            .filter_map(|message| Some((message.pinned?, message)))
            .collect();
        pins.sort_by_key(|(pinned, message)| std::cmp::Reverse((*pinned, message.id)));
        pins
    }

    /// Pins a message and says so in the channel; a second time changes nothing.
    pub(crate) fn pin(
        &mut self,
        channel: u64,
        message: u64,
        actor: u64,
        reason: Option<String>,
        now: Moment,
    ) -> Result<(), TooManyPins> {
        if self
            .message(channel, message)
            .is_none_or(|found| found.pinned.is_some())
        {
            return Ok(());
        }
        if self.pins(channel).len() >= MOST {
            return Err(TooManyPins);
        }
        self.set_pinned(channel, message, actor, reason, Some(now), now);
        let reference = self.reference(0, channel, Some(message));
        let origin = Origin {
            reference: Some(reference),
            ..Origin::default()
        };
        self.send_system(channel, actor, MessageKind::Pin, "", origin, now);
        Ok(())
    }

    /// Takes a message off the pins.
    pub(crate) fn unpin(
        &mut self,
        channel: u64,
        message: u64,
        actor: u64,
        reason: Option<String>,
        now: Moment,
    ) {
        if self
            .message(channel, message)
            .is_some_and(|found| found.pinned.is_some())
        {
            self.set_pinned(channel, message, actor, reason, None, now);
        }
    }

    fn set_pinned(
        &mut self,
        channel: u64,
        message: u64,
        actor: u64,
        reason: Option<String>,
        pinned: Option<Moment>,
        now: Moment,
    ) {
        let Some(found) = self.messages.get_mut(&(channel, message)) else {
            return;
        };
        found.pinned = pinned;
        let author = found.author;
        let last = self.pins(channel).first().map(|(at, _)| *at);
        let mut guild = None;
        if let Some(found) = self.channels.get_mut(&channel) {
            found.last_pin = last;
            guild = found.guild();
        }
        self.announce(channel, message, "MESSAGE_UPDATE", now);
        let mut data =
            json!({"channel_id": channel.to_string(), "last_pin_timestamp": last.map(Moment::iso)});
        let mut intents = intent::DIRECT_MESSAGES;
        if let Some(guild) = guild {
            data["guild_id"] = json!(guild.to_string());
            intents = intent::GUILDS;
        }
        self.tell_channel(channel, "CHANNEL_PINS_UPDATE", &data, intents, now);
        if let Some(guild) = guild {
            let action = if pinned.is_some() {
                action::MESSAGE_PIN
            } else {
                action::MESSAGE_UNPIN
            };
            let options =
                json!({"channel_id": channel.to_string(), "message_id": message.to_string()});
            self.audit(
                Audit {
                    guild,
                    actor,
                    action,
                    target: Some(author),
                    reason,
                    changes: Vec::new(),
                    options,
                },
                now,
            );
        }
    }
}
