//! Faults that tests order.

use std::time::{Duration, Instant};

use bytes::Bytes;
use discord_sim::{Fault, RestFault};
use serde_json::Value;

use crate::bot::{says, stage};

#[tokio::test]
async fn an_edge_error_is_html_and_ends_after_its_count() {
    let stage = stage();
    stage
        .sim
        .fault(Fault::new(RestFault::Status(502)).path("/users").times(2));
    for _ in 0..2 {
        let broken = stage.bot.http.get("/users/@me").await;
        assert_eq!(
            (broken.status, broken.header("content-type")),
            (502, "text/html")
        );
        assert_eq!(broken.json(), Value::Null);
    }
    assert_eq!(stage.bot.http.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn a_global_limit_holds_for_its_time() {
    let stage = stage();
    let began = Instant::now();
    stage.sim.fault(RestFault::Global429 {
        retry_after: Duration::from_millis(300),
    });
    let refused = stage.bot.http.get("/users/@me").await;
    assert_eq!(
        (refused.status, refused.header("x-ratelimit-global")),
        (429, "true")
    );
    let (_, _, answer) = {
        stage.sim.clear_faults();
        stage.echo(says("x")).await
    };
    assert_eq!(answer.status, 204);
    stage.sim.fault(RestFault::Global429 {
        retry_after: Duration::from_millis(200),
    });
    while stage.bot.http.get("/users/@me").await.status == 429 {
        assert!(
            began.elapsed() < Duration::from_secs(10),
            "the limit ends by itself"
        );
    }
}

#[tokio::test]
async fn a_dropped_connection_does_nothing_and_a_lost_answer_did() {
    let stage = stage();
    let send = || {
        let body = Bytes::from_static(b"{\"content\":\"x\"}");
        let path = stage.messages();
        let http = stage.bot.http.clone();
        async move {
            http.send("POST", &path, "application/json", body)
                .await
                .is_ok()
        }
    };
    stage
        .sim
        .fault(Fault::new(RestFault::Drop).method("POST").times(1));
    assert!(!send().await);
    assert!(stage.general.messages().is_empty());
    stage
        .sim
        .fault(Fault::new(RestFault::LoseAnswer).method("POST").times(1));
    assert!(!send().await);
    assert_eq!(stage.general.messages().len(), 1);
    assert!(send().await);
    let statuses: Vec<u16> = stage
        .sim
        .journal()
        .requests()
        .iter()
        .map(|request| request.status)
        .collect();
    assert_eq!(statuses, [0, 200, 200]);
}

#[tokio::test]
async fn latency_delays_the_answer() {
    let stage = stage();
    stage
        .sim
        .fault(RestFault::Latency(Duration::from_millis(80)));
    let began = Instant::now();
    assert_eq!(stage.bot.http.get("/users/@me").await.status, 200);
    assert!(began.elapsed() >= Duration::from_millis(80));
    stage.sim.clear_faults();
}
