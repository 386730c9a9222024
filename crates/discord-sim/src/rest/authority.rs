//! What a bot may do: every right that an operation asks for is asked here.
//!
//! Discord's order: not there (404), not seen (50001), not allowed (50013). Each right that is asked for is noted, so
//! that strict mode can tell which of a bot's rights were never needed.

use super::{Call, Refusal, refusal};
use crate::{
    clock::Moment,
    permission,
    world::{Channel, Guild, World},
};

/// Notes that a bot's right was judged.
fn note(world: &mut World, application: u64, bits: u64) {
    *world.consulted.entry(application).or_default() |= bits;
}

/// The guild of the path, when the bot is in it.
pub(super) fn member(world: &World, call: &Call) -> Result<u64, Refusal> {
    let id = call.id("guild")?;
    let guild = world.guilds.get(&id).ok_or_else(refusal::unknown_guild)?;
    if guild.members.contains_key(&call.application) {
        Ok(id)
    } else {
        Err(refusal::missing_access())
    }
}

/// The guild of the path, when the bot is in it and has all of `needed`.
pub(super) fn in_guild(
    world: &mut World,
    call: &Call,
    needed: u64,
    now: Moment,
) -> Result<u64, Refusal> {
    let id = member(world, call)?;
    in_guild_of(world, call, id, needed, now)?;
    Ok(id)
}

/// The same for a guild that is not the path's.
pub(super) fn in_guild_of(
    world: &mut World,
    call: &Call,
    guild: u64,
    needed: u64,
    now: Moment,
) -> Result<(), Refusal> {
    let bits = world.guild_permissions(call.application, guild, now);
    note(world, call.application, needed);
    if bits & needed == needed {
        Ok(())
    } else {
        Err(refusal::missing_permissions())
    }
}

/// The channel of the path, when the bot sees it and has all of `needed` in it.
pub(super) fn in_channel(
    world: &mut World,
    call: &Call,
    needed: u64,
    now: Moment,
) -> Result<u64, Refusal> {
    let id = call.id("channel")?;
    may(world, call, id, needed, now)?;
    Ok(id)
}

/// The same for a channel that is not the path's.
pub(super) fn may(
    world: &mut World,
    call: &Call,
    channel: u64,
    needed: u64,
    now: Moment,
) -> Result<(), Refusal> {
    if !world.channels.contains_key(&channel) {
        return Err(refusal::unknown_channel());
    }
    let bits = world.permissions_in(call.application, channel, now);
    if bits & permission::VIEW_CHANNEL == 0 {
        return Err(refusal::missing_access());
    }
    let noted = if world.thread(channel).is_some() {
        in_thread(needed)
    } else {
        needed
    };
    note(world, call.application, noted | permission::VIEW_CHANNEL);
    if bits & needed == needed {
        Ok(())
    } else {
        Err(refusal::missing_permissions())
    }
}

/// The rights as a bot must have them for a thread, where [`permission::SEND_MESSAGES`] goes by another name.
fn in_thread(needed: u64) -> u64 {
    if needed & permission::SEND_MESSAGES == 0 {
        return needed;
    }
    needed & !permission::SEND_MESSAGES | permission::SEND_MESSAGES_IN_THREADS
}

/// The thread of the path, when the bot sees it.
pub(super) fn thread(world: &mut World, call: &Call, now: Moment) -> Result<u64, Refusal> {
    let id = in_channel(world, call, permission::VIEW_CHANNEL, now)?;
    if world.thread(id).is_some() {
        Ok(id)
    } else {
        Err(refusal::wrong_channel_type())
    }
}

/// Refuses to act in an archived thread; everything but writing is refused there.
pub(super) fn awake(world: &World, channel: u64) -> Result<(), Refusal> {
    if world.thread(channel).is_some_and(|thread| thread.archived) {
        return Err(refusal::thread_archived());
    }
    Ok(())
}

/// Refuses to write where nobody writes, and in a locked thread to those who may not manage it.
pub(super) fn may_write(
    world: &mut World,
    call: &Call,
    channel: u64,
    now: Moment,
) -> Result<(), Refusal> {
    let found = world.channels.get(&channel);
    if found.is_some_and(|found| !found.kind.has_messages()) {
        return Err(refusal::not_text());
    }
    let Some((locked, archived)) = world
        .thread(channel)
        .map(|found| (found.locked, found.archived))
    else {
        return Ok(());
    };
    if !locked || has(world, call, channel, permission::MANAGE_THREADS, now) {
        Ok(())
    } else if archived {
        Err(refusal::thread_archived())
    } else {
        Err(refusal::thread_locked())
    }
}

/// Whether a bot has a right in a channel that changes what an operation does instead of refusing it.
pub(super) fn has(world: &mut World, call: &Call, channel: u64, right: u64, now: Moment) -> bool {
    note(world, call.application, right);
    world.permissions_in(call.application, channel, now) & right == right
}

/// Refuses to act on a member whose highest role is not below the bot's own.
pub(super) fn outranks_member(
    world: &World,
    call: &Call,
    guild: u64,
    user: u64,
) -> Result<(), Refusal> {
    let own = world
        .guilds
        .get(&guild)
        .map(|guild| (guild.rank(call.application), guild.rank(user)));
    match own {
        Some((own, other)) if own > other => Ok(()),
        _ => Err(refusal::missing_permissions()),
    }
}

/// Refuses to act on a role that is not below the bot's own highest one.
pub(super) fn outranks_role(
    world: &World,
    call: &Call,
    guild: u64,
    role: u64,
) -> Result<(), Refusal> {
    let found = world.guilds.get(&guild);
    let place = found
        .and_then(|guild| guild.roles.get(&role))
        .map(|role| role.position);
    match (found.map(|guild| guild.rank(call.application)), place) {
        (Some(own), Some(place)) if own > place => Ok(()),
        _ => Err(refusal::missing_permissions()),
    }
}

/// Refuses to grant bits that the bot does not have itself.
pub(super) fn grants_own_bits(
    world: &World,
    call: &Call,
    guild: u64,
    bits: u64,
    now: Moment,
) -> Result<(), Refusal> {
    let own = world.guild_permissions(call.application, guild, now);
    if bits & !own == 0 {
        Ok(())
    } else {
        Err(refusal::missing_permissions())
    }
}

/// The guild of a channel; private channels have none of these operations.
pub(super) fn guild_of(world: &World, channel: u64) -> Result<u64, Refusal> {
    let guild = world.channels.get(&channel).and_then(Channel::guild);
    guild.ok_or_else(refusal::not_in_direct_messages)
}

/// The guild's data, after [`in_guild`].
pub(super) fn guild(world: &World, id: u64) -> Result<&Guild, Refusal> {
    world.guilds.get(&id).ok_or_else(refusal::unknown_guild)
}
