//! Messages of people: what may be written, changed, deleted, marked, and by whom.

use std::time::Duration;

use discord_sim::{Person, permission};
use serde_json::{Value, json};

use super::refusal;
use crate::{
    bot::{Stage, stage, text},
    http::Answer,
};

fn path(stage: &Stage) -> String {
    format!("/channels/{}/messages", stage.general.id())
}

async fn say(stage: &Stage, who: &Person, body: Value) -> Answer {
    stage.acts(who, "POST", &path(stage), body).await
}

async fn said(stage: &Stage, who: &Person, body: Value) -> Value {
    stage.did(who, "POST", &path(stage), body).await
}

fn at(stage: &Stage, message: &Value, rest: &str) -> String {
    format!("{}/{}{rest}", path(stage), text(&message["id"]))
}

#[tokio::test]
async fn a_message_comes_back_with_its_nonce_and_reaches_the_bot() {
    let stage = stage();
    let body = json!({"content": " hello <@1> ", "nonce": "17", "flags": 4096});
    let message = said(&stage, &stage.ann, body).await;
    assert_eq!(message["content"], "hello <@1>");
    assert_eq!(message["nonce"], "17");
    assert_eq!(message["flags"], 4096);
    assert_eq!(message["author"]["username"], "ann");
    assert!(message["member"]["roles"].is_array());
    let event = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(event["id"], message["id"]);
}

#[tokio::test]
async fn texts_are_held_against_the_rules_of_the_client() {
    let stage = stage();
    let long = "ä".repeat(2_000);
    assert_eq!(
        say(&stage, &stage.ann, json!({"content": long}))
            .await
            .status,
        200
    );
    for (body, error) in [
        (json!({}), "the message is empty"),
        (json!({"content": " \n "}), "the message is empty"),
        (
            json!({"content": null, "attachments": [{"id": 0}]}),
            "the message is empty",
        ),
        (
            json!({"content": "ä".repeat(2_001)}),
            "the message is too long",
        ),
        (json!({"content": 7}), "content: 7 does not fit here"),
        (
            json!({"content": "x", "flags": 64}),
            "flags: 64 is not known here",
        ),
        (json!({"content": "x", "nonce": "9".repeat(26)}), "nonce"),
        (
            json!({"content": "x", "embeds": []}),
            "embeds: there is no such key",
        ),
        (
            json!({"content": "x", "components": []}),
            "components: there is no such key",
        ),
        (
            json!({"content": "x", "message_reference": {"message_id": "17"}}),
            "there is no such message",
        ),
        (
            json!({"content": "x", "attachments": [{"id": "0"}]}),
            "Attachment data not found",
        ),
    ] {
        let (status, why) = refusal(&say(&stage, &stage.ann, body.clone()).await);
        assert!(
            (400..=404).contains(&status) && why.contains(error),
            "{body}: {status} {why}"
        );
    }
}

#[tokio::test]
async fn an_answer_mentions_whom_it_answers_unless_it_says_no() {
    let stage = stage();
    let original = said(&stage, &stage.bob, json!({"content": "who?"})).await;
    let reply = |mentions: Value| {
        json!({"content": format!("<@{}>", stage.ann.id()), "allowed_mentions": mentions,
            "message_reference": {"message_id": original["id"]}})
    };
    let mentioned = |message: &Value| -> Vec<String> {
        let users = message["mentions"].as_array().unwrap();
        users
            .iter()
            .map(|user| text(&user["username"]).to_owned())
            .collect()
    };
    let loud = said(&stage, &stage.ann, reply(json!(null))).await;
    assert_eq!(loud["type"], 19);
    assert_eq!(loud["referenced_message"]["content"], "who?");
    assert_eq!(mentioned(&loud), ["ann", "bob"]);
    let quiet = said(&stage, &stage.ann, reply(json!({"replied_user": false}))).await;
    assert_eq!(mentioned(&quiet), ["ann"]);
    let elsewhere = stage.guild.text_channel("elsewhere");
    let foreign = stage.ann.in_channel(&elsewhere).say("there").unwrap();
    let body = json!({"content": "x", "message_reference": {"message_id": foreign.id.to_string()}});
    assert_eq!(
        say(&stage, &stage.ann, body).await.status,
        404,
        "another channel's"
    );
}

