//! The walk through a guild's settings, and what it shows to who comes.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const WALK: Walk = Walk {
    name: "guilds",
    prepare: |stage, names| {
        let dan = stage.sim.person("dan");
        let request = dan.ask_to_join(&stage.guild).expect("a request");
        names.insert("request".to_owned(), request.to_string());
        let other = stage.sim.application("other");
        stage.guild.install(&other, 0);
        names.insert("other".to_owned(), other.id().to_string());
        for number in 0..7 {
            let channel = stage.guild.text_channel(&format!("room-{number}"));
            names.insert(format!("room{number}"), channel.id().to_string());
        }
        let voice = stage.guild.voice_channel("talk");
        names.insert("talk".to_owned(), voice.id().to_string());
        let second = stage.sim.guild("Second");
        second.install(&stage.app, 0);
        names.insert("second".to_owned(), second.id().to_string());
    },
    steps,
};

fn steps() -> Vec<Step> {
    let mut steps = settings();
    steps.extend(newcomers());
    steps.extend(templates());
    steps
}

fn settings() -> Vec<Step> {
    vec![
        step(
            "get_guild",
            "/guilds/{guild}?with_counts=true",
            Value::Null,
            200,
        ),
        step(
            "update_guild",
            "/guilds/{guild}",
            json!({"name": "New name", "description": "About", "verification_level": 1, "explicit_content_filter": 2,
                "system_channel_id": "{general}", "rules_channel_id": "{general}", "public_updates_channel_id": "{room0}",
                "preferred_locale": "de", "features": ["COMMUNITY", "INVITES_DISABLED"],
                "icon": "data:image/png;base64,iVBORw0KGgo="}),
            200,
        ),
        step(
            "get_guild_preview",
            "/guilds/{guild}/preview",
            Value::Null,
            200,
        ),
        step(
            "get_guild_widget_settings",
            "/guilds/{guild}/widget",
            Value::Null,
            200,
        ),
        step(
            "get_guild_widget",
            "/guilds/{guild}/widget.json",
            Value::Null,
            403,
        ),
        step(
            "update_guild_widget_settings",
            "/guilds/{guild}/widget",
            json!({"enabled": true, "channel_id": "{general}"}),
            200,
        ),
        step(
            "get_guild_widget",
            "/guilds/{guild}/widget.json",
            Value::Null,
            200,
        ),
        step(
            "get_guild_widget_png",
            "/guilds/{guild}/widget.png?style=shield",
            Value::Null,
            200,
        ),
        step(
            "list_guild_integrations",
            "/guilds/{guild}/integrations",
            Value::Null,
            200,
        ),
        step(
            "delete_guild_integration",
            "/guilds/{guild}/integrations/{other}",
            Value::Null,
            204,
        ),
        step(
            "delete_guild_integration",
            "/guilds/{guild}/integrations/{other}",
            Value::Null,
            404,
        ),
        step(
            "leave_guild",
            "/users/@me/guilds/{second}",
            Value::Null,
            204,
        ),
        step(
            "leave_guild",
            "/users/@me/guilds/{second}",
            Value::Null,
            403,
        ),
    ]
}

fn newcomers() -> Vec<Step> {
    let channels: Vec<String> = (0..7).map(|number| format!("{{room{number}}}")).collect();
    let prompt = json!({"id": "0", "title": "What do you like?", "type": 0, "single_select": true, "required": false,
        "in_onboarding": true, "options": [{"title": "Cats", "description": "Meow", "emoji_name": "🐈",
        "channel_ids": ["{room1}"], "role_ids": []}]});
    vec![
        step(
            "get_guild_welcome_screen",
            "/guilds/{guild}/welcome-screen",
            Value::Null,
            404,
        ),
        step(
            "update_guild_welcome_screen",
            "/guilds/{guild}/welcome-screen",
            json!({"enabled": true, "description": "Hello", "welcome_channels": [
                {"channel_id": "{general}", "description": "Talk here", "emoji_name": "👋"}]}),
            200,
        ),
        step(
            "get_guild_welcome_screen",
            "/guilds/{guild}/welcome-screen",
            Value::Null,
            200,
        ),
        step(
            "get_guild_new_member_welcome",
            "/guilds/{guild}/new-member-welcome",
            Value::Null,
            204,
        ),
        step(
            "get_guilds_onboarding",
            "/guilds/{guild}/onboarding",
            Value::Null,
            200,
        ),
        step(
            "put_guilds_onboarding",
            "/guilds/{guild}/onboarding",
            json!({"enabled": true}),
            400,
        ),
        step(
            "put_guilds_onboarding",
            "/guilds/{guild}/onboarding",
            json!({"enabled": true, "mode": 0, "default_channel_ids": channels, "prompts": [prompt]}),
            200,
        ),
        step(
            "get_guilds_onboarding",
            "/guilds/{guild}/onboarding",
            Value::Null,
            200,
        ),
        step(
            "update_guild_incident_actions",
            "/guilds/{guild}/incident-actions",
            json!({"invites_disabled_until": null, "dms_disabled_until": null}),
            200,
        ),
        step(
            "get_guild_join_requests",
            "/guilds/{guild}/requests?status=SUBMITTED",
            Value::Null,
            200,
        ),
        step(
            "action_guild_join_request",
            "/guilds/{guild}/requests/{request}",
            json!({"action": "APPROVED"}),
            200,
        ),
        step(
            "action_guild_join_request",
            "/guilds/{guild}/requests/{request}",
            json!({"action": "REJECTED", "rejection_reason": "late"}),
            404,
        ),
    ]
}

fn templates() -> Vec<Step> {
    let path = "/guilds/{guild}/templates/{code}";
    vec![
        step(
            "create_guild_template",
            "/guilds/{guild}/templates",
            json!({"name": "Shape", "description": "Like this"}),
            200,
        )
        .keep(&[("code", "/code")]),
        step(
            "create_guild_template",
            "/guilds/{guild}/templates",
            json!({"name": "Again"}),
            400,
        ),
        step(
            "list_guild_templates",
            "/guilds/{guild}/templates",
            Value::Null,
            200,
        ),
        step(
            "get_guild_template",
            "/guilds/templates/{code}",
            Value::Null,
            200,
        ),
        step("sync_guild_template", path, Value::Null, 200),
        step("update_guild_template", path, json!({"name": "Other"}), 200),
        step("delete_guild_template", path, Value::Null, 200),
        step(
            "get_guild_template",
            "/guilds/templates/{code}",
            Value::Null,
            404,
        ),
    ]
}
