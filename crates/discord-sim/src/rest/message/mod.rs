//! Messages in channels: reading here, sending and changing below.

mod change;
mod create;

use serde_json::json;

pub(super) use self::create::known_emojis;
use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, MESSAGES, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    world::{Message, World},
};

/// What is about messages.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/messages", "list_messages", Access::Bot, USUAL, list),
    route("POST", "/channels/{channel}/messages", "create_message", Access::Bot, MESSAGES, create::create),
    route("GET", "/channels/{channel}/messages/{message}", "get_message", Access::Bot, USUAL, get),
    route("PATCH", "/channels/{channel}/messages/{message}", "update_message", Access::Bot, MESSAGES, change::edit),
    route("POST", "/channels/{channel}/messages/bulk-delete", "bulk_delete_messages", Access::Bot, MESSAGES, change::delete_many),
    route("DELETE", "/channels/{channel}/messages/{message}", "delete_message", Access::Bot, MESSAGES, change::delete),
];

/// How many messages a list has by default, and at most.
const LIST: (u64, u64) = (50, 100);

pub(super) fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let limit = call.limit(LIST.0, LIST.1)?;
    if world.permissions_in(call.application, channel, now) & READ_MESSAGE_HISTORY == 0 {
        return Answer::ok(json!([]));
    }
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

/// The message of the path, when everybody in the channel sees it.
pub(super) fn public_message<'a>(
    world: &'a World,
    call: &Call,
    channel: u64,
) -> Result<&'a Message, Refusal> {
    let message = world.message(channel, call.id("message")?);
    message
        .filter(|message| !message.ephemeral())
        .ok_or_else(refusal::unknown_message)
}

/// The answer that shows a message to the bot that asks.
pub(super) fn shown(world: &World, call: &Call, channel: u64, id: u64) -> Result<Answer, Refusal> {
    let message = world
        .message(channel, id)
        .ok_or_else(refusal::unknown_message)?;
    Answer::ok(world.message_json(message, call.application))
}
