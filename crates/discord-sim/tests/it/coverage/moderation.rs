//! The walk through members, roles, bans, auto-moderation and the log of all that.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const WALK: Walk = Walk {
    name: "moderation",
    prepare: |stage, names| {
        let cat = stage.sim.person("cat");
        names.insert("cat".to_owned(), cat.id().to_string());
        names.insert("access".to_owned(), cat.let_add(&stage.app));
        let dan = stage.guild.person("dan");
        names.insert("dan".to_owned(), dan.id().to_string());
        let bot_role = stage.guild.bot_role(&stage.app).expect("a role");
        for number in 0..2 {
            let role = stage.guild.role(&format!("low-{number}"), 0);
            names.insert(format!("low{number}"), role.id().to_string());
        }
        stage.guild.raise(bot_role);
    },
    steps,
};

fn steps() -> Vec<Step> {
    let mut steps = roles();
    steps.extend(members());
    steps.extend(bans());
    steps.extend(rules());
    steps.push(step(
        "list_guild_audit_log_entries",
        "/guilds/{guild}/audit-logs?limit=100",
        Value::Null,
        200,
    ));
    steps
}

fn roles() -> Vec<Step> {
    let role = "/guilds/{guild}/roles/{role}";
    vec![
        step("list_guild_roles", "/guilds/{guild}/roles", Value::Null, 200),
        step(
            "create_guild_role",
            "/guilds/{guild}/roles",
            json!({"name": "helper", "permissions": "8192", "colors": {"primary_color": 255}, "hoist": true}),
            200,
        )
        .keep(&[("role", "/id")]),
        step("get_guild_role", role, Value::Null, 200),
        step("update_guild_role", role, json!({"name": "helpers", "mentionable": true}), 200),
        step(
            "bulk_update_guild_roles",
            "/guilds/{guild}/roles",
            json!([{"id": "{role}", "position": 3}]),
            200,
        ),
        step("guild_role_member_counts", "/guilds/{guild}/roles/member-counts", Value::Null, 200),
        step("add_guild_member_role", "/guilds/{guild}/members/{ann}/roles/{role}", Value::Null, 204),
        step("delete_guild_member_role", "/guilds/{guild}/members/{ann}/roles/{role}", Value::Null, 204),
        step("delete_guild_role", role, Value::Null, 204),
        step("get_guild_role", role, Value::Null, 404),
    ]
}

fn members() -> Vec<Step> {
    vec![
        step(
            "list_guild_members",
            "/guilds/{guild}/members?limit=1000",
            Value::Null,
            200,
        ),
        step(
            "search_guild_members",
            "/guilds/{guild}/members/search?query=an&limit=5",
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
            "add_guild_member",
            "/guilds/{guild}/members/{cat}",
            json!({"access_token": "{access}", "nick": "Kitty", "roles": ["{low0}"]}),
            201,
        ),
        step(
            "add_guild_member",
            "/guilds/{guild}/members/{cat}",
            json!({"access_token": "{access}"}),
            204,
        ),
        step(
            "add_guild_member",
            "/guilds/{guild}/members/{ann}",
            json!({"access_token": "no"}),
            403,
        ),
        step(
            "update_guild_member",
            "/guilds/{guild}/members/{ann}",
            json!({"nick": "Annie", "roles": ["{low0}", "{low1}"], "flags": 4}),
            200,
        ),
        step(
            "update_my_guild_member",
            "/guilds/{guild}/members/@me",
            json!({"nick": "Echo"}),
            200,
        ),
        step(
            "delete_guild_member",
            "/guilds/{guild}/members/{cat}",
            Value::Null,
            204,
        ),
        step(
            "delete_guild_member",
            "/guilds/{guild}/members/{cat}",
            Value::Null,
            404,
        ),
    ]
}

fn bans() -> Vec<Step> {
    vec![
        step(
            "ban_user_from_guild",
            "/guilds/{guild}/bans/{cat}",
            json!({"delete_message_seconds": 60}),
            204,
        ),
        step("list_guild_bans", "/guilds/{guild}/bans", Value::Null, 200),
        step(
            "get_guild_ban",
            "/guilds/{guild}/bans/{cat}",
            Value::Null,
            200,
        ),
        step(
            "unban_user_from_guild",
            "/guilds/{guild}/bans/{cat}",
            Value::Null,
            204,
        ),
        step(
            "get_guild_ban",
            "/guilds/{guild}/bans/{cat}",
            Value::Null,
            404,
        ),
        step(
            "bulk_ban_users_from_guild",
            "/guilds/{guild}/bulk-ban",
            json!({"user_ids": ["{cat}", "{bot}"]}),
            200,
        ),
        step(
            "bulk_ban_users_from_guild",
            "/guilds/{guild}/bulk-ban",
            json!({"user_ids": ["{bot}"]}),
            400,
        ),
        step(
            "preview_prune_guild",
            "/guilds/{guild}/prune?days=1",
            Value::Null,
            200,
        ),
        step(
            "prune_guild",
            "/guilds/{guild}/prune",
            json!({"days": 30, "compute_prune_count": true}),
            200,
        ),
    ]
}

fn rules() -> Vec<Step> {
    let all = "/guilds/{guild}/auto-moderation/rules";
    let one = "/guilds/{guild}/auto-moderation/rules/{rule}";
    let made = |trigger: u64, metadata: Value, actions: Value| {
        let event = if trigger == 6 { 2 } else { 1 };
        json!({"name": "no", "event_type": event, "trigger_type": trigger, "trigger_metadata": metadata,
            "actions": actions, "enabled": true, "exempt_roles": ["{low0}"], "exempt_channels": ["{general}"]})
    };
    let block = json!([{"type": 1}]);
    let every = json!([{"type": 1, "metadata": {"custom_message": "No."}},
        {"type": 2, "metadata": {"channel_id": "{general}"}}, {"type": 3, "metadata": {"duration_seconds": 60}}]);
    vec![
        step(
            "create_auto_moderation_rule",
            all,
            made(1, json!({"keyword_filter": ["bad"], "regex_patterns": ["b.d"], "allow_list": ["bade"]}), every),
            200,
        )
        .keep(&[("rule", "/id")]),
        step("create_auto_moderation_rule", all, made(3, json!({}), block.clone()), 200),
        step("create_auto_moderation_rule", all, made(4, json!({"presets": [1, 2]}), block.clone()), 200),
        step("create_auto_moderation_rule", all, made(5, json!({"mention_total_limit": 5}), block), 200),
        step(
            "create_auto_moderation_rule",
            all,
            made(6, json!({"keyword_filter": ["rude"]}), json!([{"type": 4}])),
            200,
        ),
        step("list_auto_moderation_rules", all, Value::Null, 200),
        step("get_auto_moderation_rule", one, Value::Null, 200),
        step("update_auto_moderation_rule", one, json!({"enabled": false}), 200),
        step("delete_auto_moderation_rule", one, Value::Null, 204),
        step("get_auto_moderation_rule", one, Value::Null, 404),
    ]
}
