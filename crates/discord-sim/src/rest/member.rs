//! Members: finding, adding, their roles, throwing out. Changing one is in [`super::member_change`].

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, member_change, refusal, role,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{self, CREATE_INSTANT_INVITE, KICK_MEMBERS, MANAGE_NICKNAMES, MANAGE_ROLES},
    validate::{self, snowflake},
    world::{
        Member, World,
        audit::{self, Audit, action},
        intent,
    },
};

/// What is about members.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/members", "list_guild_members", Access::Bot, USUAL, list),
    route("GET", "/guilds/{guild}/members/search", "search_guild_members", Access::Bot, USUAL, search),
    route("PATCH", "/guilds/{guild}/members/@me", "update_my_guild_member", Access::Bot, USUAL, member_change::own),
    route("GET", "/guilds/{guild}/members/{user}", "get_guild_member", Access::Bot, USUAL, get),
    route("PUT", "/guilds/{guild}/members/{user}", "add_guild_member", Access::Bot, USUAL, add),
    route("PATCH", "/guilds/{guild}/members/{user}", "update_guild_member", Access::Bot, USUAL, member_change::change),
    route("DELETE", "/guilds/{guild}/members/{user}", "delete_guild_member", Access::Bot, USUAL, kick),
    route("PUT", "/guilds/{guild}/members/{user}/roles/{role}", "add_guild_member_role", Access::Bot, USUAL, give),
    route("DELETE", "/guilds/{guild}/members/{user}/roles/{role}", "delete_guild_member_role", Access::Bot, USUAL, take),
];

/// Members in one list, by default and at most (docs).
const LIST: (u64, u64) = (1, 1000);
/// Code points of a search (spec).
const QUERY: std::ops::RangeInclusive<usize> = 1..=100;

/// The member of the path; both the user and the membership must be there.
pub(super) fn of_path(world: &World, call: &Call, guild: u64) -> Result<u64, Refusal> {
    let user = call.id("user")?;
    if !world.users.contains_key(&user) {
        return Err(refusal::unknown_user());
    }
    if authority::guild(world, guild)?.members.contains_key(&user) {
        Ok(user)
    } else {
        Err(refusal::unknown_member())
    }
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let user = of_path(world, call, guild)?;
    Answer::ok(world.member_json(guild, user, now))
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let application = world.applications.get(&call.application);
    // Whatever the gateway session asked for: the application must have been granted it.
    if application.is_none_or(|found| found.allowed_intents & intent::GUILD_MEMBERS == 0) {
        return Err(refusal::missing_access());
    }
    let limit = call.limit(LIST.0, LIST.1)?;
    let after = call.number("after")?.unwrap_or_default();
    let members = &authority::guild(world, guild)?.members;
    let page = members.range(after.saturating_add(1)..).take(limit);
    Answer::ok(
        page.map(|(user, _)| world.member_json(guild, *user, now))
            .collect(),
    )
}

fn search(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let query = call
        .query
        .get("query")
        .map(String::as_str)
        .unwrap_or_default();
    if !QUERY.contains(&query.chars().count()) {
        return Err(Refusal::form(
            &["query"],
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 100 in length.",
        ));
    }
    let limit = call.limit(LIST.0, LIST.1)?;
    let wanted = query.to_lowercase();
    let fits = |member: &&Member| {
        let user = world.users.get(&member.user);
        let names = [
            member.nick.as_deref(),
            user.map(|user| user.name.as_str()),
            user.and_then(|user| user.display_name.as_deref()),
        ];
        names
            .into_iter()
            .flatten()
            .any(|name| name.to_lowercase().starts_with(&wanted))
    };
    let members = &authority::guild(world, guild)?.members;
    let found = members.values().filter(fits).take(limit);
    Answer::ok(
        found
            .map(|member| world.member_json(guild, member.user, now))
            .collect(),
    )
}

