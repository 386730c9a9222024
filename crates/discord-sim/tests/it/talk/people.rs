//! What people do with messages in their client.

use std::time::Duration;

use discord_sim::{DriverError, permission};
use serde_json::{Value, json};

use super::free_stage;

#[tokio::test]
async fn people_write_answer_change_and_delete() {
    let stage = free_stage();
    stage.app.allow_intents(1 << 15);
    let seat = stage.seat();
    let question = seat
        .say_with("who?", &[("list.txt", b"ann, bob")])
        .expect("ann may write");
    let told = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(told["attachments"][0]["filename"], "list.txt");
    assert_eq!(told["member"]["nick"], Value::Null);
    let bob = stage.bob.in_channel(&stage.general);
    let answer = bob.reply(&question, "me").expect("bob may answer");
    let told = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&told["type"], &told["referenced_message"]["content"]),
        (&json!(19), &json!("who?"))
    );
    let changed = bob.edit(&answer, "not me").expect("it is his");
    assert!(changed.edited);
    assert_eq!(stage.bot.event("MESSAGE_UPDATE").await["content"], "not me");
    assert!(seat.edit(&answer, "x").is_err(), "it is not hers");
    assert!(seat.delete(&answer).is_err());
    bob.delete(&answer).expect("it is his");
    assert_eq!(
        stage.bot.event("MESSAGE_DELETE").await["id"],
        answer.id.to_string()
    );
    assert_eq!(
        bob.edit(&answer, "x").expect_err("it is gone"),
        DriverError::NoMessage
    );
    assert!(seat.say("  ").is_err());
    assert!(seat.say(&"x".repeat(2_001)).is_err());
    stage
        .general
        .for_person(&stage.ann, permission::NONE, permission::ATTACH_FILES);
    assert!(seat.say_with("x", &[("a.txt", b"a")]).is_err());
}

#[tokio::test]
async fn typing_is_seen() {
    let stage = free_stage();
    stage.seat().typing().expect("ann may write");
    let told = stage.bot.event("TYPING_START").await;
    assert_eq!(
        (&told["user_id"], &told["member"]["user"]["username"]),
        (&json!(stage.ann.id().to_string()), &json!("ann"))
    );
    stage.ann.dm(&stage.app).typing().expect("ann may write");
    assert_eq!(
        stage.bot.event("TYPING_START").await["guild_id"],
        Value::Null
    );
    stage
        .general
        .for_person(&stage.ann, permission::NONE, permission::SEND_MESSAGES);
    assert!(stage.seat().typing().is_err());
}

#[tokio::test]
async fn slow_mode_is_for_people_without_the_right_to_pass() {
    let stage = free_stage();
    stage.general.set_slow_mode(30);
    stage.ann_says("first");
    let refused = stage.seat().say("second").expect_err("too soon");
    assert!(matches!(refused, DriverError::SlowMode(left) if (29..=31).contains(&left)));
    for _ in 0..2 {
        stage.sent(json!({"content": "bots do not care"})).await;
        stage
            .guild
            .owner()
            .in_channel(&stage.general)
            .say("nor owners")
            .expect("no limit");
    }
    stage.sim.clock().advance(Duration::from_secs(31));
    stage.ann_says("third");
}
