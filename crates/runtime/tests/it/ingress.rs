//! Signed requests instead of the gateway.

mod forged;
mod forger;

use std::{sync::Arc, time::Duration};

use discord_sim::{DeliveryRecord, Outcome, ProblemKind};
use serde_json::{Value, json};
use testkit::{Stage, until};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    probe,
    scene::{self, callbacks, line},
};

/// The probe behind an endpoint.
pub(crate) async fn stage() -> scene::Stage {
    let setup = Stage::new(probe::bot).ingress_http();
    setup
        .set("GUILDHALL__HEALTH__LISTEN", "127.0.0.1:0")
        .start()
        .await
}

fn delivered(stage: &scene::Stage, kind: &str) -> Vec<Arc<DeliveryRecord>> {
    let mut all = stage.sim.journal().deliveries();
    all.retain(|delivery| delivery.kind == kind);
    all
}

#[tokio::test]
async fn people_cannot_tell_which_way_in_a_bot_has() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe echo text:hello").await.unwrap();
    assert!(shown.message().unwrap().text().contains("hello"));
    let requests = callbacks(&stage, shown.interaction_id()).await;
    assert_eq!((requests.len(), requests[0].status), (1, 204));
    let suggested = ann.autocomplete("/probe suggest fruit:a|").await.unwrap();
    assert!(!suggested.is_empty());
    let window = ann.slash("/probe ask").await.unwrap();
    assert!(matches!(window.outcome(), Outcome::Modal(_)));
    let board = ann.slash("/probe board").await.unwrap().message().unwrap();
    let clicked = ann.click(&board, 0).await.unwrap();
    assert!(!clicked.failed());
    // The answer to a request may come after what people see.
    let deliveries = until("five deliveries", async || {
        let deliveries = delivered(&stage, "interaction");
        (deliveries.len() == 5).then_some(deliveries)
    })
    .await;
    assert!(deliveries.iter().all(|delivery| delivery.status == 202));
    assert_eq!(
        stage
            .sim
            .gateway()
            .counters(stage.application.id())
            .identifies,
        0,
        "no gateway is opened"
    );
    stage.finish();
}

#[tokio::test]
async fn bad_signatures_are_refused_and_the_endpoint_stays() {
    let setup = Stage::new(probe::bot).ingress_http();
    let stage = setup
        .sim(|settings| settings.delivery.retest_rate = 1.0)
        .start()
        .await;
    let ann = stage.person("ann");
    for _ in 0..5 {
        ann.slash("/probe echo text:hello").await.unwrap();
    }
    for _ in 0..20 {
        assert!(stage.application.retest_endpoint().await);
    }
    let tests = delivered(&stage, "forged ping");
    assert!(tests.len() > 20, "{}", tests.len());
    assert!(tests.iter().all(|test| test.status == 401));
    assert_eq!(stage.application.endpoint(), stage.endpoint());
    line(&stage, &["bad signature was refused"]).await;
    stage.finish();
}

#[tokio::test]
async fn a_wrong_key_is_found_when_the_endpoint_is_set() {
    let mut stage = Stage::new(probe::bot)
        .ingress_http()
        .without_bot()
        .start()
        .await;
    // RFC 8032, test 1: somebody else's.
    let other = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    stage.set("GUILDHALL__HTTP__PUBLIC_KEY", other);
    let error = stage.start_bot().await.unwrap_err();
    assert!(
        format!("{error:#}").contains("401 instead of 200"),
        "{error:#}"
    );
    assert_eq!(stage.application.endpoint(), None);
    stage.stop().await;
    stage.set("GUILDHALL__HTTP__PUBLIC_KEY", &"0".repeat(64));
    let error = stage.start_bot().await.unwrap_err();
    assert!(
        format!("{error:#}").contains("http.public_key"),
        "{error:#}"
    );
    stage.set(
        "GUILDHALL__HTTP__PUBLIC_KEY",
        &stage.application.verify_key(),
    );
    stage.start_bot().await.unwrap();
    stage
        .person("ann")
        .slash("/probe echo text:hello")
        .await
        .unwrap();
    stage.finish();
}

#[tokio::test]
async fn ready_is_who_listens() {
    let stage = stage().await;
    let ready = stage.page("/readyz").await.unwrap();
    assert_eq!(ready.status, 200);
    let ready: Value = serde_json::from_str(&ready.body).unwrap();
    assert_eq!(
        ready,
        json!({"database": "ok", "schema": "ok", "http": "listening"})
    );
    let health = stage.page("/health").await.unwrap().body;
    let health: Value = serde_json::from_str(&health).unwrap();
    let identity = &health["identities"][0];
    assert_eq!(
        (
            &identity["ingress"],
            &identity["guilds"],
            &identity["connected"]
        ),
        (&json!("http"), &json!(1), &json!(true))
    );
    stage
        .person("ann")
        .slash("/probe echo text:hello")
        .await
        .unwrap();
    until("the count", async || {
        let metrics = stage.page("/metrics").await.unwrap().body;
        metrics
            .contains("http_requests_total{outcome=\"accepted\"}")
            .then_some(())
    })
    .await;
    stage.finish();
}

