//! Event webhooks.

use std::time::Duration;

use discord_sim::ProblemKind;
use serde_json::{Value, json};

use super::fake::{Fake, Manner};
use crate::bot::{Stage, stage};

const TAKEN: (u16, &str, Vec<u8>) = (204, "", Vec::new());

async fn subscribed(types: &[&str]) -> (Stage, Fake) {
    let stage = stage();
    let fake = Fake::start(&stage.app.verify_key(), Manner::Strict).await;
    fake.reply(Some(TAKEN));
    let set = stage.app.event_webhooks(Some(&fake.url), types).await;
    set.unwrap();
    (stage, fake)
}

/// The next event, while the simulator's time goes by.
async fn next(stage: &Stage, fake: &mut Fake) -> Value {
    let mut tick = tokio::time::interval(Duration::from_millis(2));
    loop {
        tick.tick().await;
        if let Some(event) = fake.waiting() {
            return event;
        }
        pass(stage, fake);
    }
}

/// Lets time go by, but for those that wait for an answer.
fn pass(stage: &Stage, fake: &Fake) {
    if events(stage).len() == fake.taken() {
        stage.sim.clock().advance(Duration::from_secs(2));
    }
}

/// What became of the tries so far.
fn events(stage: &Stage) -> Vec<u16> {
    let deliveries = stage.sim.journal().deliveries();
    let events = deliveries.iter().filter(|one| one.kind == "event");
    events.map(|event| event.status).collect()
}

