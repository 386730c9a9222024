//! Hello, Identify, READY, and the budget of identifies.

use std::time::Duration;

use discord_sim::gateway::GatewayRecord;
use serde_json::{Value, json};

use super::client::{APP, GUILD, GUILDS_INTENT, House};

#[tokio::test]
async fn ready_has_what_a_client_needs_and_guilds_follow() {
    let house = House::start(|_| {}).await;
    let mut client = house.connect().await;
    client.identify(GUILDS_INTENT).await;
    let ready = client.event("READY").await;
    assert_eq!((&ready["op"], &ready["s"]), (&json!(0), &json!(1)));
    let data = &ready["d"];
    assert_eq!(data["v"], 10);
    assert_eq!(data["user"]["username"], "bot");
    assert_eq!(
        data["guilds"],
        json!([{"id": GUILD.to_string(), "unavailable": true}])
    );
    assert_eq!(
        data["application"],
        json!({"id": APP.to_string(), "flags": 4096})
    );
    assert_eq!(data.get("shard"), None);
    assert_eq!(data["session_id"].as_str().unwrap().len(), 32);
    assert!(
        data["resume_gateway_url"]
            .as_str()
            .unwrap()
            .contains("/resume/")
    );
    let guild = client.event("GUILD_CREATE").await;
    assert_eq!(
        guild["d"],
        json!({"id": GUILD.to_string(), "seen_with": GUILDS_INTENT})
    );
    house.gateway.wait_connected(APP, true).await;
}

#[tokio::test]
async fn without_the_guilds_intent_no_guild_follows() {
    let house = House::start(|_| {}).await;
    let mut client = house.connect().await;
    client
        .identify_with(json!({"token": format!("Bot app-{APP}")}))
        .await;
    client.event("READY").await;
    client.heartbeat().await;
    client.op(11).await;
}

#[tokio::test]
async fn a_shard_sees_its_guilds_only() {
    let house = House::start(|_| {}).await;
    let guilds: Vec<u64> = (0..6).map(|n| n << 22).collect();
    house.world.guilds.lock().unwrap().insert(APP, guilds);
    let mut client = house.connect().await;
    client
        .identify_with(json!({"shard": [2, 3], "intents": 1}))
        .await;
    let ready = client.event("READY").await;
    assert_eq!(ready["d"]["shard"], json!([2, 3]));
    let ids: Vec<_> = ready["d"]["guilds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|guild| guild["id"].as_str().unwrap().parse::<u64>().unwrap() >> 22)
        .collect();
    assert_eq!(ids, [2, 5]);
}

#[tokio::test]
async fn identifies_beyond_max_concurrency_get_op_9() {
    let house = House::start(|settings| {
        settings.identify_window = Duration::from_secs(60);
        settings.max_concurrency = 2;
    })
    .await;
    let mut clients = Vec::new();
    for shard in 0..2 {
        let mut client = house.connect().await;
        client.identify_with(json!({"shard": [shard, 4]})).await;
        client.event("READY").await;
        clients.push(client);
    }
    let mut third = house.connect().await;
    third.identify_with(json!({"shard": [2, 4]})).await;
    assert_eq!(third.op(9).await, false);
    third.identify_with(json!({"shard": [2, 4]})).await;
    assert_eq!(third.op(9).await, false, "the connection stays usable");
    let counters = house.gateway.counters(APP);
    assert_eq!((counters.identifies, counters.identifies_refused), (2, 2));
    let limit = house.gateway.start_limit(APP);
    assert_eq!(
        (&limit["remaining"], &limit["max_concurrency"]),
        (&json!(998), &json!(2))
    );
}

#[tokio::test]
async fn one_identify_over_the_daily_budget_ends_everything() {
    let house = House::start(|settings| settings.session_starts = 1).await;
    let (mut first, ready) = house.ready().await;
    assert_eq!(house.gateway.start_limit(APP)["remaining"], 0);
    let mut second = house.connect().await;
    second.identify(0).await;
    assert_eq!(second.close_code().await, 4004);
    assert_eq!(first.close_code().await, 4004);
    assert_eq!(house.resume(&ready, 1).await.op(9).await, false);
}

#[tokio::test]
async fn the_journal_gets_everything_but_secrets() {
    let house = House::start(|_| {}).await;
    let (client, ready) = house.ready().await;
    let sequence = client.sequence;
    client.close(4900).await;
    let mut client = house.resume(&ready, sequence).await;
    client.event("RESUMED").await;
    let records = house.world.records.lock().unwrap();
    let seen = format!("{records:?}");
    assert!(!seen.contains(&format!("app-{APP}")), "{seen}");
    assert!(
        !seen.contains(ready["session_id"].as_str().unwrap()),
        "{seen}"
    );
    let said: Vec<Value> = records
        .iter()
        .map(|record| match record {
            GatewayRecord::Connected { path, .. } => json!(["connected", path]),
            GatewayRecord::Received { op, .. } => json!(["received", op]),
            GatewayRecord::Sent {
                op,
                event,
                sequence,
                ..
            } => json!(["sent", op, event, sequence]),
            GatewayRecord::TokenReset { .. } => json!(["token reset"]),
            GatewayRecord::Closed {
                code, by_client, ..
            } => json!(["closed", code, by_client]),
        })
        .collect();
    let expected = json!([
        ["connected", "/"],
        ["sent", 10, null, null],
        ["received", 2],
        ["sent", 0, "READY", 1],
        ["sent", 0, "GUILD_CREATE", 2],
        ["closed", 4900, true],
        ["connected", "/"],
        ["sent", 10, null, null],
        ["received", 6],
        ["sent", 0, "RESUMED", 3],
    ]);
    assert_eq!(json!(said), expected);
}
