//! Changing a member: each field has its own right, and some a rank to be above.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority,
    member::{assignable, of_path, set_roles},
    refusal,
    route::Answer,
};
use crate::{
    clock::Moment,
    permission::{
        self, ADMINISTRATOR, BAN_MEMBERS, CHANGE_NICKNAME, CONNECT, DEAFEN_MEMBERS, KICK_MEMBERS,
        MANAGE_GUILD, MANAGE_NICKNAMES, MANAGE_ROLES, MODERATE_MEMBERS, MOVE_MEMBERS, MUTE_MEMBERS,
    },
    validate::{self, snowflake},
    world::{
        VoiceChange, VoiceState, World,
        audit::{self, Audit, action},
        member_flag,
    },
};

/// How far ahead a time-out may end (PROTOCOL 3.3).
const LONGEST_TIME_OUT: Duration = Duration::from_secs(28 * 24 * 60 * 60);
/// The right that each field asks for.
const RIGHTS: &[(&str, u64)] = &[
    ("nick", MANAGE_NICKNAMES),
    ("roles", MANAGE_ROLES),
    ("mute", MUTE_MEMBERS),
    ("deaf", DEAFEN_MEMBERS),
    ("channel_id", MOVE_MEMBERS),
    ("communication_disabled_until", MODERATE_MEMBERS),
];
/// Keys of a member that the audit log knows under "member update".
const LOGGED: &[&str] = &["nick", "communication_disabled_until", "flags"];

/// `PATCH /guilds/{guild}/members/{user}`.
pub(super) fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let body = &call.body;
    validate::member_edit(body)?;
    let user = of_path(world, call, guild)?;
    for (key, right) in RIGHTS {
        if body.get(key).is_some() {
            authority::in_guild(world, call, *right, now)?;
        }
    }
    if body.get("flags").is_some() {
        may_set_flags(world, call, now)?;
    }
    let ranked = body.get("nick").is_some() || body.get("communication_disabled_until").is_some();
    if ranked {
        authority::outranks_member(world, call, guild, user)?;
    }
    let time_out = match body.get("communication_disabled_until") {
        None => None,
        Some(end) => Some(time_out(world, guild, user, end, now)?),
    };
    let roles = match body.get("roles") {
        None => None,
        Some(roles) => Some(new_roles(world, call, guild, user, roles)?),
    };
    let before = world.member_json(guild, user, now);
    voice(world, call, guild, user, now)?;
    world.change_member(guild, user, now, |member| {
        if let Some(nick) = body.get("nick") {
            member.nick = nick
                .as_str()
                .filter(|nick| !nick.is_empty())
                .map(ToOwned::to_owned);
        }
        if let Some(end) = time_out {
            member.timed_out_until = end;
        }
        if let Some(flags) = body["flags"].as_u64() {
            let kept = member.flags & !member_flag::EDITABLE;
            member.flags = kept | flags & member_flag::EDITABLE;
        }
    });
    if body.get("nick").is_some() {
        world.judge_profile(guild, user, now);
    }
    log(world, call, guild, user, &before, now);
    if let Some((before, after)) = roles {
        set_roles(world, call, guild, user, (&before, after), now);
    }
    Answer::ok(world.member_json(guild, user, now))
}

fn log(world: &mut World, call: &Call, guild: u64, user: u64, before: &Value, now: Moment) {
    let after = world.member_json(guild, user, now);
    let changes = audit::changes(before, &after, LOGGED);
    if !changes.is_empty() {
        let logged = entry(call, guild, action::MEMBER_UPDATE, Some(user));
        world.audit(Audit { changes, ..logged }, now);
    }
}

/// Flags take the right to manage the guild or its roles, or all three rights of a moderator.
fn may_set_flags(world: &mut World, call: &Call, now: Moment) -> Result<(), Refusal> {
    let moderator = MODERATE_MEMBERS | KICK_MEMBERS | BAN_MEMBERS;
    for rights in [MANAGE_GUILD, MANAGE_ROLES, moderator] {
        if authority::in_guild(world, call, rights, now).is_ok() {
            return Ok(());
        }
    }
    Err(refusal::missing_permissions())
}

/// When a time-out ends; `None` for one that is lifted, or over.
fn time_out(
    world: &World,
    guild: u64,
    user: u64,
    end: &Value,
    now: Moment,
) -> Result<Option<Moment>, Refusal> {
    let end = end.as_str().and_then(Moment::parse);
    if world.guild_permissions(user, guild, now) & ADMINISTRATOR != 0 {
        return Err(refusal::missing_permissions());
    }
    if end.is_some_and(|end| end > now + LONGEST_TIME_OUT) {
        return Err(Refusal::form(
            &["communication_disabled_until"],
            "GUILD_MEMBER_COMMUNICATION_DISABLED_TOO_LONG",
            "Invalid communication disabled timestamp: it may be at most 28 days ahead.",
        ));
    }
    Ok(end.filter(|end| *end > now))
}

