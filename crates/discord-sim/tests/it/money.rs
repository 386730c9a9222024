//! What applications sell: buying, renewing, cancelling, refunds, consumables, tests.

use std::time::Duration;

use discord_sim::{DriverError, Entitlement, Sku, Status};
use serde_json::{Value, json};

use crate::{
    bot::{Stage, says, stage},
    oauth::{as_person, tokens},
};

const DAY: Duration = Duration::from_secs(86_400);

fn base(stage: &Stage) -> String {
    format!("/applications/{}/entitlements", stage.app.id())
}

async fn ids(stage: &Stage, query: &str) -> Vec<u64> {
    let path = format!("{}?{query}", base(stage));
    let listed = stage.bot.http.get(&path).await;
    assert_eq!(listed.status, 200, "{}", listed.json());
    let listed = listed.json();
    let ids = listed.as_array().expect("a list").iter();
    ids.map(|one| {
        one["id"]
            .as_str()
            .expect("an id")
            .parse()
            .expect("a number")
    })
    .collect()
}

async fn subscription(stage: &Stage, sku: &Sku) -> Value {
    let path = format!(
        "/skus/{}/subscriptions?user_id={}",
        sku.id(),
        stage.ann.id()
    );
    stage.bot.http.get(&path).await.json()[0].clone()
}

