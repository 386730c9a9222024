//! Threads and posts: who begins, renames, rests, wakes, locks, joins and leaves them.

use discord_sim::permission;
use serde_json::{Value, json};

use super::refusal;
use crate::bot::{Stage, stage, text};

fn threads(channel: u64) -> String {
    format!("/channels/{channel}/threads")
}

async fn begun(stage: &Stage, body: Value) -> String {
    let thread = stage
        .did(&stage.ann, "POST", &threads(stage.general.id()), body)
        .await;
    text(&thread["id"]).to_owned()
}

#[tokio::test]
async fn threads_begin_with_and_without_a_message() {
    let stage = stage();
    let path = threads(stage.general.id());
    let body = json!({"name": " aside ", "content": "first"});
    let thread = stage.did(&stage.ann, "POST", &path, body).await;
    assert_eq!(
        (&thread["name"], &thread["type"]),
        (&json!("aside"), &json!(11))
    );
    assert!(thread["permissions"].is_string());
    assert_eq!(stage.bot.event("THREAD_CREATE").await["name"], "aside");
    let messages = format!("/channels/{}/messages", text(&thread["id"]));
    let answer = json!({"content": "second"});
    stage.did(&stage.bob, "POST", &messages, answer).await;

    let said = stage.seat().say("let us talk").unwrap();
    let from = |id: String| json!({"name": "talk", "message_id": id});
    let grown = stage
        .did(&stage.ann, "POST", &path, from(said.id.to_string()))
        .await;
    assert_eq!(grown["id"], said.id.to_string());
    for (body, status, error) in [
        (
            from(said.id.to_string()),
            400,
            "the message has a thread already",
        ),
        (from("17".to_owned()), 404, "there is no such message"),
        (
            json!({"name": "x", "message_id": said.id.to_string(), "private": true}),
            400,
            "grows from no message",
        ),
        (json!({"name": "  "}), 400, "name"),
        (json!({"name": "x".repeat(101)}), 400, "name"),
        (
            json!({"name": "x", "tags": ["1"]}),
            400,
            "tags are for posts",
        ),
        (json!({}), 400, "name is missing"),
    ] {
        let answer = stage.acts(&stage.ann, "POST", &path, body.clone()).await;
        let (told, why) = refusal(&answer);
        assert!(
            told == status && why.contains(error),
            "{body}: {told} {why}"
        );
    }
    let private = stage
        .did(
            &stage.ann,
            "POST",
            &path,
            json!({"name": "us", "private": true}),
        )
        .await;
    assert_eq!(private["type"], 12);
    let unseen = format!("/channels/{}/messages", text(&private["id"]));
    let refused = stage
        .acts(&stage.bob, "POST", &unseen, json!({"content": "x"}))
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the person does not see this channel".to_owned())
    );
    stage
        .general
        .for_everyone(permission::NONE, permission::CREATE_PUBLIC_THREADS);
    let refused = stage
        .acts(&stage.bob, "POST", &path, json!({"name": "x"}))
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not start threads here".to_owned())
    );
    let voice = stage.guild.voice_channel("lounge");
    let refused = stage
        .acts(
            &stage.ann,
            "POST",
            &threads(voice.id()),
            json!({"name": "x"}),
        )
        .await;
    assert_eq!(refusal(&refused).0, 400);
}

#[tokio::test]
async fn posts_have_a_text_and_the_forums_tags() {
    let stage = stage();
    let forum = stage.guild.forum_channel("ideas", &["good"]);
    let staff = forum.add_tag("staff", true).to_string();
    let good = stage.ann.in_channel(&forum).channel_json()["available_tags"][0]["id"].clone();
    let path = threads(forum.id());
    let body = json!({"name": "A roof", "content": "of glass", "tags": [good]});
    let files: [(&str, &[u8]); 1] = [("plan.png", b"x")];
    let post = stage
        .acts_with(&stage.ann, "POST", &path, &body, &files)
        .await
        .json();
    assert_eq!(post["applied_tags"], json!([good]));
    let messages = format!("/channels/{}/messages", text(&post["id"]));
    let first = stage.did(&stage.bob, "GET", &messages, Value::Null).await;
    let first = &first["messages"][0];
    assert_eq!(
        (&first["content"], &first["attachments"][0]["filename"]),
        (&json!("of glass"), &json!("plan.png"))
    );
    for (body, status, error) in [
        (json!({"name": "x"}), 400, "the message is empty"),
        (
            json!({"name": "x", "content": "y", "tags": ["17"]}),
            400,
            "there is no such tag here",
        ),
        (
            json!({"name": "x", "content": "y", "tags": [staff]}),
            403,
            "may not manage threads",
        ),
        (
            json!({"name": "x", "content": "y".repeat(2_001)}),
            400,
            "too long",
        ),
    ] {
        let (told, why) = refusal(&stage.acts(&stage.ann, "POST", &path, body.clone()).await);
        assert!(
            told == status && why.contains(error),
            "{body}: {told} {why}"
        );
    }
    forum.require_tag(true);
    let bare = json!({"name": "x", "content": "y"});
    let (_, why) = refusal(&stage.acts(&stage.ann, "POST", &path, bare.clone()).await);
    assert_eq!(why, "a post needs a tag here");
    forum.for_everyone(permission::NONE, permission::SEND_MESSAGES);
    let refused = stage.acts(&stage.bob, "POST", &path, bare).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not write here".to_owned())
    );
}

