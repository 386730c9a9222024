//! Sessions that outlive their connections, and those that do not.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{APP, House};

#[tokio::test]
async fn resume_replays_exactly_what_was_missed() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    for number in 0..10 {
        house.interaction(number);
    }
    for number in 0..6 {
        assert_eq!(client.interaction().await, number);
    }
    // Says that it has read up to here, whatever else is under way.
    let sequence = client.sequence;
    client.close(4000).await;
    house.gateway.wait_connected(APP, false).await;
    for number in 10..300 {
        house.interaction(number);
    }
    let url = ready["resume_gateway_url"].as_str().unwrap();
    let path = &url[url.find("/resume/").unwrap()..];
    let mut client = house
        .open(&format!("{path}/?v=10&encoding=json"))
        .await
        .unwrap();
    client.op(10).await;
    client.resume(&ready, sequence).await;
    for number in 6..300 {
        assert_eq!(client.interaction().await, number);
        assert_eq!(
            client.sequence,
            number + 3,
            "READY and the guild came first"
        );
    }
    client.event("RESUMED").await;
    house.interaction(300);
    assert_eq!(client.interaction().await, 300);
    let counters = house.gateway.counters(APP);
    assert_eq!(
        (counters.identifies, counters.resumes, counters.connections),
        (1, 1, 2)
    );
}

#[tokio::test]
async fn the_code_a_client_closes_with_decides_about_its_session() {
    let house = House::start(|_| {}).await;
    for (code, resumable) in [
        (1000, false),
        (1001, false),
        (3000, true),
        (4000, true),
        (4200, true),
    ] {
        let (client, ready) = house.ready().await;
        client.close(code).await;
        let answer = house.resume(&ready, 2).await.payload().await;
        let expected = if resumable {
            json!("RESUMED")
        } else {
            Value::Null
        };
        assert_eq!(answer["t"], expected, "{code}: {answer}");
        assert!(
            resumable || answer["op"] == 9 && answer["d"] == false,
            "{code}: {answer}"
        );
    }
}

#[tokio::test]
async fn a_dropped_connection_keeps_its_session() {
    let house = House::start(|_| {}).await;
    let (client, ready) = house.ready().await;
    drop(client);
    house.gateway.wait_connected(APP, false).await;
    house.interaction(1);
    let mut client = house.resume(&ready, 2).await;
    assert_eq!(client.interaction().await, 1);
    client.event("RESUMED").await;
}

#[tokio::test]
async fn a_sequence_from_the_future_ends_the_session() {
    let house = House::start(|_| {}).await;
    let (client, ready) = house.ready().await;
    client.close(4000).await;
    assert_eq!(house.resume(&ready, 3).await.close_code().await, 4007);
    assert_eq!(house.resume(&ready, 2).await.op(9).await, false);
    assert_eq!(house.gateway.counters(APP).resumes_refused, 2);
}

#[tokio::test]
async fn who_missed_more_than_is_kept_starts_anew() {
    let house = House::start(|settings| settings.session_buffer = 8).await;
    let (client, ready) = house.ready().await;
    client.close(4000).await;
    (0..9).for_each(|number| house.interaction(number));
    let mut client = house.resume(&ready, 2).await;
    assert_eq!(client.op(9).await, false);
    client.identify(0).await;
    client.event("READY").await;
}

#[tokio::test]
async fn unknown_foreign_and_old_sessions_are_invalid() {
    let house = House::start(|settings| settings.session_lifetime = Duration::ZERO).await;
    let unknown = json!({"session_id": "unknown"});
    assert_eq!(house.resume(&unknown, 1).await.op(9).await, false);

    let (_live, ready) = house.ready().await;
    let mut foreign = house.connect().await;
    let data = json!({"token": "app-501", "session_id": ready["session_id"], "seq": 1});
    foreign.send(json!({"op": 6, "d": data})).await;
    assert_eq!(foreign.op(9).await, false);

    let (client, ready) = house.ready().await;
    client.close(4000).await;
    assert_eq!(house.resume(&ready, 2).await.op(9).await, false);
}

#[tokio::test]
async fn a_resumed_session_leaves_its_old_connection() {
    let house = House::start(|_| {}).await;
    let (mut old, ready) = house.ready().await;
    let mut new = house.resume(&ready, 2).await;
    new.event("RESUMED").await;
    assert_eq!(old.close_code().await, 4000);
    house.interaction(7);
    assert_eq!(new.interaction().await, 7);
}
