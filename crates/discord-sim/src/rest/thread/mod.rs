//! Threads: started from a message, without one, as a post; changed.

mod edit;
mod list;
mod member;

use serde_json::Value;

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{
        ATTACH_FILES, CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_THREADS, SEND_MESSAGES,
        VIEW_CHANNEL,
    },
    snowflake, validate,
    world::{
        ChannelKind, MessageDraft, MessageKind, World,
        audit::{self, action},
        channel::flag,
        thread::{Draft, MOST_ACTIVE},
    },
};

pub(super) use edit::edit;

/// What is about threads, apart from changing one, which goes through channels.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("POST", "/channels/{channel}/messages/{message}/threads", "create_thread_from_message", Access::Bot, USUAL, from_message),
    route("POST", "/channels/{channel}/threads", "create_thread", Access::Bot, USUAL, create),
    route("GET", "/channels/{channel}/thread-members", "list_thread_members", Access::Bot, USUAL, member::list),
    route("PUT", "/channels/{channel}/thread-members/@me", "join_thread", Access::Bot, USUAL, member::join),
    route("DELETE", "/channels/{channel}/thread-members/@me", "leave_thread", Access::Bot, USUAL, member::leave),
    route("GET", "/channels/{channel}/thread-members/{user}", "get_thread_member", Access::Bot, USUAL, member::get),
    route("PUT", "/channels/{channel}/thread-members/{user}", "add_thread_member", Access::Bot, USUAL, member::add),
    route("DELETE", "/channels/{channel}/thread-members/{user}", "delete_thread_member", Access::Bot, USUAL, member::remove),
    route("GET", "/guilds/{guild}/threads/active", "get_active_guild_threads", Access::Bot, USUAL, list::active),
    route("GET", "/channels/{channel}/threads/archived/public", "list_public_archived_threads", Access::Bot, USUAL, list::public),
    route("GET", "/channels/{channel}/threads/archived/private", "list_private_archived_threads", Access::Bot, USUAL, list::private),
    route("GET", "/channels/{channel}/users/@me/threads/archived/private", "list_my_private_archived_threads", Access::Bot, USUAL, list::joined),
    route("GET", "/channels/{channel}/threads/search", "thread_search", Access::Bot, USUAL, list::search),
];

/// What the audit log says of a thread.
const LOGGED: &[&str] = &[
    "name",
    "type",
    "archived",
    "locked",
    "auto_archive_duration",
    "rate_limit_per_user",
    "invitable",
    "flags",
    "applied_tags",
];

fn from_message(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let kind = match kind_of(world, parent) {
        Some(ChannelKind::Text) => ChannelKind::PublicThread,
        Some(ChannelKind::Announcement) => ChannelKind::AnnouncementThread,
        _ => return Err(refusal::wrong_channel_type()),
    };
    authority::may(world, call, parent, CREATE_PUBLIC_THREADS, now)?;
    validate::thread(&call.body)?;
    let message = call.id("message")?;
    let there = world
        .message(parent, message)
        .filter(|found| !found.ephemeral());
    if there.is_none() {
        return Err(refusal::unknown_message());
    }
    if world.thread(message).is_some() {
        return Err(refusal::has_thread());
    }
    room(world, parent, kind)?;
    let draft = Draft {
        message: Some(message),
        ..draft(call, parent, kind)
    };
    let id = world.open_thread(&draft, now);
    log(world, call, id, action::THREAD_CREATE, &Value::Null, now);
    Answer::created(world.channel_json_for(id, call.application))
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let place = kind_of(world, parent);
    if place.is_some_and(ChannelKind::is_forum) {
        return post(world, call, parent, now);
    }
    validate::thread(&call.body)?;
    // Discord's own default, kept for clients of the first hour.
    let wanted = call.body["type"]
        .as_u64()
        .unwrap_or(ChannelKind::PrivateThread.code());
    let kind = ChannelKind::of_code(wanted).ok_or_else(refusal::wrong_channel_type)?;
    let needed = match (place, kind) {
        (Some(ChannelKind::Text), ChannelKind::PublicThread)
        | (Some(ChannelKind::Announcement), ChannelKind::AnnouncementThread) => {
            CREATE_PUBLIC_THREADS
        }
        (Some(ChannelKind::Text), ChannelKind::PrivateThread) => CREATE_PRIVATE_THREADS,
        _ => return Err(refusal::wrong_channel_type()),
    };
    authority::may(world, call, parent, needed, now)?;
    room(world, parent, kind)?;
    let id = world.open_thread(&draft(call, parent, kind), now);
    log(world, call, id, action::THREAD_CREATE, &Value::Null, now);
    Answer::created(world.channel_json_for(id, call.application))
}

