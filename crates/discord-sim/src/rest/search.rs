//! Searching a guild's messages.

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority,
    route::{Access, Answer, Route, SLOW, route},
};
use crate::{
    clock::Moment,
    permission::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    world::{Message, World},
};

/// What is about searching.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/messages/search", "guild_search", Access::Bot, SLOW, search),
];

/// How many messages a page has by default, and at most.
const PAGE: (u64, u64) = (25, 25);

fn search(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, READ_MESSAGE_HISTORY, now)?;
    let limit = call.limit(PAGE.0, PAGE.1)?;
    let offset = call.number("offset")?.unwrap_or_default();
    let (least, most) = (call.number("min_id")?, call.number("max_id")?);
    let readable = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
    let channels: Vec<u64> = world
        .channels
        .values()
        .filter(|channel| channel.guild() == Some(guild))
        .map(|channel| channel.id)
        .filter(|id| world.permissions_in(call.application, *id, now) & readable == readable)
        .collect();
    let mut found: Vec<&Message> = channels
        .iter()
        .flat_map(|channel| world.messages_of(*channel))
        .filter(|message| !message.ephemeral())
        .filter(|message| least.is_none_or(|least| message.id > least))
        .filter(|message| most.is_none_or(|most| message.id < most))
        .filter(|message| world.reads(message, call.application))
        .filter(|message| fits(message, call))
        .collect();
    found.sort_by_key(|message| std::cmp::Reverse(message.id));
    if call
        .query
        .get("sort_order")
        .is_some_and(|order| order == "asc")
    {
        found.reverse();
    }
    let total = found.len();
    let page = found
        .into_iter()
        .skip(usize::try_from(offset).unwrap_or(usize::MAX))
        .take(limit);
    let messages = page.map(|message| {
        let mut json = world.message_json(message, call.application);
        json["hit"] = json!(true);
        json!([json])
    });
    Answer::ok(
        json!({"messages": messages.collect::<Vec<Value>>(), "total_results": total,
        "doing_deep_historical_index": false, "documents_indexed": null}),
    )
}

/// Whether a message is what the query asks for.
fn fits(message: &Message, call: &Call) -> bool {
    let among = |key: &'static str, ids: &[u64]| {
        let wanted = call.list(key);
        wanted.is_empty()
            || wanted
                .iter()
                .any(|id| ids.iter().any(|own| own.to_string() == *id))
    };
    let text = call.query.get("content").map(|text| text.to_lowercase());
    let has = call.list("has");
    text.is_none_or(|text| message.content.to_lowercase().contains(&text))
        && among("channel_id", &[message.channel])
        && among("author_id", &[message.author])
        && among("mentions", &message.pings.users)
        && among("mentions_role_id", &message.pings.roles)
        && among("replied_to_message_id", message.reply_to.as_slice())
        && (!call.query.contains_key("pinned") || call.flag("pinned") == message.pinned.is_some())
        && (!call.query.contains_key("mention_everyone")
            || call.flag("mention_everyone") == message.pings.everyone)
        && has.iter().all(|part| holds(message, part))
}

/// Whether a message has a part, or with `-` before it does not.
fn holds(message: &Message, part: &str) -> bool {
    if let Some(part) = part.strip_prefix('-') {
        return !holds(message, part);
    }
    let file = |kind: &str| {
        let mut files = message.attachments.iter();
        files.any(|file| file.content_type.starts_with(kind))
    };
    match part {
        "link" => message.content.contains("://"),
        "embed" => !message.embeds.is_empty(),
        "file" => !message.attachments.is_empty(),
        "image" => file("image/"),
        "video" => file("video/"),
        "sound" => file("audio/"),
        "sticker" => !message.stickers.is_empty(),
        "poll" => message.poll.is_some(),
        "snapshot" => !message.snapshots.is_empty(),
        _ => true,
    }
}