#[tokio::test]
async fn who_began_a_thread_renames_and_rests_it_and_moderators_lock_it() {
    let stage = stage();
    let id = begun(&stage, json!({"name": "aside"})).await;
    let path = format!("/channels/{id}");
    let messages = format!("/channels/{id}/messages");
    let renamed = stage
        .did(&stage.ann, "PATCH", &path, json!({"name": "apart"}))
        .await;
    assert_eq!(renamed["name"], "apart");
    for body in [
        json!({"name": "x"}),
        json!({"archived": true}),
        json!({"locked": true}),
    ] {
        let refused = stage.acts(&stage.bob, "PATCH", &path, body).await;
        assert_eq!(
            refusal(&refused),
            (403, "the person may not manage threads".to_owned())
        );
    }
    let own = stage
        .acts(&stage.ann, "PATCH", &path, json!({"locked": true}))
        .await;
    assert_eq!(own.status, 403);
    let rests = stage
        .did(&stage.ann, "PATCH", &path, json!({"archived": true}))
        .await;
    assert_eq!(rests["thread_metadata"]["archived"], true);
    let refused = stage
        .acts(&stage.ann, "PATCH", &path, json!({"name": "x"}))
        .await;
    assert_eq!(
        refusal(&refused),
        (400, "the thread is archived".to_owned())
    );
    let wakes = stage
        .did(&stage.bob, "PATCH", &path, json!({"archived": false}))
        .await;
    assert_eq!(wakes["thread_metadata"]["archived"], false);

    let mods = stage.guild.role("mods", permission::MANAGE_THREADS);
    stage.guild.member(&stage.bob, &[mods]);
    stage
        .did(&stage.bob, "PATCH", &path, json!({"locked": true}))
        .await;
    let refused = stage
        .acts(&stage.ann, "POST", &messages, json!({"content": "x"}))
        .await;
    assert_eq!(refusal(&refused), (403, "the thread is locked".to_owned()));
    let refused = stage
        .acts(&stage.ann, "PATCH", &path, json!({"name": "mine"}))
        .await;
    assert_eq!(refusal(&refused).0, 403);
    let none = format!("/channels/{}", stage.general.id());
    let refused = stage
        .acts(&stage.ann, "PATCH", &none, json!({"name": "x"}))
        .await;
    assert_eq!(refusal(&refused), (400, "this is no thread".to_owned()));
}

#[tokio::test]
async fn people_join_and_leave_threads() {
    let stage = stage();
    let id = begun(&stage, json!({"name": "aside"})).await;
    let path = format!("/channels/{id}/membership");
    stage.did(&stage.bob, "PUT", &path, Value::Null).await;
    stage.did(&stage.bob, "DELETE", &path, Value::Null).await;
    let refused = stage.acts(&stage.bob, "DELETE", &path, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (400, "the person is not in this thread".to_owned())
    );
    stage
        .did(
            &stage.ann,
            "PATCH",
            &format!("/channels/{id}"),
            json!({"archived": true}),
        )
        .await;
    let refused = stage.acts(&stage.bob, "PUT", &path, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (400, "the thread is archived".to_owned())
    );
    let general = format!("/channels/{}/membership", stage.general.id());
    let refused = stage.acts(&stage.bob, "PUT", &general, Value::Null).await;
    assert_eq!(refusal(&refused).0, 400);
    let stranger = stage.sim.person("zoe");
    let refused = stage.acts(&stranger, "PUT", &path, Value::Null).await;
    assert_eq!(refusal(&refused).0, 403);
}
