//! Emojis, stickers and sounds: who may make them, how many, what bots hear of it, and their files.

use std::time::Duration;

use discord_sim::{Settings, permission};
use serde_json::{Value, json};

use crate::bot::{stage, stage_with};

const OGG: &str = "data:audio/ogg;base64,AAAA";
const PNG: &str = "data:image/png;base64,iVBORw0KGgo=";

#[tokio::test]
async fn an_emoji_is_made_served_told_and_logged() {
    let stage = stage();
    stage.guild.bot_permissions(
        &stage.app,
        permission::CREATE_GUILD_EXPRESSIONS | permission::VIEW_AUDIT_LOG,
    );
    let path = format!("/guilds/{}/emojis", stage.guild.id());
    let body = json!({"name": "blob", "image": PNG});
    let made = stage.bot.http.call("POST", &path, body).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["user"]["id"], stage.app.id().to_string());
    let told = stage.bot.event("GUILD_EMOJIS_UPDATE").await;
    assert_eq!(told["emojis"][0]["name"], "blob");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let file = stage.bot.open.page(&format!("/emojis/{id}.png")).await;
    assert_eq!(
        (file.status, file.header("content-type")),
        (200, "image/png")
    );
    assert_eq!(stage.bot.open.page("/emojis/1.png").await.status, 404);
    let guild = stage
        .bot
        .http
        .get(&format!("/guilds/{}", stage.guild.id()))
        .await
        .json();
    assert_eq!(guild["emojis"][0]["id"], id.as_str());
    let log = format!("/guilds/{}/audit-logs?action_type=60", stage.guild.id());
    let log = stage.bot.http.get(&log).await.json();
    assert_eq!(log["audit_log_entries"][0]["target_id"], id.as_str());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn making_needs_one_right_and_changing_what_others_made_another() {
    let stage = stage();
    let path = format!("/guilds/{}/emojis", stage.guild.id());
    let body = json!({"name": "blob", "image": PNG});
    assert_eq!(
        stage
            .bot
            .http
            .call("POST", &path, body.clone())
            .await
            .code(),
        50_013
    );
    let other = stage.sim.application("other");
    stage
        .guild
        .install(&other, permission::CREATE_GUILD_EXPRESSIONS);
    let theirs = crate::http::Http::new(&stage.sim.url(), Some(&other.token()));
    let made = theirs.call("POST", &path, body).await.json();
    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    stage
        .guild
        .bot_permissions(&stage.app, permission::CREATE_GUILD_EXPRESSIONS);
    let rename = json!({"name": "mine"});
    assert_eq!(
        stage
            .bot
            .http
            .call("PATCH", &one, rename.clone())
            .await
            .code(),
        50_013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD_EXPRESSIONS);
    assert_eq!(
        stage.bot.http.call("PATCH", &one, rename).await.json()["name"],
        "mine"
    );
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(stage.bot.http.get(&one).await.code(), 10_014);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_guild_has_room_for_fifty_emojis_five_stickers_and_eight_sounds() {
    let mut settings = Settings::default();
    settings.limits.global_per_second = 10_000;
    settings.limits.shared.clear();
    for operation in ["create_guild_emoji", "create_guild_soundboard_sound"] {
        let free = (10_000, Duration::from_secs(1));
        settings.limits.routes.insert(operation.to_owned(), free);
    }
    let stage = stage_with(settings);
    stage
        .guild
        .bot_permissions(&stage.app, permission::CREATE_GUILD_EXPRESSIONS);
    let base = format!("/guilds/{}", stage.guild.id());
    for (kind, room, body, code) in [
        ("emojis", 50, json!({"name": "blob", "image": PNG}), 30_008),
        (
            "soundboard-sounds",
            8,
            json!({"name": "quack", "sound": OGG}),
            30_045,
        ),
    ] {
        let path = format!("{base}/{kind}");
        for _ in 0..room {
            let made = stage.bot.http.call("POST", &path, body.clone()).await;
            assert_eq!(made.status, 201);
        }
        assert_eq!(stage.bot.http.call("POST", &path, body).await.code(), code);
    }
    let path = format!("{base}/stickers");
    let fields = [("name", "wave"), ("tags", "wave")];
    for _ in 0..5 {
        let made = stage
            .bot
            .http
            .upload(&path, &fields, ("file", "a.png", b"x"))
            .await;
        assert_eq!(made.status, 201, "{}", made.json());
    }
    let made = stage
        .bot
        .http
        .upload(&path, &fields, ("file", "a.png", b"x"))
        .await;
    assert_eq!(made.code(), 30_039);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_sticker_is_uploaded_changed_and_deleted() {
    let stage = stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_GUILD_EXPRESSIONS);
    let path = format!("/guilds/{}/stickers", stage.guild.id());
    let fields = [("name", "wave"), ("tags", "wave"), ("description", "hello")];
    let made = stage
        .bot
        .http
        .upload(&path, &fields, ("file", "a.png", b"x"))
        .await;
    assert_eq!(
        (made.status, made.json()["format_type"].clone()),
        (201, json!(1))
    );
    let id = made.json()["id"].as_str().unwrap().to_owned();
    let one = format!("{path}/{id}");
    assert_eq!(stage.bot.http.get(&one).await.json()["name"], "wave");
    let changed = stage
        .bot
        .http
        .call("PATCH", &one, json!({"name": "bye"}))
        .await;
    assert_eq!(changed.json()["name"], "bye");
    let any = stage.bot.http.get(&format!("/stickers/{id}")).await;
    assert_eq!(any.json()["guild_id"], stage.guild.id().to_string());
    let file = stage.bot.open.page(&format!("/stickers/{id}.png")).await;
    assert_eq!(file.bytes.as_ref(), b"x");
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(stage.bot.http.get(&one).await.code(), 10_060);
    assert_eq!(stage.sim.problems(), []);
    let odd = stage
        .bot
        .http
        .upload(&path, &fields, ("file", "a.exe", b"x"))
        .await;
    assert_eq!(odd.code(), 50_035);
}
