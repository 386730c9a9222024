//! Channels: their settings by kind, permission overwrites, tags, the order of a guild's channels.
//!
//! The spec's body of a changed channel is a union of all-optional objects that lets anything pass, so every limit
//! stands here. Fields that a kind does not have are ignored, as Discord does.

use serde_json::Value;

use super::{
    form::{
        Form,
        Need::{self, Optional, Required},
        Object,
    },
    rule::{self, Rule},
    thread::thread_edit,
    value,
    violation::Rejection,
};

/// Discord's number of a kind of channel.
pub(super) mod kind {
    pub(crate) const TEXT: i64 = 0;
    pub(crate) const VOICE: i64 = 2;
    pub(crate) const CATEGORY: i64 = 4;
    pub(crate) const ANNOUNCEMENT: i64 = 5;
    pub(crate) const STAGE: i64 = 13;
    pub(crate) const FORUM: i64 = 15;
    pub(crate) const MEDIA: i64 = 16;
}

/// Kinds that a bot can make (docs).
const MADE: [i64; 7] = [
    kind::TEXT,
    kind::VOICE,
    kind::CATEGORY,
    kind::ANNOUNCEMENT,
    kind::STAGE,
    kind::FORUM,
    kind::MEDIA,
];
/// Kinds of threads, which have settings of their own.
pub(super) const THREADS: std::ops::RangeInclusive<u64> = 10..=12;
/// Kinds that can become each other (docs).
const CONVERTIBLE: [i64; 2] = [kind::TEXT, kind::ANNOUNCEMENT];
/// Code points of a name (docs).
const NAME: usize = 100;
/// Code points of a topic (docs).
const TOPIC: usize = 1_024;
/// Code points of a forum's guidelines (docs).
const GUIDELINES: usize = 4_096;
/// Longest slow mode in seconds (docs).
pub(super) const SLOW_MODE: i64 = 21_600;
/// Minutes after which a thread may archive itself (docs).
pub(super) const ARCHIVE_AFTER: [i64; 4] = [60, 1_440, 4_320, 10_080];
/// Least bits per second of a voice channel (docs).
const LEAST_BITRATE: i64 = 8_000;
/// Most bits per second of a voice channel in a guild without boosts (docs).
const VOICE_BITRATE: i64 = 96_000;
/// Most bits per second of a stage (docs).
const STAGE_BITRATE: i64 = 64_000;
/// People in a voice channel (docs).
const VOICE_PEOPLE: i64 = 99;
/// People in a stage channel (docs).
const STAGE_PEOPLE: i64 = 10_000;
/// Overwrites of a channel (spec).
const OVERWRITES: usize = 100;
/// Tags of a forum (docs).
const TAGS: usize = 20;
/// Code points of a tag's name (docs; an empty one is no name).
const TAG_NAME: usize = 20;

/// Checks the body that makes a channel.
///
/// # Errors
///
/// The broken rules.
pub fn channel(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        let kind = form
            .one_of(object, "type", Optional, &MADE)
            .unwrap_or(kind::TEXT);
        settings(&mut form, object, kind, Required);
    }
    form.finish()
}

/// Checks the body that changes a channel of the kind with this number.
///
/// # Errors
///
/// The broken rules.
pub fn channel_edit(body: &Value, kind: u64) -> Result<(), Rejection> {
    if THREADS.contains(&kind) {
        return thread_edit(body);
    }
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        let kind = i64::try_from(kind).unwrap_or(i64::MAX);
        let becomes = if CONVERTIBLE.contains(&kind) {
            form.one_of(object, "type", Optional, &CONVERTIBLE)
        } else {
            form.one_of(object, "type", Optional, &[kind])
        };
        if object.get("name").is_some_and(Value::is_null) {
            form.refuse_at("name", rule::required());
        }
        settings(&mut form, object, becomes.unwrap_or(kind), Optional);
    }
    form.finish()
}

/// Checks the body that moves channels.
///
/// # Errors
///
/// The broken rules.
pub fn channel_positions(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    match body.as_array() {
        None => form.refuse(rule::not_list()),
        Some(list) => {
            for (index, item) in list.iter().enumerate() {
                form.item(index, |form| match item.as_object() {
                    None => form.refuse(rule::not_object()),
                    Some(item) => {
                        form.snowflake(item, "id", Required);
                        form.integer(item, "position", Optional, 0..=i64::from(i32::MAX));
                        form.snowflake(item, "parent_id", Optional);
                        form.boolean(item, "lock_permissions");
                    }
                });
            }
        }
    }
    form.finish()
}

