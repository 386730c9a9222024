//! Live stages: opened, read, changed, ended.

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, SLOW, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{MANAGE_CHANNELS, MENTION_EVERYONE, MOVE_MEMBERS, MUTE_MEMBERS, VIEW_CHANNEL},
    snowflake, validate,
    world::{
        MessageKind, Notice, Stage, World,
        audit::{self, Audit, action},
    },
};

/// What is about live stages.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("POST", "/stage-instances", "create_stage_instance", Access::Bot, SLOW, create),
    route("GET", "/stage-instances/{channel}", "get_stage_instance", Access::Bot, USUAL, get),
    route("PATCH", "/stage-instances/{channel}", "update_stage_instance", Access::Bot, SLOW, change),
    route("DELETE", "/stage-instances/{channel}", "delete_stage_instance", Access::Bot, SLOW, delete),
];

/// A moderator of a stage has all of these (docs).
const MODERATOR: u64 = MANAGE_CHANNELS | MUTE_MEMBERS | MOVE_MEMBERS;
/// Only the guild sees the stage.
const GUILD_ONLY: u64 = 2;
/// What the audit log says of a stage.
const LOGGED: &[&str] = &["topic", "privacy_level"];

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let body = &call.body;
    validate::stage(body)?;
    let channel = snowflake::read(&body["channel_id"]).unwrap_or_default();
    authority::may(world, call, channel, VIEW_CHANNEL, now)?;
    if !world.is_stage(channel) {
        return Err(refusal::wrong_channel_type());
    }
    authority::may(world, call, channel, MODERATOR, now)?;
    if body["send_start_notification"] == true {
        authority::may(world, call, channel, MENTION_EVERYONE, now)?;
    }
    if world.stages.contains_key(&channel) {
        return Err(refusal::stage_open());
    }
    let guild = authority::guild_of(world, channel)?;
    let event = snowflake::read(&body["guild_scheduled_event_id"]);
    let known = |id: &u64| {
        world
            .scheduled_events
            .get(id)
            .is_some_and(|event| event.guild == guild)
    };
    if !event.iter().all(known) {
        return Err(refusal::unknown_scheduled_event());
    }
    let stage = Stage {
        id: world.id(now),
        guild,
        channel,
        topic: body["topic"].as_str().unwrap_or_default().to_owned(),
        privacy: body["privacy_level"].as_u64().unwrap_or(GUILD_ONLY),
        event,
    };
    say(
        world,
        call,
        channel,
        MessageKind::StageStarted,
        &stage.topic.clone(),
        now,
    );
    let json = world.open_stage(stage, now);
    log(
        world,
        call,
        (guild, channel),
        action::STAGE_INSTANCE_CREATE,
        (&Value::Null, &json),
        now,
    );
    Answer::ok(json)
}

/// The live stage of the path, when the bot has these rights there.
fn find(world: &mut World, call: &Call, needed: u64, now: Moment) -> Result<(u64, Value), Refusal> {
    let channel = authority::in_channel(world, call, needed, now)?;
    let stage = world
        .stages
        .get(&channel)
        .ok_or_else(refusal::unknown_stage)?;
    Ok((channel, stage.json()))
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (_, json) = find(world, call, VIEW_CHANNEL, now)?;
    Answer::ok(json)
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (channel, before) = find(world, call, MODERATOR, now)?;
    validate::stage_edit(&call.body)?;
    let topic = call.body["topic"].as_str();
    let fill = |stage: &mut Stage| {
        if let Some(topic) = topic {
            topic.clone_into(&mut stage.topic);
        }
        stage.privacy = call.body["privacy_level"].as_u64().unwrap_or(stage.privacy);
    };
    let json = world
        .change_stage(channel, fill, now)
        .ok_or_else(refusal::unknown_stage)?;
    if before["topic"] != json["topic"] {
        let topic = topic.unwrap_or_default();
        say(world, call, channel, MessageKind::StageTopic, topic, now);
    }
    let guild = authority::guild_of(world, channel)?;
    log(
        world,
        call,
        (guild, channel),
        action::STAGE_INSTANCE_UPDATE,
        (&before, &json),
        now,
    );
    Answer::ok(json)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (channel, before) = find(world, call, MODERATOR, now)?;
    world.close_stage(channel, now);
    let topic = before["topic"].as_str().unwrap_or_default();
    say(world, call, channel, MessageKind::StageEnded, topic, now);
    let guild = authority::guild_of(world, channel)?;
    log(
        world,
        call,
        (guild, channel),
        action::STAGE_INSTANCE_DELETE,
        (&before, &Value::Null),
        now,
    );
    Answer::nothing()
}

/// Writes into the stage's own conversation.
fn say(world: &mut World, call: &Call, channel: u64, kind: MessageKind, topic: &str, now: Moment) {
    let line = Notice {
        channel,
        author: call.application,
        kind,
        content: topic,
        about: None,
        mentions: &[],
    };
    world.notice(&line, now);
}

fn log(
    world: &mut World,
    call: &Call,
    (guild, channel): (u64, u64),
    done: u16,
    (before, after): (&Value, &Value),
    now: Moment,
) {
    let stage = if after.is_null() { before } else { after };
    let id = snowflake::read(&stage["id"]).unwrap_or_default();
    let changes = audit::changes(before, after, LOGGED);
    if changes.is_empty() {
        return;
    }
    let entry = Audit {
        options: json!({"channel_id": channel.to_string()}),
        ..call.audit(guild, done, id, changes)
    };
    world.audit(entry, now);
}
