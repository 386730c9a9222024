//! What a person does with messages: write, answer, ask, change, delete.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{DriverError, MessageView, Seat};
use crate::{
    clock::Moment,
    hub::Hub,
    permission::{
        ATTACH_FILES, MANAGE_MESSAGES, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, SEND_POLLS,
        VIEW_CHANNEL,
    },
    rest::multipart,
    world::{
        Channel, Message, MessageDraft, MessageKind, Patch, Unsendable, Upload, World,
        audit::{Audit, action},
        intent,
    },
};

/// Characters of a message of a person without Nitro.
const LONGEST: usize = 2_000;

impl Seat {
    /// Writes a plain message.
    ///
    /// # Errors
    ///
    /// When the person may not write here, or slow mode does not let them yet.
    pub fn say(&self, text: &str) -> Result<MessageView, DriverError> {
        self.write(&json!({"content": text}), &[], None)
    }

    /// Writes a message with files, each a name and what is in it.
    ///
    /// # Errors
    ///
    /// As for [`Seat::say`], and when the person may not attach files.
    pub fn say_with(
        &self,
        text: &str,
        files: &[(&str, &[u8])],
    ) -> Result<MessageView, DriverError> {
        let upload = |(index, (name, bytes)): (u64, &(&str, &[u8]))| Upload {
            index,
            name: (*name).to_owned(),
            content_type: multipart::guess(name),
            bytes: Bytes::copy_from_slice(bytes),
        };
        let files: Vec<Upload> = (0..).zip(files).map(upload).collect();
        self.write(&json!({"content": text}), &files, None)
    }

    /// Answers a message.
    ///
    /// # Errors
    ///
    /// As for [`Seat::say`], and when the person does not see the message.
    pub fn reply(&self, message: &MessageView, text: &str) -> Result<MessageView, DriverError> {
        self.write(&json!({"content": text}), &[], Some(message.id))
    }

    /// Asks a question that others vote on for a day: the answers are numbered from 1.
    ///
    /// # Errors
    ///
    /// As for [`Seat::say`], and when the person may not send polls.
    pub fn ask(
        &self,
        question: &str,
        answers: &[&str],
        multiple: bool,
    ) -> Result<MessageView, DriverError> {
        let answers: Vec<Value> = answers
            .iter()
            .map(|text| json!({"poll_media": {"text": text}}))
            .collect();
        let poll = json!({"question": {"text": question}, "answers": answers, "allow_multiselect": multiple});
        self.write(&json!({"poll": poll}), &[], None)
    }

    fn write(
        &self,
        body: &Value,
        files: &[Upload],
        reply_to: Option<u64>,
    ) -> Result<MessageView, DriverError> {
        let text = body["content"].as_str().unwrap_or_default().trim();
        if text.is_empty() && files.is_empty() && body["poll"].is_null() {
            return Err(DriverError::Refused("the message is empty"));
        }
        if text.chars().count() > LONGEST {
            return Err(DriverError::Refused("the message is too long"));
        }
        let (channel, author) = (self.channel.id(), self.person.id());
        let id = self.hub().turn(|world, now| {
            let thread = world
                .channels
                .get(&channel)
                .is_some_and(|found| found.kind.is_thread());
            let write = if thread {
                SEND_MESSAGES_IN_THREADS
            } else {
                SEND_MESSAGES
            };
            let bits = world.permissions_in(author, channel, now);
            let takes = world.takes_messages(author, channel, now);
            if bits & VIEW_CHANNEL == 0 || bits & write == 0 || !takes {
                return Err(DriverError::NoAccess);
            }
            if !files.is_empty() && bits & ATTACH_FILES == 0 {
                return Err(DriverError::Refused("the person may not attach files"));
            }
            if body["poll"].is_object() && bits & SEND_POLLS == 0 {
                return Err(DriverError::Refused("the person may not send polls"));
            }
            if let Some(original) = reply_to {
                seen(world, channel, original, author)?;
            }
            world.may_speak(channel, author, now).map_err(unsendable)?;
            let kind = if reply_to.is_some() {
                MessageKind::Reply
            } else {
                MessageKind::Plain
            };
            let said = world.say(
                &MessageDraft {
                    channel,
                    author,
                    body,
                    files,
                    kind,
                    interaction: None,
                    only_for: None,
                    flags: 0,
                    reply_to,
                },
                now,
            );
            said.map_err(|blocked| DriverError::Moderated(blocked.message.unwrap_or_default()))
        })?;
        MessageView::of(self.hub(), id).ok_or(DriverError::NoMessage)
    }

