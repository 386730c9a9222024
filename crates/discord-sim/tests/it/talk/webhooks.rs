//! Webhooks of channels: made, changed, used and taken away.

use discord_sim::{ProblemKind, permission};
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{Stage, text};

/// A webhook that the bot made: its JSON, and the path with its token.
async fn made(stage: &Stage) -> (Value, String) {
    stage.guild.bot_permissions(
        &stage.app,
        permission::MANAGE_WEBHOOKS | permission::VIEW_AUDIT_LOG,
    );
    let path = format!("/channels/{}/webhooks", stage.general.id());
    let webhook = stage
        .call("POST", &path, json!({"name": "Herald"}))
        .await
        .json();
    let path = format!(
        "/webhooks/{}/{}",
        text(&webhook["id"]),
        text(&webhook["token"])
    );
    (webhook, path)
}

fn row(style: u64) -> Value {
    let mut button = json!({"type": 2, "style": style, "label": "Go"});
    let (key, value) = if style == 5 {
        ("url", "https://example.org")
    } else {
        ("custom_id", "go")
    };
    button[key] = json!(value);
    json!([{"type": 1, "components": [button]}])
}

#[tokio::test]
async fn a_webhook_is_made_changed_and_taken_away_with_events_and_entries() {
    let stage = free_stage();
    let path = format!("/channels/{}/webhooks", stage.general.id());
    let named = json!({"name": "Herald"});
    assert_eq!(
        verdict(&stage.call("POST", &path, named).await),
        (403, 50013)
    );
    let (webhook, by_token) = made(&stage).await;
    assert_eq!(
        (&webhook["type"], &webhook["application_id"]),
        (&json!(1), &json!(stage.app.id().to_string()))
    );
    assert_eq!(
        stage.bot.event("WEBHOOKS_UPDATE").await["channel_id"],
        stage.general.id().to_string()
    );
    assert_eq!(
        stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await["action_type"],
        50
    );
    let other = stage.guild.text_channel("other");
    let one = format!("/webhooks/{}", text(&webhook["id"]));
    let moved = json!({"name": "Crier", "channel_id": other.id().to_string()});
    assert_eq!(
        stage.call("PATCH", &one, moved).await.json()["channel_id"],
        other.id().to_string()
    );
    let entry = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&entry["action_type"], &entry["changes"][0]["new_value"]),
        (&json!(51), &json!("Crier"))
    );
    let open = stage.bot.open.get(&by_token).await.json();
    assert_eq!(
        (&open["name"], &open["user"]),
        (&json!("Crier"), &Value::Null)
    );
    let wrong = stage.bot.open.get(&format!("{one}/nonsense")).await;
    assert_eq!(verdict(&wrong), (401, 50027));
    assert_eq!(stage.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(
        stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await["action_type"],
        52
    );
    assert_eq!(
        verdict(&stage.call("GET", &one, Value::Null).await),
        (404, 10015)
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn names_follow_rules_and_a_channel_has_fifteen() {
    let stage = free_stage();
    made(&stage).await;
    let path = format!("/channels/{}/webhooks", stage.general.id());
    for bad in [
        json!({}),
        json!({"name": ""}),
        json!({"name": "My Discord"}),
        json!({"name": "clyde"}),
        json!({"name": "x".repeat(81)}),
        json!({"name": "x", "avatar": "a.png"}),
    ] {
        assert_eq!(
            verdict(&stage.call("POST", &path, bad.clone()).await),
            (400, 50035),
            "{bad}"
        );
    }
    for n in 1..15 {
        assert!(
            stage
                .general
                .webhook(&format!("w{n}"), &stage.ann)
                .is_some()
        );
    }
    assert!(stage.general.webhook("one more", &stage.ann).is_none());
    assert_eq!(
        verdict(&stage.call("POST", &path, json!({"name": "x"})).await),
        (400, 30007)
    );
    assert_eq!(
        stage
            .bot
            .http
            .get(&path)
            .await
            .json()
            .as_array()
            .map(Vec::len),
        Some(15)
    );
    assert_eq!(stage.general.webhooks().len(), 15);
}

#[tokio::test]
async fn a_webhook_posts_under_its_own_or_another_name() {
    let stage = free_stage();
    let (webhook, path) = made(&stage).await;
    let open = &stage.bot.open;
    assert_eq!(
        open.call("POST", &path, json!({"content": "hear"}))
            .await
            .status,
        204
    );
    let told = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&told["author"]["username"], &told["webhook_id"]),
        (&json!("Herald"), &webhook["id"])
    );
    assert_eq!(
        (&told["author"]["bot"], &told["member"]),
        (&json!(true), &Value::Null)
    );
    let body = json!({"content": "hear @everyone", "username": "Town", "avatar_url": "https://example.org/a.png"});
    let sent = open
        .call("POST", &format!("{path}?wait=true"), body)
        .await
        .json();
    assert_eq!(
        (&sent["author"]["username"], &sent["mention_everyone"]),
        (&json!("Town"), &json!(false))
    );
    assert_eq!(stage.general.last().expect("a message").author, "Town");
    let loud = json!({"content": "hear @everyone", "allowed_mentions": {"parse": ["everyone"]}});
    let sent = open
        .call("POST", &format!("{path}?wait=true"), loud)
        .await
        .json();
    assert_eq!(
        sent["mention_everyone"], true,
        "a webhook may, when it says so"
    );
    for bad in [
        json!({"content": "x", "username": "discord"}),
        json!({"content": "x", "flags": 64}),
        json!({}),
    ] {
        assert_eq!(open.call("POST", &path, bad).await.status, 400);
    }
    let nowhere = json!({"content": "x", "thread_name": "new"});
    assert_eq!(
        verdict(&open.call("POST", &path, nowhere).await),
        (400, 220003)
    );
    assert_eq!(
        verdict(
            &open
                .call(
                    "POST",
                    &format!("{path}?thread_id=1"),
                    json!({"content": "x"})
                )
                .await
        ),
        (404, 10003)
    );
}

