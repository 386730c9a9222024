//! Faults on demand.

use std::time::Duration;

use discord_sim::gateway::GatewayFault;
use serde_json::Value;

use super::client::{APP, Heard, House};

/// Long enough for anything on loopback to arrive.
const A_WHILE: Duration = Duration::from_millis(150);

#[tokio::test]
async fn reconnect_is_asked_for_and_then_enforced() {
    let grace = Duration::from_millis(400);
    let house = House::start(|settings| settings.reconnect_grace = grace).await;
    let (mut client, ready) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::Reconnect);
    assert_eq!(client.op(7).await, Value::Null);
    house.interaction(1);
    assert_eq!(client.interaction().await, 1, "events go on meanwhile");
    assert_eq!(client.close_code().await, 4000);
    house
        .resume(&ready, client.sequence)
        .await
        .event("RESUMED")
        .await;
}

#[tokio::test]
async fn an_invalidated_session_says_whether_it_can_be_resumed() {
    let house = House::start(|_| {}).await;
    for resumable in [true, false] {
        let (mut client, ready) = house.ready().await;
        house
            .gateway
            .inject(APP, GatewayFault::InvalidSession { resumable });
        assert_eq!(client.op(9).await, resumable);
        house.interaction(1);
        client.resume(&ready, client.sequence).await;
        if resumable {
            assert_eq!(client.interaction().await, 1);
            client.event("RESUMED").await;
            client.close(1000).await;
        } else {
            assert_eq!(client.op(9).await, false);
        }
    }
}

#[tokio::test]
async fn injected_close_codes_arrive_and_keep_what_discord_keeps() {
    let house = House::start(|_| {}).await;
    for code in 4000..=4014 {
        let (mut client, ready) = house.ready().await;
        house.gateway.inject(APP, GatewayFault::Close(code));
        assert_eq!(client.close_code().await, code);
        let resumed = house.resume(&ready, 2).await.payload().await["t"] == "RESUMED";
        assert_eq!(
            resumed,
            !matches!(code, 4004 | 4007 | 4010..=4014),
            "{code}"
        );
    }
}

#[tokio::test]
async fn an_aborted_connection_ends_without_a_close_frame() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::Abort);
    assert_eq!(client.hear().await, Heard::Lost);
    house.resume(&ready, 2).await.event("RESUMED").await;
}

#[tokio::test]
async fn a_silent_connection_stays_open_and_says_nothing() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::Silent);
    house.interaction(1);
    client.heartbeat().await;
    assert_eq!(client.hear_for(A_WHILE).await, None);
    let mut next = house.resume(&ready, client.sequence).await;
    assert_eq!(next.interaction().await, 1);
    next.event("RESUMED").await;
    assert_eq!(client.hear().await, Heard::Lost);
}

#[tokio::test]
async fn a_silent_connection_can_be_restored() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::Silent);
    house.interaction(1);
    assert_eq!(client.hear_for(A_WHILE).await, None);
    house.gateway.restore(APP);
    assert_eq!(client.interaction().await, 1);
}

#[tokio::test]
async fn acks_can_be_dropped_while_events_go_on() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::DropAcks(true));
    client.heartbeat().await;
    assert_eq!(client.hear_for(A_WHILE).await, None);
    house.interaction(1);
    assert_eq!(client.interaction().await, 1);
    house.gateway.restore(APP);
    client.heartbeat().await;
    client.op(11).await;
}

#[tokio::test]
async fn the_server_can_ask_for_a_heartbeat() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::AskHeartbeat);
    client.op(1).await;
}

#[tokio::test]
async fn upgrades_are_refused_by_count_and_by_time() {
    let house = House::start(|_| {}).await;
    house.gateway.inject(APP, GatewayFault::RefuseNext(2));
    for refused in [true, true, false] {
        assert_eq!(house.open("/?v=10").await.is_err(), refused);
    }
    house
        .gateway
        .inject(APP, GatewayFault::RefuseFor(Duration::from_secs(60)));
    assert!(house.open("/?v=10").await.is_err());
    house.gateway.restore(APP + 1);
    assert!(
        house.open("/?v=10").await.is_err(),
        "another application's restore"
    );
    house.gateway.restore(APP);
    house.ready().await;
}

#[tokio::test]
async fn a_delayed_ready_loses_nothing() {
    let house = House::start(|_| {}).await;
    house
        .gateway
        .inject(APP, GatewayFault::DelayReady(4 * A_WHILE));
    let mut client = house.connect().await;
    client.identify(1).await;
    client.heartbeat().await;
    client.op(11).await;
    assert!(!house.gateway.connected(APP));
    house.interaction(1);
    client.event("READY").await;
    client.event("GUILD_CREATE").await;
    assert_eq!(client.interaction().await, 1);
}

#[tokio::test]
async fn forgotten_sessions_go_on_but_cannot_be_resumed() {
    let house = House::start(|_| {}).await;
    let (mut client, ready) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::ForgetSessions);
    house.interaction(1);
    assert_eq!(client.interaction().await, 1);
    client.close(4000).await;
    assert_eq!(house.resume(&ready, 3).await.op(9).await, false);
}

#[tokio::test]
async fn events_can_be_lost_and_repeated() {
    let house = House::start(|_| {}).await;
    let (mut client, _) = house.ready().await;
    house.gateway.inject(APP, GatewayFault::LoseNext(1));
    (1..=2).for_each(|number| house.interaction(number));
    house.gateway.inject(APP, GatewayFault::RepeatNext(1));
    (3..=4).for_each(|number| house.interaction(number));
    for number in [2, 3, 3, 4] {
        assert_eq!(client.interaction().await, number);
    }
}