    /// Changes the text of one's own message.
    ///
    /// # Errors
    ///
    /// When it is not this person's, or not there any more.
    pub fn edit(&self, message: &MessageView, text: &str) -> Result<MessageView, DriverError> {
        let body = json!({"content": text});
        self.act(message, VIEW_CHANNEL, |world, author, now| {
            let found = world.message(message.channel_id, message.id);
            if found.is_none_or(|found| found.author != author || found.poll.is_some()) {
                return Err(DriverError::Refused(
                    "only one's own messages can be changed",
                ));
            }
            let patch = Patch {
                body: &body,
                files: &[],
                clear: 0,
            };
            let changed = world.edit(message.channel_id, message.id, &patch, now);
            changed.map_err(|_| DriverError::Refused("nothing would be left of the message"))
        })?;
        MessageView::of(self.hub(), message.id).ok_or(DriverError::NoMessage)
    }

    /// Deletes one's own message, or as a moderator another one.
    ///
    /// # Errors
    ///
    /// When the person may not, or the message is not there any more.
    pub fn delete(&self, message: &MessageView) -> Result<(), DriverError> {
        self.act(message, VIEW_CHANNEL, |world, actor, now| {
            let (channel, id) = (message.channel_id, message.id);
            let author = world.message(channel, id).map_or(0, |found| found.author);
            let moderates = world.permissions_in(actor, channel, now) & MANAGE_MESSAGES != 0;
            if author != actor && !moderates {
                return Err(DriverError::Refused(
                    "the person may not delete messages of others",
                ));
            }
            world.delete_message(channel, id);
            let guild = world.channels.get(&channel).and_then(Channel::guild);
            if let Some(guild) = guild.filter(|_| author != actor) {
                let entry = Audit {
                    guild,
                    actor,
                    action: action::MESSAGE_DELETE,
                    target: Some(author),
                    options: json!({"channel_id": channel.to_string(), "count": "1"}),
                    ..Audit::default()
                };
                world.audit(entry, now);
            }
            Ok(())
        })
    }

    /// Begins to type; the others see it for ten seconds.
    ///
    /// # Errors
    ///
    /// When the person may not write here.
    pub fn typing(&self) -> Result<(), DriverError> {
        let (channel, user) = (self.channel.id(), self.person.id());
        self.hub().turn(|world, now| {
            let needed = VIEW_CHANNEL | SEND_MESSAGES;
            if world.permissions_in(user, channel, now) & needed != needed {
                return Err(DriverError::NoAccess);
            }
            world.note_typing(channel, user);
            let mut data = json!({"channel_id": channel.to_string(), "user_id": user.to_string(),
                "timestamp": now.unix_millis() / 1_000});
            let mut intents = intent::DIRECT_MESSAGE_TYPING;
            if let Some(guild) = world.channels.get(&channel).and_then(Channel::guild) {
                data["guild_id"] = json!(guild.to_string());
                data["member"] = world.member_json(guild, user, now);
                intents = intent::GUILD_MESSAGE_TYPING;
            }
            world.tell_channel(channel, "TYPING_START", &data, intents, now);
            Ok(())
        })
    }

    /// Does something with a message that this person sees, given these rights in its channel.
    pub(super) fn act<R>(
        &self,
        message: &MessageView,
        needed: u64,
        act: impl FnOnce(&mut World, u64, Moment) -> Result<R, DriverError>,
    ) -> Result<R, DriverError> {
        let person = self.person.id();
        let hub: &Arc<Hub> = self.hub();
        hub.turn(|world, now| {
            let needed = needed | VIEW_CHANNEL;
            if world.permissions_in(person, message.channel_id, now) & needed != needed {
                return Err(DriverError::NoAccess);
            }
            seen(world, message.channel_id, message.id, person)?;
            act(world, person, now)
        })
    }
}

/// A message that is there for a person.
fn seen(world: &World, channel: u64, id: u64, person: u64) -> Result<&Message, DriverError> {
    let found = world.message(channel, id);
    found
        .filter(|message| message.only_for.is_none_or(|user| user == person))
        .ok_or(DriverError::NoMessage)
}

fn unsendable(why: Unsendable) -> DriverError {
    match why {
        Unsendable::SlowMode { left } => DriverError::SlowMode(left),
    }
}
