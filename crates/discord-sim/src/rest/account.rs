//! Who the bot is and where its gateway is.

use serde_json::json;

use super::{
    Call, Refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{clock::Moment, world::World};

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

/// The caller puts the session start limit, which the gateway knows, into the body.
pub(super) fn gateway_bot(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(json!({"url": socket(world), "shards": 1, "session_start_limit": call.body}))
}

fn socket(world: &World) -> String {
    world.base_url.replacen("http", "ws", 1)
}

pub(super) fn application(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(world.application_json(call.application))
}

pub(super) fn change(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    if let Some(application) = world.applications.get_mut(&call.application) {
        if let Some(description) = call.body["description"].as_str() {
            description.clone_into(&mut application.description);
        }
        if let Some(flags) = call.body["flags"].as_u64() {
            application.flags = flags;
        }
    }
    Answer::ok(world.application_json(call.application))
}
