//! Every close code that a client can earn.

use std::time::Duration;

use serde_json::{Value, json};

use super::client::{APP, FORBIDDEN_INTENT, GUILD, Heard, House, identify_payload};

#[tokio::test]
async fn each_mistake_has_its_close_code() {
    let identify = |fields: Value| identify_payload(&fields).to_string();
    let house = House::start(|_| {}).await;
    for (texts, code) in [
        (vec![json!({"op": 99, "d": null}).to_string()], 4001),
        (vec![json!({"op": 300, "d": null}).to_string()], 4001),
        (vec![json!({"op": 10, "d": {}}).to_string()], 4001),
        (vec!["{".to_owned()], 4002),
        (vec!["[]".to_owned()], 4002),
        (
            vec![json!({"op": 1, "d": " ".repeat(4096)}).to_string()],
            4002,
        ),
        (
            vec![json!({"op": 3, "d": {"status": "idle"}}).to_string()],
            4003,
        ),
        (
            vec![
                identify(json!({})),
                json!({"op": 4, "d": {"channel_id": "1"}}).to_string(),
            ],
            4002,
        ),
        (
            vec![json!({"op": 8, "d": {"guild_id": "1", "query": "", "limit": 0}}).to_string()],
            4003,
        ),
        (vec![identify(json!({"token": "nonsense"}))], 4004),
        (
            vec![json!({"op": 6, "d": {"token": "x", "session_id": "x", "seq": 1}}).to_string()],
            4004,
        ),
        (vec![identify(json!({})), identify(json!({}))], 4005),
        (vec![identify(json!({"shard": [2, 2]}))], 4010),
        (vec![identify(json!({"intents": 1_u64 << 40}))], 4013),
        (vec![identify(json!({"intents": FORBIDDEN_INTENT}))], 4014),
    ] {
        let mut client = house.connect().await;
        for text in &texts {
            client.send_text(text.clone()).await;
        }
        if texts.len() > 1 {
            client.event("READY").await;
        }
        assert_eq!(client.close_code().await, code, "{texts:?}");
    }
    let counters = house.gateway.counters(APP);
    let closes: Vec<_> = counters.closes_by_server.into_iter().collect();
    assert_eq!(
        closes,
        [(4002, 1), (4005, 1), (4014, 1)],
        "those with a known application"
    );
}

#[tokio::test]
async fn versions_and_encodings_the_simulator_does_not_speak_are_refused() {
    let house = House::start(|_| {}).await;
    for (query, code) in [
        ("/?v=9&encoding=json", 4012),
        ("/", 4012),
        ("/?v=10&encoding=xml", 4002),
        ("/?v=10&encoding=json&compress=gzip", 4002),
    ] {
        let mut client = house.open(query).await.unwrap();
        assert_eq!(client.close_code().await, code, "{query}");
    }
}

#[tokio::test]
async fn a_session_over_too_many_guilds_must_shard() {
    let house = House::start(|settings| settings.guilds_per_shard = 1).await;
    let guilds = vec![GUILD, GUILD + (1 << 22)];
    house.world.guilds.lock().unwrap().insert(APP, guilds);
    let mut client = house.connect().await;
    client.identify(0).await;
    assert_eq!(client.close_code().await, 4011);
    let mut client = house.connect().await;
    client.identify_with(json!({"shard": [1, 2]})).await;
    client.event("READY").await;
}

#[tokio::test]
async fn the_121st_payload_of_a_minute_is_one_too_many() {
    let house = House::start(|_| {}).await;
    let mut client = house.connect().await;
    for _ in 0..120 {
        client.heartbeat().await;
        client.op(11).await;
    }
    client.heartbeat().await;
    assert_eq!(client.close_code().await, 4008);
}

#[tokio::test]
async fn a_client_without_heartbeats_is_closed_and_may_resume() {
    let interval = Duration::from_millis(100);
    let house = House::start(|settings| settings.heartbeat_interval = interval).await;
    let (mut client, ready) = house.ready().await;
    let sequence = client.sequence;
    for _ in 0..6 {
        assert_eq!(client.hear_for(interval / 2).await, None);
        client.heartbeat().await;
        client.op(11).await;
    }
    assert_eq!(client.hear().await, Heard::Close(Some(4009)));
    house.resume(&ready, sequence).await.event("RESUMED").await;
    assert_eq!(house.gateway.counters(APP).heartbeats, 6);
}
