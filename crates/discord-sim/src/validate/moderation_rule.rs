//! Rules of auto-moderation: what each trigger and each action takes (`resources/auto-moderation.mdx`).

use regex::{Regex, RegexBuilder};
use serde_json::Value;

use super::{
    form::{Form, Need, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
    value,
    violation::Rejection,
};

/// What makes a rule act, by number.
pub(crate) mod trigger {
    pub(crate) const KEYWORD: u64 = 1;
    pub(crate) const SPAM: u64 = 3;
    pub(crate) const PRESET: u64 = 4;
    pub(crate) const MENTIONS: u64 = 5;
    pub(crate) const PROFILE: u64 = 6;

    /// How many rules of a trigger a guild may have.
    pub(crate) fn most(trigger: u64) -> usize {
        if trigger == KEYWORD { 6 } else { 1 }
    }
}

/// What a rule does, by number.
pub(crate) mod action {
    pub(crate) const BLOCK: u64 = 1;
    pub(crate) const ALERT: u64 = 2;
    pub(crate) const TIME_OUT: u64 = 3;
    pub(crate) const QUARANTINE: u64 = 4;
}

/// When rules are asked, by number.
pub(crate) mod event {
    pub(crate) const MESSAGE: u64 = 1;
    pub(crate) const MEMBER: u64 = 2;
}

/// Bytes that a compiled pattern may take; Discord's bound is not known.
const PATTERN_SIZE: usize = 1 << 20;

/// Code points of a rule's name (spec).
const NAME: std::ops::RangeInclusive<usize> = 1..=100;
/// Keywords of a rule, and code points of one (docs).
const KEYWORDS: usize = 1000;
const KEYWORD: std::ops::RangeInclusive<usize> = 1..=60;
/// Patterns of a rule, and code points of one (docs).
const PATTERNS: usize = 10;
const PATTERN: std::ops::RangeInclusive<usize> = 1..=260;
/// Keywords that are free: of a preset rule, and of others (docs).
const ALLOWED_OF_PRESET: usize = 1000;
const ALLOWED: usize = 100;
/// Mentions in one message (docs).
const MENTIONS: i64 = 50;
/// Code points of what a rule tells the author (docs).
const CUSTOM_MESSAGE: usize = 150;
/// Seconds of a time-out: four weeks (docs).
const TIME_OUT: i64 = 2_419_200;
/// Actions of a rule (spec).
const ACTIONS: std::ops::RangeInclusive<usize> = 1..=5;
/// Roles and channels that a rule leaves alone (docs).
const EXEMPT_ROLES: usize = 20;
const EXEMPT_CHANNELS: usize = 50;

/// A pattern of Discord: Rust's flavour, in any case.
pub(crate) fn pattern(text: &str) -> Option<Regex> {
    let mut builder = RegexBuilder::new(text);
    builder.case_insensitive(true).size_limit(PATTERN_SIZE);
    builder.build().ok()
}

/// Checks a rule that is made.
///
/// # Errors
///
/// For lists and texts that are too long, patterns that are none, and metadata or actions that do not fit the trigger.
pub fn moderation_rule(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let triggers = [
            trigger::KEYWORD,
            trigger::SPAM,
            trigger::PRESET,
            trigger::MENTIONS,
            trigger::PROFILE,
        ];
        let triggers = triggers.map(|trigger| i64::try_from(trigger).unwrap_or_default());
        let kind = form.one_of(body, "trigger_type", Required, &triggers);
        let kind = kind.and_then(|kind| u64::try_from(kind).ok());
        whole(&mut form, body, kind, Required);
    }
    form.finish()
}

/// Checks a change of a rule with this trigger, which cannot be changed.
///
/// # Errors
///
/// As for [`moderation_rule`].
pub fn moderation_rule_edit(body: &Value, kind: u64) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        whole(&mut form, body, Some(kind), Optional);
    }
    form.finish()
}

