//! Changing a thread.

use serde_json::Value;

use super::{check_tags, flat, ids, log, room};
use crate::{
    clock::Moment,
    permission::{MANAGE_THREADS, SEND_MESSAGES},
    rest::{Call, Refusal, authority, refusal, route::Answer},
    validate,
    world::{Channel, MessageKind, Notice, World, audit::action, channel::flag, thread::Thread},
};

/// What only who may manage threads changes.
const MODERATED: [&str; 3] = ["locked", "rate_limit_per_user", "flags"];
/// What the thread's owner changes too.
const OWNED: [&str; 4] = ["name", "auto_archive_duration", "applied_tags", "invitable"];

/// `PATCH` of a channel that is a thread.
pub(in crate::rest) fn edit(
    world: &mut World,
    call: &Call,
    id: u64,
    now: Moment,
) -> Result<Answer, Refusal> {
    validate::thread_edit(&call.body)?;
    let manages = authority::has(world, call, id, MANAGE_THREADS, now);
    let channel = world
        .channels
        .get(&id)
        .ok_or_else(refusal::unknown_channel)?;
    let thread = channel
        .thread
        .as_deref()
        .ok_or_else(refusal::unknown_channel)?;
    let parent = channel.parent.unwrap_or_default();
    let (kind, locked, tags) = (channel.kind, thread.locked, thread.tags.clone());
    let given = |key: &str| call.body.get(key).is_some_and(|value| !value.is_null());
    let wakes = thread.archived && call.body["archived"] == false;
    if thread.archived && !wakes {
        return Err(refusal::thread_archived());
    }
    let owner = thread.owner == call.application && !locked;
    let moderated = MODERATED.iter().any(|key| given(key));
    let owned = OWNED.iter().any(|key| given(key)) || call.body["archived"] == true;
    if !manages && (moderated || owned && !owner || wakes && locked) {
        return Err(refusal::missing_permissions());
    }
    if wakes {
        authority::may(world, call, id, SEND_MESSAGES, now)?;
        room(world, id, kind)?;
    }
    if given("applied_tags") {
        let old = tags.unwrap_or_default();
        check_tags(
            world,
            parent,
            &old,
            &ids(&call.body["applied_tags"]),
            manages,
        )?;
    }
    if call.body["flags"].as_u64().unwrap_or_default() & flag::PINNED != 0 {
        may_pin(world, id, parent)?;
    }
    let before = flat(world, id);
    world.change_thread(id, now, |channel, thread| {
        fill(channel, thread, &call.body, now);
    });
    let after = flat(world, id);
    if before["name"] != after["name"] {
        let line = Notice {
            channel: id,
            author: call.application,
            kind: MessageKind::Renamed,
            content: after["name"].as_str().unwrap_or_default(),
            about: None,
            mentions: &[],
        };
        world.notice(&line, now);
    }
    log(world, call, id, action::THREAD_UPDATE, &before, now);
    Answer::ok(world.channel_json_for(id, call.application))
}

/// Refuses to pin outside forums, and a second post.
fn may_pin(world: &World, id: u64, parent: u64) -> Result<(), Refusal> {
    let guild = authority::guild_of(world, id)?;
    if world
        .channels
        .get(&parent)
        .is_none_or(|parent| parent.forum.is_none())
    {
        return Err(refusal::wrong_channel_type());
    }
    let mut posts = world
        .channels_in(guild)
        .filter(|post| post.parent == Some(parent));
    if posts.any(|post| post.id != id && post.flags & flag::PINNED != 0) {
        return Err(refusal::too_many_pinned_posts());
    }
    Ok(())
}

fn fill(channel: &mut Channel, thread: &mut Thread, body: &Value, now: Moment) {
    if let Some(name) = body["name"].as_str() {
        name.trim().clone_into(&mut channel.name);
    }
    if let Some(seconds) = body.get("rate_limit_per_user") {
        let seconds = seconds
            .as_u64()
            .and_then(|seconds| u32::try_from(seconds).ok());
        channel.slow_mode = seconds.unwrap_or_default();
    }
    if let Some(flags) = body["flags"].as_u64() {
        channel.flags = channel.flags & !flag::PINNED | flags & flag::PINNED;
    }
    if thread.tags.is_some() && body["applied_tags"].is_array() {
        thread.tags = Some(ids(&body["applied_tags"]));
    }
    if let Some(locked) = body["locked"].as_bool() {
        thread.locked = locked;
    }
    if let Some(invitable) = body["invitable"].as_bool() {
        thread.invitable = invitable;
    }
    let minutes = body["auto_archive_duration"]
        .as_u64()
        .and_then(|time| u32::try_from(time).ok());
    if let Some(minutes) = minutes.filter(|minutes| *minutes != thread.auto_archive) {
        thread.auto_archive = minutes;
        (thread.turned, thread.active) = (now, now);
    }
    if let Some(archived) = body["archived"]
        .as_bool()
        .filter(|archived| *archived != thread.archived)
    {
        thread.turn(archived, now);
    }
}
