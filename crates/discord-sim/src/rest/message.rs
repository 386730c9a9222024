//! Messages in channels: send, read, edit, delete.

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, MESSAGES, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{
        ATTACH_FILES, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, SEND_MESSAGES, VIEW_CHANNEL,
    },
    validate::{self, MessagePlace},
    world::{ChannelKind, Message, MessageDraft, MessageKind, Patch, World},
};

/// What is about messages.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/messages", "list_messages", Access::Bot, USUAL, list),
    route("POST", "/channels/{channel}/messages", "create_message", Access::Bot, MESSAGES, create),
    route("GET", "/channels/{channel}/messages/{message}", "get_message", Access::Bot, USUAL, get),
    route("PATCH", "/channels/{channel}/messages/{message}", "update_message", Access::Bot, MESSAGES, edit),
    route("DELETE", "/channels/{channel}/messages/{message}", "delete_message", Access::Bot, MESSAGES, delete),
];

/// How many messages a list has by default, and at most.
const LIST: (u64, u64) = (50, 100);

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let files = if call.files.is_empty() {
        0
    } else {
        ATTACH_FILES
    };
    let channel = authority::in_channel(world, call, SEND_MESSAGES | files, now)?;
    authority::may_write(world, call, channel, now)?;
    if let Some(ChannelKind::Direct { person, bot }) =
        world.channels.get(&channel).map(|channel| channel.kind)
        && !world.mutual(person, bot)
    {
        return Err(refusal::no_mutual_guild());
    }
    validate::message(&call.body, MessagePlace::Create, &call.named_files())?;
    if let Some(sent) = same_nonce(world, call, channel) {
        return Answer::ok(sent);
    }
    let reply_to = reply(world, call, channel, now)?;
    let id = world.send(
        &MessageDraft {
            channel,
            author: call.application,
            body: &call.body,
            files: &call.files,
            kind: if reply_to.is_some() {
                MessageKind::Reply
            } else {
                MessageKind::Plain
            },
            interaction: None,
            only_for: None,
            flags: 0,
            reply_to,
        },
        now,
    );
    shown(world, call, channel, id)
}

/// With `enforce_nonce` the message that already has the nonce is the answer.
fn same_nonce(world: &World, call: &Call, channel: u64) -> Option<Value> {
    let nonce = call
        .body
        .get("nonce")
        .filter(|nonce| !nonce.is_null() && call.body["enforce_nonce"] == json!(true))?;
    let mut recent = world
        .messages_of(channel)
        .rev()
        .take(usize::try_from(LIST.1).unwrap_or_default());
    let found = recent.find(|message| {
        message.author == call.application && message.nonce.as_ref() == Some(nonce)
    })?;
    Some(world.message_json(found, call.application))
}

fn reply(world: &World, call: &Call, channel: u64, now: Moment) -> Result<Option<u64>, Refusal> {
    let reference = &call.body["message_reference"];
    let Some(original) = reference["message_id"]
        .as_str()
        .and_then(|id| id.parse().ok())
    else {
        return Ok(None);
    };
    if world.permissions_in(call.application, channel, now) & READ_MESSAGE_HISTORY == 0 {
        let message = "Cannot reply without permission to read message history";
        return Err(Refusal::form(
            &["message_reference"],
            "MESSAGE_REFERENCE_NO_HISTORY",
            message,
        ));
    }
    let exists = world
        .message(channel, original)
        .is_some_and(|message| !message.ephemeral());
    match (
        exists,
        reference["fail_if_not_exists"].as_bool().unwrap_or(true),
    ) {
        (true, _) => Ok(Some(original)),
        (false, false) => Ok(None),
        (false, true) => Err(Refusal::form(
            &["message_reference"],
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
            "Unknown message",
        )),
    }
}

pub(super) fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let limit = call.number("limit")?.unwrap_or(LIST.0);
    if !(1..=LIST.1).contains(&limit) {
        return Err(Refusal::form(
            &["limit"],
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 100.",
        ));
    }
    if world.permissions_in(call.application, channel, now) & READ_MESSAGE_HISTORY == 0 {
        return Answer::ok(json!([]));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let (before, after, around) = (
        call.number("before")?,
        call.number("after")?,
        call.number("around")?,
    );
    let public = |message: &&Message| !message.ephemeral();
    let mut found: Vec<&Message> = match (around, after) {
        (Some(around), _) => {
            let all = || world.messages_of(channel).filter(public);
            let mut found: Vec<_> = all()
                .rev()
                .filter(|message| message.id < around)
                .take(limit / 2)
                .collect();
            found.extend(
                all()
                    .filter(|message| message.id >= around)
                    .take(limit - limit / 2),
            );
            found
        }
        (None, Some(after)) => world
            .messages_of(channel)
            .filter(public)
            .filter(|message| message.id > after)
            .take(limit)
            .collect(),
        (None, None) => {
            let before = before.unwrap_or(u64::MAX);
            world
                .messages_of(channel)
                .rev()
                .filter(public)
                .filter(|message| message.id < before)
                .take(limit)
                .collect()
        }
    };
    found.sort_unstable_by_key(|message| std::cmp::Reverse(message.id));
    Answer::ok(
        found
            .into_iter()
            .map(|message| world.message_json(message, call.application))
            .collect(),
    )
}

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, READ_MESSAGE_HISTORY, now)?;
    let id = public_message(world, call, channel)?.id;
    shown(world, call, channel, id)
}

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let message = public_message(world, call, channel)?;
    if message.author != call.application {
        return Err(refusal::not_the_author());
    }
    let id = message.id;
    authority::awake(world, channel)?;
    validate::message(
        &call.body,
        MessagePlace::Edit { v2: message.v2() },
        &call.named_files(),
    )?;
    world.edit(
        channel,
        id,
        &Patch {
            body: &call.body,
            files: &call.files,
            clear: 0,
        },
        now,
    )?;
    shown(world, call, channel, id)
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let message = public_message(world, call, channel)?;
    let may = world.permissions_in(call.application, channel, now) & MANAGE_MESSAGES != 0;
    if message.author != call.application && !may {
        return Err(refusal::missing_permissions());
    }
    let id = message.id;
    world.delete_message(channel, id);
    Answer::nothing()
}

fn public_message<'a>(world: &'a World, call: &Call, channel: u64) -> Result<&'a Message, Refusal> {
    let message = world.message(channel, call.id("message")?);
    message
        .filter(|message| !message.ephemeral())
        .ok_or_else(refusal::unknown_message)
}

fn shown(world: &World, call: &Call, channel: u64, id: u64) -> Result<Answer, Refusal> {
    let message = world
        .message(channel, id)
        .ok_or_else(refusal::unknown_message)?;
    Answer::ok(world.message_json(message, call.application))
}
