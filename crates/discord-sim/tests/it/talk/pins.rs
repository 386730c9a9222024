//! Pins: both kinds of routes, pages, rights, limits and what is told.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::{Stage, text};

fn pins(stage: &Stage) -> String {
    format!("{}/pins", stage.messages())
}

#[tokio::test]
async fn a_pin_is_told_logged_and_said_in_the_channel() {
    let stage = free_stage();
    stage.guild.bot_permissions(
        &stage.app,
        permission::PIN_MESSAGES | permission::VIEW_AUDIT_LOG,
    );
    let message = stage.ann_says("keep this");
    let one = format!("{}/{}", pins(&stage), message.id);
    assert_eq!(stage.call("PUT", &one, Value::Null).await.status, 204);
    assert_eq!(stage.bot.event("MESSAGE_UPDATE").await["pinned"], true);
    let told = stage.bot.event("CHANNEL_PINS_UPDATE").await;
    assert!(told["last_pin_timestamp"].is_string());
    let entry = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&entry["action_type"], &entry["target_id"]),
        (&json!(74), &json!(stage.ann.id().to_string()))
    );
    let said = stage.bot.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&said["type"], &said["message_reference"]["message_id"]),
        (&json!(6), &json!(message.id.to_string()))
    );
    assert_eq!(
        stage.call("PUT", &one, Value::Null).await.status,
        204,
        "a second time changes nothing"
    );
    assert_eq!(stage.general.messages().len(), 2);
    let listed = stage.bot.http.get(&pins(&stage)).await.json();
    assert_eq!(listed["items"][0]["message"]["id"], message.id.to_string());
    assert_eq!(listed["has_more"], false);
    assert!(stage.general.messages()[0].pinned);
    assert_eq!(stage.call("DELETE", &one, Value::Null).await.status, 204);
    assert_eq!(
        stage.bot.event("CHANNEL_PINS_UPDATE").await["last_pin_timestamp"],
        Value::Null
    );
    assert_eq!(
        stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await["action_type"],
        75
    );
    let refused = stage
        .call(
            "PUT",
            &format!("{}/{}", pins(&stage), text(&said["id"])),
            Value::Null,
        )
        .await;
    assert_eq!(
        verdict(&refused),
        (403, 50021),
        "a message of Discord's own"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn pins_come_in_pages_latest_first() {
    let stage = free_stage();
    let mut ids = Vec::new();
    for n in 0..3 {
        let message = stage.ann_says(&n.to_string());
        stage
            .guild
            .owner()
            .in_channel(&stage.general)
            .pin(&message)
            .expect("the owner may");
        stage.sim.clock().advance(Duration::from_secs(1));
        ids.insert(0, message.id.to_string());
    }
    let page = stage
        .bot
        .http
        .get(&format!("{}?limit=2", pins(&stage)))
        .await
        .json();
    assert_eq!(page["has_more"], true);
    assert_eq!(
        [
            &page["items"][0]["message"]["id"],
            &page["items"][1]["message"]["id"]
        ],
        [&ids[0], &ids[1]]
    );
    let before = text(&page["items"][1]["pinned_at"]).replace('+', "%2B");
    let rest = stage
        .bot
        .http
        .get(&format!("{}?before={before}", pins(&stage)))
        .await
        .json();
    assert_eq!(
        (
            &rest["items"][0]["message"]["id"],
            rest["items"].as_array().map(Vec::len)
        ),
        (&json!(ids[2]), Some(1))
    );
    let old = stage
        .bot
        .http
        .get(&format!("/channels/{}/pins", stage.general.id()))
        .await
        .json();
    assert_eq!(old.as_array().map(Vec::len), Some(3));
    for bad in ["limit=51", "limit=0", "before=yesterday"] {
        let refused = stage.bot.http.get(&format!("{}?{bad}", pins(&stage))).await;
        assert_eq!(verdict(&refused), (400, 50035), "{bad}");
    }
    stage.general.for_bot(
        &stage.app,
        permission::NONE,
        permission::READ_MESSAGE_HISTORY,
    );
    let hidden = stage.bot.http.get(&pins(&stage)).await.json();
    assert_eq!(hidden, json!({"items": [], "has_more": false}));
    stage.only_refused("50035");
}

#[tokio::test]
async fn pinning_needs_its_own_right_but_not_in_private() {
    let stage = free_stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_MESSAGES);
    let message = stage.ann_says("keep this");
    let one = format!("{}/{}", pins(&stage), message.id);
    assert_eq!(
        verdict(&stage.call("PUT", &one, Value::Null).await),
        (403, 50013)
    );
    assert_eq!(
        verdict(&stage.call("DELETE", &one, Value::Null).await),
        (403, 50013)
    );
    assert!(stage.seat().pin(&message).is_err());
    let private = stage.ann.dm(&stage.app);
    let message = private.say("hello").expect("ann may write");
    let one = format!(
        "/channels/{}/messages/pins/{}",
        message.channel_id, message.id
    );
    assert_eq!(stage.call("PUT", &one, Value::Null).await.status, 204);
    private.unpin(&message).expect("in private anybody may");
    assert_eq!(
        stage.bot.event("CHANNEL_PINS_UPDATE").await["guild_id"],
        Value::Null
    );
}

#[tokio::test]
async fn the_two_hundred_and_fifty_first_pin_is_one_too_many() {
    let stage = free_stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::PIN_MESSAGES);
    let owner = stage.guild.owner().in_channel(&stage.general);
    for n in 0..250 {
        owner
            .pin(&stage.ann_says(&n.to_string()))
            .expect("there is room");
    }
    let last = stage.ann_says("one more");
    assert!(owner.pin(&last).is_err());
    let refused = stage
        .call("PUT", &format!("{}/{}", pins(&stage), last.id), Value::Null)
        .await;
    assert_eq!(verdict(&refused), (400, 30003));
}