fn whole(form: &mut Form, body: &Object, kind: Option<u64>, need: Need) {
    form.text(body, "name", need, NAME);
    let events: &[i64] = match kind {
        Some(trigger::PROFILE) => &[2],
        Some(_) => &[1],
        None => &[1, 2],
    };
    form.one_of(body, "event_type", need, events);
    form.boolean(body, "enabled");
    let id = |found: &Value| {
        let is_id = value::snowflake(found).is_some();
        (!is_id).then(|| rule::not_a("snowflake", value::shown(found)))
    };
    form.set(body, "exempt_roles", 0..=EXEMPT_ROLES, id);
    form.set(body, "exempt_channels", 0..=EXEMPT_CHANNELS, id);
    let Some(kind) = kind else { return };
    let need_metadata = if kind == trigger::SPAM {
        Optional
    } else {
        need
    };
    form.nested(
        body,
        "trigger_metadata",
        need_metadata,
        |form, metadata| match kind {
            trigger::KEYWORD | trigger::PROFILE => keyword_metadata(form, metadata),
            trigger::PRESET => {
                let known = |preset: &Value| {
                    let known = [1, 2, 3].iter().any(|known| preset == known);
                    (!known).then(|| rule::choices([1, 2, 3]))
                };
                form.value(metadata, "presets", Required);
                form.set(metadata, "presets", 1..=3, known);
                words(form, metadata, "allow_list", ALLOWED_OF_PRESET);
            }
            trigger::MENTIONS => {
                form.integer(metadata, "mention_total_limit", Required, 0..=MENTIONS);
                form.boolean(metadata, "mention_raid_protection_enabled");
            }
            _ => {}
        },
    );
    if let Some(actions) = form.list(body, "actions", need, ACTIONS) {
        form.each("actions", actions, |form, action, _| {
            one_action(form, action, kind);
        });
    }
}

fn keyword_metadata(form: &mut Form, metadata: &Object) {
    words(form, metadata, "keyword_filter", KEYWORDS);
    words(form, metadata, "allow_list", ALLOWED);
    if let Some(patterns) = texts(form, metadata, "regex_patterns", PATTERNS, PATTERN) {
        form.within("regex_patterns", |form| {
            for (index, text) in patterns.iter().enumerate() {
                if text.as_str().is_some_and(|text| pattern(text).is_none()) {
                    form.item(index, |form| {
                        // The name is *ours*.
                        form.refuse(Rule::new(
                            "REGEX_VALIDATION_ERROR",
                            "Invalid regular expression.",
                        ));
                    });
                }
            }
        });
    }
    let empty = |key: &str| {
        metadata
            .get(key)
            .and_then(Value::as_array)
            .is_none_or(Vec::is_empty)
    };
    if empty("keyword_filter") && empty("regex_patterns") {
        form.refuse_at("keyword_filter", rule::required());
    }
}

fn words(form: &mut Form, metadata: &Object, key: &str, most: usize) {
    texts(form, metadata, key, most, KEYWORD);
}

fn texts<'a>(
    form: &mut Form,
    metadata: &'a Object,
    key: &str,
    most: usize,
    length: std::ops::RangeInclusive<usize>,
) -> Option<&'a [Value]> {
    let list = form.list(metadata, key, Optional, 0..=most)?;
    form.within(key, |form| {
        for (index, item) in list.iter().enumerate() {
            let wrong = match item.as_str() {
                None => Some(rule::not_text()),
                Some(text) if !length.contains(&text.chars().count()) => {
                    Some(rule::length(*length.start(), *length.end()))
                }
                Some(_) => None,
            };
            if let Some(wrong) = wrong {
                form.item(index, |form| form.refuse(wrong));
            }
        }
    });
    Some(list)
}

/// Which actions a trigger may have (docs).
fn actions_of(kind: u64) -> &'static [i64] {
    match kind {
        trigger::KEYWORD | trigger::MENTIONS => &[1, 2, 3],
        trigger::PROFILE => &[2, 4],
        _ => &[1, 2],
    }
}

fn one_action(form: &mut Form, action: &Object, kind: u64) {
    let chosen = form.one_of(action, "type", Required, actions_of(kind));
    match chosen.and_then(|chosen| u64::try_from(chosen).ok()) {
        Some(action::BLOCK) => form.nested(action, "metadata", Optional, |form, metadata| {
            form.text(metadata, "custom_message", Optional, 0..=CUSTOM_MESSAGE);
        }),
        Some(action::ALERT) => form.nested(action, "metadata", Required, |form, metadata| {
            form.snowflake(metadata, "channel_id", Required);
        }),
        Some(action::TIME_OUT) => form.nested(action, "metadata", Required, |form, metadata| {
            form.integer(metadata, "duration_seconds", Required, 0..=TIME_OUT);
        }),
        _ => {}
    }
}
