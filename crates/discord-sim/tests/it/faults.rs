//! Faults that tests order.

use std::time::{Duration, Instant};

use bytes::Bytes;
use discord_sim::{Fault, GatewayFault, RestFault, chaos::Trouble};
use serde_json::{Value, json};

use crate::bot::{says, stage};

#[tokio::test]
async fn an_edge_error_is_html_and_ends_after_its_count() {
    let stage = stage();
    for status in [502, 503, 504, 520, 521, 522, 523, 524] {
        let fault = Fault::new(RestFault::Status(status)).path("/users");
        stage.sim.fault(fault.times(2));
        for _ in 0..2 {
            let broken = stage.bot.http.get("/users/@me").await;
            assert_eq!(
                (broken.status, broken.header("content-type")),
                (status, "text/html; charset=UTF-8")
            );
            assert_eq!(broken.header("server"), "cloudflare");
            assert_eq!(broken.json(), Value::Null);
        }
        assert_eq!(stage.bot.http.get("/users/@me").await.status, 200);
    }
}

#[tokio::test]
async fn a_server_error_of_discord_is_json() {
    let stage = stage();
    let fault = Fault::new(RestFault::ServerError(500)).times(1);
    stage.sim.fault(fault);
    let broken = stage.bot.http.get("/users/@me").await;
    assert_eq!((broken.status, &broken.json()["code"]), (500, &json!(0)));
    assert_eq!(stage.bot.http.get("/users/@me").await.status, 200);
}

#[tokio::test]
async fn each_scope_of_a_limit_is_said_and_a_shared_one_counts_against_nobody() {
    let stage = stage();
    let retry_after = Duration::from_millis(1500);
    for (fault, scope, invalid) in [
        (RestFault::Route429 { retry_after }, "user", 1),
        (RestFault::Global429 { retry_after }, "global", 2),
        (RestFault::Shared429 { retry_after }, "shared", 2),
    ] {
        stage.sim.fault(Fault::new(fault).times(1));
        let refused = stage.bot.http.get("/users/@me").await;
        assert_eq!(refused.status, 429);
        assert_eq!(refused.header("x-ratelimit-scope"), scope);
        assert_eq!(refused.header("retry-after"), "2");
        let is_global = refused.header("x-ratelimit-global") == "true";
        assert_eq!(is_global, scope == "global");
        let body = refused.json();
        assert_eq!(body["global"], is_global);
        let seconds = body["retry_after"].as_f64().unwrap();
        assert!(seconds > 1.0 && seconds <= 1.5, "{seconds}");
        assert_eq!(stage.sim.invalid_requests(), invalid, "{scope}");
    }
}

#[tokio::test]
async fn the_ban_page_is_a_429_that_says_nothing_of_limits() {
    let stage = stage();
    stage.sim.fault(Fault::new(RestFault::Banned).times(1));
    let banned = stage.bot.http.get("/users/@me").await;
    assert_eq!(
        (banned.status, banned.header("x-ratelimit-scope")),
        (429, "")
    );
    assert_eq!(banned.header("content-type"), "text/html; charset=UTF-8");
    assert!(String::from_utf8_lossy(&banned.bytes).contains("1015"));
}

#[tokio::test]
async fn trouble_of_all_sorts_strikes_where_it_belongs() {
    let stage = stage();
    let before = stage.sim.clock().now();
    let hour = Duration::from_secs(3600);
    for trouble in [
        Trouble::ClockJump(hour),
        Trouble::Rest(Fault::new(RestFault::ServerError(503)).times(1)),
        Trouble::Gateway(GatewayFault::RefuseNext(1)),
    ] {
        stage.sim.trouble(&stage.app, &trouble);
    }
    assert!(stage.sim.clock().now().since(before) >= hour);
    assert_eq!(stage.bot.http.get("/users/@me").await.status, 503);
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
