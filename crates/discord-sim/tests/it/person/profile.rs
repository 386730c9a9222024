//! A person's own settings and purchases.

use serde_json::{Value, json};

use super::refusal;
use crate::bot::{stage, text};

#[tokio::test]
async fn language_and_name_are_the_persons_own() {
    let stage = stage();
    stage.bot.register_echo().await;
    let told = stage
        .did(
            &stage.ann,
            "PATCH",
            "",
            json!({"locale": "de", "display_name": " Ann A. "}),
        )
        .await;
    assert_eq!(
        (&told["locale"], &told["user"]["global_name"]),
        (&json!("de"), &json!("Ann A."))
    );
    let data = json!({"id": stage.command("echo").await, "name": "echo", "type": 1});
    let interaction = stage.uses(&stage.wanted(2, data), &[]).await;
    assert_eq!(interaction["locale"], "de");
    assert_eq!(interaction["member"]["user"]["global_name"], "Ann A.");
    let told = stage
        .did(&stage.ann, "PATCH", "", json!({"display_name": null}))
        .await;
    assert_eq!(
        (&told["locale"], &told["user"]["global_name"]),
        (&json!("de"), &Value::Null)
    );
    for body in [
        json!({}),
        json!({"locale": "xx"}),
        json!({"display_name": "x".repeat(33)}),
        json!({"name": "x"}),
    ] {
        assert_eq!(stage.acts(&stage.ann, "PATCH", "", body).await.status, 400);
    }
    stage
        .bot
        .callback(&interaction, crate::bot::says("ok"))
        .await;
}

#[tokio::test]
async fn people_buy_what_is_sold_to_them() {
    let stage = stage();
    let (gold, hall) = (
        stage.app.user_subscription("Gold"),
        stage.app.guild_subscription("Hall"),
    );
    let sold = stage.did(&stage.ann, "GET", "/skus", Value::Null).await;
    let names: Vec<&str> = sold["skus"]
        .as_array()
        .unwrap()
        .iter()
        .map(|sku| text(&sku["name"]))
        .collect();
    assert_eq!(names, ["Gold", "Hall"]);
    let own = json!({"sku_id": gold.id().to_string()});
    let bought = stage.did(&stage.ann, "POST", "/buy", own.clone()).await;
    assert_eq!(bought["sku_id"], gold.id().to_string());
    assert_eq!(
        stage.bot.event("ENTITLEMENT_CREATE").await["id"],
        bought["id"]
    );
    let guild = json!({"sku_id": hall.id().to_string(), "guild_id": stage.guild.id().to_string()});
    stage.did(&stage.bob, "POST", "/buy", guild.clone()).await;
    let has = stage.did(&stage.ann, "GET", "/skus", Value::Null).await;
    assert_eq!(
        has["entitlements"].as_array().unwrap().len(),
        2,
        "her own and the guild's"
    );
    let zoe = stage.sim.person("zoe");
    for (who, body, error) in [
        (&stage.ann, own, "it is bought already"),
        (
            &stage.ann,
            json!({"sku_id": hall.id().to_string()}),
            "it is for guilds",
        ),
        (&zoe, guild, "the person is not in that guild"),
        (&zoe, json!({"sku_id": "17"}), "there is no such thing"),
    ] {
        let (status, why) = refusal(&stage.acts(who, "POST", "/buy", body).await);
        assert!(status == 400 && why.contains(error), "{why}");
    }
}
