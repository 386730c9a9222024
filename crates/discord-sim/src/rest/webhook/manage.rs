//! Making, reading, changing and deleting the webhooks of channels.

use serde_json::Value;

use super::by_token;
use crate::{
    clock::Moment,
    permission::MANAGE_WEBHOOKS,
    rest::{Call, Refusal, authority, avatar, refusal, route::Answer},
    validate::{self, WebhookPlace},
    world::{
        ChannelKind, World,
        audit::{action, changes},
    },
};

/// Keys of a webhook that can be changed, as the audit log names them.
const CHANGED: [&str; 3] = ["name", "avatar", "channel_id"];

pub(super) fn of_channel(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, MANAGE_WEBHOOKS, now)?;
    authority::guild_of(world, channel)?;
    let own = world
        .webhooks
        .values()
        .filter(|webhook| webhook.channel == channel);
    Answer::ok(
        own.map(|webhook| world.webhook_json(webhook.id, true))
            .collect(),
    )
}

pub(super) fn of_guild(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_WEBHOOKS, now)?;
    let own = world
        .webhooks
        .values()
        .filter(|webhook| webhook.guild == guild);
    Answer::ok(
        own.map(|webhook| world.webhook_json(webhook.id, true))
            .collect(),
    )
}

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, MANAGE_WEBHOOKS, now)?;
    let guild = authority::guild_of(world, channel)?;
    takes_webhooks(world, channel)?;
    validate::webhook(&call.body, WebhookPlace::Create)?;
    let picture = picture(&call.body)?;
    let name = call.body["name"].as_str().unwrap_or_default().trim();
    let id = world
        .add_webhook(
            (guild, channel),
            name,
            call.application,
            None,
            call.reason.clone(),
            now,
        )
        .map_err(|_| refusal::too_many_webhooks())?;
    set_picture(world, id, picture);
    Answer::ok(world.webhook_json(id, true))
}

/// Threads post through their parent's webhooks, categories hold none.
fn takes_webhooks(world: &World, channel: u64) -> Result<(), Refusal> {
    let kind = world.channels.get(&channel).map(|channel| channel.kind);
    if kind.is_some_and(|kind| kind == ChannelKind::Category || kind.is_thread()) {
        Err(refusal::wrong_channel_type())
    } else {
        Ok(())
    }
}

/// The webhook of the path, for its owner or somebody who may manage it.
fn managed(world: &mut World, call: &Call, now: Moment) -> Result<u64, Refusal> {
    let id = call.id("webhook")?;
    let webhook = world
        .webhooks
        .get(&id)
        .ok_or_else(refusal::unknown_webhook)?;
    let (channel, owner) = (webhook.channel, webhook.application);
    if owner != Some(call.application) {
        authority::may(world, call, channel, MANAGE_WEBHOOKS, now)?;
    }
    Ok(id)
}

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = managed(world, call, now)?;
    Answer::ok(world.webhook_json(id, true))
}

pub(super) fn get_by_token(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let id = by_token(world, call)?.id;
    Answer::ok(world.webhook_json(id, false))
}

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = managed(world, call, now)?;
    let webhook = world
        .webhooks
        .get(&id)
        .ok_or_else(refusal::unknown_webhook)?;
    let (from, guild) = (webhook.channel, webhook.guild);
    authority::may(world, call, from, MANAGE_WEBHOOKS, now)?;
    validate::webhook(&call.body, WebhookPlace::Edit)?;
    let target = &call.body["channel_id"];
    let target: Option<u64> = target.as_u64().or_else(|| target.as_str()?.parse().ok());
    if let Some(target) = target {
        authority::may(world, call, target, MANAGE_WEBHOOKS, now)?;
        takes_webhooks(world, target)?;
        if authority::guild_of(world, target)? != guild {
            return Err(refusal::unknown_channel());
        }
    }
    change(world, call, id, target, call.application, now)?;
    Answer::ok(world.webhook_json(id, true))
}

pub(super) fn edit_by_token(
    world: &mut World,
    call: &Call,
    now: Moment,
) -> Result<Answer, Refusal> {
    let webhook = by_token(world, call)?;
    let (id, actor) = (webhook.id, webhook.creator);
    validate::webhook(&call.body, WebhookPlace::Edit)?;
    change(world, call, id, None, actor, now)?;
    Answer::ok(world.webhook_json(id, false))
}

fn change(
    world: &mut World,
    call: &Call,
    id: u64,
    target: Option<u64>,
    actor: u64,
    now: Moment,
) -> Result<(), Refusal> {
    let picture = picture(&call.body)?;
    let old = world.webhook_json(id, false);
    set_picture(world, id, picture);
    let mut left = None;
    if let Some(webhook) = world.webhooks.get_mut(&id) {
        if let Some(name) = call.body["name"].as_str() {
            name.trim().clone_into(&mut webhook.name);
        }
        if let Some(target) = target.filter(|target| *target != webhook.channel) {
            left = Some(std::mem::replace(&mut webhook.channel, target));
        }
    }
    let changes = changes(&old, &world.webhook_json(id, false), &CHANGED);
    if let Some(left) = left {
        world.tell_webhooks(left, now);
    }
    world.webhook_changed(
        id,
        action::WEBHOOK_UPDATE,
        actor,
        changes,
        call.reason.clone(),
        now,
    );
    Ok(())
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = managed(world, call, now)?;
    world.remove_webhook(id, call.application, call.reason.clone(), now);
    Answer::nothing()
}

pub(super) fn delete_by_token(
    world: &mut World,
    call: &Call,
    now: Moment,
) -> Result<Answer, Refusal> {
    let webhook = by_token(world, call)?;
    let (id, actor) = (webhook.id, webhook.creator);
    world.remove_webhook(id, actor, call.reason.clone(), now);
    Answer::nothing()
}

/// What the body says about the picture: nothing, none, or this one.
fn picture(body: &Value) -> Result<Option<Option<crate::world::StoredFile>>, Refusal> {
    match body.get("avatar") {
        None => Ok(None),
        Some(Value::Null) => Ok(Some(None)),
        Some(data) => {
            let picture = data
                .as_str()
                .and_then(avatar::picture)
                .ok_or_else(|| Refusal::form(&["avatar"], "IMAGE_INVALID", "Invalid image data"))?;
            Ok(Some(Some(picture)))
        }
    }
}

fn set_picture(world: &mut World, id: u64, picture: Option<Option<crate::world::StoredFile>>) {
    let Some(picture) = picture else {
        return;
    };
    let hash = picture.as_ref().map(|file| avatar::hash(&file.bytes));
    if let (Some(hash), Some(file)) = (&hash, picture) {
        world.images.insert(format!("avatars/{id}/{hash}"), file);
    }
    if let Some(webhook) = world.webhooks.get_mut(&id) {
        webhook.avatar = hash;
    }
}
