//! Who is in a thread.

use serde_json::{Value, json};

use crate::{
    clock::Moment,
    permission::{self, MANAGE_THREADS, SEND_MESSAGES},
    rest::{Call, Refusal, authority, refusal, route::Answer},
    world::{ChannelKind, MessageKind, Notice, World, intent, thread::MOST_MEMBERS},
};

/// Members in one page.
const MOST: u64 = 100;

pub(super) fn join(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    authority::awake(world, id)?;
    if world.join_thread(id, call.application, now) {
        Answer::nothing()
    } else {
        Err(refusal::too_many_thread_members())
    }
}

pub(super) fn leave(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    authority::awake(world, id)?;
    world.leave_thread(id, call.application, now);
    Answer::nothing()
}

pub(super) fn add(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    authority::may(world, call, id, SEND_MESSAGES, now)?;
    authority::awake(world, id)?;
    let user = call.id("user")?;
    let guild = authority::guild_of(world, id)?;
    if !authority::guild(world, guild)?.members.contains_key(&user) {
        return Err(refusal::unknown_member());
    }
    let manages = authority::has(world, call, id, MANAGE_THREADS, now);
    let Some((channel, thread)) = world.channels.get(&id).zip(world.thread(id)) else {
        return Err(refusal::unknown_channel());
    };
    let shut = channel.kind == ChannelKind::PrivateThread && !thread.invitable;
    if shut && !manages && thread.owner != call.application {
        return Err(refusal::missing_permissions());
    }
    let parent = channel.parent.unwrap_or_default();
    if world.permissions_in(user, parent, now) & permission::VIEW_CHANNEL == 0 {
        return Err(refusal::missing_access());
    }
    if thread.members.contains_key(&user) {
        return Answer::nothing();
    }
    if thread.members.len() >= MOST_MEMBERS {
        return Err(refusal::too_many_thread_members());
    }
    world.join_thread(id, user, now);
    if user != call.application {
        say(world, call, id, user, MessageKind::RecipientAdded, now);
    }
    Answer::nothing()
}

pub(super) fn remove(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    let user = call.id("user")?;
    let kind = world.channels.get(&id).map(|channel| channel.kind);
    let own = world
        .thread(id)
        .is_some_and(|thread| thread.owner == call.application);
    if !own || kind != Some(ChannelKind::PrivateThread) {
        authority::may(world, call, id, MANAGE_THREADS, now)?;
    }
    authority::awake(world, id)?;
    if world.leave_thread(id, user, now) && user != call.application {
        say(world, call, id, user, MessageKind::RecipientRemoved, now);
    }
    Answer::nothing()
}

/// Tells the thread who was added or removed by somebody else.
fn say(world: &mut World, call: &Call, id: u64, user: u64, kind: MessageKind, now: Moment) {
    let line = Notice {
        channel: id,
        author: call.application,
        kind,
        content: "",
        about: None,
        mentions: &[user],
    };
    world.notice(&line, now);
}

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    let user = if call.text("user") == "@me" {
        call.application
    } else {
        call.id("user")?
    };
    let guild = authority::guild_of(world, id)?;
    let member = world
        .thread_member_json(id, user)
        .ok_or_else(refusal::unknown_member)?;
    Answer::ok(shown(world, call, guild, user, member, now))
}

pub(super) fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::thread(world, call, now)?;
    let guild = authority::guild_of(world, id)?;
    let intents = world.applications.get(&call.application);
    if intents.is_none_or(|found| found.allowed_intents & intent::GUILD_MEMBERS == 0) {
        return Err(refusal::missing_access());
    }
    let limit = call.number("limit")?.unwrap_or(MOST);
    if !(1..=MOST).contains(&limit) {
        let message = "int value should be between 1 and 100.";
        return Err(Refusal::form(&["limit"], "NUMBER_TYPE_MAX", message));
    }
    // Pages come only with the members themselves, until API v11.
    let (after, limit) = if call.flag("with_member") {
        let after = call.number("after")?.unwrap_or_default();
        (after, usize::try_from(limit).unwrap_or_default())
    } else {
        (0, usize::MAX)
    };
    let members = world.thread(id).map(|thread| thread.members.keys());
    let members = members
        .into_iter()
        .flatten()
        .filter(|user| **user > after)
        .take(limit);
    let list: Vec<Value> = members
        .filter_map(|user| {
            let member = world.thread_member_json(id, *user)?;
            Some(shown(world, call, guild, *user, member, now))
        })
        .collect();
    Answer::ok(json!(list))
}

fn shown(
    world: &World,
    call: &Call,
    guild: u64,
    user: u64,
    mut member: Value,
    now: Moment,
) -> Value {
    if call.flag("with_member") {
        member["member"] = world.member_json(guild, user, now);
    }
    member
}