/// Adds a person with the person's access token: 201 with the member, or 204 for who is one already.
fn add(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, CREATE_INSTANT_INVITE, now)?;
    let body = &call.body;
    validate::member_add(body)?;
    let user = call.id("user")?;
    if !world.users.contains_key(&user) {
        return Err(refusal::unknown_user());
    }
    let token = body["access_token"].as_str().unwrap_or_default();
    let grant = world.bearer(token, now);
    let grant = grant.filter(|grant| grant.application == call.application && grant.user == user);
    let grant = grant.ok_or_else(refusal::invalid_access_token)?;
    if !grant.scopes.iter().any(|scope| scope == "guilds.join") {
        return Err(refusal::missing_scope());
    }
    if world.banned(guild, user) {
        return Err(refusal::user_banned());
    }
    if authority::guild(world, guild)?.members.contains_key(&user) {
        return Answer::nothing();
    }
    let mut member = Member::fresh(user, Vec::new(), now);
    if let Some(nick) = body["nick"].as_str().filter(|nick| !nick.is_empty()) {
        authority::in_guild(world, call, MANAGE_NICKNAMES, now)?;
        member.nick = Some(nick.to_owned());
    }
    if let Some(roles) = body["roles"].as_array().filter(|roles| !roles.is_empty()) {
        authority::in_guild(world, call, MANAGE_ROLES, now)?;
        for id in roles.iter().filter_map(snowflake) {
            assignable(world, call, guild, id)?;
            member.roles.push(id);
        }
        member.roles.sort_unstable();
    }
    world.admit(guild, member, now);
    Answer::created(world.member_json(guild, user, now))
}

/// Refuses roles that nobody gives or takes, and those that are not below the bot's own.
pub(super) fn assignable(world: &World, call: &Call, guild: u64, id: u64) -> Result<(), Refusal> {
    let found = role::of_guild(authority::guild(world, guild)?, id)?;
    if id == guild {
        return Err(refusal::invalid_role());
    }
    if found.managed() {
        return Err(refusal::missing_permissions());
    }
    authority::outranks_role(world, call, guild, id)
}

fn give(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    one_role(world, call, true, now)
}

fn take(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    one_role(world, call, false, now)
}

fn one_role(world: &mut World, call: &Call, having: bool, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_ROLES, now)?;
    let user = of_path(world, call, guild)?;
    let id = call.id("role")?;
    assignable(world, call, guild, id)?;
    let members = &authority::guild(world, guild)?.members;
    let before = members
        .get(&user)
        .map(|member| member.roles.clone())
        .unwrap_or_default();
    let mut after = before.clone();
    after.retain(|role| *role != id);
    if having {
        after.push(id);
        after.sort_unstable();
    }
    set_roles(world, call, guild, user, (&before, after), now);
    Answer::nothing()
}

/// Sets a member's roles, with the log's entry if that changes them.
pub(super) fn set_roles(
    world: &mut World,
    call: &Call,
    guild: u64,
    user: u64,
    (before, after): (&[u64], Vec<u64>),
    now: Moment,
) {
    let named = |from: &[u64], without: &[u64]| -> Value {
        let roles = world.guilds.get(&guild).map(|guild| &guild.roles);
        let changed = from.iter().filter(|id| !without.contains(id));
        let found = changed.filter_map(|id| roles?.get(id));
        found
            .map(|role| json!({"id": role.id.to_string(), "name": role.name}))
            .collect()
    };
    let (added, removed) = (named(&after, before), named(before, &after));
    let mut changes = Vec::new();
    for (key, roles) in [("$add", added), ("$remove", removed)] {
        if roles.as_array().is_some_and(|roles| !roles.is_empty()) {
            changes.push(audit::change(key, &Value::Null, &roles));
        }
    }
    if changes.is_empty() {
        return;
    }
    world.change_member(guild, user, now, |member| member.roles = after);
    let logged = entry(call, guild, action::MEMBER_ROLE_UPDATE, Some(user));
    world.audit(Audit { changes, ..logged }, now);
}

fn kick(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, KICK_MEMBERS, now)?;
    let user = of_path(world, call, guild)?;
    authority::outranks_member(world, call, guild, user)?;
    world.remove_member(guild, user, now);
    world.audit(entry(call, guild, action::MEMBER_KICK, Some(user)), now);
    Answer::nothing()
}
