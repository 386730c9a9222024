//! Who the bot is and where its gateway is.

use serde_json::{Value, json};

use super::{
    Call, Refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    validate,
    world::{Application, World},
};

/// Events that webhooks can have (`events/webhook-events.mdx`).
const EVENTS: [&str; 12] = [
    "APPLICATION_AUTHORIZED",
    "APPLICATION_DEAUTHORIZED",
    "ENTITLEMENT_CREATE",
    "ENTITLEMENT_DELETE",
    "ENTITLEMENT_UPDATE",
    "GAME_DIRECT_MESSAGE_CREATE",
    "GAME_DIRECT_MESSAGE_DELETE",
    "GAME_DIRECT_MESSAGE_UPDATE",
    "LOBBY_MESSAGE_CREATE",
    "LOBBY_MESSAGE_DELETE",
    "LOBBY_MESSAGE_UPDATE",
    "QUEST_USER_ENROLLMENT",
];

/// Guilds for which Discord recommends one more shard.
const GUILDS_PER_SHARD: u64 = 1_000;
/// Fields of the own application that are kept as they are given.
const KEPT: [&str; 3] = [
    "custom_install_url",
    "role_connections_verification_url",
    "tags",
];

/// What is about the bot itself.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/gateway", "get_gateway", Access::Open, USUAL, gateway),
    route("GET", "/gateway/bot", "get_bot_gateway", Access::Bot, USUAL, gateway_bot),
    route("GET", "/applications/@me", "get_my_application", Access::Bot, USUAL, application),
    route("PATCH", "/applications/@me", "update_my_application", Access::Bot, USUAL, change),
    route("GET", "/oauth2/applications/@me", "get_my_oauth2_application", Access::Bot, USUAL, application),
];

pub(super) fn gateway(world: &mut World, _: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(json!({"url": socket(world)}))
}

/// The caller puts what the gateway knows, the session start limit and how many guilds a shard takes, into the body.
pub(super) fn gateway_bot(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guilds = world.guilds.values();
    let guilds = guilds.filter(|guild| guild.members.contains_key(&call.application));
    let most = call.body["guilds_per_shard"].as_u64().unwrap_or(u64::MAX);
    let shards = (guilds.count() as u64).div_ceil(most.clamp(1, GUILDS_PER_SHARD));
    Answer::ok(json!({"url": socket(world), "shards": shards.max(1),
        "session_start_limit": call.body["session_start_limit"]}))
}

fn socket(world: &World) -> String {
    world.base_url.replacen("http", "ws", 1)
}

pub(super) fn application(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(world.application_json(call.application))
}

/// Sets what `delivery` has tested.
fn addresses(application: &mut Application, call: &Call) -> Result<(), Refusal> {
    if let Some((field, _)) = call.distrusted.first() {
        let (code, what) = match *field {
            "event_webhooks_url" => ("APPLICATION_EVENT_WEBHOOKS_URL_INVALID", "event webhooks"),
            _ => (
                "APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID",
                "interactions endpoint",
            ),
        };
        let message = format!("The specified {what} url could not be verified.");
        return Err(Refusal::form(&[*field], code, &message));
    }
    let body = &call.body;
    let mut webhooks = application.webhooks.clone();
    if let Some(status) = body["event_webhooks_status"].as_u64() {
        if !(1..=2).contains(&status) {
            let message = "Value must be one of {1, 2}.";
            return Err(Refusal::form(
                &["event_webhooks_status"],
                "BASE_TYPE_CHOICES",
                message,
            ));
        }
        webhooks.status = status;
    }
    if let Some(types) = body["event_webhooks_types"].as_array() {
        webhooks.types.clear();
        for (place, kind) in types.iter().enumerate() {
            let known = kind.as_str().filter(|kind| EVENTS.contains(kind));
            let Some(kind) = known else {
                let message = format!("Value must be one of {{{}}}.", EVENTS.join(", "));
                let place = place.to_string();
                return Err(Refusal::form(
                    &["event_webhooks_types", &place],
                    "BASE_TYPE_CHOICES",
                    &message,
                ));
            };
            webhooks.types.push(kind.to_owned());
        }
    }
    if let Some(url) = address(body, "event_webhooks_url")? {
        webhooks.url = url;
    }
    if let Some(url) = address(body, "interactions_endpoint_url")? {
        application.endpoint = url;
    }
    application.webhooks = webhooks;
    Ok(())
}

/// What a field sets an address to; nothing when it is not there.
fn address(body: &Value, field: &'static str) -> Result<Option<Option<String>>, Refusal> {
    match body.get(field) {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(Value::String(url)) => Ok(Some(Some(url.clone()))),
        Some(_) => Err(Refusal::form(
            &[field],
            "STRING_TYPE_CONVERT",
            "Could not interpret value as string.",
        )),
    }
}

pub(super) fn change(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    validate::application(&call.body)?;
    if let Some(application) = world.applications.get_mut(&call.application) {
        addresses(application, call)?;
        for key in KEPT.iter().filter(|key| call.body.get(**key).is_some()) {
            application
                .shown
                .insert((*key).to_owned(), call.body[*key].clone());
        }
        if let Some(description) = call.body["description"].as_str() {
            description.clone_into(&mut application.description);
        }
        if let Some(flags) = call.body["flags"].as_u64() {
            application.flags = flags;
        }
    }
    Answer::ok(world.application_json(call.application))
}
