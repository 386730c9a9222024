//! Sending a message: what it needs, replies and forwards.

use serde_json::{Value, json};

use super::shown;
use crate::{
    clock::Moment,
    permission::{
        ATTACH_FILES, EMBED_LINKS, READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
        SEND_POLLS, SEND_TTS_MESSAGES, SEND_VOICE_MESSAGES, USE_EXTERNAL_STICKERS, VIEW_CHANNEL,
    },
    rest::{Call, Refusal, authority, refusal, route::Answer},
    validate::{self, MessagePlace},
    world::{Channel, ChannelKind, MessageDraft, MessageKind, Origin, World, flag},
};

/// A `message_reference` that forwards instead of replying.
const FORWARD: u64 = 1;

/// Messages of a channel among which a nonce is looked for.
const REMEMBERED: usize = 100;

/// What a message refers to.
enum Reference {
    Nothing,
    Reply(u64),
    Forward(Origin),
}

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let kind = world.channels.get(&channel).map(|channel| channel.kind);
    match kind {
        Some(ChannelKind::Direct { person, bot }) if !world.mutual(person, bot) => {
            return Err(refusal::no_mutual_guild());
        }
        _ => {}
    }
    authority::may_write(world, call, channel, now)?;
    let thread = kind.is_some_and(ChannelKind::is_thread);
    authority::in_channel(world, call, needed(&call.body, call, thread), now)?;
    validate::message(&call.body, MessagePlace::Create, &call.named_files())?;
    voice(world, call, channel, now)?;
    known_emojis(world, &call.body)?;
    stickers(world, call, channel, now)?;
    if let Some(sent) = same_nonce(world, call, channel) {
        return Answer::ok(sent);
    }
    let (kind, reply_to, origin) = match reference(world, call, channel, now)? {
        Reference::Nothing => (MessageKind::Plain, None, Origin::default()),
        Reference::Reply(original) => (MessageKind::Reply, Some(original), Origin::default()),
        Reference::Forward(origin) => (MessageKind::Plain, None, origin),
    };
    world.may_speak(channel, call.application, now)?;
    let draft = MessageDraft {
        channel,
        author: call.application,
        body: &call.body,
        files: &call.files,
        kind,
        interaction: None,
        only_for: None,
        flags: 0,
        reply_to,
    };
    let id = world.send_from(&draft, origin, now);
    shown(world, call, channel, id)
}

/// The rights that a message takes (PROTOCOL 3.3).
fn needed(body: &Value, call: &Call, thread: bool) -> u64 {
    let some = |key: &str| body[key].as_array().is_some_and(|list| !list.is_empty());
    let parts = [
        (!call.files.is_empty(), ATTACH_FILES),
        (some("embeds"), EMBED_LINKS),
        (body["tts"] == true, SEND_TTS_MESSAGES),
        (body["poll"].is_object(), SEND_POLLS),
    ];
    let parts = parts.into_iter().filter(|(used, _)| *used);
    let write = if thread {
        SEND_MESSAGES_IN_THREADS
    } else {
        SEND_MESSAGES
    };
    parts.fold(write, |bits, (_, right)| bits | right)
}

/// What a voice message needs besides its form: the right, and a file that sounds.
fn voice(world: &mut World, call: &Call, channel: u64, now: Moment) -> Result<(), Refusal> {
    if call.body["flags"].as_u64().unwrap_or_default() & flag::VOICE_MESSAGE == 0 {
        return Ok(());
    }
    if !authority::has(world, call, channel, SEND_VOICE_MESSAGES, now) {
        return Err(refusal::no_voice_messages());
    }
    let sounds = |file: &crate::world::Upload| file.content_type.starts_with("audio/");
    if call.files.iter().all(sounds) {
        Ok(())
    } else {
        Err(refusal::voice_needs_audio())
    }
}

