//! Invites: made, listed, looked up, taken back; whom they are for.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, SLOW, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{
        CREATE_INSTANT_INVITE, MANAGE_CHANNELS, MANAGE_GUILD, MANAGE_ROLES, VIEW_AUDIT_LOG,
        VIEW_CHANNEL,
    },
    snowflake, validate,
    world::{
        ChannelKind, Invite, World,
        audit::{self, action},
        invite::MOST,
    },
};

/// What is about invites.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/invites", "list_channel_invites", Access::Bot, USUAL, of_channel),
    route("POST", "/channels/{channel}/invites", "create_channel_invite", Access::Bot, SLOW, create),
    route("GET", "/guilds/{guild}/invites", "list_guild_invites", Access::Bot, USUAL, of_guild),
    route("GET", "/guilds/{guild}/vanity-url", "get_guild_vanity_url", Access::Bot, USUAL, vanity),
    route("GET", "/invites/{code}", "invite_resolve", Access::Bot, USUAL, get),
    route("DELETE", "/invites/{code}", "invite_revoke", Access::Bot, USUAL, delete),
    route("GET", "/invites/{code}/target-users", "get_invite_target_users", Access::Bot, USUAL, target_users),
    route("PUT", "/invites/{code}/target-users", "update_invite_target_users", Access::Bot, USUAL, set_target_users),
    route("GET", "/invites/{code}/target-users/job-status", "get_invite_target_users_job_status", Access::Bot, USUAL, job),
];

/// Seconds that an invite lives, where nobody says otherwise.
const USUAL_AGE: u64 = 86_400;
/// An application that can be an activity.
const EMBEDDED: u64 = 1 << 17;
/// Wrong lines of a table that are told.
const MOST_WRONG: usize = 100;
/// What the audit log says of an invite.
const LOGGED: &[&str] = &[
    "code",
    "channel_id",
    "inviter_id",
    "max_age",
    "max_uses",
    "temporary",
    "uses",
];

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let guild = authority::guild_of(world, channel)?;
    let kind = world.channels.get(&channel).map(|found| found.kind);
    if kind.is_none_or(|kind| kind.is_thread() || kind == ChannelKind::Category) {
        return Err(refusal::wrong_channel_type());
    }
    authority::may(world, call, channel, CREATE_INSTANT_INVITE, now)?;
    let body = &call.body;
    validate::invite(body)?;
    let target = target(world, body)?;
    let roles: Vec<u64> = body["role_ids"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(snowflake::read)
        .collect();
    if !roles.is_empty() {
        authority::in_guild_of(world, call, guild, MANAGE_ROLES, now)?;
        for role in &roles {
            authority::outranks_role(world, call, guild, *role)?;
        }
    }
    if world
        .invites_where(now, |invite| invite.guild == guild)
        .len()
        >= MOST
    {
        return Err(refusal::too_many_invites());
    }
    let invite = Invite {
        code: world.invite_code(now),
        guild,
        channel,
        inviter: call.application,
        made: now,
        max_age: body["max_age"].as_u64().unwrap_or(USUAL_AGE),
        max_uses: body["max_uses"].as_u64().unwrap_or_default(),
        uses: 0,
        temporary: body["temporary"].as_bool().unwrap_or_default(),
        target_type: target.map(|_| body["target_type"].as_u64().unwrap_or_default()),
        target,
        roles,
        only_for: match call.files.first() {
            Some(file) => Some(listed(world, &file.bytes)?),
            None => None,
        },
    };
    let unique = body["unique"].as_bool().unwrap_or_default();
    let (code, new) = world.add_invite(invite, unique, now);
    let invite = world
        .invite(&code, now)
        .ok_or_else(refusal::unknown_invite)?;
    let (json, logged) = (world.invite_json(invite, true), logged(invite));
    if new {
        let changes = audit::changes(&Value::Null, &logged, LOGGED);
        let mut entry = call.audit(guild, action::INVITE_CREATE, channel, changes);
        entry.target = None;
        world.audit(entry, now);
    }
    Answer::ok(json)
}

/// The stream or the activity that an invite leads to.
fn target(world: &World, body: &Value) -> Result<Option<u64>, Refusal> {
    match body["target_type"].as_u64() {
        None => Ok(None),
        // Nobody shares a screen here.
        Some(1) => Err(Refusal::form(
            &["target_user_id"],
            "GUILD_INVITE_INVALID_TARGET_USER_ID",
            "The user is not streaming in the channel",
        )),
        Some(_) => {
            let id = snowflake::read(&body["target_application_id"]);
            let found = id.and_then(|id| world.applications.get(&id));
            match found.filter(|found| found.flags & EMBEDDED != 0) {
                Some(found) => Ok(Some(found.id)),
                None => Err(Refusal::form(
                    &["target_application_id"],
                    "GUILD_INVITE_INVALID_TARGET_APPLICATION_ID",
                    "The application cannot be an activity",
                )),
            }
        }
    }
}

