//! The world, messages and outcomes as the control interface writes them.

use serde_json::{Value, json};

use crate::{
    driver::{MessageView, ModalView, Outcome, Shown},
    world::World,
};

/// Guilds with their channels, people, applications.
pub(super) fn world(world: &World) -> Value {
    let guilds: Vec<Value> = world
        .guilds
        .values()
        .map(|guild| {
            let own = world
                .channels
                .values()
                .filter(|channel| channel.guild() == Some(guild.id));
            let channels: Vec<Value> = own
                .map(|channel| json!({"id": channel.id.to_string(), "name": channel.name, "type": channel.code()}))
                .collect();
            let members: Vec<String> = guild.members.keys().map(ToString::to_string).collect();
            json!({"id": guild.id.to_string(), "name": guild.name, "owner_id": guild.owner.to_string(),
                "channels": channels, "members": members})
        })
        .collect();
    let people = world.users.values().filter(|user| !user.bot);
    let users: Vec<Value> = people
        .map(|user| json!({"id": user.id.to_string(), "name": user.name, "locale": user.locale}))
        .collect();
    let applications: Vec<Value> = world
        .applications
        .values()
        .map(|application| {
            let mut names: Vec<&str> = application
                .commands
                .values()
                .flatten()
                .filter_map(|command| command["name"].as_str())
                .collect();
            names.sort_unstable();
            names.dedup();
            json!({"id": application.id.to_string(), "name": application.name, "commands": names})
        })
        .collect();
    json!({"guilds": guilds, "users": users, "applications": applications})
}

/// A message with its drawing and what can be pressed.
pub(super) fn message(view: &MessageView) -> Value {
    let buttons: Vec<Value> = view
        .buttons()
        .into_iter()
        .map(|button| {
            json!({"label": button.label, "custom_id": button.custom_id, "disabled": button.disabled,
                "style": button.style, "emoji": button.emoji})
        })
        .collect();
    let selects: Vec<Value> = view
        .selects()
        .into_iter()
        .map(|select| {
            let options: Vec<Value> = select
                .options
                .iter()
                .map(|(label, value)| json!({"label": label, "value": value}))
                .collect();
            json!({"custom_id": select.custom_id, "placeholder": select.placeholder, "options": options,
                "disabled": select.disabled})
        })
        .collect();
    let pictures: Vec<Value> = view
        .pictures()
        .into_iter()
        .map(|picture| json!({"url": picture.url, "alt": picture.alt}))
        .collect();
    json!({"id": view.id.to_string(), "channel_id": view.channel_id.to_string(), "author": view.author,
        "rendered": view.render(), "text": view.text(), "ephemeral": view.ephemeral, "loading": view.loading,
        "edited": view.edited, "buttons": buttons, "selects": selects, "pictures": pictures,
        "attachments": view.attachments})
}

/// What became of an act.
pub(super) fn outcome(shown: &Shown) -> Value {
    let mut json = match shown.outcome() {
        Outcome::Message(view) => json!({"outcome": "message", "message": message(&view)}),
        Outcome::Updated(view) => json!({"outcome": "updated", "message": message(&view)}),
        Outcome::Modal(view) => json!({"outcome": "modal", "modal": modal(&view)}),
        Outcome::Choices(choices) => {
            let choices: Vec<Value> = choices
                .into_iter()
                .map(|choice| json!({"name": choice.name, "value": choice.value}))
                .collect();
            json!({"outcome": "choices", "choices": choices})
        }
        Outcome::Deferred => json!({"outcome": "deferred"}),
        Outcome::Activity => json!({"outcome": "activity"}),
        Outcome::Upgrade => json!({"outcome": "upgrade"}),
        Outcome::Failed => json!({"outcome": "failed", "error": "the application did not respond"}),
    };
    json["interaction"] = json!(shown.interaction_id().to_string());
    json["followups"] = shown.followups().iter().map(message).collect();
    json
}

fn modal(view: &ModalView) -> Value {
    let fields: Vec<Value> = view
        .fields
        .iter()
        .map(|field| {
            json!({"custom_id": field.custom_id, "label": field.label, "type": field.kind,
                "required": field.required, "value": field.value, "options": field.options})
        })
        .collect();
    json!({"interaction": view.interaction_id.to_string(), "custom_id": view.custom_id, "title": view.title,
        "fields": fields})
}
