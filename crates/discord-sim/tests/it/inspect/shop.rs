//! Giving what is sold without paying for it.

use serde_json::{Value, json};

use super::{control, look};
use crate::bot::{Stage, stage, text};

async fn trade(stage: &Stage, order: Value) -> (u16, Value) {
    let answer = control(stage, "POST", "/entitlements", order).await;
    (answer.status, answer.json())
}

#[tokio::test]
async fn a_bot_that_sells_nothing_can_be_tried_with_premium() {
    let stage = stage();
    let order = json!({"do": "grant", "application": "echo", "sku": "Gold", "kind": "user_subscription", "user": "ann"});
    let (status, told) = trade(&stage, order).await;
    assert_eq!(status, 200, "{told}");
    let event = stage.bot.event("ENTITLEMENT_CREATE").await;
    assert_eq!(event["id"], told["id"]);
    assert_eq!(
        (&event["type"], &event["user_id"]),
        (&json!(4), &json!(stage.ann.id().to_string()))
    );

    let shop = look(&stage, "/entitlements").await;
    assert_eq!(
        shop["skus"].as_array().unwrap().len(),
        1,
        "a subscription's group is not shown"
    );
    assert_eq!(
        (&shop["skus"][0]["name"], &shop["skus"][0]["kind"]),
        (&json!("Gold"), &json!("user_subscription"))
    );
    let own = &shop["entitlements"][0];
    assert_eq!(
        (&own["sku_name"], &own["owner"]["name"], &own["active"]),
        (&json!("Gold"), &json!("ann"), &json!(true))
    );

    let (status, _) = trade(&stage, json!({"do": "end", "entitlement": told["id"]})).await;
    assert_eq!(status, 200);
    let ended = stage.bot.event("ENTITLEMENT_UPDATE").await;
    assert!(ended["ends_at"].is_string(), "{ended}");
    let (status, _) = trade(&stage, json!({"do": "delete", "entitlement": told["id"]})).await;
    assert_eq!(status, 200);
    assert_eq!(stage.bot.event("ENTITLEMENT_DELETE").await["deleted"], true);
    let (status, told) = trade(&stage, json!({"do": "end", "entitlement": told["id"]})).await;
    assert_eq!(status, 404, "{told}");
}

#[tokio::test]
async fn a_guild_gets_what_is_for_guilds_and_people_what_is_for_people() {
    let stage = stage();
    let sell =
        json!({"do": "sell", "application": "echo", "sku": "Hall", "kind": "guild_subscription"});
    assert_eq!(trade(&stage, sell).await.0, 200);
    let (status, told) = trade(&stage, json!({"do": "grant", "sku": "Hall", "user": "ann"})).await;
    assert_eq!(
        (status, text(&told["error"])),
        (400, "Hall is for guilds only")
    );
    let (status, _) = trade(
        &stage,
        json!({"do": "grant", "sku": "Hall", "guild": "Test"}),
    )
    .await;
    assert_eq!(status, 200);
    let event = stage.bot.event("ENTITLEMENT_CREATE").await;
    assert_eq!(event["guild_id"], stage.guild.id().to_string());
    for (order, error) in [
        (
            json!({"do": "grant", "sku": "Hall"}),
            "it must say for whom; write one of user and guild",
        ),
        (
            json!({"do": "grant", "sku": "Hal", "guild": "Test"}),
            "there is no sku \"Hal\"; did you mean Hall?",
        ),
        (
            json!({"do": "sell", "sku": "Hall"}),
            "application is missing; add application: …",
        ),
        (
            json!({"do": "end"}),
            "entitlement is missing; add entitlement: …",
        ),
        (
            json!({"do": "grant", "sku": "Hall", "guild": "Tset"}),
            "there is no guild \"Tset\"; did you mean Test?",
        ),
    ] {
        let (_, told) = trade(&stage, order.clone()).await;
        assert_eq!(text(&told["error"]), error, "{order}");
    }
}
