//! What is in force, and how bots are connected; taken back one by one.

use std::time::Duration;

use bytes::Bytes;
use discord_sim::Moment;
use serde_json::{Value, json};

use super::{connected, control, look};
use crate::bot::{Stage, says, stage, text};

async fn order(stage: &Stage, what: Value) {
    let answer = control(stage, "POST", "/faults", what).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
}

async fn names(stage: &Stage) -> Vec<String> {
    let faults = look(stage, "/faults").await;
    let faults = faults["faults"].as_array().unwrap();
    faults
        .iter()
        .map(|fault| text(&fault["fault"]).to_owned())
        .collect()
}

#[tokio::test]
async fn faults_are_listed_and_each_is_taken_back_alone() {
    let (stage, mut client) = connected().await;
    let (id, guild) = (stage.app.id(), stage.guild.id());
    order(
        &stage,
        json!({"rest": {"fault": {"status": 502}, "path": "/callback", "times": 2}}),
    )
    .await;
    order(
        &stage,
        json!({"rest": {"fault": "drop", "path": "/nowhere"}}),
    )
    .await;
    for gateway in [
        json!({"drop_acks": true}),
        json!({"lose_next": 2}),
        json!({"refuse_next": 3}),
        json!({"outage": {"guild": guild.to_string()}}),
    ] {
        order(&stage, json!({"gateway": gateway, "application": "echo"})).await;
    }
    client.event("GUILD_DELETE").await;
    order(&stage, json!({"gateway": "silent"})).await;
    let expected = [
        "rest-1".to_owned(),
        "rest-2".to_owned(),
        format!("silent-{id}"),
        format!("drop_acks-{id}"),
        format!("lose_next-{id}"),
        format!("outage-{guild}-{id}"),
        format!("refuse-{id}"),
    ];
    assert_eq!(names(&stage).await, expected);
    let listed = look(&stage, "/faults").await;
    assert_eq!(
        listed["faults"][0]["rest"],
        json!({"fault": {"status": 502}, "path": "/callback", "times": 2})
    );
    assert_eq!(listed["faults"][6]["gateway"], json!({"refuse_next": 3}));
    assert_eq!(listed["faults"][3]["application"]["name"], "echo");
    let seen = look(&stage, "/connections").await;
    assert_eq!(seen["applications"][0]["connections"][0]["silent"], true);
    for name in expected {
        let before = names(&stage).await.len();
        let path = format!("/faults/{name}");
        assert_eq!(
            control(&stage, "DELETE", &path, Value::Null).await.status,
            200,
            "{name}"
        );
        assert_eq!(names(&stage).await.len(), before - 1, "{name}");
        assert_eq!(
            control(&stage, "DELETE", &path, Value::Null).await.status,
            404,
            "{name}"
        );
    }
    client.event("GUILD_CREATE").await;
    client.heartbeat().await;
    assert_eq!(client.payload().await["op"], 11, "acknowledged again");
}

#[tokio::test]
async fn connections_and_the_pace_of_a_bot_are_shown() {
    let (stage, mut client) = connected().await;
    stage.echo(says("x")).await;
    client.event("INTERACTION_CREATE").await;
    client.heartbeat().await;
    client.op(11).await;
    let shown = look(&stage, "/connections").await;
    let bot = &shown["applications"][0];
    assert_eq!(
        (&bot["name"], &bot["connected"]),
        (&json!("echo"), &json!(true))
    );
    assert_eq!(bot["connections"][0]["connection"], 1);
    assert!(bot["connections"][0]["heartbeat_ms"].is_number(), "{bot}");
    let session = &bot["sessions"][0];
    assert_eq!(
        (&session["open"], &session["shard"]),
        (&json!(true), &json!([0, 1]))
    );
    assert!(bot["reacts_ms"].is_number(), "{bot}");
    client.close(4000).await;
    stage
        .sim
        .gateway()
        .wait_connected(stage.app.id(), false)
        .await;
    let after = look(&stage, "/connections").await;
    let session = &after["applications"][0]["sessions"][0];
    assert!(
        session["connection"].is_null() && session["resumable_ms"].is_number(),
        "{session}"
    );
    assert_eq!(after["applications"][0]["connections"], json!([]));
}

#[tokio::test]
async fn a_clock_that_was_moved_and_stopped_shows_the_real_time_again() {
    let stage = stage();
    let move_clock = async |body: Value| {
        let answer = control(&stage, "POST", "/clock", body).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.json()
    };
    let moved = move_clock(json!({"advance": "1h", "freeze": true})).await;
    let ahead = moved["ahead_ms"].as_i64().unwrap();
    assert!((3_590_000..3_600_100).contains(&ahead), "{moved}");
    assert_eq!(moved["frozen"], true);
    let real = move_clock(json!({"real": true})).await;
    assert_eq!(real["frozen"], false);
    assert!(real["ahead_ms"].as_i64().unwrap().abs() < 1_000, "{real}");
    let now = stage.sim.clock().now();
    assert!(Moment::real().since(now) < Duration::from_secs(1));
}

#[tokio::test]
async fn a_scenario_is_played_as_it_is_written_in_a_file() {
    let stage = stage();
    let address = format!("{}/sim/v1/scenario", stage.sim.url());
    let play = async |text: &str| {
        let body = Bytes::from(text.to_owned());
        let sent = stage
            .bot
            .open
            .send("POST", &address, "application/yaml", body);
        sent.await.unwrap()
    };
    let played =
        play("seed: 7\nsteps:\n  - on: {request: get_my_user}\n    rest: {fault: drop}\n").await;
    assert_eq!((played.status, &played.json()["seed"]), (200, &json!(7)));
    assert_eq!(look(&stage, "/faults").await["scenario"], true);
    let wrong = play("steps:\n  - at: soon\n    gateway: reconnect\n").await;
    assert_eq!(wrong.status, 400);
    assert!(
        text(&wrong.json()["error"]).contains("the scenario:2: steps[0].at"),
        "{}",
        wrong.json()
    );
}
