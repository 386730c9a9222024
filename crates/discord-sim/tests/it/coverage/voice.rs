//! The walk through voice without sound, and live stages.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Step, Walk, step};
use crate::bot::Stage;

pub(super) const WALK: Walk = Walk {
    name: "voice",
    prepare,
    steps,
};

fn prepare(stage: &Stage, names: &mut BTreeMap<String, String>) {
    let voice = stage.guild.voice_channel("lounge");
    let hall = stage.guild.stage_channel("hall");
    voice.connect(&stage.app);
    stage
        .ann
        .in_channel(&hall)
        .join_voice()
        .expect("ann may come in");
    names.insert("voice".to_owned(), voice.id().to_string());
    names.insert("hall".to_owned(), hall.id().to_string());
}

fn steps() -> Vec<Step> {
    vec![
        step("list_voice_regions", "/voice/regions", Value::Null, 200),
        step(
            "list_guild_voice_regions",
            "/guilds/{guild}/regions",
            Value::Null,
            200,
        ),
        step(
            "get_self_voice_state",
            "/guilds/{guild}/voice-states/@me",
            Value::Null,
            200,
        ),
        step(
            "get_voice_state",
            "/guilds/{guild}/voice-states/{ann}",
            Value::Null,
            200,
        ),
        step(
            "update_self_voice_state",
            "/guilds/{guild}/voice-states/@me",
            json!({"suppress": true}),
            400,
        ),
        step(
            "update_voice_state",
            "/guilds/{guild}/voice-states/{ann}",
            json!({"channel_id": "{hall}", "suppress": false}),
            204,
        ),
        step(
            "update_voice_channel_status",
            "/channels/{voice}/voice-status",
            json!({"status": "music"}),
            204,
        ),
        step(
            "send_soundboard_sound",
            "/channels/{voice}/send-soundboard-sound",
            json!({"sound_id": "1"}),
            204,
        ),
        step(
            "create_stage_instance",
            "/stage-instances",
            json!({"channel_id": "{hall}", "topic": "today", "send_start_notification": true}),
            200,
        ),
        step(
            "get_stage_instance",
            "/stage-instances/{hall}",
            Value::Null,
            200,
        ),
        step(
            "update_stage_instance",
            "/stage-instances/{hall}",
            json!({"topic": "tomorrow"}),
            200,
        ),
        step(
            "list_messages",
            "/channels/{hall}/messages",
            Value::Null,
            200,
        ),
        step(
            "delete_stage_instance",
            "/stage-instances/{hall}",
            Value::Null,
            204,
        ),
    ]
}