#[tokio::test]
async fn in_a_forum_it_begins_a_post_or_goes_on_in_one() {
    let stage = free_stage();
    made(&stage).await;
    let forum = stage.guild.channel_of_type("ideas", 15).expect("a forum");
    let webhook = forum.webhook("ideas", &stage.ann).expect("a webhook");
    let open = &stage.bot.open;
    let path = format!("{}?wait=true", webhook.path);
    let homeless = open.call("POST", &path, json!({"content": "x"})).await;
    assert_eq!(verdict(&homeless), (400, 220_001));
    let body = json!({"content": "a tea room", "thread_name": "Tea"});
    let first = open.call("POST", &path, body.clone()).await.json();
    assert_eq!(first["id"], first["channel_id"], "it has the post's id");
    let told = stage.bot.event("THREAD_CREATE").await;
    assert_eq!(
        (&told["name"], &told["parent_id"]),
        (&json!("Tea"), &json!(forum.id().to_string()))
    );
    let there = format!("{path}&thread_id={}", text(&first["id"]));
    let second = open
        .call("POST", &there, json!({"content": "with cake"}))
        .await
        .json();
    assert_eq!(second["channel_id"], first["id"]);
    assert_eq!(
        verdict(&open.call("POST", &there, body).await),
        (400, 220_002)
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn its_picture_is_served() {
    let stage = free_stage();
    let (webhook, path) = made(&stage).await;
    let data = json!({"avatar": "data:image/png;base64,aGVsbG8="});
    let changed = stage.bot.open.call("PATCH", &path, data).await.json();
    let url = format!(
        "{}/cdn/avatars/{}/{}.png?size=64",
        stage.sim.url(),
        text(&webhook["id"]),
        text(&changed["avatar"])
    );
    let served = stage.bot.open.get(&url).await;
    assert_eq!(
        (served.status, &served.bytes[..]),
        (200, b"hello".as_slice())
    );
    let none = stage
        .bot
        .open
        .call("PATCH", &path, json!({"avatar": null}))
        .await
        .json();
    assert_eq!(none["avatar"], Value::Null);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn its_messages_are_changed_and_deleted_with_its_token_only() {
    let stage = free_stage();
    let (_, path) = made(&stage).await;
    let open = &stage.bot.open;
    let sent = open
        .call(
            "POST",
            &format!("{path}?wait=true"),
            json!({"content": "hear"}),
        )
        .await
        .json();
    let one = format!("{path}/messages/{}", text(&sent["id"]));
    assert_eq!(
        open.call("PATCH", &one, json!({"content": "hear, hear"}))
            .await
            .json()["content"],
        "hear, hear"
    );
    assert_eq!(open.get(&one).await.json()["content"], "hear, hear");
    let by_bot = format!("{}/{}", stage.messages(), text(&sent["id"]));
    assert_eq!(
        verdict(&stage.call("PATCH", &by_bot, json!({"content": "x"})).await),
        (403, 50005)
    );
    let other = stage
        .general
        .webhook("other", &stage.ann)
        .expect("a webhook");
    let not_its = format!("{}/messages/{}", other.path, text(&sent["id"]));
    assert_eq!(
        verdict(&open.call("PATCH", &not_its, json!({"content": "x"})).await),
        (404, 10008)
    );
    assert_eq!(open.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(verdict(&open.get(&one).await), (404, 10008));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn components_are_for_webhooks_of_applications() {
    let stage = free_stage();
    let (_, owned) = made(&stage).await;
    let open = &stage.bot.open;
    let body = |style| json!({"content": "x", "components": row(style)});
    let shown = open
        .call("POST", &format!("{owned}?wait=true"), body(1))
        .await
        .json();
    assert_eq!(shown["components"][0]["components"][0]["custom_id"], "go");
    let plain = stage
        .general
        .webhook("plain", &stage.ann)
        .expect("a webhook");
    let ignored = open
        .call("POST", &format!("{}?wait=true", plain.path), body(1))
        .await
        .json();
    assert_eq!(ignored["components"], json!([]));
    let asked = format!("{}?wait=true&with_components=true", plain.path);
    let link = open.call("POST", &asked, body(5)).await.json();
    assert_eq!(link["components"][0]["components"][0]["style"], 5);
    assert_eq!(link["application_id"], Value::Null);
    assert_eq!(
        verdict(&open.call("POST", &asked, body(1)).await),
        (400, 50035)
    );
    stage.only_refused("WEBHOOK_COMPONENTS_INTERACTIVE");
}

#[tokio::test]
async fn the_bodies_of_github_and_slack_are_understood() {
    let stage = free_stage();
    let (_, path) = made(&stage).await;
    let open = &stage.bot.open;
    let sender = json!({"id": 1, "login": "octocat", "html_url": "https://example.org/o", "avatar_url": "https://example.org/o.png"});
    let repository =
        json!({"id": 1, "html_url": "https://example.org/r", "name": "r", "full_name": "o/r"});
    let issue = json!({"id": 3, "number": 7, "title": "It breaks", "html_url": "https://example.org/7", "user": sender});
    let opened =
        json!({"action": "opened", "sender": sender, "repository": repository, "issue": issue});
    assert_eq!(
        open.call("POST", &format!("{path}/github"), opened)
            .await
            .status,
        204
    );
    let message = stage.general.last().expect("a message");
    assert_eq!(
        message.embeds[0]["title"],
        "[o/r] Issue opened: #7 It breaks"
    );
    assert_eq!(message.embeds[0]["author"]["name"], "octocat");
    let slack = json!({"text": "done", "attachments": [{"title": "Build", "text": "green"}]});
    let answer = open.call("POST", &format!("{path}/slack"), slack).await;
    let said = String::from_utf8_lossy(&answer.bytes).into_owned();
    assert_eq!((answer.status, said.trim_matches('"')), (200, "ok"));
    let message = stage.general.last().expect("a message");
    assert_eq!(
        (message.content.as_str(), &message.embeds[0]["description"]),
        ("done", &json!("green"))
    );
    assert_eq!(stage.sim.problems(), []);
    let empty = open.call("POST", &format!("{path}/slack"), json!({})).await;
    assert_eq!(verdict(&empty), (400, 50006));
    assert_eq!(
        open.call("POST", &format!("{path}/github"), json!({}))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn who_goes_on_with_a_dead_webhook_is_told() {
    let stage = free_stage();
    let (_, path) = made(&stage).await;
    stage.bot.open.call("DELETE", &path, Value::Null).await;
    for _ in 0..9 {
        assert_eq!(
            verdict(
                &stage
                    .bot
                    .open
                    .call("POST", &path, json!({"content": "x"}))
                    .await
            ),
            (404, 10015)
        );
    }
    assert_eq!(stage.sim.problems(), []);
    for _ in 0..5 {
        stage
            .bot
            .open
            .call("POST", &path, json!({"content": "x"}))
            .await;
    }
    let problems = stage.sim.problems();
    assert_eq!(problems.len(), 1, "it is said once");
    assert_eq!(problems[0].kind, ProblemKind::DeadWebhook);
    assert!(
        !problems[0].text.contains("sim-webhook"),
        "the token is masked"
    );
}
