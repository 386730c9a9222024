//! Changing a channel. Discord's description takes almost any object here; what counts depends on the channel's type.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule, value,
    violation::Rejection,
};

/// Code points of a name (docs).
const NAME: usize = 100;
/// Code points of a topic, and of the guidelines of a forum or media channel (docs).
const TOPIC: usize = 1024;
const GUIDELINES: usize = 4096;
/// Longest slow mode in seconds (docs): six hours.
const SLOW_MODE: i64 = 21_600;
/// Exceptions for roles and members (spec).
const OVERWRITES: usize = 100;
/// Tags of a post, and tags that a forum offers (docs).
const APPLIED_TAGS: usize = 5;
const AVAILABLE_TAGS: usize = 20;
/// Code points of a tag's name (docs).
const TAG: usize = 20;
/// Bits per second (docs); boosts raise the upper end to this.
const BITRATE: RangeInclusive<i64> = 8_000..=384_000;
/// People in a voice channel, and on a stage (docs).
const VOICE_LIMIT: i64 = 99;
const STAGE_LIMIT: i64 = 10_000;
/// Minutes until a thread is archived (docs).
const ARCHIVE_AFTER: [i64; 4] = [60, 1_440, 4_320, 10_080];

/// Channel types.
const VOICE: u64 = 2;
const STAGE: u64 = 13;
const FORUM: u64 = 15;
const MEDIA: u64 = 16;

/// Checks the body of `PATCH /channels/{id}` for a channel of a type.
///
/// # Errors
///
/// The broken rules.
pub fn channel_edit(body: &Value, kind: u64) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        fields(&mut form, object, kind);
    }
    form.finish()
}

fn fields(form: &mut Form, channel: &Object, kind: u64) {
    form.text(channel, "name", Optional, 1..=NAME);
    // A text channel becomes one for announcements, and back.
    form.one_of(channel, "type", Optional, &[0, 5]);
    form.integer(channel, "position", Optional, 0..=i64::from(i32::MAX));
    form.integer(channel, "rate_limit_per_user", Optional, 0..=SLOW_MODE);
    form.integer(channel, "flags", Optional, 0..=i64::MAX);
    form.snowflake(channel, "parent_id", Optional);
    for flag in ["nsfw", "archived", "locked", "invitable"] {
        form.boolean(channel, flag);
    }
    for duration in ["auto_archive_duration", "default_auto_archive_duration"] {
        form.one_of(channel, duration, Optional, &ARCHIVE_AFTER);
    }
    overwrites(form, channel);
    form.set(channel, "applied_tags", 0..=APPLIED_TAGS, |tag| {
        let known = value::snowflake(tag).is_some();
        (!known).then(|| rule::not_a("snowflake", value::shown(tag)))
    });
    let forum = matches!(kind, FORUM | MEDIA);
    let longest = if forum { GUIDELINES } else { TOPIC };
    form.text(channel, "topic", Optional, 0..=longest);
    if forum {
        of_forum(form, channel);
    }
    if matches!(kind, VOICE | STAGE) {
        let most = if kind == STAGE {
            STAGE_LIMIT
        } else {
            VOICE_LIMIT
        };
        form.integer(channel, "bitrate", Optional, BITRATE);
        form.integer(channel, "user_limit", Optional, 0..=most);
        form.one_of(channel, "video_quality_mode", Optional, &[1, 2]);
    }
}

fn overwrites(form: &mut Form, channel: &Object) {
    let key = "permission_overwrites";
    if let Some(list) = form.list(channel, key, Optional, 0..=OVERWRITES) {
        form.each(key, list, |form, item, _| {
            form.snowflake(item, "id", Required);
            form.one_of(item, "type", Required, &[0, 1]);
        });
    }
}

fn of_forum(form: &mut Form, channel: &Object) {
    let key = "available_tags";
    if let Some(list) = form.list(channel, key, Optional, 0..=AVAILABLE_TAGS) {
        form.each(key, list, |form, tag, _| {
            form.text(tag, "name", Required, 1..=TAG);
            form.boolean(tag, "moderated");
        });
    }
    form.one_of(channel, "default_sort_order", Optional, &[0, 1]);
    form.one_of(channel, "default_forum_layout", Optional, &[0, 1, 2]);
    form.integer(
        channel,
        "default_thread_rate_limit_per_user",
        Optional,
        0..=SLOW_MODE,
    );
}
