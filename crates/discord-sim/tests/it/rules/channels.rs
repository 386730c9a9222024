//! Channels by kind, overwrites, positions.

use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

const TEXT: u64 = 0;
const VOICE: u64 = 2;
const CATEGORY: u64 = 4;
const STAGE: u64 = 13;
const FORUM: u64 = 15;
const MEDIA: u64 = 16;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = fields();
    rules.extend(of_forums());
    rules.extend(of_voice());
    rules.extend(order());
    rules
}

fn made(field: &str, value: Value) -> Value {
    let mut body = json!({"name": "x"});
    body[field] = value;
    body
}

/// A field of a changed channel, with a value that passes and one that does not.
fn edit(
    name: &'static str,
    kind: u64,
    field: &'static str,
    (good, bad): (Value, Value),
    code: &'static str,
) -> Rule {
    let bodies = (json!({field: good}), json!({field: bad}));
    rule(name, Target::Channel(kind), bodies, code, field)
}

fn fields() -> Vec<Rule> {
    let new = Target::NewChannel;
    let overwrite = |kind: i64, allow: &str| json!({"name": "x", "permission_overwrites": [{"id": "1", "type": kind, "allow": allow}]});
    vec![
        rule(
            "a channel's name",
            new,
            (json!({"name": x(100)}), json!({"name": x(101)})),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        )
        .described(),
        rule(
            "a channel has a name",
            new,
            (json!({"name": "x"}), json!({})),
            "BASE_TYPE_REQUIRED",
            "name",
        )
        .described(),
        rule(
            "kinds that can be made",
            new,
            (made("type", json!(15)), made("type", json!(11))),
            "BASE_TYPE_CHOICES",
            "type",
        )
        .described(),
        rule(
            "an overwrite's kind",
            new,
            (overwrite(1, "1024"), overwrite(2, "1024")),
            "BASE_TYPE_CHOICES",
            "permission_overwrites.0.type",
        )
        .described(),
        rule(
            "an overwrite's bits",
            new,
            (overwrite(0, "1024"), overwrite(0, "-1")),
            "NUMBER_TYPE_COERCE",
            "permission_overwrites.0.allow",
        ),
        edit(
            "voice stays voice",
            VOICE,
            "type",
            (json!(2), json!(0)),
            "BASE_TYPE_CHOICES",
        ),
        edit(
            "slow mode of threads",
            TEXT,
            "default_thread_rate_limit_per_user",
            (json!(0), json!(-1)),
            "NUMBER_TYPE_MIN",
        ),
        edit(
            "age restriction",
            TEXT,
            "nsfw",
            (json!(true), json!("yes")),
            "BOOLEAN_TYPE_CONVERT",
        ),
        edit(
            "a position",
            CATEGORY,
            "position",
            (json!(0), json!(-1)),
            "NUMBER_TYPE_MIN",
        ),
        edit(
            "a parent",
            TEXT,
            "parent_id",
            (json!("12"), json!("a")),
            "NUMBER_TYPE_COERCE",
        ),
        edit(
            "a name cannot be taken away",
            TEXT,
            "name",
            (json!("x"), Value::Null),
            "BASE_TYPE_REQUIRED",
        ),
    ]
}

fn of_forums() -> Vec<Rule> {
    let tags = |tags: Value| json!({"available_tags": tags});
    let named = |name: &str| tags(json!([{"name": name}]));
    let reaction = |value: Value| json!({"default_reaction_emoji": value});
    let forum = Target::Channel(FORUM);
    vec![
        rule(
            "a tag's name",
            forum,
            (named(&x(20)), named(&x(21))),
            "BASE_TYPE_BAD_LENGTH",
            "available_tags.0.name",
        ),
        rule(
            "a tag has a name",
            forum,
            (named("x"), named("")),
            "BASE_TYPE_REQUIRED",
            "available_tags.0.name",
        ),
        rule(
            "names of tags do not repeat",
            forum,
            (
                tags(json!([{"name": "a"}, {"name": "b"}])),
                tags(json!([{"name": "a"}, {"name": "a"}])),
            ),
            "TAG_NAMES_NOT_UNIQUE",
            "available_tags.1.name",
        ),
        rule(
            "a tag has one emoji",
            forum,
            (
                tags(json!([{"name": "a", "emoji_id": "1"}])),
                tags(json!([{"name": "a", "emoji_id": "1", "emoji_name": "x"}])),
            ),
            "EMOJI_ID_OR_NAME",
            "available_tags.0",
        ),
        rule(
            "a reaction is an emoji",
            forum,
            (
                reaction(json!({"emoji_name": "x"})),
                reaction(json!({"emoji_name": null, "emoji_id": null})),
            ),
            "EMOJI_ID_OR_NAME",
            "default_reaction_emoji",
        ),
        edit(
            "sort order",
            FORUM,
            "default_sort_order",
            (json!(1), json!(2)),
            "BASE_TYPE_CHOICES",
        ),
        edit(
            "layout",
            MEDIA,
            "default_forum_layout",
            (json!(2), json!(3)),
            "BASE_TYPE_CHOICES",
        ),
    ]
}

fn of_voice() -> Vec<Rule> {
    vec![
        edit(
            "voice bitrate",
            VOICE,
            "bitrate",
            (json!(96_000), json!(96_001)),
            "NUMBER_TYPE_MAX",
        ),
        edit(
            "stage bitrate",
            STAGE,
            "bitrate",
            (json!(64_000), json!(64_001)),
            "NUMBER_TYPE_MAX",
        ),
        edit(
            "video quality",
            VOICE,
            "video_quality_mode",
            (json!(2), json!(3)),
            "BASE_TYPE_CHOICES",
        ),
        rule(
            "a voice status",
            Target::VoiceStatus,
            (json!({"status": x(500)}), json!({"status": x(501)})),
            "BASE_TYPE_MAX_LENGTH",
            "status",
        )
        .described(),
        rule(
            "a sound",
            Target::Sound,
            (json!({"sound_id": "1"}), json!({})),
            "BASE_TYPE_REQUIRED",
            "sound_id",
        )
        .described(),
        rule(
            "when one asked to speak",
            Target::VoiceState,
            (
                json!({"request_to_speak_timestamp": "2026-11-20T12:00:00Z"}),
                json!({"request_to_speak_timestamp": "now"}),
            ),
            "DATE_TIME_TYPE_PARSE",
            "request_to_speak_timestamp",
        )
        .described(),
        rule(
            "a stage's topic",
            Target::Stage,
            (
                json!({"channel_id": "1", "topic": x(120)}),
                json!({"channel_id": "1", "topic": x(121)}),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "topic",
        )
        .described(),
        rule(
            "who sees a stage",
            Target::StageEdit,
            (json!({"privacy_level": 2}), json!({"privacy_level": 3})),
            "BASE_TYPE_CHOICES",
            "privacy_level",
        )
        .described(),
    ]
}

fn order() -> Vec<Rule> {
    vec![
        rule(
            "a moved channel has an id",
            Target::Positions,
            (
                json!([{"id": "1", "position": 1}]),
                json!([{"position": 1}]),
            ),
            "BASE_TYPE_REQUIRED",
            "0.id",
        ),
        rule(
            "channels are moved in a list",
            Target::Positions,
            (json!([]), json!({})),
            "LIST_TYPE_CONVERT",
            "",
        )
        .described(),
        rule(
            "an overwrite by itself",
            Target::Overwrite,
            (json!({"type": 0, "deny": "8"}), json!({"deny": "8"})),
            "BASE_TYPE_REQUIRED",
            "type",
        ),
    ]
}
