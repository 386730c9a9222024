//! Deleting a channel, closing a private one, and what only group conversations have.

use serde_json::Value;

use super::super::{Call, Refusal, authority, refusal, route::Answer};
use crate::{
    clock::Moment,
    permission::{MANAGE_CHANNELS, MANAGE_THREADS, VIEW_CHANNEL},
    world::{
        World,
        audit::{self, action},
    },
};

/// Settings of a guild that name a channel which cannot be deleted then.
const NEEDED: [&str; 2] = ["rules_channel_id", "public_updates_channel_id"];
/// What the audit log says of a channel that is gone.
const LOGGED: &[&str] = &[
    "name",
    "type",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "flags",
];

pub(super) fn remove(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let channel = world
        .channels
        .get(&id)
        .ok_or_else(refusal::unknown_channel)?;
    let Some(guild) = channel.guild else {
        // A private channel is only closed: it comes back with the next message.
        return Answer::ok(world.channel_json(id));
    };
    let thread = channel.thread.is_some();
    let needed = if thread {
        MANAGE_THREADS
    } else {
        MANAGE_CHANNELS
    };
    authority::may(world, call, id, needed, now)?;
    let found = authority::guild(world, guild)?;
    let named = |key: &str| found.channel_setting(key) == Some(id);
    if found.has_feature("COMMUNITY") && NEEDED.iter().any(|key| named(key)) {
        return Err(refusal::needed_by_community());
    }
    let json = world.channel_json_for(id, call.application);
    world.remove_channel(id, now);
    let done = if thread {
        action::THREAD_DELETE
    } else {
        action::CHANNEL_DELETE
    };
    let changes = audit::changes(&json, &Value::Null, LOGGED);
    let entry = call.audit(guild, done, id, changes);
    world.audit(entry, now);
    Answer::ok(json)
}

/// Recipients are only added to group conversations, which bots are not in.
pub(super) fn no_group(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    Err(refusal::wrong_channel_type())
}
