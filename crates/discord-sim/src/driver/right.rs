//! Which rights an act takes, in sentences.

use super::DriverError;
use crate::{
    clock::Moment,
    permission::{
        ADD_REACTIONS, ATTACH_FILES, CONNECT, CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS,
        MANAGE_THREADS, PIN_MESSAGES, READ_MESSAGE_HISTORY, REQUEST_TO_SPEAK, SEND_MESSAGES,
        SEND_MESSAGES_IN_THREADS, SEND_POLLS, VIEW_CHANNEL,
    },
    world::{Channel, ChannelKind, Message, World},
};

/// What somebody is told who lacks a right.
const SENTENCES: &[(u64, &str)] = &[
    (SEND_MESSAGES, "the person may not write here"),
    (SEND_MESSAGES_IN_THREADS, "the person may not write here"),
    (
        READ_MESSAGE_HISTORY,
        "the person may not read what was said here before",
    ),
    (CONNECT, "the person may not come in here"),
    (REQUEST_TO_SPEAK, "the person may not ask to speak here"),
    (ATTACH_FILES, "the person may not attach files"),
    (SEND_POLLS, "the person may not send polls"),
    (ADD_REACTIONS, "the person may not add new reactions"),
    (PIN_MESSAGES, "the person may not pin messages"),
    (MANAGE_THREADS, "the person may not manage threads"),
    (
        CREATE_PUBLIC_THREADS,
        "the person may not start threads here",
    ),
    (
        CREATE_PRIVATE_THREADS,
        "the person may not start private threads here",
    ),
];

/// Refuses somebody who does not see a channel, or lacks one of these rights there.
pub(super) fn may(
    world: &World,
    person: u64,
    channel: u64,
    needed: u64,
    now: Moment,
) -> Result<(), DriverError> {
    let bits = world.permissions_in(person, channel, now);
    if bits & VIEW_CHANNEL == 0 {
        return Err(DriverError::NoAccess);
    }
    let missing = needed & !bits;
    if missing == 0 {
        return Ok(());
    }
    if silenced(world, person, channel, now) {
        return Err(DriverError::Forbidden("the person is in time-out"));
    }
    let known = SENTENCES.iter().find(|(right, _)| missing & right != 0);
    let sentence = known.map_or("the person may not do that here", |(_, sentence)| *sentence);
    Err(DriverError::Forbidden(sentence))
}

/// Refuses somebody who may not write in a channel now.
pub(super) fn may_write(
    world: &World,
    person: u64,
    channel: u64,
    now: Moment,
) -> Result<(), DriverError> {
    let found = world.channels.get(&channel).ok_or(DriverError::NoAccess)?;
    let needed = if found.kind.is_thread() {
        SEND_MESSAGES_IN_THREADS
    } else {
        SEND_MESSAGES
    };
    may(world, person, channel, needed, now)?;
    if !found.kind.has_messages() {
        return Err(DriverError::Refused("nobody writes in such a channel"));
    }
    if !world.takes_messages(person, channel, now) {
        return Err(DriverError::Forbidden("the thread is locked"));
    }
    match found.kind {
        ChannelKind::Direct { bot, .. } if world.installed(bot, person, channel).is_empty() => Err(
            DriverError::Forbidden("the person shares no server with this bot"),
        ),
        _ => Ok(()),
    }
}

/// Refuses to act in a thread that is at rest.
pub(super) fn awake(world: &World, channel: u64) -> Result<(), DriverError> {
    match world.thread(channel) {
        Some(thread) if thread.archived => Err(DriverError::Refused("the thread is archived")),
        _ => Ok(()),
    }
}

fn silenced(world: &World, person: u64, channel: u64, now: Moment) -> bool {
    let guild = world.channels.get(&channel).and_then(Channel::guild);
    in_time_out(world, guild.unwrap_or_default(), person, now)
}

/// Whether a member of a guild is in time-out.
pub(super) fn in_time_out(world: &World, guild: u64, person: u64, now: Moment) -> bool {
    let guild = world.guilds.get(&guild);
    let member = guild.and_then(|guild| guild.members.get(&person));
    member.is_some_and(|member| member.timed_out_until.is_some_and(|end| end > now))
}

/// Refuses somebody who lacks a right in a guild as a whole.
pub(super) fn may_in_guild(
    world: &World,
    person: u64,
    guild: u64,
    (right, sentence): (u64, &'static str),
    now: Moment,
) -> Result<(), DriverError> {
    if !world.is_member(guild, person) {
        return Err(DriverError::Forbidden("the person is not in that server"));
    }
    if world.guild_permissions(person, guild, now) & right == right {
        Ok(())
    } else if in_time_out(world, guild, person, now) {
        Err(DriverError::Forbidden("the person is in time-out"))
    } else {
        Err(DriverError::Forbidden(sentence))
    }
}

/// A message that is there for a person.
pub(super) fn seen(
    world: &World,
    channel: u64,
    id: u64,
    person: u64,
) -> Result<&Message, DriverError> {
    let found = world.message(channel, id);
    found
        .filter(|message| message.only_for.is_none_or(|user| user == person))
        .ok_or(DriverError::NoMessage)
}

/// A message that others see as well, so that something can be made of it.
pub(super) fn shared(
    world: &World,
    channel: u64,
    id: u64,
    person: u64,
) -> Result<&Message, DriverError> {
    let found = seen(world, channel, id, person)?;
    if found.ephemeral() {
        return Err(DriverError::Refused("only one person sees this message"));
    }
    Ok(found)
}
