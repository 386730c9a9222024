//! Lists of threads: the active ones of a guild, the archived ones of a channel, a search.

use std::cmp::Reverse;

use serde_json::{Value, json};

use super::ids;
use crate::{
    clock::Moment,
    permission::{MANAGE_THREADS, NONE, READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    rest::{Call, Refusal, authority, refusal, route::Answer},
    world::{Channel, ChannelKind, World},
};

/// Archived threads in a page: the usual, the least and the most.
const PAGE: (u64, u64, u64) = (50, 2, 100);
/// Found threads in a page, and how far one may turn the pages.
const FOUND: (u64, u64) = (25, 9_975);

pub(super) fn active(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let threads: Vec<&Channel> = world
        .visible_threads(guild, call.application, now)
        .collect();
    Answer::ok(page(world, call, &threads, false))
}

pub(super) fn public(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = parent(world, call, READ_MESSAGE_HISTORY, now)?;
    let wanted = |thread: &Channel| thread.kind != ChannelKind::PrivateThread;
    by_time(world, call, parent, wanted)
}

pub(super) fn private(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = parent(world, call, READ_MESSAGE_HISTORY | MANAGE_THREADS, now)?;
    let wanted = |thread: &Channel| thread.kind == ChannelKind::PrivateThread;
    by_time(world, call, parent, wanted)
}

pub(super) fn joined(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = parent(world, call, READ_MESSAGE_HISTORY, now)?;
    let before = call.number("before")?.unwrap_or(u64::MAX);
    let limit = limit(call)?;
    let own = |channel: &&Channel| {
        let thread = channel.thread.as_ref();
        channel.kind == ChannelKind::PrivateThread
            && channel.id < before
            && thread.is_some_and(|thread| {
                thread.archived && thread.members.contains_key(&call.application)
            })
    };
    let mut threads: Vec<&Channel> = threads_of(world, parent).filter(own).collect();
    threads.reverse();
    let more = threads.len() > limit;
    threads.truncate(limit);
    Answer::ok(page(world, call, &threads, more))
}

/// A channel that can have threads.
fn parent(world: &mut World, call: &Call, needed: u64, now: Moment) -> Result<u64, Refusal> {
    let id = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    if !world
        .channels
        .get(&id)
        .is_some_and(|channel| channel.kind.has_threads())
    {
        return Err(refusal::wrong_channel_type());
    }
    authority::may(world, call, id, needed, now)?;
    Ok(id)
}

fn threads_of(world: &World, parent: u64) -> impl Iterator<Item = &Channel> {
    let guild = world.channels.get(&parent).and_then(|parent| parent.guild);
    let all = world.channels_in(guild.unwrap_or_default());
    all.filter(move |channel| channel.thread.is_some() && channel.parent == Some(parent))
}

fn limit(call: &Call) -> Result<usize, Refusal> {
    let (usual, least, most) = PAGE;
    let limit = call.number("limit")?.unwrap_or(usual);
    if !(least..=most).contains(&limit) {
        let message = "int value should be between 2 and 100.";
        return Err(Refusal::form(&["limit"], "NUMBER_TYPE_MAX", message));
    }
    Ok(usize::try_from(limit).unwrap_or_default())
}

fn turned(channel: &Channel) -> Moment {
    channel
        .thread
        .as_ref()
        .map(|thread| thread.turned)
        .unwrap_or_default()
}

/// Archived threads, those that were archived last first.
fn by_time(
    world: &World,
    call: &Call,
    parent: u64,
    wanted: impl Fn(&Channel) -> bool,
) -> Result<Answer, Refusal> {
    let limit = limit(call)?;
    let before = match call.query.get("before") {
        None => None,
        Some(text) => Some(Moment::parse(text).ok_or_else(|| {
            let message = format!("Could not parse {text}. Should be ISO8601.");
            Refusal::form(&["before"], "DATE_TIME_TYPE_PARSE", &message)
        })?),
    };
    let mut threads: Vec<&Channel> = threads_of(world, parent)
        .filter(|channel| {
            channel
                .thread
                .as_ref()
                .is_some_and(|thread| thread.archived)
        })
        .filter(|channel| wanted(channel) && before.is_none_or(|before| turned(channel) < before))
        .collect();
    threads.sort_by_key(|channel| Reverse(turned(channel)));
    let more = threads.len() > limit;
    threads.truncate(limit);
    Answer::ok(page(world, call, &threads, more))
}

fn page(world: &World, call: &Call, threads: &[&Channel], more: bool) -> Value {
    let members: Vec<Value> = threads
        .iter()
        .filter_map(|channel| world.thread_member_json(channel.id, call.application))
        .collect();
    let threads: Vec<Value> = threads
        .iter()
        .map(|channel| world.channel_json(channel.id))
        .collect();
    json!({"threads": threads, "members": members, "has_more": more})
}

pub(super) fn search(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let parent = parent(world, call, READ_MESSAGE_HISTORY, now)?;
    let number = |key, most| match call.number(key) {
        Ok(Some(number)) if number > most => {
            let message = format!("int value should be less than or equal to {most}.");
            Err(Refusal::form(&[key], "NUMBER_TYPE_MAX", &message))
        }
        other => other,
    };
    let limit = number("limit", FOUND.0)?.unwrap_or(FOUND.0);
    let offset = number("offset", FOUND.1)?.unwrap_or_default();
    let sight = |channel: &&Channel| {
        world.permissions_in(call.application, channel.id, now) & VIEW_CHANNEL != 0
    };
    let (least, most) = (call.number("min_id")?, call.number("max_id")?);
    let name = call.query.get("name").map(|name| name.to_lowercase());
    let tags = ids(&call.list("tag").into_iter().collect());
    let every = call
        .query
        .get("tag_setting")
        .is_some_and(|setting| setting == "match_all");
    let archived = call
        .query
        .contains_key("archived")
        .then(|| call.flag("archived"));
    let fits = |channel: &&Channel| {
        let Some(thread) = &channel.thread else {
            return false;
        };
        let own = thread.tags.as_deref().unwrap_or_default();
        let tagged = if every {
            tags.iter().all(|tag| own.contains(tag))
        } else {
            tags.is_empty() || tags.iter().any(|tag| own.contains(tag))
        };
        tagged
            && archived.is_none_or(|archived| thread.archived == archived)
            && name
                .as_ref()
                .is_none_or(|name| channel.name.to_lowercase().contains(name))
            && least.is_none_or(|least| channel.id >= least)
            && most.is_none_or(|most| channel.id <= most)
    };
    let mut found: Vec<&Channel> = threads_of(world, parent)
        .filter(sight)
        .filter(fits)
        .collect();
    match call.query.get("sort_by").map(String::as_str) {
        Some("creation_time") => {}
        Some("archive_time") => found.sort_by_key(|channel| turned(channel)),
        _ => found.sort_by_key(|channel| channel.last_message),
    }
    if call
        .query
        .get("sort_order")
        .is_none_or(|order| order != "asc")
    {
        found.reverse();
    }
    let total = found.len();
    let skip = usize::try_from(offset).unwrap_or_default();
    let limit = usize::try_from(limit).unwrap_or_default();
    let shown: Vec<&Channel> = found.into_iter().skip(skip).take(limit).collect();
    let mut body = page(world, call, &shown, total > skip + shown.len());
    let firsts = shown
        .iter()
        .filter_map(|channel| world.message(channel.id, channel.id));
    body["first_messages"] = firsts
        .map(|message| world.message_json(message, call.application))
        .collect();
    body["total_results"] = json!(total);
    Answer::ok(body)
}
