//! Bans: one, many, and lifting them; and prunes.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{BAN_MEMBERS, KICK_MEMBERS, MANAGE_GUILD},
    validate::{self, snowflake},
    world::{
        Ban, World,
        audit::{Audit, action},
    },
};

/// What is about bans and prunes.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/bans", "list_guild_bans", Access::Bot, USUAL, list),
    route("GET", "/guilds/{guild}/bans/{user}", "get_guild_ban", Access::Bot, USUAL, get),
    route("PUT", "/guilds/{guild}/bans/{user}", "ban_user_from_guild", Access::Bot, USUAL, ban),
    route("DELETE", "/guilds/{guild}/bans/{user}", "unban_user_from_guild", Access::Bot, USUAL, unban),
    route("POST", "/guilds/{guild}/bulk-ban", "bulk_ban_users_from_guild", Access::Bot, USUAL, bulk),
    route("GET", "/guilds/{guild}/prune", "preview_prune_guild", Access::Bot, USUAL, preview_prune),
    route("POST", "/guilds/{guild}/prune", "prune_guild", Access::Bot, USUAL, prune),
];

/// Bans in one list, by default and at most (docs).
const LIST: u64 = 1000;
/// A day in seconds.
const DAY: u64 = 86_400;
/// Days without a sign of life, when a prune says none (docs).
const IDLE_DAYS: u64 = 7;

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, BAN_MEMBERS, now)?;
    let limit = call.limit(LIST, LIST)?;
    let (before, after) = (call.number("before")?, call.number("after")?);
    let bans = &authority::guild(world, guild)?.bans;
    let page: Vec<&Ban> = match (before, after) {
        (Some(before), _) => {
            let mut page: Vec<&Ban> = bans
                .range(..before)
                .rev()
                .take(limit)
                .map(|(_, ban)| ban)
                .collect();
            page.reverse();
            page
        }
        (None, after) => {
            let from = after.map_or(0, |after| after.saturating_add(1));
            bans.range(from..).take(limit).map(|(_, ban)| ban).collect()
        }
    };
    Answer::ok(page.into_iter().map(|ban| world.ban_json(ban)).collect())
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, BAN_MEMBERS, now)?;
    let ban = authority::guild(world, guild)?.bans.get(&call.id("user")?);
    Answer::ok(world.ban_json(ban.ok_or_else(refusal::unknown_ban)?))
}

/// Refuses who may not be banned: the owner, members who are not lower than the bot, the bot itself.
fn bannable(world: &World, call: &Call, guild: u64, user: u64) -> Result<(), Refusal> {
    if authority::guild(world, guild)?.members.contains_key(&user) {
        authority::outranks_member(world, call, guild, user)?;
    }
    Ok(())
}

/// How far back messages are deleted.
fn purge(body: &Value) -> Duration {
    let days = body["delete_message_days"].as_u64().map(|days| days * DAY);
    let seconds = body["delete_message_seconds"].as_u64().or(days);
    Duration::from_secs(seconds.unwrap_or_default())
}

fn carry_out(world: &mut World, call: &Call, guild: u64, user: u64, now: Moment) -> bool {
    let banned = world.ban(guild, user, call.reason.clone(), purge(&call.body), now);
    if banned {
        world.audit(entry(call, guild, action::MEMBER_BAN_ADD, Some(user)), now);
    }
    banned
}

fn ban(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, BAN_MEMBERS, now)?;
    validate::ban(&call.body)?;
    let user = call.id("user")?;
    if !world.users.contains_key(&user) {
        return Err(refusal::unknown_user());
    }
    bannable(world, call, guild, user)?;
    carry_out(world, call, guild, user, now);
    Answer::nothing()
}

fn unban(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, BAN_MEMBERS, now)?;
    let user = call.id("user")?;
    if !world.unban(guild, user) {
        return Err(refusal::unknown_ban());
    }
    world.audit(
        entry(call, guild, action::MEMBER_BAN_REMOVE, Some(user)),
        now,
    );
    Answer::nothing()
}

fn bulk(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, BAN_MEMBERS | MANAGE_GUILD, now)?;
    validate::bulk_ban(&call.body)?;
    let (mut banned, mut failed) = (Vec::new(), Vec::new());
    for user in call.body["user_ids"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(snowflake)
    {
        let may = world.users.contains_key(&user) && bannable(world, call, guild, user).is_ok();
        if may && carry_out(world, call, guild, user, now) {
            banned.push(user.to_string());
        } else {
            failed.push(user.to_string());
        }
    }
    if banned.is_empty() {
        return Err(refusal::nobody_banned());
    }
    Answer::ok(json!({"banned_users": banned, "failed_users": failed}))
}

/// Members that a prune takes: those of `prunable` that are lower than the bot.
fn pruned(
    world: &World,
    call: &Call,
    guild: u64,
    days: u64,
    roles: &[u64],
    now: Moment,
) -> Vec<u64> {
    let mut users = world.prunable(guild, Duration::from_secs(days * DAY), roles, now);
    users.retain(|user| authority::outranks_member(world, call, guild, *user).is_ok());
    users
}

fn preview_prune(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, KICK_MEMBERS | MANAGE_GUILD, now)?;
    let days = call.number("days")?;
    let roles: Vec<u64> = call
        .list("include_roles")
        .iter()
        .filter_map(|id| id.parse().ok())
        .collect();
    validate::prune(&json!({"days": days}))?;
    let users = pruned(world, call, guild, days.unwrap_or(IDLE_DAYS), &roles, now);
    Answer::ok(json!({"pruned": users.len()}))
}

fn prune(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, KICK_MEMBERS | MANAGE_GUILD, now)?;
    let body = &call.body;
    validate::prune(body)?;
    let days = body["days"].as_u64().unwrap_or(IDLE_DAYS);
    let roles: Vec<u64> = match &body["include_roles"] {
        Value::String(joined) => joined.split(',').filter_map(|id| id.parse().ok()).collect(),
        list => list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(snowflake)
            .collect(),
    };
    let users = pruned(world, call, guild, days, &roles, now);
    for user in &users {
        world.remove_member(guild, *user, now);
    }
    let options =
        json!({"delete_member_days": days.to_string(), "members_removed": users.len().to_string()});
    let logged = entry(call, guild, action::MEMBER_PRUNE, None);
    world.audit(Audit { options, ..logged }, now);
    let count = body["compute_prune_count"].as_bool().unwrap_or(true);
    Answer::ok(json!({"pruned": count.then_some(users.len())}))
}
