//! Events on their way: intents, shards, order, compression, several sessions at once.

use discord_sim::gateway::Dispatch;
use serde_json::{Value, json};

use super::client::{APP, Client, GUILD, House};

const MESSAGES: u64 = 1 << 9;
const REACTIONS: u64 = 1 << 10;
const MEMBERS: u64 = 1 << 1;
const CONTENT: u64 = 1 << 15;

fn event(event: &'static str, guild_id: Option<u64>, intents: u64, data: Value) -> Dispatch {
    Dispatch {
        application_id: APP,
        event,
        data,
        guild_id,
        intents,
    }
}

async fn identified(house: &House, fields: Value) -> Client {
    let mut client = house.connect().await;
    client.identify_with(fields).await;
    client.event("READY").await;
    client
}

#[tokio::test]
async fn five_thousand_events_arrive_in_order_compressed_or_not() {
    let house = House::start(|_| {}).await;
    let mut plain = identified(&house, json!({})).await;
    let mut compressed = house.connect_as("compress=zstd-stream").await;
    compressed.identify(0).await;
    compressed.event("READY").await;
    for number in 0..5000_u64 {
        let text = "ä".repeat(usize::try_from(number % 97).unwrap());
        let data = json!({"number": number, "text": text});
        house
            .gateway
            .dispatch(event("INTERACTION_CREATE", Some(GUILD), 0, data));
    }
    for number in 0..5000 {
        let payload = plain.event("INTERACTION_CREATE").await;
        assert_eq!(payload["d"]["number"], number);
        assert_eq!(payload["s"], number + 2);
        assert_eq!(compressed.payload().await, payload);
    }
}

#[tokio::test]
async fn one_large_payload_survives_compression() {
    let house = House::start(|_| {}).await;
    let mut client = house.connect_as("compress=zstd-stream").await;
    client.identify(0).await;
    client.event("READY").await;
    let noise: String = (0..60_000_u64)
        .map(|n| (n * n % 7919 * n).to_string())
        .collect();
    house.gateway.dispatch(event(
        "INTERACTION_CREATE",
        None,
        0,
        json!({"noise": noise}),
    ));
    assert_eq!(
        client.event("INTERACTION_CREATE").await["d"]["noise"],
        noise
    );
}

#[tokio::test]
async fn an_event_needs_one_of_its_intents() {
    let house = House::start(|_| {}).await;
    let mut client = identified(&house, json!({"intents": MESSAGES})).await;
    for (name, intents) in [
        ("MESSAGE_REACTION_ADD", REACTIONS),
        ("MESSAGE_DELETE", MESSAGES | REACTIONS),
        ("TYPING_START", 1 << 11),
        ("INTERACTION_CREATE", 0),
    ] {
        house
            .gateway
            .dispatch(event(name, Some(GUILD), intents, json!({})));
    }
    client.event("MESSAGE_DELETE").await;
    client.event("INTERACTION_CREATE").await;
}

#[tokio::test]
async fn an_event_goes_to_the_shard_of_its_guild() {
    let house = House::start(|_| {}).await;
    let mut zero = identified(&house, json!({"shard": [0, 2]})).await;
    let mut one = identified(&house, json!({"shard": [1, 2]})).await;
    for (guild, number) in [(Some(2 << 22), 1), (Some(3 << 22), 2), (None, 3)] {
        let data = json!({"number": number});
        house
            .gateway
            .dispatch(event("INTERACTION_CREATE", guild, 0, data));
    }
    assert_eq!([zero.interaction().await, zero.interaction().await], [1, 3]);
    assert_eq!(one.interaction().await, 2);
    one.heartbeat().await;
    one.op(11).await;
}

#[tokio::test]
async fn sessions_of_one_shard_coexist_and_each_gets_every_event() {
    let house = House::start(|_| {}).await;
    let (mut old, _) = house.ready().await;
    let (mut new, _) = house.ready().await;
    let mut resharded = identified(&house, json!({"shard": [1, 2]})).await;
    house.interaction(1);
    for client in [&mut old, &mut new, &mut resharded] {
        assert_eq!(client.interaction().await, 1);
    }
    old.close(1000).await;
    assert!(house.gateway.connected(APP));
    house.interaction(2);
    assert_eq!(new.interaction().await, 2);
}

