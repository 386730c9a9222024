//! Reading guilds, their channels, roles and members.

use serde_json::json;

use super::{Call, Refusal, refusal, route::Answer};
use crate::{
    clock::Moment,
    world::{Guild, World},
};

/// The guild of the path, for a bot that is in it.
pub(super) fn own<'a>(world: &'a World, call: &Call) -> Result<&'a Guild, Refusal> {
    let guild = world
        .guilds
        .get(&call.id("guild")?)
        .ok_or_else(refusal::unknown_guild)?;
    if guild.members.contains_key(&call.application) {
        Ok(guild)
    } else {
        Err(refusal::missing_access())
    }
}

pub(super) fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = own(world, call)?;
    let mut body = guild.json();
    if call.flag("with_counts") {
        body["approximate_member_count"] = json!(guild.members.len());
        body["approximate_presence_count"] = json!(guild.members.len());
    }
    Answer::ok(body)
}

pub(super) fn channels(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = own(world, call)?.id;
    Answer::ok(json!(world.channels_of(guild)))
}

pub(super) fn roles(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(json!(own(world, call)?.roles_json()))
}

pub(super) fn member(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = own(world, call)?.id;
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
