//! Messages in channels: sending, reading, changing, deleting, pings, permissions.

use discord_sim::permission;
use serde_json::{Value, json};

use crate::bot::{says, stage};

#[tokio::test]
async fn a_message_is_sent_read_changed_and_deleted() {
    let stage = stage();
    let sent = stage
        .bot
        .http
        .call("POST", &stage.messages(), json!({"content": " hello "}))
        .await;
    assert_eq!(sent.status, 200);
    assert_eq!(sent.json()["content"], "hello");
    let one = format!(
        "{}/{}",
        stage.messages(),
        sent.json()["id"].as_str().expect("an id")
    );
    assert_eq!(stage.bot.http.get(&one).await.json(), sent.json());
    let changed = stage
        .bot
        .http
        .call("PATCH", &one, json!({"content": "changed"}))
        .await
        .json();
    assert!(changed["edited_timestamp"].is_string());
    assert_eq!(
        stage.bot.event("MESSAGE_UPDATE").await["content"],
        "changed"
    );
    assert!(stage.general.last().expect("a message").edited);
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(
        stage.bot.event("MESSAGE_DELETE").await["id"],
        sent.json()["id"]
    );
    assert_eq!(stage.bot.http.get(&one).await.code(), 10008);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_edit_may_not_leave_nothing() {
    let stage = stage();
    let sent = stage
        .bot
        .http
        .call("POST", &stage.messages(), json!({"content": "x"}))
        .await
        .json();
    let one = format!(
        "{}/{}",
        stage.messages(),
        sent["id"].as_str().expect("an id")
    );
    let refused = stage
        .bot
        .http
        .call("PATCH", &one, json!({"content": ""}))
        .await;
    assert_eq!((refused.status, refused.code()), (400, 50006));
    assert_eq!(stage.general.last().expect("a message").content, "x");
}

#[tokio::test]
async fn only_its_author_may_change_a_message_and_only_moderators_delete_it() {
    let stage = stage();
    let message = stage.seat().say("mine").expect("ann may write");
    let one = format!("{}/{}", stage.messages(), message.id);
    assert_eq!(
        stage
            .bot
            .http
            .call("PATCH", &one, json!({"content": "x"}))
            .await
            .code(),
        50005
    );
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .code(),
        50013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_MESSAGES);
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &one, Value::Null)
            .await
            .status,
        204
    );
}

#[tokio::test]
async fn sending_needs_the_permission_and_seeing_the_channel() {
    let stage = stage();
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::SEND_MESSAGES);
    let refused = stage
        .bot
        .http
        .call("POST", &stage.messages(), json!({"content": "x"}))
        .await;
    assert_eq!((refused.status, refused.code()), (403, 50013));
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::VIEW_CHANNEL);
    let refused = stage
        .bot
        .http
        .call("POST", &stage.messages(), json!({"content": "x"}))
        .await;
    assert_eq!((refused.status, refused.code()), (403, 50001));
    stage
        .general
        .for_bot(&stage.app, permission::NONE, permission::ATTACH_FILES);
    let refused = stage
        .bot
        .http
        .form(
            "POST",
            &stage.messages(),
            &json!({"content": "x"}),
            &[("a.txt", b"a")],
        )
        .await;
    assert_eq!((refused.status, refused.code()), (403, 50013));
}

#[tokio::test]
async fn content_of_others_is_hidden_without_its_intent() {
    let stage = stage();
    let message = stage.seat().say("private thoughts").expect("ann may write");
    let one = format!("{}/{}", stage.messages(), message.id);
    assert_eq!(stage.bot.http.get(&one).await.json()["content"], "");
    let call = stage
        .seat()
        .say(&format!("hey <@{}>", stage.app.id()))
        .expect("ann may write");
    let one = format!("{}/{}", stage.messages(), call.id);
    assert_ne!(stage.bot.http.get(&one).await.json()["content"], "");
    stage.app.allow_intents(1 << 15);
    let listed = stage.bot.http.get(&stage.messages()).await.json();
    assert_eq!(listed[1]["content"], "private thoughts");
}

