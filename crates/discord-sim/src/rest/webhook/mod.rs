//! Webhooks: those of interactions, which last a quarter of an hour, and those of channels, which stay.
//!
//! Both are used by the same addresses; the token tells which is meant.

mod compatible;
mod execute;
mod interaction;
mod manage;

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, Handler, Route, USUAL, WEBHOOK, route},
};
use crate::{
    clock::Moment,
    world::{Webhook, World},
};

/// What is about webhooks.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/webhooks", "list_channel_webhooks", Access::Bot, USUAL, manage::of_channel),
    route("POST", "/channels/{channel}/webhooks", "create_webhook", Access::Bot, USUAL, manage::create),
    route("GET", "/guilds/{guild}/webhooks", "get_guild_webhooks", Access::Bot, USUAL, manage::of_guild),
    route("GET", "/webhooks/{webhook}", "get_webhook", Access::Bot, USUAL, manage::get),
    route("PATCH", "/webhooks/{webhook}", "update_webhook", Access::Bot, USUAL, manage::edit),
    route("DELETE", "/webhooks/{webhook}", "delete_webhook", Access::Bot, USUAL, manage::delete),
    route("GET", "/webhooks/{webhook}/{token}", "get_webhook_by_token", Access::Interaction, WEBHOOK, manage::get_by_token),
    route("PATCH", "/webhooks/{webhook}/{token}", "update_webhook_by_token", Access::Interaction, WEBHOOK, manage::edit_by_token),
    route("DELETE", "/webhooks/{webhook}/{token}", "delete_webhook_by_token", Access::Interaction, WEBHOOK, manage::delete_by_token),
    route("POST", "/webhooks/{webhook}/{token}", "execute_webhook", Access::Interaction, WEBHOOK, send),
    route("POST", "/webhooks/{webhook}/{token}/github", "execute_github_compatible_webhook", Access::Interaction, WEBHOOK, compatible::github),
    route("POST", "/webhooks/{webhook}/{token}/slack", "execute_slack_compatible_webhook", Access::Interaction, WEBHOOK, compatible::slack),
    route("GET", "/webhooks/{webhook}/{token}/messages/@original", "get_original_webhook_message", Access::Interaction, WEBHOOK, interaction::get),
    route("PATCH", "/webhooks/{webhook}/{token}/messages/@original", "update_original_webhook_message", Access::Interaction, WEBHOOK, interaction::edit),
    route("DELETE", "/webhooks/{webhook}/{token}/messages/@original", "delete_original_webhook_message", Access::Interaction, WEBHOOK, interaction::delete),
    route("GET", "/webhooks/{webhook}/{token}/messages/{message}", "get_webhook_message", Access::Interaction, WEBHOOK, get),
    route("PATCH", "/webhooks/{webhook}/{token}/messages/{message}", "update_webhook_message", Access::Interaction, WEBHOOK, edit),
    route("DELETE", "/webhooks/{webhook}/{token}/messages/{message}", "delete_webhook_message", Access::Interaction, WEBHOOK, delete),
];

/// Whether the path means a webhook of a channel; everything else is an interaction's, or nobody's.
fn is_channels(world: &World, call: &Call) -> bool {
    let id = call.text("webhook").parse();
    id.is_ok_and(|id: u64| world.webhooks.contains_key(&id))
}

fn either(world: &World, call: &Call, channels: Handler, interactions: Handler) -> Handler {
    if is_channels(world, call) {
        channels
    } else {
        interactions
    }
}

fn send(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    either(world, call, execute::execute, interaction::follow_up)(world, call, now)
}

fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    either(world, call, execute::get, interaction::get)(world, call, now)
}

fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    either(world, call, execute::edit, interaction::edit)(world, call, now)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    either(world, call, execute::delete, interaction::delete)(world, call, now)
}

/// The webhook of the path, with its token.
fn by_token<'a>(world: &'a World, call: &Call) -> Result<&'a Webhook, Refusal> {
    let id = call.id("webhook")?;
    let webhook = world
        .webhooks
        .get(&id)
        .ok_or_else(refusal::unknown_webhook)?;
    if webhook.token() == Some(call.text("token")) {
        Ok(webhook)
    } else {
        Err(refusal::invalid_webhook_token())
    }
}
