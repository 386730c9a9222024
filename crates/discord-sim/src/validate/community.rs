//! Welcome screen, onboarding, pauses of a guild, requests to join.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
    value,
    violation::Rejection,
};

/// Code points of a welcome screen's description (docs).
const WELCOME: usize = 140;
/// Channels of a welcome screen (docs), and code points about one (spec).
const WELCOME_CHANNELS: usize = 5;
const ABOUT_CHANNEL: std::ops::RangeInclusive<usize> = 1..=50;
/// Questions, and answers of one (spec).
const PROMPTS: usize = 15;
const ANSWERS: std::ops::RangeInclusive<usize> = 1..=50;
/// Code points of a question, an answer, and about an answer (spec).
const PROMPT: std::ops::RangeInclusive<usize> = 1..=100;
const ANSWER: std::ops::RangeInclusive<usize> = 1..=50;
const ABOUT_ANSWER: usize = 100;
/// Roles or channels of one answer, and default channels (spec).
const GIVEN: usize = 50;
const DEFAULT_CHANNELS: usize = 500;
/// Code points of an emoji or its name (spec, of answers).
const EMOJI: usize = 100;
/// Code points of why a request was turned down (spec).
const REJECTION: usize = 160;

fn id(found: &Value) -> Option<Rule> {
    let is_id = value::snowflake(found).is_some();
    (!is_id).then(|| rule::not_a("snowflake", value::shown(found)))
}

/// The emoji of a channel or an answer: of a guild by its id, any other by itself.
fn emoji(form: &mut Form, object: &Object) {
    form.snowflake(object, "emoji_id", Optional);
    form.text(object, "emoji_name", Optional, 0..=EMOJI);
}

/// Checks a change of a welcome screen.
///
/// # Errors
///
/// For too many channels and texts of a wrong length.
pub fn welcome_screen(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.boolean(body, "enabled");
        form.text(body, "description", Optional, 0..=WELCOME);
        if let Some(channels) = form.list(body, "welcome_channels", Optional, 0..=WELCOME_CHANNELS)
        {
            form.each("welcome_channels", channels, |form, channel, _| {
                form.snowflake(channel, "channel_id", Required);
                form.text(channel, "description", Required, ABOUT_CHANNEL);
                emoji(form, channel);
            });
        }
    }
    form.finish()
}

/// Checks an onboarding.
///
/// # Errors
///
/// For too many questions or answers, texts of a wrong length, and answers that give neither a role nor a channel.
pub fn onboarding(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.boolean(body, "enabled");
        form.one_of(body, "mode", Optional, &[0, 1]);
        form.set(body, "default_channel_ids", 0..=DEFAULT_CHANNELS, id);
        if let Some(prompts) = form.list(body, "prompts", Optional, 0..=PROMPTS) {
            form.each("prompts", prompts, |form, prompt, _| {
                one_prompt(form, prompt);
            });
        }
    }
    form.finish()
}

fn one_prompt(form: &mut Form, prompt: &Object) {
    form.snowflake(prompt, "id", Required);
    form.text(prompt, "title", Required, PROMPT);
    form.one_of(prompt, "type", Optional, &[0, 1]);
    for flag in ["single_select", "required", "in_onboarding"] {
        form.boolean(prompt, flag);
    }
    let Some(answers) = form.list(prompt, "options", Required, ANSWERS) else {
        return;
    };
    form.each("options", answers, |form, answer, _| {
        form.text(answer, "title", Required, ANSWER);
        form.text(answer, "description", Optional, 0..=ABOUT_ANSWER);
        emoji(form, answer);
        form.boolean(answer, "emoji_animated");
        let roles = form.set(answer, "role_ids", 0..=GIVEN, id);
        let channels = form.set(answer, "channel_ids", 0..=GIVEN, id);
        if roles + channels == 0 {
            form.refuse_at("channel_ids", rule::required());
        }
    });
}

/// Checks a pause of invites or of private messages. That it ends within 24 hours is not checked here.
///
/// # Errors
///
/// For moments that are none.
pub fn incident_actions(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.timestamp(body, "invites_disabled_until");
        form.timestamp(body, "dms_disabled_until");
    }
    form.finish()
}

/// Checks an answer to a request to join.
///
/// # Errors
///
/// For an answer that is neither yes nor no, and a reason that is too long.
pub fn join_request(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let action = form.text(body, "action", Required, 1..=usize::MAX);
        if action.is_some_and(|action| !["APPROVED", "REJECTED"].contains(&action)) {
            form.refuse_at("action", rule::choices(["'APPROVED'", "'REJECTED'"]));
        }
        form.text(body, "rejection_reason", Optional, 0..=REJECTION);
    }
    form.finish()
}
