//! Every encoding and compression that a client may ask for says the same.

use discord_sim::gateway::{Dispatch, GatewayRecord};
use serde_json::{Value, json};

use super::{
    client::{APP, Client, GUILD, House},
    erlang,
};

const MEMBERS: u64 = 1 << 1;

/// Every combination that exists.
const SPOKEN: [&str; 6] = [
    "encoding=json",
    "encoding=json&compress=zlib-stream",
    "encoding=json&compress=zstd-stream",
    "encoding=etf",
    "encoding=etf&compress=zlib-stream",
    "encoding=etf&compress=zstd-stream",
];

fn tell(house: &House, data: Value) {
    house.gateway.dispatch(Dispatch {
        application_id: APP,
        event: "INTERACTION_CREATE",
        data,
        guild_id: Some(GUILD),
        intents: 0,
    });
}

#[tokio::test]
async fn all_encodings_and_compressions_say_the_same() {
    let house = House::start(|_| {}).await;
    let mut clients: Vec<Client> = Vec::new();
    for query in SPOKEN {
        let mut client = house.connect_as(query).await;
        client.identify(0).await;
        client.event("READY").await;
        clients.push(client);
    }
    let noise: String = (0..60_000_u64)
        .map(|n| (n * n % 7919 * n).to_string())
        .collect();
    let told = [
        json!({"noise": noise}),
        json!({"null": null, "yes": true, "no": false, "list": [1, -1, 1.5, [], {}], "text": "häß🦆"}),
        json!({"numbers": [0, 255, 256, 4_294_967_296_u64, u64::MAX, -70_000]}),
    ];
    for round in 0..50 {
        tell(&house, json!({"round": round}));
    }
    told.iter().for_each(|data| tell(&house, data.clone()));
    for (query, mut client) in SPOKEN.into_iter().zip(clients) {
        for round in 0..50 {
            let data = client.event("INTERACTION_CREATE").await["d"].clone();
            assert_eq!(data, json!({"round": round}), "{query}");
        }
        for data in &told {
            assert_eq!(
                &client.event("INTERACTION_CREATE").await["d"],
                data,
                "{query}"
            );
        }
        client.heartbeat().await;
        client.op(11).await;
    }
}

#[tokio::test]
async fn a_session_can_be_resumed_in_another_form_than_it_began() {
    let house = House::start(|_| {}).await;
    let (client, ready) = house.ready().await;
    let mut sequence = client.sequence;
    client.close(4900).await;
    for (number, query) in SPOKEN.into_iter().enumerate() {
        tell(&house, json!({"number": number}));
        let mut client = house.connect_as(query).await;
        client.resume(&ready, sequence).await;
        assert_eq!(client.interaction().await, number as u64, "{query}");
        client.event("RESUMED").await;
        sequence = client.sequence;
        client.close(4900).await;
    }
}

#[tokio::test]
async fn a_client_can_ask_for_single_payloads_to_be_compressed() {
    let house = House::start(|_| {}).await;
    for query in ["encoding=json", "encoding=etf"] {
        let mut client = house.connect_as(query).await;
        let before = client.binary;
        client.identify_with(json!({"compress": true})).await;
        client.event("READY").await;
        client.heartbeat().await;
        client.op(11).await;
        assert_eq!(client.binary - before, 2, "{query}");
    }
    let mut plain = house.connect().await;
    plain.identify_with(json!({"compress": false})).await;
    plain.event("READY").await;
    assert_eq!(plain.binary, 0);
    // As discord.py does: the stream is compressed already, and stays as it is.
    let mut both = house.connect_as("compress=zlib-stream").await;
    both.identify_with(json!({"compress": true})).await;
    both.event("READY").await;
}

#[tokio::test]
async fn in_etf_ids_may_be_numbers_but_keys_must_be_text() {
    let house = House::start(|_| {}).await;
    *house.world.members.lock().unwrap() = vec![json!({"user": {"id": "1", "username": "ann"}})];
    let mut client = house.connect_as("encoding=etf").await;
    client.identify(MEMBERS).await;
    client.event("READY").await;
    let ask = json!({"op": 8, "d": {"guild_id": GUILD.to_string(), "user_ids": ["1", "2"]}});
    client.send(ask.clone()).await;
    let chunk = client.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["d"]["members"][0]["user"]["username"], "ann");
    assert_eq!(chunk["d"]["not_found"], json!(["2"]));
    client.send_bytes(erlang::with_atom_key("op")).await;
    assert_eq!(client.close_code().await, 4002);
    let asked =
        house.world.records.lock().unwrap().iter().any(
            |record| matches!(record, GatewayRecord::Received { payload, .. } if *payload == ask),
        );
    assert!(asked, "the journal has ids as JSON has them");
}
