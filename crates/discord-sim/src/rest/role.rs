//! Roles: listing, making, changing, ordering, deleting.

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission,
    validate::{self, bit_set, snowflake},
    world::{
        Guild, Role, World,
        audit::{self, action},
    },
};

/// What is about roles.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/roles", "list_guild_roles", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/roles", "create_guild_role", Access::Bot, USUAL, create),
    route("PATCH", "/guilds/{guild}/roles", "bulk_update_guild_roles", Access::Bot, USUAL, order),
    route("GET", "/guilds/{guild}/roles/member-counts", "guild_role_member_counts", Access::Bot, USUAL, counts),
    route("GET", "/guilds/{guild}/roles/{role}", "get_guild_role", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/roles/{role}", "update_guild_role", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/roles/{role}", "delete_guild_role", Access::Bot, USUAL, delete),
];

/// Roles of a guild, @everyone included (PROTOCOL 3.5).
const MOST_ROLES: usize = 250;
/// Keys of a role that the audit log knows.
const LOGGED: &[&str] = &[
    "name",
    "permissions",
    "color",
    "colors",
    "hoist",
    "mentionable",
    "icon",
    "unicode_emoji",
    "position",
];

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    Answer::ok(json!(authority::guild(world, guild)?.roles_json()))
}

fn counts(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    Answer::ok(authority::guild(world, guild)?.role_counts())
}

/// A role of the guild, by id.
pub(super) fn of_guild(guild: &Guild, role: u64) -> Result<&Role, Refusal> {
    guild.roles.get(&role).ok_or_else(refusal::unknown_role)
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let role = of_guild(authority::guild(world, guild)?, call.id("role")?)?;
    Answer::ok(role.json())
}

/// The bits of a body that has some.
fn bits(body: &Value) -> Option<u64> {
    body.get("permissions").and_then(bit_set)
}

/// Refuses what only guilds with a feature may have.
fn affordable(guild: &Guild, body: &Value) -> Result<(), Refusal> {
    let wants = |key: &str| {
        body.get(key)
            .is_some_and(|value| !value.is_null() && value != "")
    };
    let gradient = ["secondary_color", "tertiary_color"]
        .iter()
        .any(|key| !body["colors"][key].is_null());
    let icon = wants("icon") || wants("unicode_emoji");
    if icon && !guild.has_feature("ROLE_ICONS")
        || gradient && !guild.has_feature("ENHANCED_ROLE_COLORS")
    {
        return Err(refusal::needs_boosts());
    }
    Ok(())
}

fn color(value: &Value) -> Option<u32> {
    value.as_u64().and_then(|color| u32::try_from(color).ok())
}

/// Gives a role what a body of the right form says, permissions apart. `icon` is the hash of a new icon.
fn paint(role: &mut Role, body: &Value, icon: &str) {
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut role.name);
    }
    if let Some(plain) = color(&body["color"]) {
        role.color = plain;
        role.gradient = (None, None);
    }
    let colors = &body["colors"];
    if let Some(primary) = color(&colors["primary_color"]) {
        role.color = primary;
        role.gradient = (
            color(&colors["secondary_color"]),
            color(&colors["tertiary_color"]),
        );
    }
    if let Some(hoist) = body["hoist"].as_bool() {
        role.hoist = hoist;
    }
    if let Some(mentionable) = body["mentionable"].as_bool() {
        role.mentionable = mentionable;
    }
    match body.get("icon") {
        None => {}
        Some(Value::String(_)) => role.icon = Some(icon.to_owned()),
        Some(_) => role.icon = None,
    }
    if let Some(emoji) = body.get("unicode_emoji") {
        role.emoji = emoji
            .as_str()
            .filter(|emoji| !emoji.is_empty())
            .map(ToOwned::to_owned);
    }
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::MANAGE_ROLES, now)?;
    validate::role(&call.body)?;
    let found = authority::guild(world, guild)?;
    if found.roles.len() >= MOST_ROLES {
        return Err(refusal::too_many_roles());
    }
    affordable(found, &call.body)?;
    let mut ladder = found.ladder();
    let granted = match bits(&call.body) {
        Some(bits) => {
            authority::grants_own_bits(world, call, guild, bits, now)?;
            bits & permission::ALL
        }
        None => found.roles.get(&guild).map_or(0, |role| role.permissions),
    };
    let id = world.id(now);
    let mut role = Role::bare(id, "new role", granted, 1);
    paint(&mut role, &call.body, &world.picture_hash(now));
    let body = role.json();
    world.add_role(guild, role);
    ladder.insert(0, id);
    world.order_roles(guild, &ladder);
    let changes = audit::changes(&Value::Null, &body, LOGGED);
    let logged = entry(call, guild, action::ROLE_CREATE, Some(id));
    world.audit(audit::Audit { changes, ..logged }, now);
    Answer::ok(body)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::MANAGE_ROLES, now)?;
    let id = call.id("role")?;
    validate::role(&call.body)?;
    let found = authority::guild(world, guild)?;
    let role = of_guild(found, id)?;
    let before = role.json();
    let (old, new) = (role.permissions, bits(&call.body));
    affordable(found, &call.body)?;
    authority::outranks_role(world, call, guild, id)?;
    if let Some(new) = new {
        authority::grants_own_bits(world, call, guild, new & !old, now)?;
    }
    let icon = world.picture_hash(now);
    world.change_role(guild, id, |role| {
        // Of @everyone, nothing but the bits can be changed.
        if id != guild {
            paint(role, &call.body, &icon);
        }
        if let Some(new) = new {
            role.permissions = new & permission::ALL;
        }
    });
    let after = of_guild(authority::guild(world, guild)?, id)?.json();
    log_change(world, call, (guild, id), (&before, &after), now);
    Answer::ok(after)
}