fn logged(invite: &Invite) -> Value {
    json!({"code": invite.code, "channel_id": invite.channel.to_string(), "inviter_id": invite.inviter.to_string(),
        "max_age": invite.max_age, "max_uses": invite.max_uses, "temporary": invite.temporary, "uses": invite.uses})
}

fn of_channel(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    authority::guild_of(world, channel)?;
    authority::may(world, call, channel, MANAGE_CHANNELS, now)?;
    Answer::ok(json!(
        world.invites_where(now, |invite| invite.channel == channel)
    ))
}

fn of_guild(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    Answer::ok(json!(
        world.invites_where(now, |invite| invite.guild == guild)
    ))
}

fn vanity(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    authority::in_guild(world, call, MANAGE_GUILD, now)?;
    // No guild here has the boosts that a name of its own takes.
    Answer::ok(json!({"code": null, "uses": 0}))
}

fn find<'a>(world: &'a World, call: &Call, now: Moment) -> Result<&'a Invite, Refusal> {
    world
        .invite(call.text("code"), now)
        .ok_or_else(refusal::unknown_invite)
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let invite = find(world, call, now)?;
    let mut json = world.invite_json(invite, false);
    if call.flag("with_counts") {
        let members = world
            .guilds
            .get(&invite.guild)
            .map_or(0, |guild| guild.members.len());
        json["approximate_member_count"] = json!(members);
        json["approximate_presence_count"] = json!(members);
    }
    if let Some(id) = call.number("guild_scheduled_event_id")?
        && let Some(event) = world
            .scheduled_events
            .get(&id)
            .filter(|event| event.guild == invite.guild)
    {
        json["guild_scheduled_event"] = event.json();
    }
    Answer::ok(json)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let invite = find(world, call, now)?;
    let (code, guild, channel) = (invite.code.clone(), invite.guild, invite.channel);
    let (json, logged) = (world.invite_json(invite, false), logged(invite));
    if !authority::has(world, call, channel, MANAGE_CHANNELS, now) {
        authority::in_guild_of(world, call, guild, MANAGE_GUILD, now)?;
    }
    world.remove_invite(&code, now);
    let changes = audit::changes(&logged, &Value::Null, LOGGED);
    let mut entry = call.audit(guild, action::INVITE_DELETE, channel, changes);
    entry.target = None;
    world.audit(entry, now);
    Answer::ok(json)
}

/// The invite of the path, when the bot made it or has one of these rights.
fn own(world: &mut World, call: &Call, rights: &[u64], now: Moment) -> Result<Invite, Refusal> {
    let invite = find(world, call, now)?.clone();
    let may = rights
        .iter()
        .any(|right| authority::in_guild_of(world, call, invite.guild, *right, now).is_ok());
    if may || invite.inviter == call.application {
        Ok(invite)
    } else {
        Err(refusal::missing_permissions())
    }
}

fn target_users(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let invite = own(world, call, &[MANAGE_GUILD, VIEW_AUDIT_LOG], now)?;
    let mut table = "user_id\n".to_owned();
    for user in invite.only_for.into_iter().flatten() {
        table.push_str(&format!("{user}\n"));
    }
    Answer::ok(Value::String(table))
}

fn set_target_users(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let invite = own(world, call, &[MANAGE_GUILD], now)?;
    let Some(file) = call.files.first() else {
        let message = "This field is required";
        return Err(Refusal::form(
            &["target_users_file"],
            "BASE_TYPE_REQUIRED",
            message,
        ));
    };
    let users = listed(world, &file.bytes)?;
    if let Some(invite) = world.invites.get_mut(&invite.code) {
        invite.only_for = Some(users);
    }
    Answer::nothing()
}

fn job(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    const COMPLETED: u8 = 2;
    let invite = own(world, call, &[MANAGE_GUILD, VIEW_AUDIT_LOG], now)?;
    let users = invite.only_for.map_or(0, |users| users.len());
    Answer::ok(
        json!({"status": COMPLETED, "total_users": users, "processed_users": users,
        "created_at": invite.made.iso(), "completed_at": invite.made.iso(), "error_message": null}),
    )
}

/// The users of a table with one column, whose first line may be its heading.
fn listed(world: &World, table: &[u8]) -> Result<BTreeSet<u64>, Refusal> {
    let text = String::from_utf8_lossy(table);
    let lines = text.lines().map(str::trim).enumerate();
    let mut users = BTreeSet::new();
    let mut wrong = Vec::new();
    for (place, line) in
        lines.filter(|(place, line)| !line.is_empty() && (*place > 0 || *line != "user_id"))
    {
        match line.parse::<u64>() {
            Ok(user) if world.users.contains_key(&user) => {
                users.insert(user);
            }
            _ if wrong.len() < MOST_WRONG => {
                wrong.push(format!("Line {}: invalid user ID format", place + 1));
            }
            _ => break,
        }
    }
    if wrong.is_empty() {
        Ok(users)
    } else {
        Err(Refusal::form(
            &["target_users_file"],
            "INVALID_USER_IDS",
            &wrong.join("; "),
        ))
    }
}