#[tokio::test]
async fn files_come_with_their_alternative_text() {
    let stage = stage();
    let body = json!({"attachments": [{"id": 1, "description": "a cat"}]});
    let files: [(&str, &[u8]); 2] = [("notes; a.txt", b"n"), ("SPOILER_cat.png", b"c")];
    let answer = stage
        .acts_with(&stage.ann, "POST", &path(&stage), &body, &files)
        .await;
    let message = answer.json();
    assert_eq!(answer.status, 200, "{message}");
    assert_eq!(message["attachments"][0]["filename"], "notes__a.txt");
    assert_eq!(message["attachments"][1]["filename"], "SPOILER_cat.png");
    assert_eq!(message["attachments"][1]["description"], "a cat");
    let url = text(&message["attachments"][1]["url"]);
    assert_eq!(&stage.bot.open.get(url).await.bytes[..], b"c");

    stage
        .general
        .for_everyone(permission::NONE, permission::ATTACH_FILES);
    let refused = stage
        .acts_with(&stage.bob, "POST", &path(&stage), &body, &files)
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not attach files".to_owned())
    );
}

#[tokio::test]
async fn rights_time_outs_and_slow_mode_are_kept() {
    let stage = stage();
    let hello = || json!({"content": "hello"});
    stage.general.set_slow_mode(60);
    assert_eq!(say(&stage, &stage.bob, hello()).await.status, 200);
    let slow = say(&stage, &stage.bob, hello()).await;
    assert_eq!(
        (slow.status, slow.json()["retry_after"].as_u64()),
        (403, Some(60))
    );
    stage.sim.clock().advance(Duration::from_secs(60));
    assert_eq!(say(&stage, &stage.bob, hello()).await.status, 200);
    stage.general.set_slow_mode(0);

    stage.guild.time_out(&stage.bob, Duration::from_secs(600));
    let timed_out = say(&stage, &stage.bob, hello()).await;
    assert_eq!(
        refusal(&timed_out),
        (403, "the person is in time-out".to_owned())
    );
    let typing = format!("/channels/{}/typing", stage.general.id());
    let refused = stage.acts(&stage.bob, "POST", &typing, Value::Null).await;
    assert_eq!(refused.status, 403);
    stage.sim.clock().advance(Duration::from_secs(600));
    stage.did(&stage.bob, "POST", &typing, Value::Null).await;
    assert_eq!(
        stage.bot.event("TYPING_START").await["user_id"],
        stage.bob.id().to_string()
    );

    stage
        .general
        .for_everyone(permission::NONE, permission::SEND_MESSAGES);
    let silent = say(&stage, &stage.bob, hello()).await;
    assert_eq!(
        refusal(&silent),
        (403, "the person may not write here".to_owned())
    );
    stage
        .general
        .for_everyone(permission::NONE, permission::VIEW_CHANNEL);
    let unseen = say(&stage, &stage.bob, hello()).await;
    assert_eq!(
        refusal(&unseen),
        (403, "the person does not see this channel".to_owned())
    );
    let category = stage.guild.category("things");
    let nowhere = format!("/channels/{}/messages", category.id());
    let answer = stage
        .acts(&stage.guild.owner(), "POST", &nowhere, hello())
        .await;
    assert_eq!(answer.status, 400);
    let unknown = stage
        .acts(&stage.ann, "POST", "/channels/17/messages", hello())
        .await;
    assert_eq!(unknown.status, 404);
    let strange = stage
        .acts(&stage.ann, "POST", "/channels/x/messages", hello())
        .await;
    assert_eq!(strange.status, 404);
}