#[tokio::test]
async fn skus_are_listed_with_the_groups_of_subscriptions() {
    let stage = stage();
    let premium = stage.app.user_subscription("Test Premium");
    stage.app.consumable("Potion");
    let path = format!("/applications/{}/skus", stage.app.id());
    let listed = stage.bot.http.get(&path).await.json();
    let seen: Vec<(u64, &str, u64)> = listed
        .as_array()
        .expect("a list")
        .iter()
        .map(|sku| {
            let number = |key: &str| sku[key].as_u64().expect("a number");
            (
                number("type"),
                sku["slug"].as_str().expect("a slug"),
                number("flags"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            (6, "test-premium", 260),
            (5, "test-premium", 260),
            (3, "potion", 4)
        ]
    );
    assert_eq!(listed[1]["id"], premium.id().to_string());
    let other = stage.bot.http.get("/applications/7/skus").await;
    assert_eq!((other.status, other.code()), (404, 10002));
}

#[tokio::test]
async fn a_subscription_entitles_and_renews_by_the_clock() {
    let stage = stage();
    stage.sim.clock().freeze();
    let premium = stage.app.user_subscription("Premium");
    let bought = stage.ann.buy(&premium).expect("sold");
    let event = stage.bot.event("ENTITLEMENT_CREATE").await;
    assert_eq!(event, bought.json());
    assert_eq!(
        (&event["type"], &event["ends_at"]),
        (&json!(8), &Value::Null)
    );
    let made = stage.bot.event("SUBSCRIPTION_CREATE").await;
    assert_eq!(
        (&made["status"], &made["entitlement_ids"]),
        (&json!(0), &json!([bought.id().to_string()]))
    );

    stage.sim.clock().advance(DAY * 61);
    let first = stage.bot.event("SUBSCRIPTION_UPDATE").await;
    assert_eq!(first["current_period_start"], made["current_period_end"]);
    let second = stage.bot.event("SUBSCRIPTION_UPDATE").await;
    assert_eq!(second["current_period_start"], first["current_period_end"]);
    assert_eq!(subscription(&stage, &premium).await, second);
    assert_eq!(
        bought.json()["ends_at"],
        Value::Null,
        "renewing says nothing of the entitlement"
    );
    assert_eq!(
        stage.ann.buy(&premium).expect_err("twice"),
        DriverError::NotForSale("it is bought already")
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_cancelled_subscription_ends_with_its_period() {
    let stage = stage();
    stage.sim.clock().freeze();
    let premium = stage.app.user_subscription("Premium");
    let bought = stage.ann.buy(&premium).expect("sold");
    let pays = bought.subscription().expect("a subscription");
    pays.cancel();
    let event = stage.bot.event("SUBSCRIPTION_UPDATE").await;
    assert_eq!(
        (&event["status"], event["canceled_at"].is_string()),
        (&json!(2), true)
    );
    assert_eq!(pays.status(), Some(Status::Ending));
    assert_eq!(ids(&stage, "exclude_ended=true").await, [bought.id()]);
    pays.resume();
    assert_eq!(
        stage.bot.event("SUBSCRIPTION_UPDATE").await["canceled_at"],
        Value::Null
    );
    pays.cancel();

    stage.sim.clock().advance(DAY * 31);
    let ended = stage.bot.event("ENTITLEMENT_UPDATE").await;
    assert_eq!(ended["ends_at"], pays.json()["current_period_end"]);
    assert_eq!(pays.status(), Some(Status::Inactive));
    assert_eq!(ids(&stage, "exclude_ended=true").await, [0_u64; 0]);
    assert_eq!(
        ids(&stage, "").await,
        [bought.id()],
        "ended ones are listed by default"
    );
    let again = stage.ann.buy(&premium).expect("it may be bought again");
    assert_ne!(again.id(), bought.id());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_refund_takes_it_away_at_once() {
    let stage = stage();
    let premium = stage.app.user_subscription("Premium");
    let bought = stage.ann.buy(&premium).expect("sold");
    bought.refund();
    let event = stage.bot.event("ENTITLEMENT_DELETE").await;
    assert_eq!(
        (&event["id"], &event["deleted"]),
        (&json!(bought.id().to_string()), &json!(true))
    );
    let over = stage.bot.event("SUBSCRIPTION_UPDATE").await;
    assert_eq!(over["status"], 1);
    assert_eq!(
        ids(&stage, "").await,
        [0_u64; 0],
        "deleted ones are left out by default"
    );
    assert_eq!(ids(&stage, "exclude_deleted=false").await, [bought.id()]);
    bought.subscription().expect("a subscription").delete();
    assert_eq!(stage.bot.event("SUBSCRIPTION_DELETE").await["status"], 1);
    assert_eq!(subscription(&stage, &premium).await, Value::Null);
    let lapsed = stage.ann.buy(&premium).expect("sold again");
    lapsed.subscription().expect("a subscription").lapse();
    assert!(stage.bot.event("ENTITLEMENT_UPDATE").await["ends_at"].is_string());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn consumables_are_used_up_before_the_next() {
    let stage = stage();
    let potion = stage.app.consumable("Potion");
    let bought = stage.ann.buy(&potion).expect("sold");
    assert_eq!(bought.json()["type"], 1);
    assert!(bought.subscription().is_none());
    assert_eq!(
        stage
            .ann
            .buy(&potion)
            .expect_err("one at a time")
            .to_string(),
        "it cannot be bought: the last one is not consumed yet"
    );
    let path = format!("{}/{}/consume", base(&stage), bought.id());
    assert_eq!(
        stage.bot.http.call("POST", &path, Value::Null).await.status,
        204
    );
    let one = stage
        .bot
        .http
        .get(&format!("{}/{}", base(&stage), bought.id()))
        .await;
    assert_eq!(one.json()["consumed"], true);
    stage.ann.buy(&potion).expect("the next");
    let sword = stage.ann.buy(&stage.app.durable("Sword")).expect("sold");
    let path = format!("{}/{}/consume", base(&stage), sword.id());
    let refused = stage.bot.http.call("POST", &path, Value::Null).await;
    assert_eq!((refused.status, refused.code()), (400, 50057));
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_somebody_has_rides_in_each_interaction() {
    let stage = stage();
    stage.bot.register_echo().await;
    let own = stage
        .ann
        .buy(&stage.app.user_subscription("Own"))
        .expect("sold");
    let all = stage
        .bob
        .buy_for(&stage.app.guild_subscription("All"), &stage.guild)
        .expect("sold");
    let potion = stage.app.consumable("Potion");
    let used = stage.ann.buy(&potion).expect("sold");
    let path = format!("{}/{}/consume", base(&stage), used.id());
    stage.bot.http.call("POST", &path, Value::Null).await;
    let ridden = async |seat: discord_sim::Seat| -> Vec<Value> {
        let act = async { seat.slash("/echo").await.expect("sent") };
        let (_, interaction, _) = stage.answer_to(act, says("ok")).await;
        let list = interaction["entitlements"].as_array().expect("a list");
        list.iter().map(|one| one["id"].clone()).collect()
    };
    let id = |one: &Entitlement| json!(one.id().to_string());
    assert_eq!(ridden(stage.seat()).await, [id(&own), id(&all)]);
    assert_eq!(
        ridden(stage.bob.in_channel(&stage.general)).await,
        [id(&all)]
    );
    assert_eq!(ridden(stage.ann.dm(&stage.app)).await, [id(&own)]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let stage = stage();
    let (one, two) = (stage.app.durable("One"), stage.app.durable("Two"));
    let guilds = stage.app.guild_subscription("Guilds");
    let a = stage.ann.buy(&one).expect("sold").id();
    let b = stage.bob.buy(&one).expect("sold").id();
    let c = stage.ann.buy(&two).expect("sold").id();
    let d = stage.ann.buy_for(&guilds, &stage.guild).expect("sold").id();
    assert_eq!(ids(&stage, "").await, [a, b, c, d]);
    let queries = [
        (format!("user_id={}", stage.bob.id()), vec![b]),
        (format!("sku_ids={}", two.id()), vec![c]),
        (format!("sku_ids={},{}", one.id(), two.id()), vec![a, b, c]),
        (
            format!("sku_ids={}&sku_ids={}", two.id(), guilds.id()),
            vec![c, d],
        ),
        (format!("guild_id={}", stage.guild.id()), vec![d]),
        ("limit=2".to_owned(), vec![a, b]),
        (format!("after={b}"), vec![c, d]),
        (format!("before={d}&limit=2"), vec![b, c]),
    ];
    for (query, wanted) in queries {
        assert_eq!(ids(&stage, &query).await, wanted, "{query}");
    }
    for limit in [0, 101] {
        let refused = stage
            .bot
            .http
            .get(&format!("{}?limit={limit}", base(&stage)))
            .await;
        assert_eq!((refused.status, refused.code()), (400, 50035), "{limit}");
    }
    let path = format!("/skus/{}/subscriptions", guilds.id());
    let refused = stage.bot.http.get(&path).await;
    assert_eq!(
        refused.json()["errors"]["user_id"]["_errors"][0]["code"],
        "BASE_TYPE_REQUIRED"
    );
    let unknown = stage
        .bot
        .http
        .get(&format!("/skus/7/subscriptions?user_id={}", stage.ann.id()))
        .await;
    assert_eq!((unknown.status, unknown.code()), (404, 10027));
    let missing = stage.bot.http.get(&format!("{}/7", base(&stage))).await;
    assert_eq!((missing.status, missing.code()), (404, 10029));
    assert_eq!(
        stage
            .sim
            .journal()
            .forgive(|problem| problem.text.contains("50035"))
            .len(),
        3
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn test_entitlements_are_made_and_deleted_by_the_application() {
    let stage = stage();
    let premium = stage.app.guild_subscription("Premium");
    let body = json!({"sku_id": premium.id().to_string(), "owner_id": stage.guild.id().to_string(), "owner_type": 1});
    let made = stage
        .bot
        .http
        .call("POST", &base(&stage), body.clone())
        .await;
    assert_eq!(made.status, 200);
    let made = made.json();
    assert_eq!(
        (&made["type"], &made["guild_id"]),
        (&json!(4), &body["owner_id"])
    );
    assert!(made.get("subscription_id").is_none() && made.get("user_id").is_none());
    assert_eq!(stage.bot.event("ENTITLEMENT_CREATE").await, made);
    stage.sim.clock().advance(DAY * 1_000);
    let id = made["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        ids(&stage, "only_active=true").await,
        [id.parse::<u64>().expect("a number")],
        "for ever"
    );

    let mut wrong = body.clone();
    wrong["owner_type"] = json!(2);
    let refused = stage.bot.http.call("POST", &base(&stage), wrong).await;
    assert_eq!(
        (refused.status, refused.code()),
        (400, 50057),
        "it is for guilds"
    );
    let mut unknown = body.clone();
    unknown["owner_id"] = json!("7");
    let refused = stage.bot.http.call("POST", &base(&stage), unknown).await;
    assert_eq!((refused.status, refused.code()), (404, 10004));

    let path = format!("{}/{id}", base(&stage));
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &path, Value::Null)
            .await
            .status,
        204
    );
    assert_eq!(stage.bot.event("ENTITLEMENT_DELETE").await["id"], id);
    assert_eq!(
        stage
            .bot
            .http
            .call("DELETE", &path, Value::Null)
            .await
            .code(),
        10029
    );
    let bought = stage.ann.buy(&stage.app.durable("Sword")).expect("sold");
    let path = format!("{}/{}", base(&stage), bought.id());
    let refused = stage.bot.http.call("DELETE", &path, Value::Null).await;
    assert_eq!(
        (refused.status, refused.code()),
        (403, 50001),
        "it was paid for"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn the_shop_refuses_what_it_does_not_sell() {
    let stage = stage();
    let (own, all) = (
        stage.app.user_subscription("Own"),
        stage.app.guild_subscription("All"),
    );
    let why = |refused: Result<Entitlement, DriverError>| match refused {
        Err(DriverError::NotForSale(why)) => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(why(stage.ann.buy(&all)), "it is for guilds");
    assert_eq!(
        why(stage.ann.buy_for(&own, &stage.guild)),
        "it is for people"
    );
    let zoe = stage.sim.person("zoe");
    assert_eq!(
        why(zoe.buy_for(&all, &stage.guild)),
        "the person is not in that guild"
    );
    own.withdraw();
    assert_eq!(why(stage.ann.buy(&own)), "it is not for sale");
}

#[tokio::test]
async fn a_premium_button_sells_without_an_interaction() {
    let stage = stage();
    let (own, other) = (
        stage.app.guild_subscription("All"),
        stage.app.durable("Other"),
    );
    let row = json!([{"type": 1, "components": [{"type": 2, "style": 6, "sku_id": own.id().to_string()}]}]);
    let (shown, ..) = stage
        .echo(json!({"type": 4, "data": {"content": "buy", "components": row}}))
        .await;
    let message = shown.message().expect("a message");
    let seat = stage.seat();
    let bought = seat.buy(&message, &own).expect("sold");
    assert_eq!(bought.json()["guild_id"], stage.guild.id().to_string());
    assert!(matches!(
        seat.buy(&message, &other),
        Err(DriverError::NotClickable(..))
    ));
    let refused = seat.click(&message, 0).await;
    assert_eq!(
        refused.expect_err("it is no usual button").to_string(),
        "`number 0` cannot be used: it sells something"
    );
    assert_eq!(stage.sim.pending(), []);
}

#[tokio::test]
async fn people_read_their_own_by_oauth2() {
    let stage = stage();
    let potion = stage.app.consumable("Potion");
    let bought = stage.ann.buy(&potion).expect("sold");
    stage.bob.buy(&potion).expect("sold");
    let ann = as_person(&stage, &tokens(&stage, "identify").await);
    let path = format!("/users/@me/applications/{}/entitlements", stage.app.id());
    let own = ann.get(&path).await;
    assert_eq!((own.status, own.json()), (200, json!([bought.json()])));
    let consume = format!("{}/{}/consume", base(&stage), bought.id());
    stage.bot.http.call("POST", &consume, Value::Null).await;
    assert_eq!(ann.get(&path).await.json(), json!([]));
    let all = ann
        .get(&format!("{path}?exclude_consumed=false"))
        .await
        .json();
    assert_eq!(all[0]["consumed"], true);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn centuries_that_go_by_at_once_are_not_billed_month_by_month() {
    let stage = stage();
    let mut tap = stage.sim.tap(&stage.app);
    let premium = stage.app.user_subscription("Test Premium");
    stage.ann.buy(&premium).expect("bought");
    let century = DAY * 36_500;
    for _ in 0..2 {
        stage.sim.clock().advance(century);
        let now = stage.sim.clock().now();
        let running = subscription(&stage, &premium).await;
        assert_eq!(running["status"], 0);
        let ends = running["current_period_end"].as_str().expect("a time");
        assert!(ends > now.iso().as_str(), "{ends}");
    }
    let updates = std::iter::from_fn(|| tap.try_next());
    let updates = updates.filter(|(name, _)| *name == "SUBSCRIPTION_UPDATE");
    let count = updates.count();
    assert!((24..60).contains(&count), "{count} renewals are told");
    stage.sim.clock().advance(Duration::MAX);
    let last = subscription(&stage, &premium).await;
    assert_eq!(last["status"], 0, "the end of time is reached");
}
