//! The walk through who may use which command.

use discord_sim::CommandPermission;
use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const WALK: Walk = Walk {
    name: "command rights",
    prepare: |stage, _| {
        let list = [CommandPermission::person(&stage.ann, false)];
        stage.guild.command_permissions(&stage.app, None, &list);
    },
    steps,
};

fn steps() -> Vec<Step> {
    vec![
        step(
            "create_guild_application_command",
            "/applications/{bot}/guilds/{guild}/commands",
            json!({"name": "echo", "description": "x"}),
            201,
        )
        .keep(&[("command", "/id")]),
        step(
            "list_guild_application_command_permissions",
            "/applications/{bot}/guilds/{guild}/commands/permissions",
            Value::Null,
            200,
        ),
        step(
            "get_guild_application_command_permissions",
            "/applications/{bot}/guilds/{guild}/commands/{bot}/permissions",
            Value::Null,
            200,
        ),
        step(
            "get_guild_application_command_permissions",
            "/applications/{bot}/guilds/{guild}/commands/{command}/permissions",
            Value::Null,
            404,
        ),
        step(
            "set_guild_application_command_permissions",
            "/applications/{bot}/guilds/{guild}/commands/{command}/permissions",
            json!({"permissions": []}),
            403,
        ),
    ]
}
