//! Channels: read, made, changed, moved, deleted; typing and direct messages.

mod create;
mod edit;
mod order;
mod overwrite;
mod remove;

use serde_json::json;

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, MESSAGES, Route, SLOW, USUAL, route},
};
use crate::{
    clock::Moment,
    permission, snowflake, validate,
    world::{World, intent},
};

/// What is about channels.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("POST", "/users/@me/channels", "create_dm", Access::Bot, USUAL, direct),
    route("GET", "/channels/{channel}", "get_channel", Access::Bot, USUAL, get),
    route("PATCH", "/channels/{channel}", "update_channel", Access::Bot, SLOW, edit::edit),
    route("DELETE", "/channels/{channel}", "delete_channel", Access::Bot, USUAL, remove::remove),
    route("POST", "/guilds/{guild}/channels", "create_guild_channel", Access::Bot, USUAL, create::create),
    route("PATCH", "/guilds/{guild}/channels", "bulk_update_guild_channels", Access::Bot, USUAL, order::order),
    route("PUT", "/channels/{channel}/permissions/{overwrite}", "set_channel_permission_overwrite", Access::Bot, USUAL, overwrite::set),
    route("DELETE", "/channels/{channel}/permissions/{overwrite}", "delete_channel_permission_overwrite", Access::Bot, USUAL, overwrite::delete),
    route("PUT", "/channels/{channel}/recipients/{user}", "add_group_dm_user", Access::Bot, USUAL, remove::no_group),
    route("DELETE", "/channels/{channel}/recipients/{user}", "delete_group_dm_user", Access::Bot, USUAL, remove::no_group),
    route("POST", "/channels/{channel}/typing", "trigger_typing_indicator", Access::Bot, MESSAGES, typing),
];

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_channel(world, call, permission::VIEW_CHANNEL, now)?;
    Answer::ok(world.channel_json_for(id, call.application))
}

pub(super) fn typing(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_channel(world, call, permission::SEND_MESSAGES, now)?;
    let guild = world
        .channels
        .get(&id)
        .and_then(crate::world::Channel::guild);
    world.note_typing(id, call.application);
    let mut data = json!({"channel_id": id.to_string(), "user_id": call.application.to_string(),
        "timestamp": now.unix_millis() / 1_000});
    match guild {
        Some(guild) => {
            data["guild_id"] = json!(guild.to_string());
            data["member"] = world.member_json(guild, call.application, now);
            world.tell_channel(id, "TYPING_START", &data, intent::GUILD_MESSAGE_TYPING, now);
        }
        None => world.tell(
            call.application,
            "TYPING_START",
            data,
            None,
            intent::DIRECT_MESSAGE_TYPING,
        ),
    }
    Answer::nothing()
}

pub(super) fn direct(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    validate::direct_message(&call.body)?;
    let recipient = &call.body["recipient_id"];
    let person = snowflake::read(recipient).unwrap_or_default();
    match world.users.get(&person) {
        None => return Err(refusal::unknown_user()),
        Some(user) if user.bot => return Err(refusal::cannot_dm()),
        Some(_) => {}
    }
    let id = world.direct(person, call.application, now);
    Answer::ok(world.channel_json(id))
}