/// Refuses a poll whose custom emojis are not there.
pub(in crate::rest) fn known_emojis(world: &World, body: &Value) -> Result<(), Refusal> {
    let answers = body["poll"]["answers"].as_array().into_iter().flatten();
    let ids = answers.filter_map(|answer| {
        let id = &answer["poll_media"]["emoji"]["id"];
        id.as_u64().or_else(|| id.as_str()?.parse().ok())
    });
    for id in ids {
        world.custom_emoji(id).ok_or_else(refusal::poll_emoji)?;
    }
    Ok(())
}

/// Refuses stickers that are not there; those of other guilds need a right.
fn stickers(world: &mut World, call: &Call, channel: u64, now: Moment) -> Result<(), Refusal> {
    let here = world.channels.get(&channel).and_then(Channel::guild);
    let ids = call.body["sticker_ids"].as_array().into_iter().flatten();
    for id in ids {
        let id = id.as_u64().or_else(|| id.as_str()?.parse().ok());
        let sticker = id.and_then(|id| world.sticker(id));
        let home = sticker.ok_or_else(refusal::invalid_sticker)?.guild;
        if here != Some(home) {
            authority::may(world, call, channel, USE_EXTERNAL_STICKERS, now)?;
        }
    }
    Ok(())
}

/// With `enforce_nonce` the message that already has the nonce is the answer.
fn same_nonce(world: &World, call: &Call, channel: u64) -> Option<Value> {
    let nonce = call
        .body
        .get("nonce")
        .filter(|nonce| !nonce.is_null() && call.body["enforce_nonce"] == json!(true))?;
    let mut recent = world.messages_of(channel).rev().take(REMEMBERED);
    let found = recent.find(|message| {
        message.author == call.application && message.nonce.as_ref() == Some(nonce)
    })?;
    Some(world.message_json(found, call.application))
}

fn reference(
    world: &mut World,
    call: &Call,
    channel: u64,
    now: Moment,
) -> Result<Reference, Refusal> {
    let given = &call.body["message_reference"];
    let id = |key: &str| {
        let id = &given[key];
        id.as_u64().or_else(|| id.as_str()?.parse().ok())
    };
    let Some(original) = id("message_id") else {
        return Ok(Reference::Nothing);
    };
    let unknown = || {
        Refusal::form(
            &["message_reference"],
            "MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
            "Unknown message",
        )
    };
    if given["type"].as_u64() == Some(FORWARD) {
        let from = id("channel_id").ok_or_else(|| {
            Refusal::form(
                &["message_reference", "channel_id"],
                "BASE_TYPE_REQUIRED",
                "This field is required",
            )
        })?;
        authority::may(world, call, from, READ_MESSAGE_HISTORY, now)?;
        let origin = forward(world, call, from, original)?;
        return origin.map(Reference::Forward).ok_or_else(unknown);
    }
    if !authority::has(world, call, channel, READ_MESSAGE_HISTORY, now) {
        return Err(refusal::no_history_to_reply());
    }
    let found = world
        .message(channel, original)
        .filter(|message| !message.ephemeral());
    match found {
        Some(message) if message.kind.is_system() => Err(Refusal::form(
            &["message_reference"],
            "REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE",
            "Cannot reply to a system message",
        )),
        Some(_) => Ok(Reference::Reply(original)),
        None if given["fail_if_not_exists"] == false => Ok(Reference::Nothing),
        None => Err(unknown()),
    }
}

/// A copy of a message of `from` as it is now; `None` when it is not there.
fn forward(world: &World, call: &Call, from: u64, id: u64) -> Result<Option<Origin>, Refusal> {
    let found = world.message(from, id);
    let Some(message) = found.filter(|message| !message.ephemeral()) else {
        return Ok(None);
    };
    if message.kind.is_system() || message.poll.is_some() {
        return Err(Refusal::form(
            &["message_reference"],
            "MESSAGE_REFERENCE_NOT_FORWARDABLE",
            "This message cannot be forwarded",
        ));
    }
    if !world.reads(message, call.application) {
        return Err(refusal::unreadable_forward());
    }
    Ok(Some(Origin {
        reference: Some(world.reference(FORWARD, from, Some(id))),
        snapshots: vec![world.snapshot(message)],
        ..Origin::default()
    }))
}
