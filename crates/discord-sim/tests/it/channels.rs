//! Channels: made, changed, moved, deleted, and who is told.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{Stage, stage, text};

const CHANNELS: u64 = permission::MANAGE_CHANNELS;

/// A stage whose bot has these rights.
pub(crate) fn stage_where(bits: u64) -> Stage {
    let stage = stage();
    stage.guild.bot_permissions(&stage.app, bits);
    stage
}

impl Stage {
    /// Answers of the bot's calls, in short.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let answer = self.bot.http.call(method, path, body).await;
        (answer.status, answer.json())
    }

    /// The error code of an answer.
    pub(crate) async fn code(&self, method: &str, path: &str, body: Value) -> u64 {
        self.bot.http.call(method, path, body).await.code()
    }

    /// The newest entry of the audit log, as its event.
    pub(crate) async fn logged(&self, action: u64) -> Value {
        loop {
            let entry = self.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
            if entry["action_type"] == action {
                return entry;
            }
        }
    }
}

#[tokio::test]
async fn a_channel_is_made_with_the_fields_of_its_kind() {
    let stage = stage_where(CHANNELS | permission::VIEW_AUDIT_LOG);
    let path = format!("/guilds/{}/channels", stage.guild.id());
    let body = json!({"name": "Word Games", "topic": "words", "bitrate": 64_000, "rate_limit_per_user": 5});
    let (status, made) = stage.ask("POST", &path, body).await;
    assert_eq!(status, 201);
    assert_eq!(
        (
            &made["name"],
            &made["topic"],
            &made["rate_limit_per_user"],
            &made["type"]
        ),
        (&json!("word-games"), &json!("words"), &json!(5), &json!(0))
    );
    assert!(made.get("bitrate").is_none(), "a text channel has none");
    assert_eq!(stage.bot.event("CHANNEL_CREATE").await["id"], made["id"]);
    let entry = stage.logged(10).await;
    assert_eq!(entry["target_id"], made["id"]);
    assert_eq!(
        entry["changes"][0],
        json!({"key": "name", "new_value": "word-games"})
    );
    let body =
        json!({"name": "Talk", "type": 2, "bitrate": 8_000, "user_limit": 3, "topic": "ignored"});
    let (_, voice) = stage.ask("POST", &path, body).await;
    assert_eq!(
        (&voice["name"], &voice["user_limit"]),
        (&json!("Talk"), &json!(3))
    );
    assert!(voice.get("topic").is_none(), "a voice channel has none");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_channel_needs_the_right_and_a_place() {
    let stage = stage();
    let path = format!("/guilds/{}/channels", stage.guild.id());
    assert_eq!(stage.code("POST", &path, json!({"name": "x"})).await, 50013);
    stage.guild.bot_permissions(&stage.app, CHANNELS);
    let text = stage.general.id().to_string();
    for (parent, code) in [
        ("1", "CHANNEL_PARENT_INVALID"),
        (text.as_str(), "CHANNEL_PARENT_INVALID_TYPE"),
    ] {
        let (_, refused) = stage
            .ask("POST", &path, json!({"name": "x", "parent_id": parent}))
            .await;
        assert_eq!(refused["errors"]["parent_id"]["_errors"][0]["code"], code);
    }
    let games = stage.guild.category("games");
    for number in 0..50 {
        stage
            .guild
            .text_channel(&number.to_string())
            .put_into(&games);
    }
    let inside = json!({"name": "x", "parent_id": games.id().to_string()});
    let (_, full) = stage.ask("POST", &path, inside.clone()).await;
    assert_eq!(
        full["errors"]["parent_id"]["_errors"][0]["code"],
        "CHANNEL_PARENT_MAX_CHANNELS"
    );
    for number in 52..500 {
        stage.guild.text_channel(&number.to_string());
    }
    assert_eq!(stage.code("POST", &path, json!({"name": "x"})).await, 30013);
    stage.guild.channels()[5].remove();
    assert_eq!(
        stage.ask("POST", &path, inside).await.0,
        201,
        "one left the category and the guild"
    );
}

#[tokio::test]
async fn a_channel_of_a_category_has_its_overwrites_unless_it_says_otherwise() {
    let stage = stage_where(CHANNELS);
    let games = stage.guild.category("games");
    games.for_everyone(0, permission::SEND_MESSAGES);
    let path = format!("/guilds/{}/channels", stage.guild.id());
    let parent = games.id().to_string();
    let (_, like) = stage
        .ask("POST", &path, json!({"name": "a", "parent_id": parent}))
        .await;
    assert_eq!(
        like["permission_overwrites"][0]["deny"],
        permission::SEND_MESSAGES.to_string()
    );
    let body = json!({"name": "b", "parent_id": parent, "permission_overwrites": []});
    let (_, other) = stage.ask("POST", &path, body).await;
    assert_eq!(other["permission_overwrites"], json!([]));
    stage.bot.event("CHANNEL_CREATE").await;
    games.for_everyone(permission::SEND_MESSAGES, 0);
    let changed = loop {
        let changed = stage.bot.event("CHANNEL_UPDATE").await;
        if changed["type"] == 0 {
            break changed;
        }
    };
    assert_eq!(
        changed["id"], like["id"],
        "only the channel that had the category's follows it"
    );
    assert_eq!(
        changed["permission_overwrites"][0]["allow"],
        permission::SEND_MESSAGES.to_string()
    );
}

#[tokio::test]
async fn a_changed_channel_is_told_and_logged_with_the_reason() {
    let stage = stage_where(CHANNELS | permission::VIEW_AUDIT_LOG);
    let path = format!("/channels/{}", stage.general.id());
    let body = json!({"name": "lobby", "type": 5, "nsfw": true});
    assert_eq!(
        stage.code("PATCH", &path, body.clone()).await,
        50035,
        "no community, no news"
    );
    stage.guild.set_features(&["COMMUNITY", "NEWS"]);
    let (status, changed) = stage.ask("PATCH", &path, body).await;
    assert_eq!((status, &changed["type"]), (200, &json!(5)));
    assert_eq!(stage.bot.event("CHANNEL_UPDATE").await["name"], "lobby");
    let entry = stage.logged(11).await;
    assert_eq!(
        entry["changes"][0],
        json!({"key": "name", "old_value": "general", "new_value": "lobby"})
    );
    let (_, refused) = stage
        .ask("PATCH", &path, json!({"rate_limit_per_user": 21_601}))
        .await;
    let error = &refused["errors"]["rate_limit_per_user"]["_errors"][0]["code"];
    assert_eq!(error, "NUMBER_TYPE_MAX");
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage.code("PATCH", &path, json!({"name": "x"})).await,
        50013
    );
    stage
        .general
        .for_bot(&stage.app, 0, permission::VIEW_CHANNEL);
    assert_eq!(
        stage.code("PATCH", &path, json!({"name": "x"})).await,
        50001
    );
    assert_eq!(
        stage
            .code("PATCH", "/channels/1", json!({"name": "x"}))
            .await,
        10003
    );
    let private = stage.ann.dm(&stage.app).channel().id();
    let path = format!("/channels/{private}");
    assert_eq!(
        stage.code("PATCH", &path, json!({"name": "x"})).await,
        50003
    );
}

#[tokio::test]
async fn channels_are_moved_together() {
    let stage = stage_where(CHANNELS | permission::MANAGE_ROLES);
    let games = stage.guild.category("games");
    games.for_everyone(0, permission::ADD_REACTIONS);
    let path = format!("/guilds/{}/channels", stage.guild.id());
    let moved = json!([{"id": stage.general.id().to_string(), "position": 7, "parent_id": games.id().to_string(),
        "lock_permissions": true}]);
    assert_eq!(stage.ask("PATCH", &path, moved).await.0, 204);
    let (_, general) = stage
        .ask(
            "GET",
            &format!("/channels/{}", stage.general.id()),
            Value::Null,
        )
        .await;
    assert_eq!(
        (&general["position"], text(&general["parent_id"])),
        (&json!(7), games.id().to_string().as_str())
    );
    assert_eq!(
        general["permission_overwrites"][0]["deny"],
        permission::ADD_REACTIONS.to_string()
    );
    assert_eq!(
        stage
            .code("PATCH", &path, json!([{"id": "1", "position": 0}]))
            .await,
        10003
    );
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(stage.code("PATCH", &path, json!([])).await, 50013);
}