#[tokio::test]
async fn lists_are_newest_first_and_cut_at_before_after_around() {
    let stage = stage();
    let ids: Vec<u64> = (0..5)
        .map(|n| stage.seat().say(&n.to_string()).expect("a message").id)
        .collect();
    let list = |query: String| {
        let path = format!("{}?{query}", stage.messages());
        let http = stage.bot.http.clone();
        async move {
            let found = http.get(&path).await.json();
            let found = found.as_array().cloned().unwrap_or_default();
            found
                .iter()
                .filter_map(|m| m["id"].as_str()?.parse::<u64>().ok())
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(list("limit=2".to_owned()).await, [ids[4], ids[3]]);
    assert_eq!(
        list(format!("before={}&limit=2", ids[2])).await,
        [ids[1], ids[0]]
    );
    assert_eq!(
        list(format!("after={}&limit=2", ids[1])).await,
        [ids[3], ids[2]]
    );
    assert_eq!(
        list(format!("around={}&limit=3", ids[2])).await,
        [ids[3], ids[2], ids[1]]
    );
    let refused = stage
        .bot
        .http
        .get(&format!("{}?limit=101", stage.messages()))
        .await;
    assert_eq!(refused.code(), 50035);
    stage.general.for_bot(
        &stage.app,
        permission::NONE,
        permission::READ_MESSAGE_HISTORY,
    );
    assert!(
        list("limit=2".to_owned()).await.is_empty(),
        "no history, no error"
    );
}

#[tokio::test]
async fn replies_need_their_message() {
    let stage = stage();
    let original = stage.seat().say("question").expect("ann may write");
    let reply = |id: u64, strict: bool| {
        let body = json!({"content": "answer", "message_reference": {"message_id": id.to_string(), "fail_if_not_exists": strict}});
        stage
            .bot
            .http
            .clone()
            .call_owned("POST", stage.messages(), body)
    };
    let sent = reply(original.id, true).await.json();
    assert_eq!(
        (sent["type"].as_u64(), &sent["referenced_message"]["id"]),
        (Some(19), &json!(original.id.to_string()))
    );
    assert_eq!(
        stage.general.last().expect("a message").pinged.users,
        [stage.ann.id()]
    );
    assert_eq!(reply(1, true).await.code(), 50035);
    assert_eq!(reply(1, false).await.json()["type"], 0);
}

#[tokio::test]
async fn a_nonce_is_sent_once() {
    let stage = stage();
    let body = json!({"content": "once", "nonce": "n1", "enforce_nonce": true});
    let first = stage
        .bot
        .http
        .call("POST", &stage.messages(), body.clone())
        .await
        .json();
    let second = stage
        .bot
        .http
        .call("POST", &stage.messages(), body)
        .await
        .json();
    assert_eq!(first["id"], second["id"]);
    assert_eq!(stage.general.messages().len(), 1);
}

#[tokio::test]
async fn pings_follow_text_rules_and_permissions() {
    let stage = stage();
    let (ann, bob) = (stage.ann.id(), stage.bob.id());
    let words = format!("<@{ann}> <@{bob}> @everyone");
    let send = |body: Value| {
        stage
            .bot
            .http
            .clone()
            .call_owned("POST", stage.messages(), body)
    };
    send(json!({"content": words})).await;
    let pinged = stage.general.last().expect("a message").pinged;
    assert_eq!(
        (pinged.users, pinged.everyone),
        (vec![ann, bob], false),
        "the bot may not ping everyone"
    );
    send(json!({"content": words, "allowed_mentions": {"parse": [], "users": [bob.to_string()]}}))
        .await;
    assert_eq!(stage.general.last().expect("a message").pinged.users, [bob]);
    let v2 = json!({"flags": 32_768, "components": [{"type": 10, "content": words}], "allowed_mentions": {"parse": []}});
    send(v2).await;
    assert!(stage.general.last().expect("a message").pinged.is_empty());
    stage
        .guild
        .bot_permissions(&stage.app, permission::MENTION_EVERYONE);
    let (shown, ..) = stage.echo(says("@everyone")).await;
    assert!(
        !shown.message().expect("a message").pinged.everyone,
        "interactions ping users only"
    );
}

#[tokio::test]
async fn private_messages_need_a_guild_in_common() {
    let stage = stage();
    let open = json!({"recipient_id": stage.ann.id().to_string()});
    let channel = stage
        .bot
        .http
        .call("POST", "/users/@me/channels", open.clone())
        .await
        .json();
    assert_eq!(channel["recipients"][0]["username"], "ann");
    let again = stage
        .bot
        .http
        .call("POST", "/users/@me/channels", open)
        .await
        .json();
    assert_eq!(channel["id"], again["id"]);
    let path = format!(
        "/channels/{}/messages",
        channel["id"].as_str().expect("an id")
    );
    assert_eq!(
        stage
            .bot
            .http
            .call("POST", &path, json!({"content": "psst"}))
            .await
            .status,
        200
    );
    assert_eq!(stage.ann.dm(&stage.app).messages().len(), 1);
    stage.guild.remove(&stage.ann);
    assert_eq!(
        stage
            .bot
            .http
            .call("POST", &path, json!({"content": "psst"}))
            .await
            .code(),
        50278
    );
    let nobody = stage
        .bot
        .http
        .call("POST", "/users/@me/channels", json!({"recipient_id": "5"}))
        .await;
    assert_eq!(nobody.code(), 10013);
}

#[tokio::test]
async fn typing_is_told_and_answered_with_nothing() {
    let stage = stage();
    let path = format!("/channels/{}/typing", stage.general.id());
    assert_eq!(
        stage.bot.http.call("POST", &path, Value::Null).await.status,
        204
    );
    assert_eq!(
        stage.bot.event("TYPING_START").await["user_id"],
        stage.app.id().to_string()
    );
}

#[tokio::test]
async fn a_field_of_an_embed_says_whether_it_is_inline() {
    let stage = stage();
    let fields = json!([{"name": "a", "value": "b"}, {"name": "c", "value": "d", "inline": true}]);
    let body = json!({"embeds": [{"fields": fields}]});
    let sent = stage
        .bot
        .http
        .call("POST", &stage.messages(), body)
        .await
        .json();
    let inline = |field: usize| sent["embeds"][0]["fields"][field]["inline"].clone();
    assert_eq!((inline(0), inline(1)), (json!(false), json!(true)));
    assert_eq!(stage.sim.problems(), []);
}
