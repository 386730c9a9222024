//! Rules of auto-moderation.

use discord_sim::validate::{moderation_rule, moderation_rule_edit};
use serde_json::{Value, json};

use super::{Check, Row, x};

/// A rule with this trigger, metadata and actions.
fn made(trigger: u64, metadata: Value, actions: Value) -> Value {
    let event = if trigger == 6 { 2 } else { 1 };
    let mut rule = json!({"name": "a", "event_type": event, "trigger_type": trigger});
    rule["trigger_metadata"] = metadata;
    rule["actions"] = actions;
    rule
}

pub(super) fn about_moderation() -> Vec<Row> {
    let of = |metadata: Value| made(1, metadata, json!([{"type": 1}]));
    let doing = |actions: Value| made(1, json!({"keyword_filter": ["a"]}), actions);
    let words = |count: usize| vec!["word"; count];
    let edit: Check = |body| moderation_rule_edit(body, 5);
    let told =
        |length: usize| doing(json!([{"type": 1, "metadata": {"custom_message": x(length)}}]));
    let lasting =
        |seconds: u64| doing(json!([{"type": 3, "metadata": {"duration_seconds": seconds}}]));
    let make: Check = moderation_rule;
    let mut other_event = of(json!({"keyword_filter": ["a"]}));
    other_event["event_type"] = json!(2);
    vec![
        (
            "keywords",
            make,
            of(json!({"keyword_filter": words(1000)})),
            of(json!({"keyword_filter": words(1001)})),
            "trigger_metadata.keyword_filter",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "a keyword",
            make,
            of(json!({"keyword_filter": [x(60)]})),
            of(json!({"keyword_filter": [x(61)]})),
            "trigger_metadata.keyword_filter.0",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "something to look for",
            make,
            of(json!({"regex_patterns": ["a"]})),
            of(json!({})),
            "trigger_metadata.keyword_filter",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "patterns",
            make,
            of(json!({"regex_patterns": words(10)})),
            of(json!({"regex_patterns": words(11)})),
            "trigger_metadata.regex_patterns",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "a pattern",
            make,
            of(json!({"regex_patterns": [x(260)]})),
            of(json!({"regex_patterns": [x(261)]})),
            "trigger_metadata.regex_patterns.0",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "a pattern of Rust's",
            make,
            of(json!({"regex_patterns": ["b[a4]d"]})),
            of(json!({"regex_patterns": ["(?=a)b"]})),
            "trigger_metadata.regex_patterns.0",
            "REGEX_VALIDATION_ERROR",
        ),
        (
            "allowed words",
            make,
            of(json!({"keyword_filter": ["a"], "allow_list": words(100)})),
            of(json!({"keyword_filter": ["a"], "allow_list": words(101)})),
            "trigger_metadata.allow_list",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "allowed words of presets",
            make,
            made(
                4,
                json!({"presets": [1], "allow_list": words(1000)}),
                json!([{"type": 1}]),
            ),
            made(
                4,
                json!({"presets": [1], "allow_list": words(1001)}),
                json!([{"type": 1}]),
            ),
            "trigger_metadata.allow_list",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "presets",
            make,
            made(4, json!({"presets": [1, 2, 3]}), json!([{"type": 1}])),
            made(4, json!({"presets": [4]}), json!([{"type": 1}])),
            "trigger_metadata.presets.0",
            "BASE_TYPE_CHOICES",
        ),
        (
            "mentions",
            edit,
            json!({"trigger_metadata": {"mention_total_limit": 50}}),
            json!({"trigger_metadata": {"mention_total_limit": 51}}),
            "trigger_metadata.mention_total_limit",
            "NUMBER_TYPE_MAX",
        ),
        (
            "an edit needs nothing",
            edit,
            json!({}),
            json!({"name": ""}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "actions",
            make,
            doing(json!([{"type": 1}])),
            doing(json!([])),
            "actions",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "what the author is told",
            make,
            told(150),
            told(151),
            "actions.0.metadata.custom_message",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "where the alert goes",
            make,
            doing(json!([{"type": 2, "metadata": {"channel_id": "1"}}])),
            doing(json!([{"type": 2}])),
            "actions.0.metadata",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "time-out to four weeks",
            make,
            lasting(2_419_200),
            lasting(2_419_201),
            "actions.0.metadata.duration_seconds",
            "NUMBER_TYPE_MAX",
        ),
        (
            "no time-out for presets",
            make,
            made(
                5,
                json!({"mention_total_limit": 1}),
                json!([{"type": 3, "metadata": {"duration_seconds": 1}}]),
            ),
            made(
                4,
                json!({"presets": [1]}),
                json!([{"type": 3, "metadata": {"duration_seconds": 1}}]),
            ),
            "actions.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "quarantine for profiles only",
            make,
            made(6, json!({"keyword_filter": ["a"]}), json!([{"type": 4}])),
            doing(json!([{"type": 4}])),
            "actions.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "the event of the trigger",
            make,
            doing(json!([{"type": 1}])),
            other_event,
            "event_type",
            "BASE_TYPE_CHOICES",
        ),
        (
            "the trigger",
            make,
            made(3, json!({}), json!([{"type": 1}])),
            made(2, json!({}), json!([{"type": 1}])),
            "trigger_type",
            "BASE_TYPE_CHOICES",
        ),
    ]
}
