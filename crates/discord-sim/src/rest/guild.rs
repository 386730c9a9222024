//! Reading guilds, their channels, roles and members.

use serde_json::json;

use super::{Call, Refusal, refusal, route::Answer};
use crate::{
    clock::Moment,
    world::{Guild, World},
};

/// Guilds on one page of `GET /users/@me/guilds`.
const LARGEST_PAGE: u64 = 200;

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

/// The guilds that the bot is in, by id; pages of up to 200.
pub(super) fn mine(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let limit = call.number("limit")?.unwrap_or(LARGEST_PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        let message = format!("int value should be between 1 and {LARGEST_PAGE}.");
        return Err(Refusal::form(&["limit"], "NUMBER_TYPE_MAX", &message));
    }
    let after = call.number("after")?.unwrap_or_default();
    let before = call.number("before")?.unwrap_or(u64::MAX);
    let counts = call.flag("with_counts");
    let mut found: Vec<&Guild> = world
        .guilds
        .values()
        .filter(|guild| guild.id > after && guild.id < before)
        .filter(|guild| guild.members.contains_key(&call.application))
        .collect();
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    if call.query.contains_key("before") && found.len() > most {
        found.drain(..found.len() - most);
    }
    found.truncate(most);
    let shown = found.into_iter().map(|guild| {
        let mut shown = json!({
            "id": guild.id.to_string(),
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner == call.application,
            "permissions": guild.permissions(call.application).to_string(),
            "features": [],
        });
        if counts {
            shown["approximate_member_count"] = json!(guild.members.len());
            shown["approximate_presence_count"] = json!(guild.members.len());
        }
        shown
    });
    Answer::ok(json!(shown.collect::<Vec<_>>()))
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
