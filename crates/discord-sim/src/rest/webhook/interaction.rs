//! Follow-ups and changes with an interaction's token (PROTOCOL 4).

use crate::{
    clock::Moment,
    journal::Sight,
    rest::{Call, Refusal, callback::manner, message::known_emojis, refusal, route::Answer},
    validate::{self, MessagePlace},
    world::{
        Message, MessageDraft, Patch, World, flag,
        interaction::{Interaction, Progress},
    },
};

/// Follow-ups of an application that only a user installed (PROTOCOL 4).
const EXTERNAL_FOLLOW_UPS: usize = 5;

/// The interaction of the path's token, when it was answered and still may be used.
fn answered<'a>(world: &'a World, call: &Call, now: Moment) -> Result<&'a Interaction, Refusal> {
    let application = call.id("webhook")?;
    let id = world
        .interaction_tokens
        .get(call.text("token"))
        .ok_or_else(refusal::unknown_webhook)?;
    let interaction = world
        .interactions
        .get(id)
        .filter(|found| found.application == application);
    let interaction = interaction.ok_or_else(refusal::unknown_webhook)?;
    if !interaction.token_works(now) {
        return Err(refusal::invalid_webhook_token());
    }
    if !matches!(interaction.progress, Progress::Answered(_)) {
        return Err(refusal::unknown_webhook());
    }
    Ok(interaction)
}

/// The message of the path: `@original`, a follow-up, or another one of the application.
fn target<'a>(
    world: &'a World,
    call: &Call,
    now: Moment,
) -> Result<(&'a Interaction, &'a Message), Refusal> {
    let interaction = answered(world, call, now)?;
    let id = match call.text("message") {
        "" | "@original" => interaction.original.ok_or_else(refusal::unknown_message)?,
        _ => call.id("message")?,
    };
    let message = world
        .message(interaction.channel, id)
        .ok_or_else(refusal::unknown_message)?;
    let own = interaction.original == Some(id)
        || interaction.source == Some(id)
        || interaction.followups.contains(&id);
    if message.author == interaction.application && (own || !message.ephemeral()) {
        Ok((interaction, message))
    } else {
        Err(refusal::unknown_message())
    }
}

pub(super) fn follow_up(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let interaction = answered(world, call, now)?;
    let id = interaction.id;
    validate::message(&call.body, MessagePlace::Followup, &call.named_files())?;
    known_emojis(world, &call.body)?;
    if interaction.unfinished()
        && let Some(original) = interaction.original
    {
        // The first follow-up after a deferral takes the place of the loading message.
        let channel = interaction.channel;
        world.edit(
            channel,
            original,
            &Patch {
                body: &call.body,
                files: &call.files,
                clear: flag::LOADING,
            },
            now,
        )?;
        complete(world, id);
        world.note_shown(id, Sight::Message, Some(original));
        return shown(world, channel, original);
    }
    if interaction.external && interaction.followups.len() >= EXTERNAL_FOLLOW_UPS {
        return Err(refusal::too_many_follow_ups());
    }
    let (kind, _) = manner(interaction);
    let ephemeral = interaction.hushed
        || call.body["flags"].as_u64().unwrap_or_default() & flag::EPHEMERAL != 0
        || interaction.original.is_none() && interaction.first_was_ephemeral();
    let (channel, user) = (interaction.channel, interaction.user);
    let draft = MessageDraft {
        channel,
        author: interaction.application,
        body: &call.body,
        files: &call.files,
        kind,
        interaction: Some(id),
        only_for: ephemeral.then_some(user),
        flags: if ephemeral { flag::EPHEMERAL } else { 0 },
        reply_to: interaction.original,
    };
    let message = world.send(&draft, now);
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.followups.push(message);
    }
    complete(world, id);
    world.note_shown(id, Sight::FollowUp, Some(message));
    shown(world, channel, message)
}

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (interaction, message) = target(world, call, now)?;
    Answer::ok(world.message_json(message, interaction.application))
}

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (interaction, message) = target(world, call, now)?;
    let sight = if interaction.unfinished() && interaction.original == Some(message.id) {
        Sight::Message
    } else {
        Sight::Updated
    };
    let (interaction, channel, id, v2) =
        (interaction.id, message.channel, message.id, message.v2());
    validate::message(
        &call.body,
        MessagePlace::WebhookEdit { v2 },
        &call.named_files(),
    )?;
    world.edit(
        channel,
        id,
        &Patch {
            body: &call.body,
            files: &call.files,
            clear: flag::LOADING,
        },
        now,
    )?;
    complete(world, interaction);
    world.note_shown(interaction, sight, Some(id));
    shown(world, channel, id)
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let (interaction, message) = target(world, call, now)?;
    let (interaction, channel, id) = (interaction.id, message.channel, message.id);
    world.delete_message(channel, id);
    complete(world, interaction);
    world.note_shown(interaction, Sight::Nothing, None);
    Answer::nothing()
}

/// Notes that the bot has gone on with an interaction.
fn complete(world: &mut World, id: u64) {
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.completed = true;
        interaction.touch();
    }
}

fn shown(world: &World, channel: u64, id: u64) -> Result<Answer, Refusal> {
    let message = world
        .message(channel, id)
        .ok_or_else(refusal::unknown_message)?;
    Answer::ok(world.message_json(message, message.author))
}