/// Checks the body of a single overwrite.
///
/// # Errors
///
/// The broken rules.
pub fn overwrite(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        overwrite_fields(&mut form, object);
    }
    form.finish()
}

fn settings(form: &mut Form, object: &Object, kind: i64, name: Need) {
    form.text(object, "name", name, 1..=NAME);
    form.integer(object, "position", Optional, 0..=i64::from(i32::MAX));
    if let Some(list) = form.list(object, "permission_overwrites", Optional, 0..=OVERWRITES) {
        form.each("permission_overwrites", list, |form, item, _| {
            form.snowflake(item, "id", Required);
            overwrite_fields(form, item);
        });
    }
    if kind == kind::CATEGORY {
        return;
    }
    form.snowflake(object, "parent_id", Optional);
    form.boolean(object, "nsfw");
    form.integer(object, "rate_limit_per_user", Optional, 0..=SLOW_MODE);
    match kind {
        kind::VOICE => hall(form, object, VOICE_BITRATE, VOICE_PEOPLE),
        kind::STAGE => hall(form, object, STAGE_BITRATE, STAGE_PEOPLE),
        kind::FORUM | kind::MEDIA => {
            written(form, object, GUIDELINES);
            forum(form, object);
        }
        _ => written(form, object, TOPIC),
    }
}

fn written(form: &mut Form, object: &Object, topic: usize) {
    form.text(object, "topic", Optional, 0..=topic);
    form.one_of(
        object,
        "default_auto_archive_duration",
        Optional,
        &ARCHIVE_AFTER,
    );
    let key = "default_thread_rate_limit_per_user";
    form.integer(object, key, Optional, 0..=SLOW_MODE);
    form.integer(object, "flags", Optional, 0..=i64::MAX);
}

fn hall(form: &mut Form, object: &Object, bitrate: i64, people: i64) {
    form.integer(object, "bitrate", Optional, LEAST_BITRATE..=bitrate);
    form.integer(object, "user_limit", Optional, 0..=people);
    form.text(object, "rtc_region", Optional, 1..=NAME);
    form.one_of(object, "video_quality_mode", Optional, &[1, 2]);
}

fn forum(form: &mut Form, object: &Object) {
    if let Some(list) = form.list(object, "available_tags", Optional, 0..=TAGS) {
        form.each("available_tags", list, |form, tag, _| {
            form.text(tag, "name", Required, 1..=TAG_NAME);
            form.snowflake(tag, "id", Optional);
            form.boolean(tag, "moderated");
            emoji(form, tag, 0..=1);
        });
        unique_names(form, list);
    }
    form.nested(
        object,
        "default_reaction_emoji",
        Optional,
        |form, emoji_object| {
            emoji(form, emoji_object, 1..=1);
        },
    );
    form.one_of(object, "default_sort_order", Optional, &[0, 1]);
    form.one_of(object, "default_forum_layout", Optional, &[0, 1, 2]);
}

fn unique_names(form: &mut Form, tags: &[Value]) {
    for (index, tag) in tags.iter().enumerate() {
        let same = |other: &Value| other["name"].is_string() && other["name"] == tag["name"];
        if tags[..index].iter().any(same) {
            form.within("available_tags", |form| {
                form.item(index, |form| {
                    // The name is ours: a forum has no two tags of the same name.
                    form.refuse_at(
                        "name",
                        Rule::new("TAG_NAMES_NOT_UNIQUE", "Tags must have unique names"),
                    );
                });
            });
        }
    }
}

/// An emoji by id or by character; how many of the two may be set.
fn emoji(form: &mut Form, object: &Object, many: std::ops::RangeInclusive<usize>) {
    let id = form.snowflake(object, "emoji_id", Optional);
    let name = form.text(object, "emoji_name", Optional, 0..=NAME);
    let set = usize::from(id.is_some()) + usize::from(name.is_some_and(|name| !name.is_empty()));
    if !many.contains(&set) {
        // The name is ours: docs say that exactly, or at most, one of the two is set.
        form.refuse(Rule::new(
            "EMOJI_ID_OR_NAME",
            "Only one of emoji_id and emoji_name may be set",
        ));
    }
}

fn overwrite_fields(form: &mut Form, object: &Object) {
    form.one_of(object, "type", Required, &[0, 1]);
    for key in ["allow", "deny"] {
        if let Some(bits) = form.value(object, key, Optional)
            && value::bit_set(bits).is_none()
        {
            form.refuse_at(key, rule::not_a("int", value::shown(bits)));
        }
    }
}
