//! The walk through what is sold.

use serde_json::{Value, json};

use super::{Step, Walk, step};

pub(super) const WALK: Walk = Walk {
    name: "money",
    prepare: |stage, names| {
        let sku = stage.app.user_subscription("Premium");
        let potion = stage.app.consumable("Potion");
        let bought = stage.ann.buy(&potion).expect("sold");
        let paid = stage.ann.buy(&sku).expect("sold").subscription();
        let ids = [
            ("sku", sku.id()),
            ("potion", bought.id()),
            ("subscription", paid.expect("a subscription").id()),
        ];
        names.extend(ids.map(|(name, id)| (name.to_owned(), id.to_string())));
    },
    steps,
};

fn steps() -> Vec<Step> {
    const ENTITLEMENTS: &str = "/applications/{bot}/entitlements";
    vec![
        step("list_skus", "/applications/{bot}/skus", Value::Null, 200),
        step("get_entitlements", ENTITLEMENTS, Value::Null, 200),
        step(
            "create_entitlement",
            ENTITLEMENTS,
            json!({"sku_id": "{sku}", "owner_id": "{bob}", "owner_type": 2}),
            200,
        )
        .keep(&[("test", "/id")]),
        step(
            "get_entitlement",
            "/applications/{bot}/entitlements/{test}",
            Value::Null,
            200,
        ),
        step(
            "consume_entitlement",
            "/applications/{bot}/entitlements/{potion}/consume",
            Value::Null,
            204,
        ),
        step(
            "delete_entitlement",
            "/applications/{bot}/entitlements/{test}",
            Value::Null,
            204,
        ),
        step(
            "get_sku_subscriptions",
            "/skus/{sku}/subscriptions?user_id={ann}",
            Value::Null,
            200,
        ),
        step(
            "get_sku_subscription",
            "/skus/{sku}/subscriptions/{subscription}",
            Value::Null,
            200,
        ),
    ]
}
