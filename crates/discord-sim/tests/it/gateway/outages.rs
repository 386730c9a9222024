//! Guilds that are unavailable, events that are late or overtaken, and cables that are cut.

use std::time::Duration;

use discord_sim::gateway::{Dispatch, GatewayFault};
use serde_json::json;

use super::client::{APP, GUILD, GUILDS_INTENT, House};

const A_WHILE: Duration = Duration::from_millis(150);

fn renamed(house: &House) {
    house.gateway.dispatch(Dispatch {
        application_id: APP,
        event: "GUILD_UPDATE",
        data: json!({"id": GUILD.to_string()}),
        guild_id: Some(GUILD),
        intents: GUILDS_INTENT,
    });
}

#[tokio::test]
async fn a_guild_goes_out_and_comes_back() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    let gone = json!({"id": GUILD.to_string(), "unavailable": true});
    let outage = GatewayFault::Outage { guild: None };
    house.gateway.inject(APP, outage);
    assert_eq!(client.event("GUILD_DELETE").await["d"], gone);
    renamed(&house);
    house.interaction(1);
    assert_eq!(client.interaction().await, 1, "what needs no intent comes");
    house.gateway.inject(APP, outage);
    house
        .gateway
        .inject(APP, GatewayFault::OutageOver { guild: Some(1) });
    house
        .gateway
        .inject(APP, GatewayFault::OutageOver { guild: Some(GUILD) });
    let back = client.event("GUILD_CREATE").await;
    assert_eq!(back["d"]["id"], GUILD.to_string());
    renamed(&house);
    client.event("GUILD_UPDATE").await;
}

#[tokio::test]
async fn a_session_that_begins_in_an_outage_is_told_so() {
    let house = House::start(|_| {}).await;
    let outage = GatewayFault::Outage { guild: Some(GUILD) };
    house.gateway.inject(APP, outage);
    let mut client = house.connect().await;
    client.identify(GUILDS_INTENT).await;
    client.event("READY").await;
    let gone = client.event("GUILD_DELETE").await;
    assert_eq!(gone["d"]["unavailable"], true);
    house.gateway.restore(APP);
    client.event("GUILD_CREATE").await;
}

#[tokio::test]
async fn a_bot_that_was_thrown_out_in_an_outage_learns_it_afterwards() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    house
        .gateway
        .inject(APP, GatewayFault::Outage { guild: None });
    client.event("GUILD_DELETE").await;
    house.world.guilds.lock().unwrap().clear();
    house.gateway.restore(APP);
    let gone = client.event("GUILD_DELETE").await;
    assert_eq!(gone["d"], json!({"id": GUILD.to_string()}));
}

#[tokio::test]
async fn events_can_be_overtaken_by_the_next() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    let first = client.sequence;
    house.gateway.inject(APP, GatewayFault::ReorderNext(2));
    (1..=3).for_each(|number| house.interaction(number));
    for (place, number) in [2, 1, 3].into_iter().enumerate() {
        assert_eq!(client.interaction().await, number);
        assert_eq!(
            client.sequence,
            first + 1 + place as u64,
            "numbered as they come"
        );
    }
}

#[tokio::test]
async fn events_can_be_late_and_answers_of_the_gateway_are_not() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    house
        .gateway
        .inject(APP, GatewayFault::DelayEvents(2 * A_WHILE));
    house.interaction(1);
    client.heartbeat().await;
    client.op(11).await;
    assert_eq!(client.hear_for(A_WHILE).await, None);
    assert_eq!(client.interaction().await, 1);
    house
        .gateway
        .inject(APP, GatewayFault::DelayEvents(Duration::from_secs(60)));
    house.interaction(2);
    let sequence = client.sequence;
    client.close(4900).await;
    let mut client = house.resume(&ready, sequence).await;
    client.event("RESUMED").await;
    house.gateway.restore(APP);
    assert_eq!(client.interaction().await, 2);
}

#[tokio::test]
async fn a_half_open_connection_is_dead_for_the_server_only() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::HalfOpen);
    house.gateway.wait_connected(APP, false).await;
    client.heartbeat().await;
    assert_eq!(client.hear_for(A_WHILE).await, None);
    house.interaction(1);
    let mut next = house.resume(&ready, client.sequence).await;
    assert_eq!(next.interaction().await, 1);
    next.event("RESUMED").await;
    assert_eq!(
        client.hear_for(A_WHILE).await,
        None,
        "nobody closes it either"
    );
}
