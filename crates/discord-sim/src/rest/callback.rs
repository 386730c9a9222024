//! The first answer to an interaction (PROTOCOL 4).

use serde_json::{Value, json};

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, FREE, Route, route},
};
use crate::{
    clock::Moment,
    validate::{self, InteractionFacts},
    world::{
        MessageDraft, MessageKind, Patch, World, components, flag,
        interaction::{First, Interaction, Progress, kind},
    },
};

/// What is about an interaction's first answer.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("POST", "/interactions/{interaction}/{token}/callback", "create_interaction_response", Access::Interaction, FREE, answer),
];

/// Callback types by number.
mod answer_type {
    pub(super) const MESSAGE: u64 = 4;
    pub(super) const DEFERRED_MESSAGE: u64 = 5;
    pub(super) const DEFERRED_UPDATE: u64 = 6;
    pub(super) const UPDATE: u64 = 7;
    pub(super) const CHOICES: u64 = 8;
    pub(super) const MODAL: u64 = 9;
    pub(super) const UPGRADE: u64 = 10;
    pub(super) const ACTIVITY: u64 = 12;
}

pub(super) fn answer(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = call.id("interaction")?;
    let interaction = world
        .interactions
        .get(&id)
        .filter(|found| found.token == call.text("token"));
    let interaction = interaction.ok_or_else(refusal::unknown_interaction)?;
    match interaction.progress {
        Progress::Answered(_) => return Err(refusal::acknowledged()),
        Progress::Failed => return Err(refusal::unknown_interaction()),
        Progress::Waiting => {}
    }
    let facts = facts(world, id);
    validate::callback(&call.body, facts, &call.named_files())?;
    let number = call.body["type"].as_u64().unwrap_or_default();
    let first = apply(world, call, id, number, now)?;
    world.note_answer(id, &first);
    let Some(interaction) = world.interactions.get_mut(&id) else {
        return Err(refusal::unknown_interaction());
    };
    interaction.completed = !matches!(first, First::DeferredMessage { .. } | First::DeferredUpdate);
    world.decide(id, Progress::Answered(first));
    if call.flag("with_response") {
        Answer::ok(response(world, id, number))
    } else {
        Answer::nothing()
    }
}

fn facts(world: &World, id: u64) -> InteractionFacts {
    let interaction = world.interactions.get(&id);
    let source = interaction.and_then(|found| world.message(found.channel, found.source?));
    InteractionFacts {
        kind: interaction.map_or(0, |found| found.kind),
        from_message: source.is_some(),
        message_v2: source.is_some_and(crate::world::Message::v2),
        focused: interaction
            .and_then(|found| focused_type(&found.payload["data"]["options"]))
            .unwrap_or_default(),
    }
}

/// The type of the option that is being typed.
fn focused_type(options: &Value) -> Option<u8> {
    options.as_array()?.iter().find_map(|option| {
        if option["focused"] == json!(true) {
            return option["type"]
                .as_u64()
                .and_then(|number| u8::try_from(number).ok());
        }
        focused_type(&option["options"])
    })
}

