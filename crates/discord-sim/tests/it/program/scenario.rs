//! Scenarios in a simulator: on occasions and in time, the same with the same seed.

use std::time::Duration;

use discord_sim::Scenario;
use serde_json::json;

use super::process::{Program, file};
use crate::{bot::stage, http::Http};

fn scenario(text: &str) -> Scenario {
    Scenario::parse(text, "faults.yaml").unwrap()
}

#[tokio::test]
async fn the_third_request_of_a_kind_fails_and_no_other() {
    let stage = stage();
    stage.sim.play(scenario(
        "steps:\n  - on: {request: create_message, nth: 3}\n    rest: {fault: {status: 502}, times: 1}\n",
    ));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        let sent = stage
            .bot
            .http
            .call("POST", &stage.messages(), json!({"content": "x"}))
            .await;
        statuses.push(sent.status);
        let looked = stage.bot.http.get("/users/@me").await;
        assert_eq!(looked.status, 200, "other operations do not count");
    }
    assert_eq!(statuses, [200, 200, 502, 200]);
}

#[tokio::test]
async fn chance_is_decided_by_the_seed() {
    let run = |seed| async move {
        let stage = stage();
        let text = "steps:\n  - on: {request: get_my_user}\n    chance: 0.5\n    rest: {fault: {server_error: 500}, times: 1}\n";
        assert_eq!(stage.sim.play(scenario(text).seeded(seed)), seed);
        let mut statuses = Vec::new();
        for _ in 0..16 {
            statuses.push(stage.bot.http.get("/users/@me").await.status);
        }
        statuses
    };
    let first = run(7).await;
    assert_eq!(first, run(7).await);
    assert_ne!(first, run(8).await);
    assert!(first.contains(&500) && first.contains(&200), "{first:?}");
}

#[tokio::test]
async fn timed_steps_follow_the_simulators_clock() {
    let stage = stage();
    let clock = stage.sim.clock();
    clock.freeze();
    stage.sim.play(scenario(
        "steps:\n  - {at: 10s, rest: {fault: {status: 503}}}\n  - {at: 20s, clear: true}\n  - {every: 60s, times: 1, advance: 1d}\n",
    ));
    let status = || async { stage.bot.http.get("/users/@me").await.status };
    let until = |wanted: u16| async move {
        let search = async {
            while status().await != wanted {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), search)
            .await
            .expect("in time");
    };
    assert_eq!(status().await, 200);
    clock.advance(Duration::from_secs(10));
    until(503).await;
    clock.advance(Duration::from_secs(10));
    until(200).await;
    let before = clock.now();
    clock.advance(Duration::from_secs(40));
    let jumped = before + Duration::from_secs(40 + 86_400);
    tokio::time::timeout(Duration::from_secs(20), clock.wait_until(jumped))
        .await
        .expect("the clock jumps");
    assert_eq!(clock.now(), jumped, "once");
    stage
        .sim
        .journal()
        .forgive(|problem| problem.text.contains("503"));
}

#[tokio::test]
async fn an_event_can_be_the_occasion() {
    let stage = stage();
    stage.bot.register_echo().await;
    stage.sim.play(scenario(
        "steps:\n  - on: {event: INTERACTION_CREATE}\n    rest: {fault: {status: 500}, path: /callback, times: 1}\n",
    ));
    let seat = stage.seat();
    let acting = async { seat.slash("/echo").await };
    let bot = async {
        let interaction = stage.bot.interaction().await;
        let failed = stage
            .bot
            .callback(&interaction, crate::bot::says("x"))
            .await;
        assert_eq!(failed.status, 500);
        stage
            .bot
            .callback(&interaction, crate::bot::says("again"))
            .await;
    };
    let (shown, ()) = tokio::join!(acting, bot);
    assert_eq!(shown.unwrap().message().unwrap().text(), "again");
}

#[tokio::test]
async fn the_program_plays_a_file_with_a_seed() {
    let path = file(
        "faults.yaml",
        "steps:\n  - {on: {request: get_gateway, nth: 2}, rest: {fault: {status: 502}, times: 1}}\n",
    );
    let sim = Program::start(&["--scenario", path.to_str().unwrap(), "--seed", "7"]).await;
    let http = Http::new(&sim.url, None);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(http.get("/gateway").await.status);
    }
    assert_eq!(statuses, [200, 502, 200]);
    let playing = sim.post("/scenario", json!({"seed": 9, "steps": [{"on": {"request": "get_gateway"}, "rest": {"fault": "banned"}}]})).await;
    assert_eq!(playing, json!({"outcome": "playing", "seed": 9}));
    assert_eq!(http.get("/gateway").await.status, 429);
    assert_eq!(sim.call("DELETE", "/faults", json!(null)).await.status, 200);
    assert_eq!(http.get("/gateway").await.status, 200);
    let (_, output) = sim.stop().await;
    assert!(output.contains("plays with seed 7"), "{output}");
}