type Roles = (Vec<u64>, Vec<u64>);

/// The roles that a member has and will have; only those that change are judged.
fn new_roles(
    world: &World,
    call: &Call,
    guild: u64,
    user: u64,
    wanted: &Value,
) -> Result<Roles, Refusal> {
    let members = &authority::guild(world, guild)?.members;
    let before = members
        .get(&user)
        .map(|member| member.roles.clone())
        .unwrap_or_default();
    let mut after: Vec<u64> = wanted
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(snowflake)
        .collect();
    after.sort_unstable();
    let changed = after
        .iter()
        .filter(|id| !before.contains(id))
        .chain(before.iter().filter(|id| !after.contains(id)));
    for id in changed {
        assignable(world, call, guild, *id)?;
    }
    Ok((before, after))
}

/// Where a request sends somebody who is in voice.
fn destination(
    world: &mut World,
    call: &Call,
    guild: u64,
    now: Moment,
) -> Result<Option<u64>, Refusal> {
    let Some(channel) = snowflake(&call.body["channel_id"]) else {
        return Ok(None);
    };
    authority::may(world, call, channel, CONNECT | MOVE_MEMBERS, now)?;
    let found = world.channels.get(&channel);
    match found.filter(|found| found.guild == Some(guild) && found.kind.is_voice()) {
        Some(found) => Ok(Some(found.id)),
        None => Err(Refusal::form(
            &["channel_id"],
            "CHANNEL_TYPE_INVALID",
            "The channel must be a voice channel of this guild.",
        )),
    }
}

/// Mutes, deafens, moves or disconnects, which works on who is in a voice channel only.
fn voice(
    world: &mut World,
    call: &Call,
    guild: u64,
    user: u64,
    now: Moment,
) -> Result<(), Refusal> {
    let body = &call.body;
    let asked = ["mute", "deaf", "channel_id"];
    if !asked.iter().any(|key| body.get(key).is_some()) {
        return Ok(());
    }
    let Some(before) = world.voice.states.get(&(guild, user)).cloned() else {
        return Err(refusal::not_in_voice());
    };
    let moves = body.get("channel_id").is_some();
    let to = destination(world, call, guild, now)?;
    let change = VoiceChange {
        mute: body["mute"].as_bool(),
        deaf: body["deaf"].as_bool(),
        channel: moves.then_some(to),
    };
    if world.set_voice(guild, user, change, now).is_err() {
        return Err(refusal::not_in_voice());
    }
    let after = world.voice.states.get(&(guild, user)).cloned();
    let moved = after.as_ref().map(|state| state.channel) != Some(before.channel);
    if let Some(after) = after {
        let json = |state: &VoiceState| json!({"mute": state.mute, "deaf": state.deaf});
        let changes = audit::changes(&json(&before), &json(&after), &["mute", "deaf"]);
        if !changes.is_empty() {
            let logged = entry(call, guild, action::MEMBER_UPDATE, Some(user));
            world.audit(Audit { changes, ..logged }, now);
        }
    }
    if moved {
        let (kind, options) = match to {
            Some(channel) => (
                action::MEMBER_MOVE,
                json!({"channel_id": channel.to_string(), "count": "1"}),
            ),
            None => (action::MEMBER_DISCONNECT, json!({"count": "1"})),
        };
        let logged = entry(call, guild, kind, None);
        world.audit(Audit { options, ..logged }, now);
    }
    Ok(())
}

/// `PATCH /guilds/{guild}/members/@me`.
pub(super) fn own(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::NONE, now)?;
    let (body, user) = (&call.body, call.application);
    validate::own_member_edit(body)?;
    if body.get("nick").is_some() {
        authority::in_guild(world, call, CHANGE_NICKNAME, now)?;
    }
    let before = world.member_json(guild, user, now);
    let (avatar, banner) = (world.picture_hash(now), world.picture_hash(now));
    world.change_member(guild, user, now, |member| {
        if let Some(nick) = body.get("nick") {
            member.nick = nick
                .as_str()
                .filter(|nick| !nick.is_empty())
                .map(ToOwned::to_owned);
        }
        for (key, picture, hash) in [
            ("avatar", &mut member.avatar, avatar),
            ("banner", &mut member.banner, banner),
        ] {
            if let Some(given) = body.get(key) {
                *picture = given.is_string().then_some(hash);
            }
        }
    });
    log(world, call, guild, user, &before, now);
    let mut member = world.member_json(guild, user, now);
    member["permissions"] = json!(world.guild_permissions(user, guild, now).to_string());
    Answer::ok(member)
}
