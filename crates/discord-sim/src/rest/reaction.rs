//! Reactions under messages.

use serde_json::json;

use super::{
    Call, Refusal, authority,
    message::public_message,
    refusal,
    route::{Access, Answer, REACTIONS, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{
        ADD_REACTIONS, MANAGE_MESSAGES, READ_MESSAGE_HISTORY, USE_EXTERNAL_EMOJIS, VIEW_CHANNEL,
    },
    world::{World, reaction::Emoji},
};

/// What is about reactions.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/messages/{message}/reactions/{emoji}", "list_message_reactions_by_emoji", Access::Bot, USUAL, list),
    route("PUT", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", "add_my_message_reaction", Access::Bot, REACTIONS, add),
    route("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/@me", "delete_my_message_reaction", Access::Bot, REACTIONS, remove_own),
    route("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}/{user}", "delete_user_message_reaction", Access::Bot, REACTIONS, remove_of_user),
    route("DELETE", "/channels/{channel}/messages/{message}/reactions/{emoji}", "delete_all_message_reactions_by_emoji", Access::Bot, REACTIONS, remove_emoji),
    route("DELETE", "/channels/{channel}/messages/{message}/reactions", "delete_all_message_reactions", Access::Bot, REACTIONS, remove_all),
];

/// How many users a list has by default, and at most.
const LIST: (u64, u64) = (25, 100);
/// Type of a super reaction, which nobody makes here.
const BURST: u64 = 1;

/// Channel, message and emoji of the path.
fn place(world: &World, call: &Call, channel: u64) -> Result<(u64, Emoji), Refusal> {
    let message = public_message(world, call, channel)?.id;
    let emoji = world.emoji_of(channel, message, call.text("emoji"));
    Ok((message, emoji.ok_or_else(refusal::unknown_emoji)?))
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, READ_MESSAGE_HISTORY, now)?;
    let (message, emoji) = place(world, call, channel)?;
    let limit = call.limit(LIST.0, LIST.1)?;
    let after = call.number("after")?.unwrap_or_default();
    if call.number("type")? == Some(BURST) {
        return Answer::ok(json!([]));
    }
    let found = world.message(channel, message);
    let reactions = found.into_iter().flat_map(|found| &found.reactions);
    let mut users: Vec<u64> = reactions
        .filter(|reaction| reaction.emoji.same(&emoji))
        .flat_map(|reaction| reaction.users.iter().copied())
        .filter(|user| *user > after)
        .collect();
    users.sort_unstable();
    let users = users.into_iter().take(limit);
    Answer::ok(users.map(|user| world.user_json(user)).collect())
}

fn add(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, READ_MESSAGE_HISTORY, now)?;
    authority::awake(world, channel)?;
    let (message, emoji) = place(world, call, channel)?;
    let placed = world.message(channel, message).is_some_and(|found| {
        let mut placed = found.reactions.iter();
        placed.any(|reaction| reaction.emoji.same(&emoji))
    });
    if !placed {
        let external = emoji.id.is_some_and(|id| !world.own_emoji(channel, id));
        let external = if external { USE_EXTERNAL_EMOJIS } else { 0 };
        authority::in_channel(world, call, ADD_REACTIONS | external, now)?;
    }
    world
        .react(channel, message, call.application, &emoji, now)
        .map_err(|_| refusal::too_many_reactions())?;
    Answer::nothing()
}

fn remove_own(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, READ_MESSAGE_HISTORY, now)?;
    let (message, emoji) = place(world, call, channel)?;
    world.unreact(channel, message, call.application, &emoji, now);
    Answer::nothing()
}

fn remove_of_user(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let user = call.id("user")?;
    let needed = if user == call.application {
        READ_MESSAGE_HISTORY
    } else {
        MANAGE_MESSAGES
    };
    let channel = authority::in_channel(world, call, needed, now)?;
    let (message, emoji) = place(world, call, channel)?;
    if !world.users.contains_key(&user) {
        return Err(refusal::unknown_user());
    }
    world.unreact(channel, message, user, &emoji, now);
    Answer::nothing()
}

fn remove_emoji(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, MANAGE_MESSAGES, now)?;
    let (message, emoji) = place(world, call, channel)?;
    world.clear_reactions(channel, message, Some(&emoji), now);
    Answer::nothing()
}

fn remove_all(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL | MANAGE_MESSAGES, now)?;
    let message = public_message(world, call, channel)?.id;
    world.clear_reactions(channel, message, None, now);
    Answer::nothing()
}
