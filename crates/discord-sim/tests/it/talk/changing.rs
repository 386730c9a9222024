//! Changing and deleting: whose messages, what may be left, many at once, the audit log.

use std::time::Duration;

use discord_sim::permission;
use serde_json::{Value, json};

use super::{free_stage, verdict};
use crate::bot::text;

#[tokio::test]
async fn moderators_may_only_hide_the_embeds_of_others() {
    let stage = free_stage();
    let message = stage.ann_says("look at this");
    let one = stage.path_of(&message);
    assert_eq!(
        verdict(&stage.call("PATCH", &one, json!({"flags": 4})).await),
        (403, 50013)
    );
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_MESSAGES);
    assert_eq!(
        stage.call("PATCH", &one, json!({"flags": 4})).await.json()["flags"],
        4
    );
    assert_eq!(
        verdict(
            &stage
                .call("PATCH", &one, json!({"flags": 4, "content": "x"}))
                .await
        ),
        (403, 50005)
    );
}

#[tokio::test]
async fn a_message_of_discords_own_stays_as_it_is() {
    let stage = free_stage();
    let message = stage.ann_says("keep this");
    stage
        .guild
        .owner()
        .in_channel(&stage.general)
        .pin(&message)
        .expect("the owner may");
    let notice = stage.general.last().expect("the notice of the pin");
    let refused = stage
        .call("PATCH", &stage.path_of(&notice), json!({"flags": 4}))
        .await;
    assert_eq!(verdict(&refused), (403, 50021));
}

#[tokio::test]
async fn becoming_one_of_components_takes_an_empty_message() {
    let stage = free_stage();
    let sent = stage
        .sent(json!({"content": "a", "embeds": [{"title": "b"}]}))
        .await;
    let one = format!("{}/{}", stage.messages(), text(&sent["id"]));
    let parts = json!([{"type": 10, "content": "c"}]);
    let half = json!({"flags": 32_768, "components": parts});
    assert_eq!(
        verdict(&stage.call("PATCH", &one, half).await),
        (400, 50035)
    );
    let whole = json!({"flags": 32_768, "components": parts, "content": null, "embeds": []});
    let changed = stage.call("PATCH", &one, whole).await.json();
    assert_eq!(
        (&changed["flags"], &changed["components"][0]["content"]),
        (&json!(32_768), &json!("c"))
    );
    stage.only_refused("LEGACY_FIELDS");
}

#[tokio::test]
async fn deleting_the_messages_of_others_is_logged() {
    let stage = free_stage();
    let rights = permission::MANAGE_MESSAGES | permission::VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    let message = stage.ann_says("oops");
    assert_eq!(
        stage
            .call("DELETE", &stage.path_of(&message), Value::Null)
            .await
            .status,
        204
    );
    let entry = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&entry["action_type"], &entry["target_id"]),
        (&json!(72), &json!(stage.ann.id().to_string()))
    );
    assert_eq!(
        entry["options"]["channel_id"],
        stage.general.id().to_string()
    );
    let own = stage.sent(json!({"content": "mine"})).await;
    let one = format!("{}/{}", stage.messages(), text(&own["id"]));
    assert_eq!(stage.call("DELETE", &one, Value::Null).await.status, 204);
    let log = stage
        .bot
        .http
        .get(&format!("/guilds/{}/audit-logs", stage.guild.id()))
        .await
        .json();
    assert_eq!(
        log["audit_log_entries"].as_array().map(Vec::len),
        Some(1),
        "one's own is not logged"
    );
}

#[tokio::test]
async fn many_messages_go_at_once() {
    let stage = free_stage();
    let ids: Vec<String> = (0..3)
        .map(|n| stage.ann_says(&n.to_string()).id.to_string())
        .collect();
    let path = format!("{}/bulk-delete", stage.messages());
    let body = json!({"messages": ids});
    assert_eq!(
        verdict(&stage.call("POST", &path, body.clone()).await),
        (403, 50013)
    );
    let rights = permission::MANAGE_MESSAGES | permission::VIEW_AUDIT_LOG;
    stage.guild.bot_permissions(&stage.app, rights);
    assert_eq!(stage.call("POST", &path, body).await.status, 204);
    assert_eq!(
        stage.bot.event("MESSAGE_DELETE_BULK").await["ids"],
        json!(ids)
    );
    let entry = stage.bot.event("GUILD_AUDIT_LOG_ENTRY_CREATE").await;
    assert_eq!(
        (&entry["action_type"], &entry["options"]["count"]),
        (&json!(73), &json!("3"))
    );
    assert!(stage.general.messages().is_empty());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn many_messages_are_two_to_a_hundred_different_young_ones() {
    let stage = free_stage();
    stage
        .guild
        .bot_permissions(&stage.app, permission::MANAGE_MESSAGES);
    let path = format!("{}/bulk-delete", stage.messages());
    let (one, two) = (stage.ann_says("1").id, stage.ann_says("2").id);
    let send = async |ids: Vec<u64>| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        verdict(&stage.call("POST", &path, json!({"messages": ids})).await)
    };
    assert_eq!(send(vec![one]).await, (400, 50016));
    assert_eq!(send((one..one + 101).collect()).await, (400, 50016));
    assert_eq!(send(vec![one, one]).await, (400, 50035));
    stage
        .sim
        .clock()
        .advance(Duration::from_secs(14 * 24 * 60 * 60 + 1));
    let young = stage.ann_says("3").id;
    assert_eq!(send(vec![one, young]).await, (400, 50034));
    assert_eq!(send(vec![two, two + 1]).await, (400, 50034));
    assert_eq!(stage.general.messages().len(), 3);
    let private = stage.ann.dm(&stage.app).channel().id();
    let refused = stage
        .call(
            "POST",
            &format!("/channels/{private}/messages/bulk-delete"),
            json!({"messages": ["1", "2"]}),
        )
        .await;
    assert_eq!(verdict(&refused), (403, 50003));
}