#[tokio::test]
async fn an_event_comes_signed_in_its_envelope() {
    let (stage, mut fake) = subscribed(&["ENTITLEMENT_CREATE"]).await;
    stage
        .app
        .webhook_event("ENTITLEMENT_DELETE", &json!({"id": "1"}));
    stage
        .app
        .webhook_event("ENTITLEMENT_CREATE", &json!({"id": "2"}));
    let got = fake.next().await;
    assert_eq!((&got["version"], &got["type"]), (&json!(1), &json!(1)));
    assert_eq!(got["application_id"], stage.app.id().to_string());
    let event = &got["event"];
    assert_eq!(event["type"], "ENTITLEMENT_CREATE");
    assert_eq!(event["data"], json!({"id": "2"}));
    assert!(event["timestamp"].as_str().unwrap().ends_with("+00:00"));
    assert_eq!(fake.waiting(), None, "it did not ask for the other one");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_installation_is_an_event() {
    let (stage, mut fake) = subscribed(&["APPLICATION_AUTHORIZED"]).await;
    let second = stage.sim.guild("Second");
    second.install(&stage.app, 8);
    let event = fake.next().await["event"].clone();
    assert_eq!(event["type"], "APPLICATION_AUTHORIZED");
    assert_eq!(event["data"]["guild"]["id"], second.id().to_string());
    assert_eq!(event["data"]["user"]["id"], second.owner().id().to_string());
    assert_eq!(event["data"]["integration_type"], 0);
}

#[tokio::test]
async fn an_event_is_sent_again_until_it_is_taken() {
    let (stage, mut fake) = subscribed(&["ENTITLEMENT_CREATE"]).await;
    fake.reply(Some((500, "", Vec::new())));
    stage
        .app
        .webhook_event("ENTITLEMENT_CREATE", &json!({"id": "2"}));
    let first = next(&stage, &mut fake).await;
    fake.reply(Some((200, "application/json", b"{}".to_vec())));
    assert_eq!(next(&stage, &mut fake).await, first, "500 is not 204");
    fake.reply(Some(TAKEN));
    assert_eq!(next(&stage, &mut fake).await, first, "nor is 200");
    stage
        .app
        .webhook_event("ENTITLEMENT_CREATE", &json!({"id": "3"}));
    assert_eq!(next(&stage, &mut fake).await["event"]["data"]["id"], "3");
    while events(&stage).len() < 4 {
        tokio::task::yield_now().await;
    }
    assert_eq!(events(&stage), [500, 200, 204, 204]);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn after_ten_minutes_an_event_is_given_up() {
    let (stage, mut fake) = subscribed(&["ENTITLEMENT_CREATE"]).await;
    fake.reply(Some((503, "", Vec::new())));
    let began = stage.sim.clock().now();
    stage
        .app
        .webhook_event("ENTITLEMENT_CREATE", &json!({"id": "2"}));
    let mut tick = tokio::time::interval(Duration::from_millis(2));
    while stage.sim.problems().is_empty() {
        tick.tick().await;
        fake.waiting();
        pass(&stage, &fake);
    }
    // After 0, 1, 3, 7 … 511 s, and what the test's steps add.
    let tries = events(&stage).len();
    assert!((6..=10).contains(&tries), "{tries} tries");
    assert!(stage.sim.clock().now().since(began) >= Duration::from_secs(300));
    let problems = stage.sim.problems();
    assert_eq!(problems[0].kind, ProblemKind::Endpoint);
    assert!(problems[0].text.contains("given up"), "{problems:?}");
}

#[tokio::test]
async fn a_webhook_is_set_over_rest_when_it_passes_the_test() {
    let stage = stage();
    let fake = Fake::start(&stage.app.verify_key(), Manner::Strict).await;
    let patch = |body: Value| {
        let http = stage.bot.http.clone();
        async move { http.call("PATCH", "/applications/@me", body).await }
    };
    let types = json!(["ENTITLEMENT_CREATE", "ENTITLEMENT_DELETE"]);
    let set = patch(
        json!({"event_webhooks_url": fake.url, "event_webhooks_status": 2,
        "event_webhooks_types": types}),
    )
    .await;
    let shown = set.json();
    assert_eq!(
        (set.status, &shown["event_webhooks_url"]),
        (200, &json!(fake.url))
    );
    assert_eq!(
        (
            &shown["event_webhooks_status"],
            &shown["event_webhooks_types"]
        ),
        (&json!(2), &types)
    );
    assert_eq!(stage.sim.problems(), []);
    for (field, value) in [
        ("event_webhooks_status", json!(3)),
        ("event_webhooks_types", json!(["MESSAGE_CREATE"])),
    ] {
        let refused = patch(json!({field: value})).await;
        assert_eq!((refused.status, refused.code()), (400, 50035), "{field}");
    }
    fake.behave(Manner::Lax);
    let refused = patch(json!({"event_webhooks_url": fake.url})).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    assert!(refused.json()["errors"]["event_webhooks_url"].is_object());
}

#[tokio::test]
async fn people_add_an_application_and_take_it_away() {
    let (stage, mut fake) =
        subscribed(&["APPLICATION_AUTHORIZED", "APPLICATION_DEAUTHORIZED"]).await;
    stage.app.set_user_installed(&stage.ann);
    let added = fake.next().await["event"].clone();
    assert_eq!(added["type"], "APPLICATION_AUTHORIZED");
    assert_eq!(added["data"]["integration_type"], 1);
    stage.app.remove_user_install(&stage.ann);
    let gone = fake.next().await["event"].clone();
    assert_eq!(gone["type"], "APPLICATION_DEAUTHORIZED");
    assert_eq!(gone["data"]["user"]["id"], stage.ann.id().to_string());
    stage.app.remove_user_install(&stage.ann);
    assert_eq!(fake.waiting(), None, "nothing is taken away twice");
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn what_people_buy_is_an_event() {
    let (stage, mut fake) = subscribed(&["ENTITLEMENT_CREATE"]).await;
    let sku = stage.app.durable("Gold");
    let bought = stage.ann.buy(&sku).unwrap();
    let event = fake.next().await["event"].clone();
    assert_eq!(event["type"], "ENTITLEMENT_CREATE");
    assert_eq!(event["data"]["id"], bought.id().to_string());
    assert_eq!(event["data"]["sku_id"], sku.id().to_string());
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_person_who_lets_an_application_act_for_them_is_an_event() {
    let (stage, mut fake) = subscribed(&["APPLICATION_AUTHORIZED"]).await;
    stage.app.add_redirect("https://example.org/back");
    let address = format!(
        "{}/oauth2/authorize?client_id={}&scope=identify+guilds&response_type=code&redirect_uri=https%3A%2F%2Fexample.org%2Fback",
        stage.sim.url(),
        stage.app.id()
    );
    stage.ann.authorize(&address, None).expect("agreed");
    let event = fake.next().await["event"].clone();
    assert_eq!(event["type"], "APPLICATION_AUTHORIZED");
    assert_eq!(event["data"]["scopes"], json!(["identify", "guilds"]));
    assert_eq!(event["data"]["user"]["id"], stage.ann.id().to_string());
    assert!(
        event["data"]["integration_type"].is_null(),
        "nothing was installed"
    );
    assert_eq!(stage.sim.problems(), []);
}
