//! Changing and deleting messages, one at a time or many at once.

use std::{collections::BTreeSet, time::Duration};

use serde_json::{Value, json};

use super::{public_message, shown};
use crate::{
    clock::Moment,
    permission::{MANAGE_MESSAGES, READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    rest::{Call, Refusal, authority, refusal, route::Answer},
    snowflake,
    validate::{self, MessagePlace},
    world::{
        Patch, World,
        audit::{Audit, action},
        flag,
    },
};

/// Messages that one call may delete.
const AT_ONCE: std::ops::RangeInclusive<usize> = 2..=100;
/// How old such a message may be: two weeks (PROTOCOL 3.3).
const OLDEST: Duration = Duration::from_secs(14 * 24 * 60 * 60);

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let message = public_message(world, call, channel)?;
    let (id, v2, flags) = (message.id, message.v2(), message.flags);
    let (polled, stuck) = (message.poll.is_some(), !message.stickers.is_empty());
    if message.kind.is_system() {
        return Err(refusal::system_message());
    }
    let own = message.author == call.application && message.guise.is_none();
    authority::awake(world, channel)?;

    if own {
        if polled {
            return Err(refusal::poll_stays());
        }
        if flags & flag::VOICE_MESSAGE != 0 {
            return Err(refusal::voice_stays());
        }
        if stuck && call.body.get("sticker_ids").is_some() {
            return Err(refusal::stickers_stay());
        }
    } else {
        let only_flags = call
            .body
            .as_object()
            .is_some_and(|fields| fields.keys().all(|key| key == "flags"));
        if !only_flags {
            return Err(refusal::not_the_author());
        }
        authority::in_channel(world, call, MANAGE_MESSAGES, now)?;
    }
    validate::message(&call.body, MessagePlace::Edit { v2 }, &call.named_files())?;
    let patch = Patch {
        body: &call.body,
        files: &call.files,
        clear: 0,
    };
    world.edit(channel, id, &patch, now)?;
    shown(world, call, channel, id)
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let message = public_message(world, call, channel)?;
    let (id, author) = (message.id, message.author);
    if !message.kind.deletable() {
        return Err(refusal::system_message());
    }
    let own = author == call.application && message.guise.is_none();
    if !own {
        authority::in_channel(world, call, MANAGE_MESSAGES, now)?;
    }
    world.delete_message(channel, id);
    if !own {
        let options = json!({"channel_id": channel.to_string(), "count": "1"});
        log(
            world,
            call,
            channel,
            action::MESSAGE_DELETE,
            author,
            options,
            now,
        );
    }
    Answer::nothing()
}

pub(super) fn delete_many(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let needed = MANAGE_MESSAGES | READ_MESSAGE_HISTORY;
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    authority::guild_of(world, channel)?;
    authority::in_channel(world, call, needed, now)?;
    let ids = validate::ids(&call.body, "messages")?;
    if !AT_ONCE.contains(&ids.len()) {
        return Err(refusal::bad_count_to_delete());
    }
    let oldest = snowflake::at(Moment::from_unix_micros(
        now.unix_micros() - i64::try_from(OLDEST.as_micros()).unwrap_or_default(),
    ));
    if ids.iter().any(|id| *id < oldest) {
        return Err(refusal::too_old_to_delete());
    }
    let ids: Vec<u64> = ids
        .into_iter()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let count = world.delete_messages(channel, &ids);
    if count > 0 {
        let options = json!({"count": count.to_string()});
        log(
            world,
            call,
            channel,
            action::MESSAGE_BULK_DELETE,
            channel,
            options,
            now,
        );
    }
    Answer::nothing()
}

fn log(
    world: &mut World,
    call: &Call,
    channel: u64,
    action: u16,
    target: u64,
    options: Value,
    now: Moment,
) {
    let Some(guild) = world
        .channels
        .get(&channel)
        .and_then(crate::world::Channel::guild)
    else {
        return;
    };
    world.audit(
        Audit {
            guild,
            actor: call.application,
            action,
            target: Some(target),
            reason: call.reason.clone(),
            changes: Vec::new(),
            options,
        },
        now,
    );
}
