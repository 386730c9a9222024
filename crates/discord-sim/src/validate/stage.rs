//! Live stages, voice states, status lines and sounds of voice channels.

use serde_json::Value;

use super::{
    form::{
        Form,
        Need::{self, Optional, Required},
    },
    rule,
    violation::Rejection,
};

/// Code points of a stage's topic (docs).
const TOPIC: usize = 120;
/// Code points of a voice channel's status (docs).
const STATUS: usize = 500;
/// Who sees a stage: everybody (out of use), the guild (docs).
const PRIVACY: [i64; 2] = [1, 2];

/// Checks the body that makes a stage live.
///
/// # Errors
///
/// The broken rules.
pub fn stage(body: &Value) -> Result<(), Rejection> {
    stage_fields(body, Required)
}

/// Checks the body that changes a live stage.
///
/// # Errors
///
/// The broken rules.
pub fn stage_edit(body: &Value) -> Result<(), Rejection> {
    stage_fields(body, Optional)
}

fn stage_fields(body: &Value, need: Need) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        if need == Optional {
            for key in ["topic", "privacy_level"] {
                if object.get(key).is_some_and(Value::is_null) {
                    form.refuse_at(key, rule::required());
                }
            }
        }
        form.text(object, "topic", need, 1..=TOPIC);
        form.one_of(object, "privacy_level", Optional, &PRIVACY);
        if need == Required {
            form.snowflake(object, "channel_id", Required);
            form.snowflake(object, "guild_scheduled_event_id", Optional);
            form.boolean(object, "send_start_notification");
        }
    }
    form.finish()
}

/// Checks the body that changes somebody's voice state.
///
/// # Errors
///
/// The broken rules.
pub fn voice_state(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.snowflake(object, "channel_id", Optional);
        form.boolean(object, "suppress");
        form.timestamp(object, "request_to_speak_timestamp");
    }
    form.finish()
}

/// Checks the body that sets a voice channel's status.
///
/// # Errors
///
/// The broken rules.
pub fn voice_status(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.text(object, "status", Optional, 0..=STATUS);
    }
    form.finish()
}

/// Checks the body that plays a sound.
///
/// # Errors
///
/// The broken rules.
pub fn sound(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        form.snowflake(object, "sound_id", Required);
        form.snowflake(object, "source_guild_id", Optional);
    }
    form.finish()
}
