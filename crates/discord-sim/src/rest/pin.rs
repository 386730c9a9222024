//! Pins: the routes of today, and the older ones.

use serde_json::json;

use super::{
    Call, Refusal, authority,
    message::public_message,
    refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{PIN_MESSAGES, READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    validate,
    world::{Channel, World},
};

/// What is about pins.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/messages/pins", "list_pins", Access::Bot, USUAL, list),
    route("PUT", "/channels/{channel}/messages/pins/{message}", "create_pin", Access::Bot, USUAL, pin),
    route("DELETE", "/channels/{channel}/messages/pins/{message}", "delete_pin", Access::Bot, USUAL, unpin),
    route("GET", "/channels/{channel}/pins", "deprecated_list_pins", Access::Bot, USUAL, list_all),
    route("PUT", "/channels/{channel}/pins/{message}", "deprecated_create_pin", Access::Bot, USUAL, pin),
    route("DELETE", "/channels/{channel}/pins/{message}", "deprecated_delete_pin", Access::Bot, USUAL, unpin),
];

/// How many pins the older list has; it has no pages.
const OLD_LIST: usize = 50;
/// How many pins a page has by default, and at most.
const PAGE: (u64, u64) = (50, 50);

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let limit = call.limit(PAGE.0, PAGE.1)?;
    let before = match call.query.get("before") {
        Some(text) => Some(validate::moment("before", text)?),
        None => None,
    };
    if !authority::has(world, call, channel, READ_MESSAGE_HISTORY, now) {
        return Answer::ok(json!({"items": [], "has_more": false}));
    }
    let mut pins = world.pins(channel);
    pins.retain(|(pinned, _)| before.is_none_or(|before| *pinned < before));
    let more = pins.len() > limit;
    let items = pins.into_iter().take(limit).map(|(pinned, message)| {
        json!({"pinned_at": pinned.iso(), "message": world.message_json(message, call.application)})
    });
    Answer::ok(json!({"items": items.collect::<Vec<_>>(), "has_more": more}))
}

fn list_all(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    if !authority::has(world, call, channel, READ_MESSAGE_HISTORY, now) {
        return Answer::ok(json!([]));
    }
    let pins = world.pins(channel).into_iter().take(OLD_LIST);
    Answer::ok(
        pins.map(|(_, message)| world.message_json(message, call.application))
            .collect(),
    )
}

/// The channel, where the bot may pin: with the right, or in a private channel.
fn may_pin(world: &mut World, call: &Call, now: Moment) -> Result<u64, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let guild = world.channels.get(&channel).and_then(Channel::guild);
    if guild.is_some() {
        authority::in_channel(world, call, PIN_MESSAGES, now)?;
        authority::awake(world, channel)?;
    }
    Ok(channel)
}

fn pin(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = may_pin(world, call, now)?;
    let message = public_message(world, call, channel)?;
    if message.kind.is_system() {
        return Err(refusal::system_message());
    }
    let id = message.id;
    world
        .pin(channel, id, call.application, call.reason.clone(), now)
        .map_err(|_| refusal::too_many_pins())?;
    Answer::nothing()
}

fn unpin(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = may_pin(world, call, now)?;
    let id = public_message(world, call, channel)?.id;
    world.unpin(channel, id, call.application, call.reason.clone(), now);
    Answer::nothing()
}
