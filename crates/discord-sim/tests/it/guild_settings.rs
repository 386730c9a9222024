//! A guild's settings, its integrations, and leaving it.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::managed;

#[tokio::test]
async fn settings_are_changed_told_and_logged() {
    let stage = managed(permission::MANAGE_GUILD);
    let general = stage.general.id().to_string();
    let body = json!({"name": "New", "preferred_locale": "de", "verification_level": 2, "system_channel_id": general,
        "icon": "data:image/png;base64,iVBORw0KGgo="});
    let answer = stage.in_guild("PATCH", "", body).await.json();
    let icon = answer["icon"].clone();
    assert_eq!(
        (&answer["name"], &answer["verification_level"]),
        (&json!("New"), &json!(2))
    );
    let told = stage.bot.event("GUILD_UPDATE").await;
    assert_eq!(
        (&told["system_channel_id"], &told["icon"]),
        (&json!(general), &icon)
    );
    let logged = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&logged["action_type"], &logged["target_id"]),
        (&json!(1), &json!(stage.guild.id().to_string()))
    );
    assert_eq!(
        logged["changes"],
        json!([{"key": "name", "old_value": "Test", "new_value": "New"},
            {"key": "preferred_locale", "old_value": "en-US", "new_value": "de"},
            {"key": "verification_level", "old_value": 0, "new_value": 2},
            {"key": "system_channel_id", "new_value": general},
            {"key": "icon_hash", "new_value": icon}])
    );
    let cleared = stage
        .in_guild(
            "PATCH",
            "",
            json!({"icon": null, "verification_level": null}),
        )
        .await
        .json();
    assert_eq!(
        (&cleared["icon"], &cleared["verification_level"]),
        (&Value::Null, &json!(0))
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_is_not_there_or_not_paid_for_is_refused() {
    let stage = managed(permission::MANAGE_GUILD);
    let banner = json!({"banner": "data:image/png;base64,iVBORw0KGgo="});
    assert_eq!(
        stage
            .in_guild("PATCH", "", json!({"system_channel_id": "1"}))
            .await
            .code(),
        10003
    );
    let elsewhere = stage
        .sim
        .guild("Other")
        .text_channel("other")
        .id()
        .to_string();
    assert_eq!(
        stage
            .in_guild("PATCH", "", json!({"rules_channel_id": elsewhere}))
            .await
            .code(),
        10003
    );
    assert_eq!(
        stage.in_guild("PATCH", "", banner.clone()).await.code(),
        50101
    );
    stage.guild.set_features(&["BANNER"]);
    assert_eq!(stage.in_guild("PATCH", "", banner).await.status, 200);
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage
            .in_guild("PATCH", "", json!({"name": "No"}))
            .await
            .code(),
        50013
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn features_are_switched_by_who_may_and_only_those_that_can_be() {
    let stage = managed(permission::MANAGE_GUILD);
    stage.guild.set_features(&["BANNER"]);
    let features = |list: Value| json!({"features": list});
    let paused = stage
        .in_guild(
            "PATCH",
            "",
            features(json!(["INVITES_DISABLED", "PARTNERED"])),
        )
        .await
        .json();
    assert_eq!(
        paused["features"],
        json!(["BANNER", "INVITES_DISABLED"]),
        "what cannot be switched stays as it is"
    );
    let mut whole =
        json!({"features": ["COMMUNITY"], "verification_level": 1, "explicit_content_filter": 2});
    for key in ["rules_channel_id", "public_updates_channel_id"] {
        whole[key] = json!(stage.general.id().to_string());
    }
    assert_eq!(
        stage.in_guild("PATCH", "", whole.clone()).await.code(),
        50013,
        "that takes an administrator"
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::ADMINISTRATOR);
    assert_eq!(
        stage
            .in_guild("PATCH", "", features(json!(["COMMUNITY"])))
            .await
            .code(),
        50035,
        "channels are missing"
    );
    let community = stage.in_guild("PATCH", "", whole).await.json();
    assert_eq!(community["features"], json!(["BANNER", "COMMUNITY"]));
    assert_eq!(
        stage
            .in_guild("PATCH", "", json!({"rules_channel_id": null}))
            .await
            .code(),
        50035
    );
    stage.forgive_refused();
}

#[tokio::test]
async fn a_bot_leaves_but_not_its_own_guild() {
    let stage = managed(permission::NONE);
    let path = format!("/users/@me/guilds/{}", stage.guild.id());
    stage.guild.give_to(&stage.app);
    let refused = stage.bot.http.call("DELETE", &path, Value::Null).await;
    assert_eq!((refused.status, refused.code()), (400, 50055));
    stage.guild.set_owner(&stage.ann);
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &path, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        stage.bot.event("GUILD_DELETE").await,
        json!({"id": stage.guild.id().to_string()})
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_preview_is_for_members_and_for_what_can_be_discovered() {
    let stage = managed(permission::NONE);
    let other = stage.sim.guild("Other");
    let path = format!("/guilds/{}/preview", other.id());
    assert_eq!(stage.bot.http.get(&path).await.code(), 10004);
    other.set_features(&["DISCOVERABLE"]);
    assert_eq!(stage.bot.http.get(&path).await.json()["name"], "Other");
    assert_eq!(
        stage.in_guild("GET", "/preview", Value::Null).await.json()["approximate_member_count"],
        4
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_integration_goes_with_its_bot() {
    let stage = managed(permission::MANAGE_GUILD);
    let other = stage.sim.application("other");
    stage.guild.install(&other, permission::NONE);
    assert_eq!(
        stage.bot.event("INTEGRATION_CREATE").await["application"]["id"],
        other.id().to_string()
    );
    let list = stage
        .in_guild("GET", "/integrations", Value::Null)
        .await
        .json();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    let mut tap = stage.sim.tap(&other);
    let gone = stage
        .in_guild(
            "DELETE",
            &format!("/integrations/{}", other.id()),
            Value::Null,
        )
        .await;
    assert_eq!(gone.status, 204);
    assert!(tap.next_of("GUILD_DELETE").await.is_some());
    let told = stage.bot.event("INTEGRATION_DELETE").await;
    assert_eq!(told["application_id"], other.id().to_string());
    assert_eq!(
        stage
            .in_guild("DELETE", "/integrations/1", Value::Null)
            .await
            .code(),
        10005
    );
    assert_eq!(stage.sim.problems(), []);
}
