//! Filling a channel from a request body that was checked.

use serde_json::{Value, json};

use super::{Channel, ChannelKind, Forum, Hall, Tag, flag};
use crate::{permission::Overwrite, snowflake};

/// Puts the fields of a body into a channel; fields that its kind does not have are ignored, as Discord does. `fresh`
/// makes ids for new tags. Overwrites are not part of it.
pub(crate) fn fill(channel: &mut Channel, body: &Value, fresh: impl FnMut() -> u64) {
    if let Some(name) = body["name"].as_str() {
        channel.name = plain_name(channel.kind, name);
    }
    if let Some(position) = number(&body["position"]) {
        channel.position = u32::try_from(position).unwrap_or(u32::MAX);
    }
    if channel.kind == ChannelKind::Category {
        return;
    }
    if let Some(parent) = body.get("parent_id") {
        channel.parent = snowflake::read(parent);
    }
    if let Some(nsfw) = body.get("nsfw") {
        channel.nsfw = nsfw.as_bool().unwrap_or_default();
    }
    if let Some(seconds) = body.get("rate_limit_per_user") {
        channel.slow_mode = small(seconds);
    }
    if let Some(hall) = &mut channel.hall {
        fill_hall(hall, body);
        return;
    }
    if let Some(topic) = body.get("topic") {
        channel.topic = topic
            .as_str()
            .filter(|topic| !topic.is_empty())
            .map(ToOwned::to_owned);
    }
    if let Some(minutes) = body.get("default_auto_archive_duration") {
        channel.default_archive = number(minutes).map(|_| small(minutes));
    }
    if let Some(seconds) = body.get("default_thread_rate_limit_per_user") {
        channel.default_slow_mode = small(seconds);
    }
    let known = match channel.kind {
        ChannelKind::Forum => flag::REQUIRE_TAG,
        ChannelKind::Media => flag::REQUIRE_TAG | flag::HIDE_MEDIA_DOWNLOAD_OPTIONS,
        _ => 0,
    };
    if let Some(flags) = number(&body["flags"]) {
        channel.flags = channel.flags & !known | flags & known;
    }
    if let Some(forum) = &mut channel.forum {
        fill_forum(forum, body, fresh);
    }
}

fn fill_hall(hall: &mut Hall, body: &Value) {
    let usual = Hall::default();
    if let Some(bitrate) = body.get("bitrate") {
        hall.bitrate = number(bitrate).unwrap_or(usual.bitrate);
    }
    if let Some(limit) = body.get("user_limit") {
        hall.user_limit = number(limit).unwrap_or(usual.user_limit);
    }
    if let Some(region) = body.get("rtc_region") {
        hall.region = region.as_str().map(ToOwned::to_owned);
    }
    if let Some(quality) = body.get("video_quality_mode") {
        hall.video_quality = number(quality).unwrap_or(usual.video_quality);
    }
}

fn fill_forum(forum: &mut Forum, body: &Value, mut fresh: impl FnMut() -> u64) {
    if let Some(tags) = body.get("available_tags") {
        let tag = |tag: &Value| {
            let known = snowflake::read(&tag["id"]);
            let known = known.filter(|id| forum.tags.iter().any(|old| old.id == *id));
            Tag {
                id: known.unwrap_or_else(&mut fresh),
                name: tag["name"].as_str().unwrap_or_default().to_owned(),
                moderated: tag["moderated"].as_bool().unwrap_or_default(),
                emoji_id: snowflake::read(&tag["emoji_id"]),
                emoji_name: tag["emoji_name"].as_str().map(ToOwned::to_owned),
            }
        };
        forum.tags = tags.as_array().into_iter().flatten().map(tag).collect();
    }
    if let Some(reaction) = body.get("default_reaction_emoji") {
        forum.reaction = match reaction {
            Value::Null => Value::Null,
            reaction => {
                let id = snowflake::read(&reaction["emoji_id"]).map(|id| id.to_string());
                json!({"emoji_id": id, "emoji_name": reaction["emoji_name"]})
            }
        };
    }
    if let Some(order) = body.get("default_sort_order") {
        forum.sort_order = number(order);
    }
    if let Some(layout) = body.get("default_forum_layout") {
        forum.layout = number(layout).unwrap_or_default();
    }
}

/// The overwrites of a body; `None` when it does not name them.
pub(crate) fn overwrites_of(body: &Value) -> Option<Vec<Overwrite>> {
    let listed = body.get("permission_overwrites")?;
    let overwrite = |overwrite: &Value| {
        Some(Overwrite {
            id: snowflake::read(&overwrite["id"])?,
            member: number(&overwrite["type"]) == Some(1),
            allow: snowflake::read(&overwrite["allow"]).unwrap_or_default(),
            deny: snowflake::read(&overwrite["deny"]).unwrap_or_default(),
        })
    };
    Some(
        listed
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(overwrite)
            .collect(),
    )
}

/// A name as Discord stores it: lower case and with dashes where the client shows a `#`, as it is elsewhere.
fn plain_name(kind: ChannelKind, name: &str) -> String {
    let name = name.trim();
    if !matches!(
        kind,
        ChannelKind::Text | ChannelKind::Announcement | ChannelKind::Forum | ChannelKind::Media
    ) {
        return name.to_owned();
    }
    let mut plain = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_lowercase) {
        match character {
            '-' | ' ' if plain.ends_with('-') => {}
            ' ' => plain.push('-'),
            '_' | '-' => plain.push(character),
            mark if mark.is_ascii_punctuation() => {}
            character => plain.push(character),
        }
    }
    plain
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64()
}

fn small(value: &Value) -> u32 {
    number(value)
        .and_then(|number| u32::try_from(number).ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_a_hash_are_lower_case_with_dashes() {
        for (given, text, voice) in [
            ("General Chat", "general-chat", "General Chat"),
            ("  a  b!? ", "a-b", "a  b!?"),
            ("Ärger & Streit", "ärger-streit", "Ärger & Streit"),
            ("snake_case", "snake_case", "snake_case"),
        ] {
            assert_eq!(plain_name(ChannelKind::Text, given), text);
            assert_eq!(plain_name(ChannelKind::Voice, given), voice);
        }
    }
}
