//! Who may do what in threads.

use discord_sim::{Seat, permission};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage, text},
    channels::stage_where,
};

fn path(seat: &Seat) -> String {
    format!("/channels/{}", seat.channel().id())
}

fn threads(stage: &Stage) -> String {
    format!("/channels/{}/threads", stage.general.id())
}

#[tokio::test]
async fn a_private_thread_is_seen_by_its_members_and_by_moderators() {
    let stage = stage();
    let secret = stage
        .seat()
        .private_thread("secret")
        .expect("ann may start one");
    let (read, write) = (path(&secret), format!("{}/messages", path(&secret)));
    assert_eq!(stage.code("GET", &read, Value::Null).await, 50001);
    assert!(
        stage
            .bob
            .in_channel(secret.channel())
            .say("me too")
            .is_err()
    );
    let (_, active) = stage
        .ask(
            "GET",
            &format!("/guilds/{}/threads/active", stage.guild.id()),
            Value::Null,
        )
        .await;
    assert_eq!(active["threads"], json!([]));
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    assert_eq!(stage.ask("GET", &read, Value::Null).await.0, 200);
    assert_eq!(
        stage
            .ask("POST", &write, json!({"content": "hello"}))
            .await
            .0,
        200
    );
    let (_, joined) = stage.ask("GET", &read, Value::Null).await;
    assert_eq!(joined["member_count"], 2, "who writes is in it");
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage.ask("GET", &read, Value::Null).await.0,
        200,
        "a member still sees it"
    );
}

#[tokio::test]
async fn threads_have_their_own_right_to_write() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    let write = format!("{}/messages", path(&thread));
    stage
        .general
        .for_bot(&stage.app, 0, permission::SEND_MESSAGES);
    assert_eq!(
        stage
            .code("POST", &stage.messages(), json!({"content": "x"}))
            .await,
        50013
    );
    assert_eq!(
        stage.ask("POST", &write, json!({"content": "x"})).await.0,
        200
    );
    stage
        .general
        .for_bot(&stage.app, 0, permission::SEND_MESSAGES_IN_THREADS);
    assert_eq!(
        stage.code("POST", &write, json!({"content": "x"})).await,
        50013
    );
    assert_eq!(
        stage
            .ask("POST", &stage.messages(), json!({"content": "x"}))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn a_locked_thread_is_for_moderators() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    let (edit, write) = (path(&thread), format!("{}/messages", path(&thread)));
    assert_eq!(
        stage.code("PATCH", &edit, json!({"locked": true})).await,
        50013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    assert_eq!(
        stage.ask("PATCH", &edit, json!({"locked": true})).await.0,
        200
    );
    assert_eq!(
        stage.ask("POST", &write, json!({"content": "x"})).await.0,
        200
    );
    assert!(thread.say("not me").is_err());
    stage.guild.bot_permissions(&stage.app, permission::NONE);
    assert_eq!(
        stage.code("POST", &write, json!({"content": "x"})).await,
        160_005
    );
    thread.archive().expect("ann began it");
    assert_eq!(
        stage.code("POST", &write, json!({"content": "x"})).await,
        50083
    );
    assert_eq!(
        stage.code("PATCH", &edit, json!({"archived": false})).await,
        50013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    assert_eq!(
        stage
            .ask("PATCH", &edit, json!({"archived": false, "locked": false}))
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn who_began_a_thread_changes_its_name_but_not_its_pace() {
    let stage = stage_where(permission::VIEW_AUDIT_LOG);
    let (_, own) = stage
        .ask(
            "POST",
            &threads(&stage),
            json!({"name": "mine", "type": 11}),
        )
        .await;
    let edit = format!("/channels/{}", text(&own["id"]));
    let (status, renamed) = stage
        .ask(
            "PATCH",
            &edit,
            json!({"name": "yours", "auto_archive_duration": 60}),
        )
        .await;
    assert_eq!((status, &renamed["name"]), (200, &json!("yours")));
    assert_eq!(stage.bot.event("THREAD_UPDATE").await["name"], "yours");
    let line = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&line["type"], &line["content"]),
        (&json!(4), &json!("yours"))
    );
    let entry = stage.logged(111).await;
    assert_eq!(entry["changes"][1]["key"], "auto_archive_duration");
    assert_eq!(
        stage
            .code("PATCH", &edit, json!({"rate_limit_per_user": 5}))
            .await,
        50013
    );
    assert_eq!(stage.code("DELETE", &edit, Value::Null).await, 50013);
    let other = stage.seat().thread("ann's").expect("ann may start one");
    assert_eq!(
        stage
            .code("PATCH", &path(&other), json!({"name": "x"}))
            .await,
        50013
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    assert_eq!(
        stage
            .ask("PATCH", &edit, json!({"rate_limit_per_user": 5}))
            .await
            .0,
        200
    );
    assert_eq!(stage.ask("DELETE", &edit, Value::Null).await.0, 200);
    let gone = stage.bot.event("THREAD_DELETE").await;
    assert_eq!(
        gone,
        json!({"id": own["id"], "guild_id": own["guild_id"], "parent_id": own["parent_id"], "type": 11})
    );
}