#[tokio::test]
async fn an_interaction_that_is_delivered_twice_is_taken_once() {
    let stage = stage().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe echo text:hello").await.unwrap();
    ann.redeliver(shown.interaction_id()).unwrap();
    let both = until("both deliveries", async || {
        let both = delivered(&stage, "interaction");
        (both.len() == 2).then_some(both)
    })
    .await;
    assert_eq!((both[0].status, both[1].status), (202, 409));
    assert_eq!(callbacks(&stage, shown.interaction_id()).await.len(), 1);
    stage.finish();
}

#[tokio::test]
async fn what_has_begun_is_finished_when_the_process_ends() {
    let mut stage = stage().await;
    let ann = stage.person("ann");
    let waiting = scene::slash(&ann, "/probe wait-public gate:ingress-end");
    until("the handler", async || {
        (!delivered(&stage, "interaction").is_empty()).then_some(())
    })
    .await;
    let gate = probe::gate("ingress-end");
    let opening = async {
        tokio::task::yield_now().await;
        gate.notify_one();
    };
    let (left, ()) = tokio::join!(stage.stop(), opening);
    assert_eq!(left, 0);
    let shown = waiting.await.unwrap().unwrap().settled().await.unwrap();
    assert!(!shown.failed());
    stage.finish();
}

#[tokio::test]
async fn what_no_bot_answers_is_said_at_once() {
    let mut stage = stage().await;
    stage.stop().await;
    let shown = stage
        .person("ann")
        .slash("/probe echo text:hello")
        .await
        .unwrap();
    assert!(shown.failed());
    let problems = until("the problem", async || {
        let found = stage.forgive(|problem| problem.kind == ProblemKind::Endpoint);
        (!found.is_empty()).then_some(found)
    })
    .await;
    assert!(
        problems[0].text.contains("could not be reached"),
        "{problems:?}"
    );
    stage.start_bot().await.unwrap();
    stage
        .person("ann")
        .slash("/probe echo text:hello")
        .await
        .unwrap();
    stage.finish();
}

#[tokio::test]
async fn replicas_share_one_endpoint() {
    let mut stage = stage().await;
    stage.replicate().await.unwrap();
    let ann = stage.person("ann");
    for number in 0..10 {
        let shown = ann
            .slash(&format!("/probe echo text:{number}"))
            .await
            .unwrap();
        assert!(!shown.failed());
    }
    stage.finish();
}

#[tokio::test]
async fn who_brings_nothing_is_shown_out() {
    let stage = stage().await;
    let address = stage.balancer().unwrap().address();
    let mut answer = String::new();
    let silent = async {
        let mut line = TcpStream::connect(address).await.unwrap();
        let mut rest = Vec::new();
        // It ends without a word, and not only after the minute that a proven one has.
        drop(line.read_to_end(&mut rest).await);
        rest
    };
    let slow = async {
        let mut line = TcpStream::connect(address).await.unwrap();
        let head = "POST /interactions/probe HTTP/1.1\r\nhost: bot\r\ncontent-length: 9\r\n\r\n{";
        line.write_all(head.as_bytes()).await.unwrap();
        drop(line.read_to_string(&mut answer).await);
    };
    let both = tokio::time::timeout(Duration::from_secs(40), async {
        tokio::join!(silent, slow)
    });
    let (rest, ()) = both.await.expect("both are ended");
    assert_eq!(rest, b"");
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    stage.finish();
}

#[tokio::test]
async fn only_posts_to_the_bots_own_path_are_looked_at() {
    let stage = stage().await;
    let address = stage.balancer().unwrap().address();
    for (line, status) in [
        ("GET /interactions/probe", 405),
        ("PUT /interactions/probe", 405),
        ("POST /interactions/other", 404),
        ("POST /interactions/probe/", 404),
        ("POST /interactions/probe?x=1", 401),
        ("GET /", 404),
        ("GET /readyz", 404),
        ("POST /interactions/probe", 401),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let request = format!(
            "{line} HTTP/1.1\r\nhost: bot\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line}: {answer}"
        );
        assert!(
            answer.contains("content-length: 0"),
            "nothing is said: {answer}"
        );
    }
    stage.finish();
}

fn curious() -> runtime::Bot<probe::App, core_config::NoSection> {
    probe::bot().intents(runtime::Intents::GUILD_MESSAGES)
}

#[tokio::test]
async fn a_bot_that_wants_events_is_told_that_they_do_not_come() {
    let stage = Stage::new(curious).ingress_http().start().await;
    line(&stage, &["WARN", "brings interactions only"]).await;
    stage.finish();
}
