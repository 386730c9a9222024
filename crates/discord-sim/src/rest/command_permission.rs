//! Who may use which command in a guild: read by bots, changed by people's tokens only (`application-commands.mdx`).

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, SLOW, route},
};
use crate::{
    clock::Moment,
    permission::{MANAGE_GUILD, MANAGE_ROLES},
    validate,
    world::{CommandPermission, CommandPermissionTarget, World},
};

/// What is about the permissions of commands.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/applications/{application}/guilds/{guild}/commands/permissions", "list_guild_application_command_permissions", Access::BotOrUser, SLOW, list),
    route("GET", "/applications/{application}/guilds/{guild}/commands/{command}/permissions", "get_guild_application_command_permissions", Access::BotOrUser, SLOW, get),
    route("PUT", "/applications/{application}/guilds/{guild}/commands/{command}/permissions", "set_guild_application_command_permissions", Access::BotOrUser, SLOW, set),
];

/// What a person's token must allow.
const SCOPE: &str = "applications.commands.permissions.update";

/// The guild of the path, for the application itself or for somebody who gave it the right.
fn guild(world: &World, call: &Call) -> Result<u64, Refusal> {
    if call.id("application")? != call.application {
        return Err(refusal::unknown_application());
    }
    call.scope(SCOPE)?;
    authority::member(world, call)
}

/// The id of the path: a command that the guild has, or the application as a whole.
fn subject(world: &World, call: &Call, guild: u64) -> Result<u64, Refusal> {
    let id = call.id("command")?;
    let found = world.applications.get(&call.application);
    let mut commands = found.into_iter().flat_map(|found| found.commands_in(guild));
    let text = id.to_string();
    if id == call.application || commands.any(|command| command["id"] == text.as_str()) {
        Ok(id)
    } else {
        Err(refusal::unknown_command())
    }
}

fn list(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = guild(world, call)?;
    let found = world.applications.get(&call.application);
    let ids = found
        .into_iter()
        .flat_map(|found| found.command_permissions.keys())
        .filter(|(of, _)| *of == guild);
    let all =
        ids.filter_map(|(_, id)| world.command_permissions_json(call.application, guild, *id));
    Answer::ok(all.collect())
}

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = guild(world, call)?;
    let id = subject(world, call, guild)?;
    let found = world.command_permissions_json(call.application, guild, id);
    Answer::ok(found.ok_or_else(refusal::unknown_command_permissions)?)
}

fn set(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let Some(person) = call.bearer.as_ref().map(|bearer| bearer.user) else {
        return Err(refusal::bots_cannot());
    };
    let guild = guild(world, call)?;
    let needed = MANAGE_GUILD | MANAGE_ROLES;
    if world.guild_permissions(person, guild, now) & needed != needed {
        return Err(refusal::missing_permissions());
    }
    let id = subject(world, call, guild)?;
    validate::command_permissions(&call.body)?;
    let list = call.body["permissions"].as_array().into_iter().flatten();
    let list = list.filter_map(read).collect();
    world.set_command_permissions(call.application, guild, id, list, person, now);
    let set = world.command_permissions_json(call.application, guild, id);
    Answer::ok(set.unwrap_or_else(|| json!({})))
}

fn read(item: &Value) -> Option<CommandPermission> {
    let id = &item["id"];
    Some(CommandPermission {
        id: id.as_u64().or_else(|| id.as_str()?.parse().ok())?,
        of: match item["type"].as_u64()? {
            1 => CommandPermissionTarget::Role,
            2 => CommandPermissionTarget::User,
            _ => CommandPermissionTarget::Channel,
        },
        allow: item["permission"].as_bool()?,
    })
}
