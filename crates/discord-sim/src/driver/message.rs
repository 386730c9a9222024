//! What a person does with messages: write, answer, ask, change, delete.

use std::sync::Arc;

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    DriverError, MessageView, Seat,
    right::{awake, may, may_write, seen, shared},
};
use crate::{
    clock::Moment,
    hub::Hub,
    permission::{ATTACH_FILES, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_POLLS},
    rest::multipart,
    validate::{self, MessagePlace, Rejection},
    world::{
        Channel, MessageDraft, MessageKind, Patch, Unsendable, Upload, World,
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
        let id = self.post_message(body, files, reply_to)?;
        MessageView::of(self.hub(), id).ok_or(DriverError::NoMessage)
    }

    /// Sends a message as Discord's API takes it; its id.
    pub(crate) fn post_message(
        &self,
        body: &Value,
        files: &[Upload],
        reply_to: Option<u64>,
    ) -> Result<u64, DriverError> {
        check(body, files)?;
        let (channel, author) = (self.channel.id(), self.person.id());
        self.hub().turn(|world, now| {
            may_write(world, author, channel, now)?;
            let parts = [
                (!files.is_empty(), ATTACH_FILES),
                (body["poll"].is_object(), SEND_POLLS),
                (reply_to.is_some(), READ_MESSAGE_HISTORY),
            ];
            let parts = parts.iter().filter(|(used, _)| *used);
            let needed = parts.fold(0, |bits, (_, right)| bits | right);
            may(world, author, channel, needed, now)?;
            let kind = match reply_to {
                None => MessageKind::Plain,
                Some(original) => {
                    if shared(world, channel, original, author)?.kind.is_system() {
                        let why = "nobody can reply to a message of Discord's own";
                        return Err(DriverError::Refused(why));
                    }
                    MessageKind::Reply
                }
            };
            world.may_speak(channel, author, now).map_err(unsendable)?;
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
        })
    }

    /// Changes the text of one's own message.
    ///
    /// # Errors
    ///
    /// When it is not this person's, or not there any more.
    pub fn edit(&self, message: &MessageView, text: &str) -> Result<MessageView, DriverError> {
        self.rewrite(message, &json!({"content": text}))?;
        MessageView::of(self.hub(), message.id).ok_or(DriverError::NoMessage)
    }

    /// Changes one's own message, as Discord's API takes it.
    pub(crate) fn rewrite(&self, message: &MessageView, body: &Value) -> Result<(), DriverError> {
        if body["content"].as_str().unwrap_or_default().chars().count() > LONGEST {
            return Err(DriverError::Refused("the message is too long"));
        }
        let place = MessagePlace::Edit { v2: false };
        validate::message(body, place, 0).map_err(rejected)?;
        self.act(message, 0, |world, author, now| {
            awake(world, message.channel_id)?;
            let found = seen(world, message.channel_id, message.id, author)?;
            if found.author != author || found.poll.is_some() || found.kind.is_system() {
                return Err(DriverError::Forbidden(
                    "only one's own messages can be changed",
                ));
            }
            let patch = Patch {
                body,
                files: &[],
                clear: 0,
            };
            let changed = world.edit(message.channel_id, message.id, &patch, now);
            changed.map_err(|_| DriverError::Refused("nothing would be left of the message"))
        })
    }

    /// Deletes one's own message, or as a moderator another one.
    ///
    /// # Errors
    ///
    /// When the person may not, or the message is not there any more.
    pub fn delete(&self, message: &MessageView) -> Result<(), DriverError> {
        self.act(message, 0, |world, actor, now| {
            let (channel, id) = (message.channel_id, message.id);
            let found = shared(world, channel, id, actor)?;
            let (author, kind) = (found.author, found.kind);
            let moderates = world.permissions_in(actor, channel, now) & MANAGE_MESSAGES != 0;
            if author != actor && !moderates {
                return Err(DriverError::Forbidden(
                    "the person may not delete messages of others",
                ));
            }
            if !kind.deletable() {
                return Err(DriverError::Refused("such a message cannot be deleted"));
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
            may_write(world, user, channel, now)?;
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
            may(world, person, message.channel_id, needed, now)?;
            seen(world, message.channel_id, message.id, person)?;
            act(world, person, now)
        })
    }
}

/// Refuses a message that no client would send.
pub(super) fn check(body: &Value, files: &[Upload]) -> Result<(), DriverError> {
    let text = body["content"].as_str().unwrap_or_default().trim();
    if text.is_empty() && files.is_empty() && body["poll"].is_null() {
        return Err(DriverError::Refused("the message is empty"));
    }
    if text.chars().count() > LONGEST {
        return Err(DriverError::Refused("the message is too long"));
    }
    validate::message(body, MessagePlace::Create, files.len()).map_err(rejected)
}

/// Discord's refusal of a body, in a sentence.
pub(super) fn rejected(why: Rejection) -> DriverError {
    match why {
        Rejection::Code { message, .. } => DriverError::Refused(message),
        Rejection::Form(violations) => {
            let first = violations.into_iter().next();
            let (field, why) = first
                .map(|broken| (broken.path.join("."), broken.message))
                .unwrap_or_default();
            DriverError::BadBody { field, why }
        }
    }
}

fn unsendable(why: Unsendable) -> DriverError {
    match why {
        Unsendable::SlowMode { left } => DriverError::SlowMode(left),
    }
}
