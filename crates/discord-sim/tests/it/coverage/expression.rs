//! The walks through emojis, stickers, sounds and scheduled events.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const EXPRESSIONS: Walk = Walk {
    name: "expressions",
    prepare: |_, _| {},
    steps: expressions,
};

pub(super) const EVENTS: Walk = Walk {
    name: "scheduled events",
    prepare: |stage, names| {
        let voice = stage.guild.voice_channel("voice");
        names.insert("voice".to_owned(), voice.id().to_string());
    },
    steps: events,
};

const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";

#[rustfmt::skip]
fn expressions() -> Vec<Step> {
    let emoji = json!({"name": "blob", "image": PNG});
    vec![
        step("create_guild_emoji", "/guilds/{guild}/emojis", emoji.clone(), 201).keep(&[("emoji", "/id")]),
        step("list_guild_emojis", "/guilds/{guild}/emojis", Value::Null, 200),
        step("get_guild_emoji", "/guilds/{guild}/emojis/{emoji}", Value::Null, 200),
        step("update_guild_emoji", "/guilds/{guild}/emojis/{emoji}", json!({"name": "blobby"}), 200),
        step("delete_guild_emoji", "/guilds/{guild}/emojis/{emoji}", Value::Null, 204),
        step("create_application_emoji", "/applications/{bot}/emojis", emoji, 201).keep(&[("own", "/id")]),
        step("list_application_emojis", "/applications/{bot}/emojis", Value::Null, 200),
        step("get_application_emoji", "/applications/{bot}/emojis/{own}", Value::Null, 200),
        step("update_application_emoji", "/applications/{bot}/emojis/{own}", json!({"name": "blobby"}), 200),
        step("delete_application_emoji", "/applications/{bot}/emojis/{own}", Value::Null, 204),
        step("list_guild_stickers", "/guilds/{guild}/stickers", Value::Null, 200),
        step("list_sticker_packs", "/sticker-packs", Value::Null, 200),
        step("get_soundboard_default_sounds", "/soundboard-default-sounds", Value::Null, 200),
        step("create_guild_soundboard_sound", "/guilds/{guild}/soundboard-sounds", json!({"name": "quack", "sound": "data:audio/ogg;base64,AAAA"}), 201).keep(&[("sound", "/sound_id")]),
        step("list_guild_soundboard_sounds", "/guilds/{guild}/soundboard-sounds", Value::Null, 200),
        step("get_guild_soundboard_sound", "/guilds/{guild}/soundboard-sounds/{sound}", Value::Null, 200),
        step("update_guild_soundboard_sound", "/guilds/{guild}/soundboard-sounds/{sound}", json!({"volume": 0.5}), 200),
        step("delete_guild_soundboard_sound", "/guilds/{guild}/soundboard-sounds/{sound}", Value::Null, 204),
    ]
}

#[rustfmt::skip]
fn events() -> Vec<Step> {
    let event = json!({"name": "Quiz", "privacy_level": 2, "entity_type": 2, "channel_id": "{voice}", "scheduled_start_time": "2099-01-01T10:00:00Z",
        "recurrence_rule": {"start": "2099-01-01T10:00:00Z", "frequency": 2, "interval": 1}});
    vec![
        step("create_guild_scheduled_event", "/guilds/{guild}/scheduled-events", event, 200).keep(&[("event", "/id")]),
        step("list_guild_scheduled_events", "/guilds/{guild}/scheduled-events?with_user_count=true", Value::Null, 200),
        step("get_guild_scheduled_event", "/guilds/{guild}/scheduled-events/{event}", Value::Null, 200),
        step("update_guild_scheduled_event", "/guilds/{guild}/scheduled-events/{event}", json!({"name": "Big quiz"}), 200),
        step("list_guild_scheduled_event_users", "/guilds/{guild}/scheduled-events/{event}/users?with_member=true", Value::Null, 200),
        step("count_guild_scheduled_event_users", "/guilds/{guild}/scheduled-events/{event}/users/counts", Value::Null, 200),
        step("create_guild_scheduled_event_exception", "/guilds/{guild}/scheduled-events/{event}/exceptions", json!({"original_scheduled_start_time": "2099-01-08T10:00:00Z", "is_canceled": true}), 200).keep(&[("exception", "/event_exception_id")]),
        step("update_guild_scheduled_event_exception", "/guilds/{guild}/scheduled-events/{event}/exceptions/{exception}", json!({"is_canceled": false}), 200),
        step("list_guild_scheduled_event_exception_users", "/guilds/{guild}/scheduled-events/{event}/{exception}/users", Value::Null, 200),
        step("delete_guild_scheduled_event_exception", "/guilds/{guild}/scheduled-events/{event}/exceptions/{exception}", Value::Null, 204),
        step("delete_guild_scheduled_event", "/guilds/{guild}/scheduled-events/{event}", Value::Null, 204),
    ]
}