fn apply(
    world: &mut World,
    call: &Call,
    id: u64,
    number: u64,
    now: Moment,
) -> Result<First, Refusal> {
    let Some(interaction) = world.interactions.get(&id) else {
        return Err(refusal::unknown_interaction());
    };
    let (channel, source, data) = (interaction.channel, interaction.source, &call.body["data"]);
    let application = interaction.application;
    let asked = data["flags"].as_u64().unwrap_or_default() & flag::EPHEMERAL != 0;
    let ephemeral = asked || interaction.hushed;
    let says = matches!(number, answer_type::MESSAGE | answer_type::DEFERRED_MESSAGE);
    if says && !world.channels.contains_key(&channel) {
        return Err(refusal::unknown_channel());
    }
    match number {
        answer_type::MESSAGE => {
            say(world, call, id, ephemeral, 0, now);
            Ok(First::Message { ephemeral })
        }
        answer_type::DEFERRED_MESSAGE => {
            say(world, call, id, ephemeral, flag::LOADING, now);
            Ok(First::DeferredMessage { ephemeral })
        }
        answer_type::DEFERRED_UPDATE => {
            set_original(world, id, source);
            Ok(First::DeferredUpdate)
        }
        answer_type::UPDATE => {
            let message = source.ok_or_else(refusal::unknown_message)?;
            world.edit(
                channel,
                message,
                &Patch {
                    body: data,
                    files: &call.files,
                    clear: 0,
                },
                now,
            )?;
            set_original(world, id, source);
            Ok(First::Update)
        }
        answer_type::CHOICES => Ok(First::Choices(
            data["choices"].as_array().cloned().unwrap_or_default(),
        )),
        answer_type::MODAL => {
            let mut modal = data.clone();
            let tree = std::mem::take(&mut modal["components"]);
            modal["components"] = components::stored(tree, &|_| Value::Null).into();
            Ok(First::Modal(modal))
        }
        answer_type::UPGRADE => Ok(First::Upgrade),
        answer_type::ACTIVITY if !has_activity(world, application) => Err(Refusal::form(
            &["type"],
            "INTERACTION_RESPONSE_ACTIVITY_NOT_ENABLED",
            "The application has no Activity",
        )),
        answer_type::ACTIVITY => Ok(First::Activity),
        _ => Err(Refusal::form(
            &["type"],
            "BASE_TYPE_CHOICES",
            "Value must be one of {4, 5, 6, 7, 8, 9}.",
        )),
    }
}

/// `applications/flags`: the application has an Activity.
const EMBEDDED: u64 = 1 << 17;

fn has_activity(world: &World, application: u64) -> bool {
    let application = world.applications.get(&application);
    application.is_some_and(|found| found.flags & EMBEDDED != 0)
}

fn say(world: &mut World, call: &Call, id: u64, ephemeral: bool, flags: u64, now: Moment) {
    let Some(interaction) = world.interactions.get(&id) else {
        return;
    };
    let (kind, reply_to) = manner(interaction);
    let (channel, author, user) = (
        interaction.channel,
        interaction.application,
        interaction.user,
    );
    let flags = if ephemeral {
        flags | flag::EPHEMERAL
    } else {
        flags
    };
    let message = world.send(
        &MessageDraft {
            channel,
            author,
            body: &call.body["data"],
            files: &call.files,
            kind,
            interaction: Some(id),
            only_for: ephemeral.then_some(user),
            flags,
            reply_to,
        },
        now,
    );
    set_original(world, id, Some(message));
}

/// How a message that answers an interaction looks: under a command, or as a reply to the message that was used.
pub(super) fn manner(interaction: &Interaction) -> (MessageKind, Option<u64>) {
    match (interaction.kind, interaction.source) {
        (kind::COMMAND, _) | (_, None) => (MessageKind::Command, None),
        (_, source) => (MessageKind::Reply, source),
    }
}

fn set_original(world: &mut World, id: u64, message: Option<u64>) {
    if let Some(interaction) = world.interactions.get_mut(&id) {
        interaction.original = message;
    }
}

/// The body of an answer `with_response`.
fn response(world: &World, id: u64, number: u64) -> Value {
    let Some(interaction) = world.interactions.get(&id) else {
        return Value::Null;
    };
    let message = interaction
        .original
        .and_then(|message| world.message(interaction.channel, message));
    let mut body = json!({"interaction": {"id": id.to_string(), "type": interaction.kind}});
    if number == answer_type::ACTIVITY {
        // The interaction's id with a letter in front, so that it is opaque and says where it is from.
        let instance = format!("i-{id}");
        body["interaction"]["activity_instance_id"] = json!(instance);
        body["resource"] = json!({"type": number, "activity_instance": {"id": instance}});
    }
    if let Some(message) = message {
        body["interaction"]["response_message_id"] = json!(message.id.to_string());
        body["interaction"]["response_message_loading"] = json!(message.flags & flag::LOADING != 0);
        body["interaction"]["response_message_ephemeral"] = json!(message.ephemeral());
    }
    if let Some(message) =
        message.filter(|_| matches!(number, answer_type::MESSAGE | answer_type::UPDATE))
    {
        body["resource"] = json!({"type": number, "message": world.message_json(message, interaction.application)});
    }
    body
}
