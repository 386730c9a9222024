//! What a guild shows to who comes: widget, template, welcome screen, onboarding, requests to join.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{managed, stage};

#[tokio::test]
async fn a_widget_is_shown_to_everybody_once_it_is_on() {
    let stage = managed(permission::MANAGE_GUILD);
    let voice = stage.guild.voice_channel("talk");
    let secret = stage.guild.voice_channel("secret");
    secret.for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let path = format!("/guilds/{}/widget", stage.guild.id());
    let closed = stage.bot.open.get(&format!("{path}.json")).await;
    assert_eq!((closed.status, closed.code()), (403, 50004));
    assert_eq!(
        stage
            .in_guild("PATCH", "/widget", json!({"enabled": true}))
            .await
            .status,
        200
    );
    let open = stage.bot.open.get(&format!("{path}.json")).await.json();
    assert_eq!(
        open["channels"],
        json!([{"id": voice.id().to_string(), "name": "talk", "position": 1}])
    );
    let picture = stage.bot.open.get(&format!("{path}.png")).await;
    assert_eq!(picture.header("content-type"), "image/png");
    assert!(picture.bytes.starts_with(b"\x89PNG"));
    assert_eq!(
        stage
            .in_guild("PATCH", "/widget", json!({"channel_id": "1"}))
            .await
            .code(),
        10003
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_template_is_dirty_once_the_guild_has_changed() {
    let stage = managed(permission::MANAGE_GUILD);
    let made = stage
        .in_guild("POST", "/templates", json!({"name": "Shape"}))
        .await
        .json();
    assert_eq!(made["is_dirty"], Value::Null);
    assert_eq!(
        made["serialized_source_guild"]["channels"][0]["name"],
        "general"
    );
    let again = stage
        .in_guild("POST", "/templates", json!({"name": "Shape"}))
        .await;
    assert_eq!((again.status, again.code()), (400, 30031));
    stage.guild.text_channel("more");
    let path = format!("/templates/{}", made["code"].as_str().expect("a code"));
    let open = stage.bot.open.get(&format!("/guilds{path}")).await.json();
    assert_eq!(open["is_dirty"], true);
    assert_eq!(
        stage.in_guild("PUT", &path, Value::Null).await.json()["is_dirty"],
        Value::Null
    );
    assert_eq!(
        stage
            .in_guild("DELETE", "/templates/nonsense", Value::Null)
            .await
            .code(),
        10057
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_welcome_screen_that_is_off_is_for_managers() {
    let stage = managed(permission::MANAGE_GUILD);
    assert_eq!(
        stage
            .in_guild("GET", "/welcome-screen", Value::Null)
            .await
            .code(),
        10069
    );
    let general = stage.general.id().to_string();
    let body = json!({"description": "Hi", "welcome_channels": [{"channel_id": general, "description": "Here"}]});
    assert_eq!(
        stage
            .in_guild("PATCH", "/welcome-screen", body)
            .await
            .status,
        200
    );
    assert_eq!(
        stage
            .in_guild("GET", "/welcome-screen", Value::Null)
            .await
            .json()["description"],
        "Hi"
    );
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage
            .in_guild("GET", "/welcome-screen", Value::Null)
            .await
            .code(),
        50013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD);
    assert_eq!(
        stage
            .in_guild("PATCH", "/welcome-screen", json!({"enabled": true}))
            .await
            .status,
        200
    );
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage
            .in_guild("GET", "/welcome-screen", Value::Null)
            .await
            .status,
        200
    );
    let features = stage.in_guild("GET", "", Value::Null).await.json()["features"].clone();
    assert_eq!(features, json!(["WELCOME_SCREEN_ENABLED"]));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn onboarding_keeps_known_questions_and_numbers_new_ones() {
    let stage = managed(permission::MANAGE_GUILD | permission::MANAGE_ROLES);
    let role = stage.guild.role("cats", 0).id().to_string();
    let option = json!({"title": "Cats", "role_ids": [role], "channel_ids": []});
    let prompt = |id: &str, option: &Value| json!({"prompts": [{"id": id, "title": "What?", "options": [option]}]});
    let first = stage
        .in_guild("PUT", "/onboarding", prompt("7", &option))
        .await
        .json();
    let id = first["prompts"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    assert_ne!(id, "7", "a placeholder");
    let kept = stage
        .in_guild(
            "PUT",
            "/onboarding",
            prompt(&id, &first["prompts"][0]["options"][0]),
        )
        .await
        .json();
    assert_eq!(kept["prompts"][0]["id"], id);
    assert_eq!(
        kept["prompts"][0]["options"][0]["id"],
        first["prompts"][0]["options"][0]["id"]
    );
    let unknown = json!({"title": "Dogs", "role_ids": ["1"]});
    assert_eq!(
        stage
            .in_guild("PUT", "/onboarding", prompt("0", &unknown))
            .await
            .code(),
        10011
    );
    let below = stage
        .in_guild("PUT", "/onboarding", json!({"enabled": true}))
        .await;
    assert_eq!((below.status, below.code()), (400, 350_001));
    let empty = json!({"title": "Nothing"});
    assert_eq!(
        stage
            .in_guild("PUT", "/onboarding", prompt("0", &empty))
            .await
            .code(),
        50035
    );
    stage.forgive_refused();
}

#[tokio::test]
async fn a_pause_ends_within_a_day() {
    let stage = managed(permission::MANAGE_GUILD);
    let after = |hours: u64| (stage.sim.clock().now() + Duration::from_secs(hours * 3_600)).iso();
    let until = after(23);
    let set = stage
        .in_guild(
            "PUT",
            "/incident-actions",
            json!({"invites_disabled_until": until}),
        )
        .await
        .json();
    assert_eq!(
        set,
        json!({"invites_disabled_until": until, "dms_disabled_until": null})
    );
    assert_eq!(stage.bot.event("GUILD_UPDATE").await["incidents_data"], set);
    let long = stage
        .in_guild(
            "PUT",
            "/incident-actions",
            json!({"dms_disabled_until": after(25)}),
        )
        .await;
    assert_eq!(long.code(), 50035);
    stage.forgive_refused();
}

#[tokio::test]
async fn who_asks_to_join_is_let_in_or_turned_down() {
    let stage = managed(permission::KICK_MEMBERS);
    let [zoe, yan] = ["zoe", "yan"].map(|name| stage.sim.person(name));
    let [first, second] =
        [&zoe, &yan].map(|person| person.ask_to_join(&stage.guild).expect("asked"));
    assert!(
        zoe.ask_to_join(&stage.guild).is_err(),
        "she has asked already"
    );
    let list = stage
        .in_guild("GET", "/requests?status=SUBMITTED&limit=1", Value::Null)
        .await
        .json();
    assert_eq!(
        (&list["total"], &list["guild_join_requests"][0]["id"]),
        (&json!(2), &json!(first.to_string()))
    );
    let yes = stage
        .in_guild(
            "PATCH",
            &format!("/requests/{first}"),
            json!({"action": "APPROVED"}),
        )
        .await;
    assert_eq!(yes.json()["application_status"], "APPROVED");
    assert!(stage.guild.has(&zoe));
    let no = json!({"action": "REJECTED", "rejection_reason": "full"});
    let no = stage
        .in_guild("PATCH", &format!("/requests/{second}"), no)
        .await
        .json();
    assert_eq!(
        (&no["rejection_reason"], stage.guild.has(&yan)),
        (&json!("full"), false)
    );
    assert_eq!(
        stage
            .in_guild("PATCH", "/requests/1", json!({"action": "APPROVED"}))
            .await
            .status,
        404
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn emojis_of_a_welcome_screen_are_texts_and_ids() {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, permission::ALL);
    let path = format!("/guilds/{}/welcome-screen", stage.guild.id());
    let patch = |key: &str, emoji: Value| {
        let mut channel = serde_json::json!({"channel_id": stage.general.id().to_string(), "description": "Here"});
        channel[key] = emoji;
        let body = serde_json::json!({"welcome_channels": [channel]});
        stage
            .bot
            .http
            .clone()
            .call_owned("PATCH", path.clone(), body)
    };
    assert_eq!(patch("emoji_name", "👋".into()).await.status, 200);
    assert_eq!(patch("emoji_name", 5.into()).await.code(), 50035);
    assert_eq!(patch("emoji_id", "wave".into()).await.code(), 50035);
}
