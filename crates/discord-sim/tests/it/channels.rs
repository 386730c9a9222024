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
    let (status, changed) = stage
        .ask(
            "PATCH",
            &path,
            json!({"name": "lobby", "type": 5, "nsfw": true}),
        )
        .await;
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

#[tokio::test]
async fn a_deleted_channel_takes_its_messages_and_threads_with_it() {
    let stage = stage_where(CHANNELS | permission::VIEW_AUDIT_LOG);
    let side = stage.guild.text_channel("side");
    let said = stage
        .ann
        .in_channel(&side)
        .say("hello")
        .expect("ann may write");
    let thread = stage
        .ann
        .in_channel(&side)
        .thread("talk")
        .expect("ann may start one");
    let path = format!("/channels/{}", side.id());
    let (status, last) = stage.ask("DELETE", &path, Value::Null).await;
    assert_eq!((status, &last["name"]), (200, &json!("side")));
    assert_eq!(
        stage.bot.event("CHANNEL_DELETE").await["id"],
        side.id().to_string()
    );
    assert_eq!(stage.logged(12).await["target_id"], side.id().to_string());
    assert!(!thread.channel().exists());
    assert!(stage.sim.message(said.id).is_none());
    assert_eq!(stage.code("GET", &path, Value::Null).await, 10003);
    let general = format!("/channels/{}", stage.general.id());
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(stage.code("DELETE", &general, Value::Null).await, 50013);
}

#[tokio::test]
async fn a_deleted_category_leaves_its_channels() {
    let stage = stage_where(CHANNELS);
    let games = stage.guild.category("games");
    stage.general.put_into(&games);
    stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(
        stage
            .ask("DELETE", &format!("/channels/{}", games.id()), Value::Null)
            .await
            .0,
        200
    );
    let update = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(
        (&update["name"], &update["parent_id"]),
        (&json!("general"), &Value::Null)
    );
    assert_eq!(stage.bot.event("CHANNEL_DELETE").await["name"], "games");
}

#[tokio::test]
async fn a_private_channel_is_closed_not_deleted() {
    let stage = stage();
    let seat = stage.ann.dm(&stage.app);
    seat.say("hello").expect("they share a guild");
    let path = format!("/channels/{}", seat.channel().id());
    let (status, closed) = stage.ask("DELETE", &path, Value::Null).await;
    assert_eq!((status, &closed["type"]), (200, &json!(1)));
    assert_eq!(seat.messages().len(), 1);
    let recipients = format!("{path}/recipients/{}", stage.bob.id());
    assert_eq!(
        stage
            .code("PUT", &recipients, json!({"access_token": "x"}))
            .await,
        50024
    );
    assert_eq!(stage.code("DELETE", &recipients, Value::Null).await, 50024);
}

#[tokio::test]
async fn only_who_sees_a_channel_hears_of_it() {
    let stage = stage();
    stage.guild.everyone(permission::NONE);
    let hidden = stage.guild.text_channel("hidden");
    hidden.rename("still-hidden");
    stage.guild.everyone(permission::DEFAULT);
    let open = stage.guild.text_channel("open");
    let created = stage.bot.event("CHANNEL_CREATE").await;
    assert_eq!(
        created["name"], "open",
        "the first channel was made out of sight"
    );
    open.for_bot(&stage.app, 0, permission::VIEW_CHANNEL);
    let last = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(last["id"], open.id().to_string(), "what hides it is told");
    open.rename("gone");
    open.thread(&stage.ann, "inside");
    open.for_bot(&stage.app, 0, 0);
    let back = stage.bot.event("CHANNEL_UPDATE").await;
    assert_eq!(back["name"], "gone", "the change out of sight was not told");
    let sync = stage.bot.event("THREAD_LIST_SYNC").await;
    assert_eq!(sync["channel_ids"], json!([open.id().to_string()]));
    assert_eq!(sync["threads"][0]["name"], "inside");
}

#[tokio::test]
async fn messages_go_where_messages_are() {
    let stage = stage();
    for channel in [
        stage.guild.category("c"),
        stage.guild.forum_channel("f", &[]),
    ] {
        let path = format!("/channels/{}/messages", channel.id());
        assert_eq!(
            stage.code("POST", &path, json!({"content": "x"})).await,
            50008
        );
        assert!(stage.ann.in_channel(&channel).say("x").is_err());
    }
    let voice = stage.guild.voice_channel("v");
    let path = format!("/channels/{}/messages", voice.id());
    assert_eq!(
        stage.ask("POST", &path, json!({"content": "x"})).await.0,
        200
    );
}