#[tokio::test]
async fn applications_do_not_hear_each_other() {
    let house = House::start(|_| {}).await;
    let mut other = identified(&house, json!({"token": "app-501"})).await;
    let (mut client, _) = house.ready().await;
    house.interaction(1);
    assert_eq!(client.interaction().await, 1);
    other.heartbeat().await;
    other.op(11).await;
}

#[tokio::test]
async fn message_content_needs_its_intent() {
    let house = House::start(|_| {}).await;
    let mut blind = identified(&house, json!({"intents": MESSAGES})).await;
    let mut seeing = identified(&house, json!({"intents": MESSAGES | CONTENT})).await;
    let data = json!({"content": "E", "author": {"id": "77"}, "mentions": [], "embeds": [{}]});
    house
        .gateway
        .dispatch(event("MESSAGE_CREATE", Some(GUILD), MESSAGES, data.clone()));
    let hidden = blind.event("MESSAGE_CREATE").await;
    assert_eq!(
        (&hidden["d"]["content"], &hidden["d"]["embeds"]),
        (&json!(""), &json!([]))
    );
    assert_eq!(seeing.event("MESSAGE_CREATE").await["d"], data);
}

#[tokio::test]
async fn members_are_answered_and_whole_lists_are_limited() {
    let house = House::start(|_| {}).await;
    *house.world.members.lock().unwrap() = vec![json!({"user": {"id": "1", "username": "ann"}})];
    let mut client = identified(&house, json!({"intents": MEMBERS})).await;
    let ask = json!({"op": 8, "d": {"guild_id": GUILD.to_string(), "query": "", "limit": 0}});
    client.send(ask.clone()).await;
    let chunk = client.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["d"]["members"][0]["user"]["username"], "ann");
    client.send(ask.clone()).await;
    let limited = client.event("RATE_LIMITED").await;
    assert_eq!(
        (&limited["d"]["opcode"], &limited["d"]["meta"]["guild_id"]),
        (&json!(8), &json!(GUILD.to_string()))
    );
    let some = json!({"op": 8, "d": {"guild_id": GUILD.to_string(), "user_ids": ["2"]}});
    client.send(some).await;
    assert_eq!(
        client.event("GUILD_MEMBERS_CHUNK").await["d"]["not_found"],
        json!(["2"])
    );

    let mut without = identified(&house, json!({})).await;
    let elsewhere = json!({"op": 8, "d": {"guild_id": "5", "query": "", "limit": 0}});
    without.send(elsewhere).await;
    assert_eq!(
        without.event("GUILD_MEMBERS_CHUNK").await["d"]["members"],
        json!([])
    );
}

#[tokio::test]
async fn what_concerns_an_account_goes_to_shard_zero() {
    let house = House::start(|_| {}).await;
    let mut zero = identified(&house, json!({"shard": [0, 2]})).await;
    let mut one = identified(&house, json!({"shard": [1, 2]})).await;
    let guild = Some(3 << 22);
    for name in [
        "ENTITLEMENT_CREATE",
        "SUBSCRIPTION_UPDATE",
        "INTERACTION_CREATE",
    ] {
        let data = json!({"number": 1});
        house.gateway.dispatch(event(name, guild, 0, data));
    }
    zero.event("ENTITLEMENT_CREATE").await;
    zero.event("SUBSCRIPTION_UPDATE").await;
    assert_eq!(one.interaction().await, 1);
}

#[tokio::test]
async fn the_own_membership_needs_no_intent() {
    let house = House::start(|_| {}).await;
    let mut client = identified(&house, json!({})).await;
    for user in ["77".to_owned(), APP.to_string()] {
        let data = json!({"user": {"id": user}});
        let name = "GUILD_MEMBER_UPDATE";
        house
            .gateway
            .dispatch(event(name, Some(GUILD), MEMBERS, data));
    }
    let update = client.event("GUILD_MEMBER_UPDATE").await;
    assert_eq!(update["d"]["user"]["id"], APP.to_string());
}