#[tokio::test]
async fn own_messages_are_changed_and_those_of_others_are_not() {
    let stage = stage();
    let own = said(&stage, &stage.ann, json!({"content": "helo"})).await;
    let edited = stage
        .did(
            &stage.ann,
            "PATCH",
            &at(&stage, &own, ""),
            json!({"content": "hello"}),
        )
        .await;
    assert_eq!(edited["content"], "hello");
    assert!(edited["edited_timestamp"].is_string());
    let refused = stage
        .acts(
            &stage.bob,
            "PATCH",
            &at(&stage, &own, ""),
            json!({"content": "x"}),
        )
        .await;
    assert_eq!(refusal(&refused).0, 403);
    for body in [
        json!({"content": ""}),
        json!({"content": "x".repeat(2_001)}),
        json!({}),
    ] {
        let refused = stage
            .acts(&stage.ann, "PATCH", &at(&stage, &own, ""), body)
            .await;
        assert_eq!(refused.status, 400, "{}", refused.json());
    }
    let elsewhere = stage.guild.text_channel("elsewhere");
    let moved = format!("/channels/{}/messages/{}", elsewhere.id(), text(&own["id"]));
    let foreign = stage
        .acts(&stage.ann, "PATCH", &moved, json!({"content": "x"}))
        .await;
    assert_eq!(foreign.status, 404, "it is in another channel");
}

#[tokio::test]
async fn who_may_delete_deletes() {
    let stage = stage();
    let mods = stage.guild.role("mods", permission::MANAGE_MESSAGES);
    let own = said(&stage, &stage.bob, json!({"content": "one"})).await;
    let other = said(&stage, &stage.bob, json!({"content": "two"})).await;
    let refused = stage
        .acts(&stage.ann, "DELETE", &at(&stage, &other, ""), Value::Null)
        .await;
    assert_eq!(
        refusal(&refused),
        (
            403,
            "the person may not delete messages of others".to_owned()
        )
    );
    stage
        .did(&stage.bob, "DELETE", &at(&stage, &own, ""), Value::Null)
        .await;
    stage.guild.member(&stage.ann, &[mods]);
    stage
        .did(&stage.ann, "DELETE", &at(&stage, &other, ""), Value::Null)
        .await;
    let gone = stage
        .acts(&stage.ann, "DELETE", &at(&stage, &other, ""), Value::Null)
        .await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn emojis_are_put_and_taken_by_those_who_may() {
    let stage = stage();
    let message = said(&stage, &stage.bob, json!({"content": "one"})).await;
    let cat = at(&stage, &message, "/reactions/%F0%9F%90%88");
    stage.did(&stage.ann, "PUT", &cat, Value::Null).await;
    let event = stage.bot.event("MESSAGE_REACTION_ADD").await;
    assert_eq!(event["emoji"]["name"], "🐈");
    stage.did(&stage.ann, "DELETE", &cat, Value::Null).await;
    let again = stage.acts(&stage.ann, "DELETE", &cat, Value::Null).await;
    assert_eq!(again.status, 400);
    for none in ["word", "x:17", "%00"] {
        let path = at(&stage, &message, &format!("/reactions/{none}"));
        let refused = stage.acts(&stage.ann, "PUT", &path, Value::Null).await;
        assert_eq!(refused.status, 400, "{none}");
    }
    stage
        .general
        .for_everyone(permission::NONE, permission::ADD_REACTIONS);
    let refused = stage.acts(&stage.ann, "PUT", &cat, Value::Null).await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not add new reactions".to_owned())
    );
}

