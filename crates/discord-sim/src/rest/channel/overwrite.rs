//! Overwrites of a channel: who may set which, and what the audit log says.

use serde_json::{Value, json};

use super::super::{Call, Refusal, authority, refusal, route::Answer};
use crate::{
    clock::Moment,
    permission::{ADMINISTRATOR, MANAGE_ROLES, Overwrite},
    snowflake, validate,
    world::{
        World,
        audit::{self, Audit, action},
    },
};

pub(super) fn set(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, channel) = place(world, call, now)?;
    validate::overwrite(&call.body)?;
    let new = Overwrite {
        id: call.id("overwrite")?,
        member: call.body["type"] == 1,
        allow: snowflake::read(&call.body["allow"]).unwrap_or_default(),
        deny: snowflake::read(&call.body["deny"]).unwrap_or_default(),
    };
    known(world, guild, &[new])?;
    let old: Vec<Overwrite> = of(world, channel, new.id).into_iter().collect();
    only_own_bits_in(world, call, channel, &old, &[new], now)?;
    world.change_overwrites(channel, now, |all| {
        match all.iter_mut().find(|known| known.id == new.id) {
            Some(known) => *known = new,
            None => all.push(new),
        }
    });
    log(world, call, (guild, channel), &old, &[new], now);
    Answer::nothing()
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (guild, channel) = place(world, call, now)?;
    let id = call.id("overwrite")?;
    let old = of(world, channel, id).ok_or_else(refusal::unknown_overwrite)?;
    only_own_bits_in(world, call, channel, &[old], &[], now)?;
    world.change_overwrites(channel, now, |all| all.retain(|known| known.id != id));
    log(world, call, (guild, channel), &[old], &[], now);
    Answer::nothing()
}

fn place(world: &mut World, call: &Call, now: Moment) -> Result<(u64, u64), Refusal> {
    let channel = authority::in_channel(world, call, crate::permission::VIEW_CHANNEL, now)?;
    let guild = authority::guild_of(world, channel)?;
    if world.thread(channel).is_some() {
        return Err(refusal::wrong_channel_type());
    }
    authority::may(world, call, channel, MANAGE_ROLES, now)?;
    Ok((guild, channel))
}

fn of(world: &World, channel: u64, id: u64) -> Option<Overwrite> {
    let all = &world.channels.get(&channel)?.overwrites;
    all.iter().find(|known| known.id == id).copied()
}

/// Refuses overwrites for roles and users that there are not.
pub(super) fn known(world: &World, guild: u64, new: &[Overwrite]) -> Result<(), Refusal> {
    let roles = world.guilds.get(&guild).map(|guild| &guild.roles);
    let exists = |overwrite: &Overwrite| {
        if overwrite.member {
            world.users.contains_key(&overwrite.id)
        } else {
            roles.is_some_and(|roles| roles.contains_key(&overwrite.id))
        }
    };
    if new.iter().all(exists) {
        Ok(())
    } else {
        Err(refusal::unknown_overwrite())
    }
}

/// Bits that differ between two lists of overwrites.
fn changed(old: &[Overwrite], new: &[Overwrite]) -> u64 {
    let bits = |list: &[Overwrite], id: u64| {
        let found = list.iter().find(|overwrite| overwrite.id == id);
        found.map_or((0, 0), |found| (found.allow, found.deny))
    };
    let ids = old.iter().chain(new).map(|overwrite| overwrite.id);
    ids.fold(0, |all, id| {
        let (before, after) = (bits(old, id), bits(new, id));
        all | (before.0 ^ after.0) | (before.1 ^ after.1)
    })
}

/// Refuses to give or take bits that the bot does not have in the guild, or in the category where there is one.
pub(super) fn only_own_bits(
    world: &World,
    call: &Call,
    (guild, parent): (u64, Option<u64>),
    old: &[Overwrite],
    new: &[Overwrite],
    now: Moment,
) -> Result<(), Refusal> {
    let own = match parent {
        Some(parent) => world.permissions_in(call.application, parent, now),
        None => world.guild_permissions(call.application, guild, now),
    };
    if changed(old, new) & !own == 0 {
        Ok(())
    } else {
        Err(refusal::missing_permissions())
    }
}

/// The same for a channel that is there: whom an overwrite lets manage roles in it is free to set any bit.
pub(super) fn only_own_bits_in(
    world: &World,
    call: &Call,
    channel: u64,
    old: &[Overwrite],
    new: &[Overwrite],
    now: Moment,
) -> Result<(), Refusal> {
    let Some(found) = world.channels.get(&channel) else {
        return Err(refusal::unknown_channel());
    };
    let guild = found.guild.unwrap_or_default();
    let roles = world
        .guilds
        .get(&guild)
        .and_then(|guild| guild.members.get(&call.application))
        .map(|member| member.roles.as_slice())
        .unwrap_or_default();
    let manager = found.overwrites.iter().any(|overwrite| {
        let own = overwrite.id == call.application || roles.contains(&overwrite.id);
        own && overwrite.allow & MANAGE_ROLES != 0
    });
    if manager {
        return Ok(());
    }
    only_own_bits(world, call, (guild, found.parent), old, new, now)
}

/// Refuses to let somebody manage the roles of a new channel, unless the bot is an administrator.
pub(super) fn no_new_managers(
    world: &World,
    call: &Call,
    guild: u64,
    new: &[Overwrite],
    now: Moment,
) -> Result<(), Refusal> {
    let own = world.guild_permissions(call.application, guild, now);
    if changed(&[], new) & MANAGE_ROLES == 0 || own & ADMINISTRATOR != 0 {
        Ok(())
    } else {
        Err(refusal::missing_permissions())
    }
}

/// Logs each overwrite that came, changed or went.
pub(super) fn log(
    world: &mut World,
    call: &Call,
    (guild, channel): (u64, u64),
    old: &[Overwrite],
    new: &[Overwrite],
    now: Moment,
) {
    let mut ids: Vec<u64> = old
        .iter()
        .chain(new)
        .map(|overwrite| overwrite.id)
        .collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        let find = |list: &[Overwrite]| list.iter().find(|overwrite| overwrite.id == id).copied();
        let (before, after) = (find(old), find(new));
        let (done, one) = match (before, after) {
            (None, Some(after)) => (action::CHANNEL_OVERWRITE_CREATE, after),
            (Some(before), None) => (action::CHANNEL_OVERWRITE_DELETE, before),
            (Some(before), Some(after)) if before != after => {
                (action::CHANNEL_OVERWRITE_UPDATE, after)
            }
            _ => continue,
        };
        let role = world
            .guilds
            .get(&guild)
            .and_then(|guild| guild.roles.get(&id));
        let mut options = json!({"id": id.to_string(), "type": u8::from(one.member).to_string()});
        if let Some(role) = role.filter(|_| !one.member) {
            options["role_name"] = json!(role.name);
        }
        let form = |overwrite: Option<Overwrite>| {
            overwrite.map_or(Value::Null, |overwrite| {
                json!({"id": id.to_string(), "type": u8::from(overwrite.member),
                    "allow": overwrite.allow.to_string(), "deny": overwrite.deny.to_string()})
            })
        };
        let changes = audit::changes(
            &form(before),
            &form(after),
            &["id", "type", "allow", "deny"],
        );
        let entry = Audit {
            options,
            ..call.audit(guild, done, channel, changes)
        };
        world.audit(entry, now);
    }
}
