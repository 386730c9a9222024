//! The walk through channels, their overwrites and invites.

use std::collections::BTreeMap;

use discord_sim::permission;
use serde_json::{Value, json};

use super::{Step, Walk, step};
use crate::bot::Stage;

pub(super) const WALK: Walk = Walk {
    name: "channels",
    prepare,
    steps,
};

fn prepare(stage: &Stage, names: &mut BTreeMap<String, String>) {
    let role = stage.guild.role("talkers", permission::NONE);
    stage.guild.set_features(&["COMMUNITY", "NEWS"]);
    names.insert("role".to_owned(), role.id().to_string());
    let private = stage.ann.dm(&stage.app).channel().id();
    names.insert("private".to_owned(), private.to_string());
}

fn steps() -> Vec<Step> {
    let mut steps = making();
    steps.extend(changing());
    steps.extend(inviting());
    steps
}

fn making() -> Vec<Step> {
    let make = |body: Value, name: &'static [(&'static str, &'static str)]| {
        step(
            "create_guild_channel",
            "/guilds/{guild}/channels",
            body,
            201,
        )
        .keep(name)
    };
    vec![
        make(json!({"name": "Games", "type": 4}), &[("category", "/id")]),
        make(
            json!({"name": "Word Games", "topic": "words", "nsfw": true, "rate_limit_per_user": 5,
                "parent_id": "{category}", "position": 3, "default_auto_archive_duration": 60,
                "permission_overwrites": [{"id": "{role}", "type": 0, "allow": "2048"}]}),
            &[("text", "/id")],
        ),
        make(
            json!({"name": "Voice", "type": 2, "bitrate": 96000, "user_limit": 99, "rtc_region": "japan",
                "video_quality_mode": 2}),
            &[("voice", "/id")],
        ),
        make(json!({"name": "News", "type": 5}), &[("news", "/id")]),
        make(
            json!({"name": "Stage", "type": 13, "user_limit": 10000}),
            &[("stage", "/id")],
        ),
        make(
            json!({"name": "Forum", "type": 15, "topic": "x".repeat(4096), "default_sort_order": 1,
                "default_forum_layout": 2, "default_reaction_emoji": {"emoji_name": "x", "emoji_id": null},
                "default_thread_rate_limit_per_user": 10,
                "available_tags": [{"name": "bug", "moderated": true, "emoji_name": "x"}, {"name": "idea"}]}),
            &[("forum", "/id"), ("bug", "/available_tags/0/id")],
        ),
        make(json!({"name": "Media", "type": 16}), &[("media", "/id")]),
    ]
}

fn changing() -> Vec<Step> {
    let patch = |path, body| step("update_channel", path, body, 200);
    vec![
        step("get_channel", "/channels/{forum}", Value::Null, 200),
        step(
            "list_guild_channels",
            "/guilds/{guild}/channels",
            Value::Null,
            200,
        ),
        patch(
            "/channels/{text}",
            json!({"name": "letters", "topic": null, "type": 5, "parent_id": null,
                "permission_overwrites": []}),
        ),
        patch(
            "/channels/{voice}",
            json!({"bitrate": 8000, "rtc_region": null}),
        ),
        patch(
            "/channels/{forum}",
            json!({"flags": 16, "available_tags": [{"id": "{bug}", "name": "bugs"}]}),
        ),
        step(
            "bulk_update_guild_channels",
            "/guilds/{guild}/channels",
            json!([{"id": "{text}", "position": 0, "parent_id": "{category}", "lock_permissions": true},
                {"id": "{news}", "position": 1}]),
            204,
        ),
        step(
            "set_channel_permission_overwrite",
            "/channels/{text}/permissions/{ann}",
            json!({"type": 1, "allow": "1024", "deny": "2048"}),
            204,
        ),
        step(
            "delete_channel_permission_overwrite",
            "/channels/{text}/permissions/{ann}",
            Value::Null,
            204,
        ),
        step(
            "add_group_dm_user",
            "/channels/{private}/recipients/{bob}",
            json!({"access_token": "x"}),
            400,
        ),
        step(
            "delete_group_dm_user",
            "/channels/{private}/recipients/{bob}",
            Value::Null,
            400,
        ),
        step("delete_channel", "/channels/{media}", Value::Null, 200),
        step("delete_channel", "/channels/{category}", Value::Null, 200),
        step("delete_channel", "/channels/{private}", Value::Null, 200),
    ]
}

fn inviting() -> Vec<Step> {
    vec![
        step(
            "create_channel_invite",
            "/channels/{general}/invites",
            json!({"max_age": 60, "max_uses": 1, "temporary": true, "unique": true}),
            200,
        )
        .keep(&[("code", "/code")]),
        step(
            "list_channel_invites",
            "/channels/{general}/invites",
            Value::Null,
            200,
        ),
        step(
            "list_guild_invites",
            "/guilds/{guild}/invites",
            Value::Null,
            200,
        ),
        step(
            "get_guild_vanity_url",
            "/guilds/{guild}/vanity-url",
            Value::Null,
            200,
        ),
        step(
            "invite_resolve",
            "/invites/{code}?with_counts=true",
            Value::Null,
            200,
        ),
        step(
            "get_invite_target_users",
            "/invites/{code}/target-users",
            Value::Null,
            200,
        ),
        step(
            "get_invite_target_users_job_status",
            "/invites/{code}/target-users/job-status",
            Value::Null,
            200,
        ),
        step("invite_revoke", "/invites/{code}", Value::Null, 200),
    ]
}
