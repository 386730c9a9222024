//! Announcement channels: following one, and publishing what is said there.

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority,
    message::{public_message, shown},
    refusal,
    route::{Access, Answer, MESSAGES, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{MANAGE_MESSAGES, MANAGE_WEBHOOKS, SEND_MESSAGES, VIEW_CHANNEL},
    world::{ChannelKind, MessageDraft, MessageKind, Origin, World, flag, webhook::Sort},
};

/// What is about announcement channels.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("POST", "/channels/{channel}/followers", "follow_channel", Access::Bot, USUAL, follow),
    route("POST", "/channels/{channel}/messages/{message}/crosspost", "crosspost_message", Access::Bot, MESSAGES, crosspost),
];

/// Refuses a channel that is no announcement channel.
fn announces(world: &World, channel: u64) -> Result<(), Refusal> {
    let kind = world.channels.get(&channel).map(|channel| channel.kind);
    if kind == Some(ChannelKind::Announcement) {
        Ok(())
    } else {
        Err(refusal::wrong_channel_type())
    }
}

fn follow(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let source = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    announces(world, source)?;
    let target = &call.body["webhook_channel_id"];
    let target = target.as_u64().or_else(|| target.as_str()?.parse().ok());
    let target = target.ok_or_else(|| {
        Refusal::form(
            &["webhook_channel_id"],
            "BASE_TYPE_REQUIRED",
            "This field is required",
        )
    })?;
    authority::may(world, call, target, MANAGE_WEBHOOKS, now)?;
    let guild = authority::guild_of(world, target)?;
    let name = title(world, source);
    let webhook = world
        .add_webhook(
            (guild, target),
            &name,
            call.application,
            Some(source),
            call.reason.clone(),
            now,
        )
        .map_err(|_| refusal::too_many_webhooks())?;
    let reference = world.reference(0, source, None);
    let origin = Origin {
        reference: Some(reference),
        ..Origin::default()
    };
    world.send_system(
        target,
        call.application,
        MessageKind::FollowAdd,
        &name,
        origin,
        now,
    );
    Answer::ok(json!({"channel_id": source.to_string(), "webhook_id": webhook.to_string()}))
}

/// As whom a followed channel posts: its guild and its name.
fn title(world: &World, channel: u64) -> String {
    let found = world.channels.get(&channel);
    let guild = found.and_then(|channel| world.guilds.get(&channel.guild()?));
    format!(
        "{} #{}",
        guild.map(|guild| guild.name.as_str()).unwrap_or_default(),
        found
            .map(|channel| channel.name.as_str())
            .unwrap_or_default()
    )
}

fn crosspost(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    announces(world, channel)?;
    let message = public_message(world, call, channel)?;
    let (id, own) = (message.id, message.author == call.application);
    let needed = if own {
        SEND_MESSAGES
    } else {
        SEND_MESSAGES | MANAGE_MESSAGES
    };
    if message.kind.is_system() {
        return Err(refusal::system_message());
    }
    if message.flags & flag::CROSSPOSTED != 0 {
        return Err(refusal::already_crossposted());
    }
    authority::in_channel(world, call, needed, now)?;
    if let Some(message) = world.messages.get_mut(&(channel, id)) {
        message.flags |= flag::CROSSPOSTED;
    }
    world.announce(channel, id, "MESSAGE_UPDATE", now);
    publish(world, channel, id, now);
    shown(world, call, channel, id)
}

/// Brings a message to every channel that follows.
fn publish(world: &mut World, channel: u64, id: u64, now: Moment) {
    let Some(message) = world.message(channel, id).cloned() else {
        return;
    };
    let followers: Vec<_> = world
        .webhooks
        .values()
        .filter(|webhook| webhook.sort == Sort::Follower { source: channel })
        .map(|webhook| (webhook.id, webhook.channel, webhook.guise(None, None)))
        .collect();
    let reference = world.reference(0, channel, Some(id));
    let body: Value = json!({"content": message.content, "components": message.components,
        "flags": message.flags & flag::COMPONENTS_V2, "allowed_mentions": {"parse": []}});
    for (webhook, target, guise) in followers {
        let draft = MessageDraft {
            channel: target,
            author: webhook,
            body: &body,
            files: &[],
            kind: MessageKind::Plain,
            interaction: None,
            only_for: None,
            flags: flag::IS_CROSSPOST,
            reply_to: None,
        };
        let origin = Origin {
            guise: Some(guise),
            reference: Some(reference.clone()),
            embeds: message.embeds.clone(),
            ..Origin::default()
        };
        world.send_from(&draft, origin, now);
    }
}
