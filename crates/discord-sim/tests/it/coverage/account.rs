//! The walk through what is about the bot itself, its commands, and plain reading.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const WALK: Walk = Walk {
    name: "account",
    prepare: |_, _| {},
    steps,
};

fn steps() -> Vec<Step> {
    let command = json!({"name": "echo", "description": "Says it again"});
    vec![
        step("get_gateway", "/gateway", Value::Null, 200),
        step("get_bot_gateway", "/gateway/bot", Value::Null, 200),
        step("get_my_user", "/users/@me", Value::Null, 200),
        step("get_user", "/users/{ann}", Value::Null, 200),
        step(
            "update_my_user",
            "/users/@me",
            json!({"username": "renamed"}),
            200,
        ),
        step("list_my_guilds", "/users/@me/guilds", Value::Null, 200),
        step(
            "get_application_role_connections_metadata",
            "/applications/{bot}/role-connections/metadata",
            Value::Null,
            200,
        ),
        step(
            "update_application_role_connections_metadata",
            "/applications/{bot}/role-connections/metadata",
            json!([]),
            200,
        ),
        step("get_public_keys", "/oauth2/keys", Value::Null, 200),
        step("get_my_application", "/applications/@me", Value::Null, 200),
        step(
            "update_my_application",
            "/applications/@me",
            json!({"tags": ["game"], "description": "Plays"}),
            200,
        ),
        step(
            "get_my_oauth2_application",
            "/oauth2/applications/@me",
            Value::Null,
            200,
        ),
        step(
            "create_dm",
            "/users/@me/channels",
            json!({"recipient_id": "{ann}"}),
            200,
        ),
        step(
            "bulk_set_application_commands",
            "/applications/{bot}/commands",
            json!([]),
            200,
        ),
        step(
            "create_application_command",
            "/applications/{bot}/commands",
            command.clone(),
            201,
        )
        .keep(&[("command", "/id")]),
        step(
            "list_application_commands",
            "/applications/{bot}/commands",
            Value::Null,
            200,
        ),
        step(
            "get_application_command",
            "/applications/{bot}/commands/{command}",
            Value::Null,
            200,
        ),
        step(
            "update_application_command",
            "/applications/{bot}/commands/{command}",
            json!({"description": "Again"}),
            200,
        ),
        step(
            "delete_application_command",
            "/applications/{bot}/commands/{command}",
            Value::Null,
            204,
        ),
        step(
            "bulk_set_guild_application_commands",
            "/applications/{bot}/guilds/{guild}/commands",
            json!([]),
            200,
        ),
        step(
            "create_guild_application_command",
            "/applications/{bot}/guilds/{guild}/commands",
            command,
            201,
        )
        .keep(&[("own", "/id")]),
        step(
            "list_guild_application_commands",
            "/applications/{bot}/guilds/{guild}/commands",
            Value::Null,
            200,
        ),
        step(
            "get_guild_application_command",
            "/applications/{bot}/guilds/{guild}/commands/{own}",
            Value::Null,
            200,
        ),
        step(
            "update_guild_application_command",
            "/applications/{bot}/guilds/{guild}/commands/{own}",
            json!({"description": "Again"}),
            200,
        ),
        step(
            "delete_guild_application_command",
            "/applications/{bot}/guilds/{guild}/commands/{own}",
            Value::Null,
            204,
        ),
        step("get_channel", "/channels/{general}", Value::Null, 200),
        step(
            "trigger_typing_indicator",
            "/channels/{general}/typing",
            Value::Null,
            204,
        ),
        step(
            "create_message",
            "/channels/{general}/messages",
            json!({"content": "hello"}),
            200,
        )
        .keep(&[("message", "/id")]),
        step(
            "list_messages",
            "/channels/{general}/messages",
            Value::Null,
            200,
        ),
        step(
            "get_message",
            "/channels/{general}/messages/{message}",
            Value::Null,
            200,
        ),
        step(
            "update_message",
            "/channels/{general}/messages/{message}",
            json!({"content": "bye"}),
            200,
        ),
        step(
            "delete_message",
            "/channels/{general}/messages/{message}",
            Value::Null,
            204,
        ),
        step("get_guild", "/guilds/{guild}", Value::Null, 200),
        step(
            "list_guild_channels",
            "/guilds/{guild}/channels",
            Value::Null,
            200,
        ),
        step(
            "list_guild_roles",
            "/guilds/{guild}/roles",
            Value::Null,
            200,
        ),
        step(
            "get_guild_member",
            "/guilds/{guild}/members/{ann}",
            Value::Null,
            200,
        ),
        step(
            "list_guild_audit_log_entries",
            "/guilds/{guild}/audit-logs?limit=10",
            Value::Null,
            200,
        ),
    ]
}
