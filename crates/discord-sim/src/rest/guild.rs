//! Reading guilds, their channels, roles and members.

use serde_json::json;

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{clock::Moment, permission::NONE, world::World};

/// What is about guilds.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}", "get_guild", Access::Bot, USUAL, get),
    route("GET", "/guilds/{guild}/channels", "list_guild_channels", Access::Bot, USUAL, channels),
    route("GET", "/guilds/{guild}/roles", "list_guild_roles", Access::Bot, USUAL, roles),
    route("GET", "/guilds/{guild}/members/{user}", "get_guild_member", Access::Bot, USUAL, member),
];

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_guild(world, call, NONE, now)?;
    let guild = authority::guild(world, id)?;
    let mut body = guild.json();
    if call.flag("with_counts") {
        body["approximate_member_count"] = json!(guild.members.len());
        body["approximate_presence_count"] = json!(guild.members.len());
    }
    Answer::ok(body)
}

pub(super) fn channels(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    Answer::ok(json!(world.channels_of(guild)))
}

pub(super) fn roles(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    Answer::ok(json!(authority::guild(world, guild)?.roles_json()))
}

pub(super) fn member(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let user = call.id("user")?;
    if !world.users.contains_key(&user) {
        return Err(refusal::unknown_user());
    }
    let member = world.member_json(guild, user, now);
    if member.is_null() {
        Err(refusal::unknown_member())
    } else {
        Answer::ok(member)
    }
}