/// A post: a thread of a forum with its first message.
fn post(world: &mut World, call: &Call, parent: u64, now: Moment) -> Result<Answer, Refusal> {
    let files = if call.files.is_empty() {
        0
    } else {
        ATTACH_FILES
    };
    authority::may(world, call, parent, SEND_MESSAGES | files, now)?;
    validate::post(&call.body, &call.named_files())?;
    let tags = ids(&call.body["applied_tags"]);
    let manages = authority::has(world, call, parent, MANAGE_THREADS, now);
    check_tags(world, parent, &[], &tags, manages)?;
    room(world, parent, ChannelKind::PublicThread)?;
    let draft = Draft {
        tags: Some(tags),
        ..draft(call, parent, ChannelKind::PublicThread)
    };
    let first = MessageDraft {
        channel: parent,
        author: call.application,
        body: &call.body["message"],
        files: &call.files,
        kind: MessageKind::Plain,
        interaction: None,
        only_for: None,
        flags: 0,
        reply_to: None,
    };
    let id = world.open_post(&draft, &first, now);
    log(world, call, id, action::THREAD_CREATE, &Value::Null, now);
    let mut json = world.channel_json_for(id, call.application);
    if let Some(message) = world.message(id, id) {
        json["message"] = world.message_json(message, call.application);
    }
    Answer::created(json)
}

fn kind_of(world: &World, channel: u64) -> Option<ChannelKind> {
    world.channels.get(&channel).map(|channel| channel.kind)
}

fn draft(call: &Call, parent: u64, kind: ChannelKind) -> Draft<'_> {
    let number = |key: &str| {
        let number = call.body[key].as_u64()?;
        u32::try_from(number).ok()
    };
    Draft {
        parent,
        owner: call.application,
        name: call.body["name"].as_str().unwrap_or_default(),
        kind,
        message: None,
        auto_archive: number("auto_archive_duration"),
        slow_mode: number("rate_limit_per_user"),
        invitable: call.body["invitable"].as_bool().unwrap_or(true),
        tags: None,
    }
}

/// Refuses one more active thread than a guild may have.
pub(super) fn room(world: &World, parent: u64, kind: ChannelKind) -> Result<(), Refusal> {
    let guild = authority::guild_of(world, parent)?;
    let announcement = kind == ChannelKind::AnnouncementThread;
    if world.active_threads(guild, announcement) < MOST_ACTIVE {
        Ok(())
    } else if announcement {
        Err(refusal::too_many_announcement_threads())
    } else {
        Err(refusal::too_many_threads())
    }
}

/// Ids of a list.
pub(super) fn ids(list: &Value) -> Vec<u64> {
    let list = list.as_array();
    list.into_iter()
        .flatten()
        .filter_map(snowflake::read)
        .collect()
}

/// Refuses tags that a forum does not have, moderated ones for who is no moderator, and none where one is needed.
pub(super) fn check_tags(
    world: &World,
    forum: u64,
    old: &[u64],
    new: &[u64],
    manages: bool,
) -> Result<(), Refusal> {
    let Some((channel, settings)) = world
        .channels
        .get(&forum)
        .and_then(|channel| Some((channel, channel.forum.as_ref()?)))
    else {
        return Ok(());
    };
    for id in new.iter().chain(old) {
        let tag = settings.tags.iter().find(|tag| tag.id == *id);
        let (was, is) = (old.contains(id), new.contains(id));
        match tag {
            None if is => return Err(refusal::unknown_tag()),
            Some(tag) if tag.moderated && was != is && !manages => {
                return Err(refusal::missing_permissions());
            }
            _ => {}
        }
    }
    if new.is_empty() && channel.flags & flag::REQUIRE_TAG != 0 {
        return Err(refusal::tag_required());
    }
    Ok(())
}

/// A thread with the fields of its metadata beside the others.
fn flat(world: &World, id: u64) -> Value {
    let mut json = world.channel_json(id);
    if let Some(Value::Object(metadata)) = json.get("thread_metadata").cloned() {
        for (key, value) in metadata {
            json[key] = value;
        }
    }
    json
}

fn log(world: &mut World, call: &Call, id: u64, done: u16, before: &Value, now: Moment) {
    let changes = audit::changes(before, &flat(world, id), LOGGED);
    let guild = world.channels.get(&id).and_then(|channel| channel.guild);
    if let Some(guild) = guild.filter(|_| !changes.is_empty()) {
        let entry = call.audit(guild, done, id, changes);
        world.audit(entry, now);
    }
}
