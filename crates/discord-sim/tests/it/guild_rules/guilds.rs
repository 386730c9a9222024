//! Guilds, and what they show to who comes.

use discord_sim::validate::{
    guild_edit, incident_actions, join_request, onboarding, template, welcome_screen, widget,
};
use serde_json::json;

use super::{Check, PICTURE, Row, x};

pub(super) fn about_guilds() -> Vec<Row> {
    let guild: Check = guild_edit;
    let new_template: Check = |body| template(body, true);
    let old_template: Check = |body| template(body, false);
    vec![
        (
            "name from 2",
            guild,
            json!({"name": "ab"}),
            json!({"name": "a"}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "name to 100",
            guild,
            json!({"name": x(100)}),
            json!({"name": x(101)}),
            "name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            "a name that is none",
            guild,
            json!({}),
            json!({"name": null}),
            "name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "description",
            guild,
            json!({"description": x(300)}),
            json!({"description": x(301)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "verification",
            guild,
            json!({"verification_level": 4}),
            json!({"verification_level": 5}),
            "verification_level",
            "BASE_TYPE_CHOICES",
        ),
        (
            "idle time",
            guild,
            json!({"afk_timeout": 900}),
            json!({"afk_timeout": 901}),
            "afk_timeout",
            "BASE_TYPE_CHOICES",
        ),
        (
            "locale",
            guild,
            json!({"preferred_locale": "de"}),
            json!({"preferred_locale": "xx"}),
            "preferred_locale",
            "BASE_TYPE_CHOICES",
        ),
        (
            "icon",
            guild,
            json!({"icon": PICTURE}),
            json!({"icon": "data:image/bmp;base64,AAAA"}),
            "icon",
            "IMAGE_INVALID",
        ),
        (
            "icon with nothing in it",
            guild,
            json!({"icon": null}),
            json!({"icon": "data:image/png;base64,"}),
            "icon",
            "IMAGE_INVALID",
        ),
        (
            "channel",
            guild,
            json!({"system_channel_id": "5"}),
            json!({"system_channel_id": "x"}),
            "system_channel_id",
            "NUMBER_TYPE_COERCE",
        ),
        (
            "features",
            guild,
            json!({"features": ["COMMUNITY"]}),
            json!({"features": ["NONSENSE"]}),
            "features.0",
            "BASE_TYPE_CHOICES",
        ),
        (
            "a template's name",
            new_template,
            json!({"name": "a"}),
            json!({}),
            "name",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "a template's text",
            old_template,
            json!({"description": x(120)}),
            json!({"description": x(121)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "widget",
            widget,
            json!({"enabled": true}),
            json!({"enabled": "yes"}),
            "enabled",
            "BOOLEAN_TYPE_CONVERT",
        ),
        (
            "welcome text",
            welcome_screen,
            json!({"description": x(140)}),
            json!({"description": x(141)}),
            "description",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "welcome channels",
            welcome_screen,
            json!({"welcome_channels": vec![json!({"channel_id": "1", "description": "a"}); 5]}),
            json!({"welcome_channels": vec![json!({"channel_id": "1", "description": "a"}); 6]}),
            "welcome_channels",
            "BASE_TYPE_MAX_LENGTH",
        ),
        (
            "an answer gives something",
            onboarding,
            json!({"prompts": [{"id": "0", "title": "a", "options": [{"title": "b", "role_ids": ["1"]}]}]}),
            json!({"prompts": [{"id": "0", "title": "a", "options": [{"title": "b"}]}]}),
            "prompts.0.options.0.channel_ids",
            "BASE_TYPE_REQUIRED",
        ),
        (
            "a pause",
            incident_actions,
            json!({"dms_disabled_until": "2026-11-20T12:00:00Z"}),
            json!({"dms_disabled_until": "tomorrow"}),
            "dms_disabled_until",
            "DATE_TIME_TYPE_PARSE",
        ),
        (
            "an answer to a request",
            join_request,
            json!({"action": "REJECTED"}),
            json!({"action": "MAYBE"}),
            "action",
            "BASE_TYPE_CHOICES",
        ),
    ]
}