#[tokio::test]
async fn pins_take_a_right_in_guilds_and_none_in_private() {
    let stage = stage();
    let message = said(&stage, &stage.bob, json!({"content": "one"})).await;
    let refused = stage
        .acts(
            &stage.ann,
            "PUT",
            &at(&stage, &message, "/pin"),
            Value::Null,
        )
        .await;
    assert_eq!(
        refusal(&refused),
        (403, "the person may not pin messages".to_owned())
    );
    let mods = stage.guild.role("mods", permission::PIN_MESSAGES);
    stage.guild.member(&stage.ann, &[mods]);
    stage
        .did(
            &stage.ann,
            "PUT",
            &at(&stage, &message, "/pin"),
            Value::Null,
        )
        .await;
    assert!(stage.general.messages()[0].pinned);
    stage
        .did(
            &stage.ann,
            "DELETE",
            &at(&stage, &message, "/pin"),
            Value::Null,
        )
        .await;
    assert!(!stage.general.messages()[0].pinned);
    let private = stage.bob.dm_with(&stage.ann);
    let note = private.say("psst").unwrap();
    let pin = format!("/channels/{}/messages/{}/pin", note.channel_id, note.id);
    stage.did(&stage.bob, "PUT", &pin, Value::Null).await;
}

#[tokio::test]
async fn what_only_one_person_sees_is_not_for_others_or_for_marks() {
    let stage = stage();
    let secret = json!({"type": 4, "data": {"content": "psst", "flags": 64}});
    let (shown, ..) = stage.echo(secret).await;
    let secret = json!({"id": shown.message().unwrap().id.to_string()});
    for (who, method, rest, status) in [
        (&stage.bob, "DELETE", "", 404),
        (&stage.ann, "DELETE", "", 400),
        (&stage.ann, "PUT", "/reactions/%F0%9F%90%88", 400),
        (&stage.bob, "PUT", "/reactions/%F0%9F%90%88", 404),
    ] {
        let path = at(&stage, &secret, rest);
        let answer = stage.acts(who, method, &path, Value::Null).await;
        assert_eq!(answer.status, status, "{method} {rest}: {}", answer.json());
    }
    let body = json!({"content": "x", "message_reference": {"message_id": secret["id"]}});
    assert_eq!(say(&stage, &stage.ann, body).await.status, 400);
}

#[tokio::test]
async fn people_ask_and_vote() {
    let stage = stage();
    let answers: Vec<Value> = ["yes", "no"]
        .iter()
        .map(|text| json!({"poll_media": {"text": text}}))
        .collect();
    let poll = json!({"question": {"text": "Tea?"}, "answers": answers, "duration": 1, "allow_multiselect": false});
    let message = said(&stage, &stage.ann, json!({"poll": poll})).await;
    assert_eq!(message["poll"]["answers"][1]["poll_media"]["text"], "no");
    let votes = at(&stage, &message, "/votes");
    let vote = |answers: Value| stage.acts(&stage.bob, "PUT", &votes, json!({"answers": answers}));
    assert_eq!(vote(json!(["1"])).await.status, 200);
    assert_eq!(vote(json!(["2"])).await.status, 200);
    let counted = stage.general.messages()[0].poll["results"]["answer_counts"].clone();
    assert_eq!(counted, json!([{"id": 2, "count": 1, "me_voted": false}]));
    for (answers, error) in [
        (json!(["1", "2"]), "the poll takes one answer"),
        (json!(["3"]), "there is no such answer"),
        (json!(["x"]), "answers[0]"),
    ] {
        let (status, why) = refusal(&vote(answers).await);
        assert!(status == 400 && why.contains(error), "{why}");
    }
    assert_eq!(vote(json!([])).await.status, 200);
    assert_eq!(
        stage.general.messages()[0].poll["results"]["answer_counts"],
        json!([])
    );
    stage.sim.clock().advance(Duration::from_secs(3_600));
    assert_eq!(
        refusal(&vote(json!(["1"])).await),
        (400, "the poll is over".to_owned())
    );
    let mut long = poll;
    long["question"]["text"] = json!("x".repeat(301));
    let refused = say(&stage, &stage.ann, json!({"poll": long})).await;
    assert_eq!(
        (refused.status, refused.json()["field"].as_str()),
        (400, Some("poll.question.text"))
    );
    stage
        .general
        .for_everyone(permission::NONE, permission::SEND_POLLS);
    let refused = say(&stage, &stage.bob, json!({"poll": message["poll"].clone()})).await;
    assert!(refused.status == 400 || refused.status == 403);
}
