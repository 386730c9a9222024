//! What a person or guild has bought, as the interaction says it.

use serde_json::{Value, json};

use super::{Stage, bot::SKU, plain, stage};
use crate::scene::seconds;

/// What the shop says to ann, who has this.
async fn shop(stage: &Stage, entitlements: Value) -> String {
    let ann = stage.guild.person("ann").in_channel(&stage.channel);
    let options = json!([{"name": "shop", "type": 1, "options": []}]);
    let data = json!({"id": "1", "name": "parts", "type": 1, "options": options});
    let payload = json!({"data": data, "entitlements": entitlements});
    let shown = ann.raw_interaction(payload).await.unwrap();
    plain(&shown.message().unwrap().content)
}

#[tokio::test]
async fn what_was_bought_counts_for_its_owner_in_its_time() {
    let stage = stage().await;
    let ann = stage.person("ann").person().id();
    let guild = stage.guild.id();
    let bought = |change: Value| {
        let mut one = json!({"id": "5", "sku_id": SKU.to_string(), "application_id": stage.application.id().to_string(),
            "user_id": ann.to_string(), "type": 8, "deleted": false, "starts_at": null, "ends_at": null, "consumed": false});
        for (key, value) in change.as_object().unwrap() {
            one[key] = value.clone();
        }
        json!([one])
    };
    assert_eq!(shop(&stage, json!([])).await, "has false of []");
    let own = shop(&stage, bought(json!({}))).await;
    assert_eq!(
        own,
        format!("has true of [({SKU}, User(Id<UserMarker>({ann})))]")
    );
    let of_guild = bought(json!({"user_id": null, "guild_id": guild.to_string()}));
    let said = shop(&stage, of_guild).await;
    assert_eq!(
        said,
        format!("has true of [({SKU}, Guild(Id<GuildMarker>({guild})))]")
    );
    for (change, expected) in [
        (json!({"sku_id": "78"}), "has false of [(78"),
        (json!({"consumed": true}), "has false of [(77"),
        (json!({"deleted": true}), "has false of []"),
        (json!({"user_id": "5"}), "has false of []"),
        (
            json!({"ends_at": "2001-01-01T00:00:00.000000+00:00"}),
            "has false of [(77",
        ),
        (
            json!({"starts_at": "2999-01-01T00:00:00.000000+00:00"}),
            "has false of [(77",
        ),
    ] {
        let said = shop(&stage, bought(change.clone())).await;
        assert!(said.starts_with(expected), "{change}: {said}");
    }
    stage.finish();
}

#[tokio::test]
async fn it_ends_when_its_time_is_over() {
    let stage = stage().await;
    let ann = stage.person("ann").person().id();
    let now = stage.sim.clock().now().unix_micros() / 1_000_000;
    let ends = twilight_model::util::Timestamp::from_secs(now + 100).unwrap();
    let bought = json!([{"id": "5", "sku_id": SKU.to_string(), "application_id": "9", "user_id": ann.to_string(),
        "type": 8, "deleted": false, "ends_at": ends.iso_8601().to_string()}]);
    assert!(shop(&stage, bought.clone()).await.starts_with("has true"));
    stage.sim.clock().advance(seconds(101));
    assert!(shop(&stage, bought).await.starts_with("has false"));
    stage.finish();
}