fn log_change(
    world: &mut World,
    call: &Call,
    (guild, role): (u64, u64),
    (before, after): (&Value, &Value),
    now: Moment,
) {
    let changes = audit::changes(before, after, LOGGED);
    if !changes.is_empty() {
        let logged = entry(call, guild, action::ROLE_UPDATE, Some(role));
        world.audit(audit::Audit { changes, ..logged }, now);
    }
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::MANAGE_ROLES, now)?;
    let id = call.id("role")?;
    let role = of_guild(authority::guild(world, guild)?, id)?;
    if id == guild || role.managed() {
        return Err(refusal::invalid_role());
    }
    let changes = audit::changes(&role.json(), &Value::Null, LOGGED);
    authority::outranks_role(world, call, guild, id)?;
    world.delete_role(guild, id, now);
    let logged = entry(call, guild, action::ROLE_DELETE, Some(id));
    world.audit(audit::Audit { changes, ..logged }, now);
    Answer::nothing()
}

/// Moves roles one after the other to the places asked for, lowest first; the others make room.
fn order(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::MANAGE_ROLES, now)?;
    validate::role_positions(&call.body)?;
    let found = authority::guild(world, guild)?;
    let before = found.ladder();
    let mut moves = Vec::new();
    for item in call.body.as_array().into_iter().flatten() {
        let id = snowflake(&item["id"]).unwrap_or_default();
        of_guild(found, id)?;
        if id == guild {
            return Err(refusal::invalid_role());
        }
        if let Some(place) = item["position"].as_u64() {
            moves.push((usize::try_from(place).unwrap_or(usize::MAX), id));
        }
    }
    moves.sort_unstable();
    let mut ladder = before.clone();
    for (place, id) in moves {
        ladder.retain(|role| *role != id);
        ladder.insert(place.saturating_sub(1).min(ladder.len()), id);
    }
    // Whatever stands as high as the bot or higher must stay where it is.
    let own = found.rank(call.application);
    let high = |ladder: &[u64]| -> Vec<(usize, u64)> {
        let places = ladder.iter().copied().enumerate();
        let above = |role: &Role| role.position >= own;
        places
            .filter(|(_, id)| found.roles.get(id).is_some_and(above))
            .collect()
    };
    if high(&before) != high(&ladder) {
        return Err(refusal::missing_permissions());
    }
    let forms: Vec<(u64, Value)> = found
        .roles
        .values()
        .map(|role| (role.id, role.json()))
        .collect();
    world.order_roles(guild, &ladder);
    for (id, before) in forms {
        let after = of_guild(authority::guild(world, guild)?, id)?.json();
        log_change(world, call, (guild, id), (&before, &after), now);
    }
    Answer::ok(json!(authority::guild(world, guild)?.roles_json()))
}
