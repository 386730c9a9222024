//! Setting an endpoint, keeping it, losing it.

use discord_sim::ProblemKind;
use serde_json::{Value, json};

use super::fake::{Fake, Manner};
use crate::bot::{Stage, stage, stage_with};

const FIELD: &str = "interactions_endpoint_url";

async fn fake(stage: &Stage, manner: Manner) -> Fake {
    Fake::start(&stage.app.verify_key(), manner).await
}

async fn patch(stage: &Stage, body: Value) -> crate::http::Answer {
    stage
        .bot
        .http
        .call("PATCH", "/applications/@me", body)
        .await
}

#[tokio::test]
async fn a_bot_sets_its_endpoint_and_takes_it_back() {
    let stage = stage();
    let fake = fake(&stage, Manner::Strict).await;
    let shown = stage.bot.http.get("/applications/@me").await.json();
    assert_eq!(shown["verify_key"], stage.app.verify_key());
    assert_eq!(shown[FIELD], Value::Null);
    let set = patch(&stage, json!({FIELD: fake.url})).await;
    assert_eq!((set.status, &set.json()[FIELD]), (200, &json!(fake.url)));
    assert_eq!(stage.app.endpoint(), Some(fake.url.clone()));
    let tests = stage.sim.journal().deliveries();
    let tests: Vec<_> = tests.iter().map(|test| (test.kind, test.status)).collect();
    assert_eq!(tests, [("ping", 200), ("forged ping", 401)]);
    let unset = patch(&stage, json!({FIELD: null})).await;
    assert_eq!((unset.status, &unset.json()[FIELD]), (200, &Value::Null));
    assert_eq!(stage.app.endpoint(), None);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_endpoint_that_does_not_do_as_discord_demands_is_refused() {
    for manner in [Manner::Lax, Manner::Deaf, Manner::Mistyped] {
        let stage = stage();
        let fake = fake(&stage, manner).await;
        let refused = patch(&stage, json!({FIELD: fake.url, "description": "new"})).await;
        assert_eq!((refused.status, refused.code()), (400, 50035), "{manner:?}");
        let error = &refused.json()["errors"][FIELD]["_errors"][0]["message"];
        assert_eq!(
            error, "The specified interactions endpoint url could not be verified.",
            "{manner:?}"
        );
        let shown = stage.bot.http.get("/applications/@me").await.json();
        assert_eq!(
            (&shown[FIELD], &shown["description"]),
            (&Value::Null, &json!(""))
        );
        stage
            .sim
            .journal()
            .forgive(|problem| problem.kind == ProblemKind::Refused);
        assert_eq!(stage.sim.problems(), []);
    }
    let stage = stage();
    for nowhere in [
        "http://127.0.0.1:1/",
        "https://127.0.0.1:1/",
        "no address",
        "",
    ] {
        let refused = patch(&stage, json!({FIELD: nowhere})).await;
        assert_eq!((refused.status, refused.code()), (400, 50035), "{nowhere}");
        let set = stage.app.interactions_endpoint(Some(nowhere)).await;
        assert!(set.is_err(), "{nowhere}");
    }
    assert_eq!(patch(&stage, json!({FIELD: 5})).await.status, 400);
}

#[tokio::test]
async fn a_bot_that_stops_checking_signatures_loses_its_endpoint() {
    let stage = stage();
    let fake = fake(&stage, Manner::Strict).await;
    stage
        .app
        .interactions_endpoint(Some(&fake.url))
        .await
        .unwrap();
    for _ in 0..20 {
        assert!(stage.app.retest_endpoint().await);
    }
    assert_eq!(stage.sim.problems(), []);
    fake.behave(Manner::Lax);
    assert!(!stage.app.retest_endpoint().await);
    assert_eq!(stage.app.endpoint(), None);
    let problems = stage.sim.problems();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].kind, ProblemKind::Endpoint);
    assert!(problems[0].text.contains("instead of 401"), "{problems:?}");
}

#[tokio::test]
async fn discord_tests_at_random_as_often_as_it_is_told() {
    let stage = stage_with(discord_sim::Settings {
        delivery: discord_sim::DeliverySettings {
            retest_rate: 1.0,
            ..Default::default()
        },
        ..Default::default()
    });
    stage.bot.register_echo().await;
    let mut fake = fake(&stage, Manner::Strict).await;
    stage
        .app
        .interactions_endpoint(Some(&fake.url))
        .await
        .unwrap();
    fake.reply(super::fake::inline(&crate::bot::says("hi")));
    stage.seat().slash("/echo").await.unwrap();
    fake.next().await;
    let tested = || {
        let tests = stage.sim.journal().deliveries();
        tests
            .iter()
            .filter(|test| test.kind == "forged ping")
            .count()
            == 2
    };
    while !tested() {
        tokio::task::yield_now().await;
    }
    fake.behave(Manner::Lax);
    stage.seat().slash("/echo").await.unwrap();
    while stage.app.endpoint().is_some() {
        tokio::task::yield_now().await;
    }
    let lost = |problem: &discord_sim::Problem| problem.kind == ProblemKind::Endpoint;
    assert_eq!(stage.sim.journal().forgive(lost).len(), 1);
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn an_address_is_tested_however_the_path_is_written() {
    let stage = stage();
    let body = json!({FIELD: "http://127.0.0.1:1/"});
    let path = "/applications/%40me";
    let refused = stage.bot.http.call("PATCH", path, body).await;
    assert_eq!((refused.status, refused.code()), (400, 50035));
    let form = format!("{FIELD}=http%3A%2F%2F127.0.0.1%3A1%2F");
    let kind = "application/x-www-form-urlencoded";
    let sent = stage
        .bot
        .http
        .send("PATCH", "/applications/@me", kind, form.into());
    assert_eq!(sent.await.unwrap().code(), 50035);
    assert_eq!(stage.app.endpoint(), None);
}
