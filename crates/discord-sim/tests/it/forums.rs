//! Forums: posts with their first message, tags, pins.

use discord_sim::{Channel, permission};
use serde_json::json;

use crate::{bot::Stage, channels::stage_where};

fn posts(forum: &Channel) -> String {
    format!("/channels/{}/threads", forum.id())
}

#[tokio::test]
async fn a_post_is_a_thread_with_its_first_message_in_one_call() {
    let stage = stage_where(permission::NONE);
    let forum = stage.guild.forum_channel("ideas", &["new"]);
    let tag = forum.add_tag("old", false).to_string();
    let body =
        json!({"name": "more words", "applied_tags": [tag], "message": {"content": "please"}});
    let file: (&str, &[u8]) = ("a.txt", b"words");
    let answer = stage
        .bot
        .http
        .form("POST", &posts(&forum), &body, &[file])
        .await;
    let made = answer.json();
    assert_eq!(answer.status, 201, "{made}");
    assert_eq!(
        (&made["type"], &made["applied_tags"]),
        (&json!(11), &json!([tag]))
    );
    assert_eq!(
        made["message"]["id"], made["id"],
        "the first message has the post's id"
    );
    assert_eq!(made["message"]["attachments"][0]["filename"], "a.txt");
    assert_eq!(
        (&made["message_count"], &made["total_message_sent"]),
        (&json!(0), &json!(0))
    );
    let told = stage.bot.event("THREAD_CREATE").await;
    assert_eq!(
        (&told["newly_created"], &told["id"]),
        (&json!(true), &made["id"])
    );
    assert_eq!(stage.bot.event("MESSAGE_CREATE").await["content"], "please");
    let (_, shown) = stage
        .ask("GET", &format!("/channels/{}", forum.id()), json!(null))
        .await;
    assert_eq!(shown["last_message_id"], made["id"]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_post_needs_a_message_and_the_right_to_write() {
    let stage = stage_where(permission::NONE);
    let forum = stage.guild.forum_channel("ideas", &[]);
    let empty = json!({"name": "x", "message": {}});
    assert_eq!(stage.code("POST", &posts(&forum), empty).await, 50006);
    let good = json!({"name": "x", "message": {"content": "x"}});
    forum.for_bot(&stage.app, 0, permission::CREATE_PUBLIC_THREADS);
    assert_eq!(
        stage.ask("POST", &posts(&forum), good.clone()).await.0,
        201,
        "that right is for text channels"
    );
    forum.for_bot(&stage.app, 0, permission::SEND_MESSAGES);
    assert_eq!(stage.code("POST", &posts(&forum), good).await, 50013);
}

#[tokio::test]
async fn tags_must_be_there_and_moderated_ones_are_for_moderators() {
    let stage = stage_where(permission::NONE);
    let forum = stage.guild.forum_channel("ideas", &["new"]);
    let official = forum.add_tag("official", true).to_string();
    let with = |tags: serde_json::Value| json!({"name": "x", "applied_tags": tags, "message": {"content": "x"}});
    assert_eq!(
        stage.code("POST", &posts(&forum), with(json!(["1"]))).await,
        10087
    );
    assert_eq!(
        stage
            .code("POST", &posts(&forum), with(json!([official])))
            .await,
        50013
    );
    forum.require_tag(true);
    assert_eq!(
        stage.code("POST", &posts(&forum), with(json!([]))).await,
        40067
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_THREADS);
    let (status, post) = stage
        .ask("POST", &posts(&forum), with(json!([official])))
        .await;
    assert_eq!(status, 201);
    let path = format!("/channels/{}", post["id"].as_str().unwrap_or_default());
    assert_eq!(
        stage
            .code("PATCH", &path, json!({"applied_tags": []}))
            .await,
        40067
    );
}

async fn pin(stage: &Stage, post: &Channel, flags: u64) -> u64 {
    let path = format!("/channels/{}", post.id());
    stage.code("PATCH", &path, json!({"flags": flags})).await
}

#[tokio::test]
async fn one_post_is_pinned_and_archiving_unpins_it() {
    let stage = stage_where(permission::MANAGE_THREADS);
    let forum = stage.guild.forum_channel("ideas", &[]);
    let seat = stage.ann.in_channel(&forum);
    let first = seat.post("one", "text", &[]).expect("ann may write");
    let second = seat.post("two", "text", &[]).expect("ann may write");
    assert_eq!(pin(&stage, first.channel(), 2).await, 0);
    assert_eq!(pin(&stage, second.channel(), 2).await, 30047);
    let day = std::time::Duration::from_secs(40 * 86_400);
    stage.sim.clock().advance(day);
    let shown = first.channel_json();
    assert_eq!(
        (&shown["flags"], &shown["thread_metadata"]["archived"]),
        (&json!(2), &json!(false))
    );
    first.archive().expect("ann began it");
    assert_eq!(first.channel_json()["flags"], 0);
    let thread = stage.seat().thread("plain").expect("ann may start one");
    assert_eq!(pin(&stage, thread.channel(), 2).await, 50024);
}

#[tokio::test]
async fn people_post_with_tags_by_name() {
    let stage = stage_where(permission::NONE);
    let forum = stage.guild.forum_channel("ideas", &["new", "old"]);
    let seat = stage.ann.in_channel(&forum);
    let post = seat.post("title", "text", &["old"]).expect("ann may write");
    assert_eq!(post.messages()[0].content, "text");
    assert!(seat.post("title", "text", &["unknown"]).is_err());
    assert!(
        stage.seat().post("title", "text", &[]).is_err(),
        "general is no forum"
    );
    forum.require_tag(true);
    assert!(seat.post("title", "text", &[]).is_err());
    assert_eq!(forum.threads().len(), 1);
}
