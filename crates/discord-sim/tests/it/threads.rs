//! Threads: how they begin, go quiet, wake up, and who may do what in them.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use crate::{
    bot::{Stage, stage, text},
    channels::stage_where,
};

const HOUR: Duration = Duration::from_secs(3600);

fn threads(stage: &Stage) -> String {
    format!("/channels/{}/threads", stage.general.id())
}

#[tokio::test]
async fn a_thread_from_a_message_has_its_id_and_a_message_has_one() {
    let stage = stage_where(permission::VIEW_AUDIT_LOG);
    let said = stage.seat().say("a start").expect("ann may write");
    let start = format!(
        "/channels/{}/messages/{}/threads",
        stage.general.id(),
        said.id
    );
    let (status, thread) = stage.ask("POST", &start, json!({"name": "about it"})).await;
    assert_eq!(
        (status, text(&thread["id"])),
        (201, said.id.to_string().as_str())
    );
    assert_eq!(thread["owner_id"], stage.app.id().to_string());
    assert_eq!(thread["member"]["user_id"], stage.app.id().to_string());
    let told = stage.bot.event("THREAD_CREATE").await;
    assert_eq!(
        (&told["newly_created"], &told["member"]["id"]),
        (&json!(true), &thread["id"])
    );
    let origin = stage.bot.event("MESSAGE_UPDATE").await;
    assert_eq!(
        (&origin["flags"], &origin["thread"]["name"]),
        (&json!(32), &json!("about it"))
    );
    let opening = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&opening["type"], &opening["channel_id"]),
        (&json!(21), &thread["id"])
    );
    assert_eq!(
        opening["message_reference"]["message_id"],
        said.id.to_string()
    );
    assert_eq!(stage.logged(110).await["target_id"], thread["id"]);
    assert_eq!(
        stage.code("POST", &start, json!({"name": "again"})).await,
        160_004
    );
    let none = format!("/channels/{}/messages/1/threads", stage.general.id());
    assert_eq!(stage.code("POST", &none, json!({"name": "x"})).await, 10008);
    let inside = format!("/channels/{}/messages/1/threads", said.id);
    assert_eq!(
        stage.code("POST", &inside, json!({"name": "x"})).await,
        50024,
        "no thread in a thread"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_thread_from_an_older_message_is_announced_in_the_channel() {
    let stage = stage();
    let said = stage.seat().say("old").expect("ann may write");
    stage.sim.clock().advance(HOUR);
    stage
        .seat()
        .thread_from(&said, "late")
        .expect("ann may start one");
    let line = stage.general.last().expect("a line");
    let path = format!("/channels/{}/messages/{}", stage.general.id(), line.id);
    let (_, line) = stage.ask("GET", &path, Value::Null).await;
    assert_eq!(
        (&line["type"], &line["message_reference"]["channel_id"]),
        (&json!(18), &json!(said.id.to_string()))
    );
}

#[tokio::test]
async fn a_thread_without_a_message_is_private_unless_it_says_otherwise() {
    let stage = stage();
    let (status, private) = stage
        .ask("POST", &threads(&stage), json!({"name": "x"}))
        .await;
    assert_eq!((status, &private["type"]), (201, &json!(12)));
    assert_eq!(private["thread_metadata"]["invitable"], true);
    let (_, public) = stage
        .ask("POST", &threads(&stage), json!({"name": "x", "type": 11}))
        .await;
    assert!(public["thread_metadata"].get("invitable").is_none());
    let announcement = json!({"name": "x", "type": 10});
    assert_eq!(
        stage
            .code("POST", &threads(&stage), announcement.clone())
            .await,
        50024
    );
    let news = format!(
        "/channels/{}/threads",
        stage.guild.announcement_channel("news").id()
    );
    assert_eq!(stage.ask("POST", &news, announcement).await.1["type"], 10);
    assert_eq!(
        stage
            .code("POST", &news, json!({"name": "x", "type": 12}))
            .await,
        50024
    );
    let voice = format!("/channels/{}/threads", stage.guild.voice_channel("v").id());
    assert_eq!(
        stage.code("POST", &voice, json!({"name": "x"})).await,
        50024
    );
    let kinds = permission::CREATE_PUBLIC_THREADS | permission::CREATE_PRIVATE_THREADS;
    stage.general.for_bot(&stage.app, 0, kinds);
    for kind in [11, 12] {
        let body = json!({"name": "x", "type": kind});
        assert_eq!(stage.code("POST", &threads(&stage), body).await, 50013);
    }
}

#[tokio::test]
async fn a_quiet_thread_archives_itself_and_a_message_wakes_it() {
    let stage = stage();
    let body = json!({"name": "x", "type": 11, "auto_archive_duration": 60});
    let (_, thread) = stage.ask("POST", &threads(&stage), body).await;
    let id = text(&thread["id"]).to_owned();
    let write = format!("/channels/{id}/messages");
    stage.sim.clock().advance(HOUR / 2);
    let (_, message) = stage
        .ask("POST", &write, json!({"content": "still here"}))
        .await;
    stage.sim.clock().advance(HOUR / 2);
    let (_, shown) = stage
        .ask("GET", &format!("/channels/{id}"), Value::Null)
        .await;
    assert_eq!(
        shown["thread_metadata"]["archived"], false,
        "somebody spoke"
    );
    stage.sim.clock().advance(HOUR / 2);
    let asleep = stage.bot.event("THREAD_UPDATE").await;
    assert_eq!(
        (text(&asleep["id"]), &asleep["thread_metadata"]["archived"]),
        (id.as_str(), &json!(true))
    );
    let edit = format!("{write}/{}", text(&message["id"]));
    assert_eq!(
        stage.code("PATCH", &edit, json!({"content": "x"})).await,
        50083
    );
    assert_eq!(
        stage
            .code(
                "PUT",
                &format!("/channels/{id}/thread-members/@me"),
                Value::Null
            )
            .await,
        50083
    );
    assert_eq!(
        stage
            .code("PATCH", &format!("/channels/{id}"), json!({"name": "y"}))
            .await,
        50083
    );
    assert_eq!(
        stage
            .ask("POST", &write, json!({"content": "awake"}))
            .await
            .0,
        200
    );
    let awake = stage.bot.event("THREAD_UPDATE").await;
    assert_eq!(awake["thread_metadata"]["archived"], false);
    let own = stage.bot.event("THREAD_MEMBER_UPDATE").await;
    assert_eq!(
        (text(&own["id"]), text(&own["user_id"])),
        (id.as_str(), stage.app.id().to_string().as_str())
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_thread_counts_what_is_said_in_it() {
    let stage = stage();
    let thread = stage.seat().thread("talk").expect("ann may start one");
    thread.say("one").expect("ann may write");
    let two = stage
        .bob
        .in_channel(thread.channel())
        .say("two")
        .expect("bob may write");
    thread.channel().delete(&two);
    let shown = thread.channel_json();
    let counts =
        ["message_count", "total_message_sent", "member_count"].map(|key| shown[key].as_u64());
    assert_eq!(counts, [Some(1), Some(2), Some(2)]);
}
