//! Posting with a webhook of a channel, and changing what it posted.

use serde_json::{Value, json};

use super::by_token;
use crate::{
    clock::Moment,
    rest::{Call, Refusal, avatar, message::known_emojis, refusal, route::Answer, thread},
    validate::{self, MessagePlace},
    world::{
        ChannelKind, Message, MessageDraft, MessageKind, Origin, Patch, World, thread::Draft,
        webhook::Guise,
    },
};

pub(super) fn execute(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let webhook = by_token(world, call)?;
    let owned = webhook.application.is_some();
    let place = place(world, call, webhook.channel)?;
    let mut body = call.body.clone();
    components(&mut body, owned, call.flag("with_components"))?;
    validate::message(&body, MessagePlace::Webhook, &call.named_files())?;
    let webhook = by_token(world, call)?;
    let avatar = body["avatar_url"]
        .as_str()
        .map(|url| avatar::hash(url.as_bytes()));
    let guise = webhook.guise(body["username"].as_str(), avatar.as_deref());
    known_emojis(world, &body)?;
    let (channel, id) = post(world, call, place, &body, guise, now)?;
    if call.flag("wait") {
        shown(world, channel, id)
    } else {
        Answer::nothing()
    }
}

/// Sends what a webhook says; gives the message's channel and id.
pub(super) fn post(
    world: &mut World,
    call: &Call,
    place: Place,
    body: &Value,
    guise: Guise,
    now: Moment,
) -> Result<(u64, u64), Refusal> {
    let (Place::Channel(channel) | Place::NewPost(channel)) = place;
    let draft = MessageDraft {
        channel,
        author: guise.webhook,
        body,
        files: &call.files,
        kind: MessageKind::Plain,
        interaction: None,
        only_for: None,
        flags: 0,
        reply_to: None,
    };
    if let Place::NewPost(forum) = place {
        let tags = thread::ids(&call.body["applied_tags"]);
        thread::check_tags(world, forum, &[], &tags, true)?;
        thread::room(world, forum, ChannelKind::PublicThread)?;
        let opened = Draft {
            parent: forum,
            owner: guise.webhook,
            name: call.body["thread_name"].as_str().unwrap_or_default(),
            kind: ChannelKind::PublicThread,
            message: None,
            auto_archive: None,
            slow_mode: None,
            invitable: true,
            tags: Some(tags),
        };
        let id = world.open_post_as(&opened, &draft, guise, now);
        return Ok((id, id));
    }
    let origin = Origin {
        guise: Some(guise),
        ..Origin::default()
    };
    Ok((channel, world.send_from(&draft, origin, now)))
}

/// Where a webhook posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In its channel, or in a thread of it.
    Channel(u64),
    /// In a new post of this forum.
    NewPost(u64),
}

/// Where a webhook of `home` posts: there, or in one of its threads.
pub(super) fn place(world: &World, call: &Call, home: u64) -> Result<Place, Refusal> {
    let kind = world.channels.get(&home).map(|channel| channel.kind);
    let forum = matches!(kind, Some(ChannelKind::Forum | ChannelKind::Media));
    let named = call.body["thread_name"]
        .as_str()
        .is_some_and(|name| !name.is_empty());
    match (call.number("thread_id")?, named) {
        (Some(_), true) => Err(refusal::one_way_to_a_thread()),
        (Some(id), false) => {
            let thread = world.channels.get(&id);
            thread
                .filter(|thread| thread.kind.is_thread() && thread.parent == Some(home))
                .map(|thread| Place::Channel(thread.id))
                .ok_or_else(refusal::unknown_channel)
        }
        (None, true) if forum => Ok(Place::NewPost(home)),
        (None, false) if forum => Err(refusal::forum_needs_thread()),
        (None, true) => Err(refusal::threads_by_name_in_forums()),
        (None, false) => Ok(Place::Channel(home)),
    }
}

/// Components are for webhooks that an application owns; others may show those that nobody can use, when asked for.
fn components(body: &mut Value, owned: bool, asked: bool) -> Result<(), Refusal> {
    if owned || !body["components"].is_array() {
        return Ok(());
    }
    if !asked {
        body["components"] = json!([]);
        return Ok(());
    }
    if validate::interactive(&body["components"]) {
        return Err(Refusal::form(
            &["components"],
            "WEBHOOK_COMPONENTS_INTERACTIVE",
            "Interactive components can only be sent by webhooks that an application owns",
        ));
    }
    Ok(())
}

/// The webhook's message of the path, in its channel or in the thread of the query.
fn target<'a>(world: &'a World, call: &Call) -> Result<&'a Message, Refusal> {
    let webhook = by_token(world, call)?;
    let channel = call.number("thread_id")?.unwrap_or(webhook.channel);
    let message = world.message(channel, call.id("message")?);
    message
        .filter(|message| {
            message
                .guise
                .as_ref()
                .is_some_and(|guise| guise.webhook == webhook.id)
        })
        .ok_or_else(refusal::unknown_message)
}

pub(super) fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let message = target(world, call)?;
    Answer::ok(json_of(world, message))
}

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let message = target(world, call)?;
    let (channel, id, v2) = (message.channel, message.id, message.v2());
    let owned = message.application().is_some();
    if message.poll.is_some() {
        return Err(refusal::poll_stays());
    }
    let mut body = call.body.clone();
    components(&mut body, owned, call.flag("with_components"))?;
    validate::message(&body, MessagePlace::WebhookEdit { v2 }, &call.named_files())?;
    let patch = Patch {
        body: &body,
        files: &call.files,
        clear: 0,
    };
    world.edit(channel, id, &patch, now)?;
    shown(world, channel, id)
}

pub(super) fn delete(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let message = target(world, call)?;
    let (channel, id) = (message.channel, message.id);
    world.delete_message(channel, id);
    Answer::nothing()
}

fn shown(world: &World, channel: u64, id: u64) -> Result<Answer, Refusal> {
    let message = world
        .message(channel, id)
        .ok_or_else(refusal::unknown_message)?;
    Answer::ok(json_of(world, message))
}

/// A webhook reads everything of its own.
fn json_of(world: &World, message: &Message) -> Value {
    world.message_json(message, message.author)
}
