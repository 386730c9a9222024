//! A gateway that misbehaves: the session goes on, with no more IDENTIFYs than necessary.

use std::time::Duration;

use discord_sim::{GatewayCounters, GatewayFault, GatewayRecord, Seat, What};
use testkit::{Stage, until};

use crate::{
    probe,
    scene::{self, line, slash},
};

/// Real time between heartbeats in tests of silence.
const HEARTBEAT: Duration = Duration::from_millis(100);

fn counters(stage: &scene::Stage) -> GatewayCounters {
    stage.sim.gateway().counters(stage.application.id())
}

fn inject(stage: &scene::Stage, fault: GatewayFault) {
    stage.sim.gateway().inject(stage.application.id(), fault);
}

/// Waits until the session was resumed so often.
async fn resumed(stage: &scene::Stage, times: u64) {
    until("the session to be resumed", async || {
        (counters(stage).resumes >= times).then_some(())
    })
    .await;
}

async fn echoes(ann: &Seat) {
    let shown = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(shown.message().unwrap().content, "hello");
}

#[tokio::test]
async fn asked_to_reconnect_it_resumes() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::Reconnect);
    resumed(&stage, 1).await;
    echoes(&ann).await;
    assert_eq!(counters(&stage).identifies, 1);
    stage.finish();
}

#[tokio::test]
async fn an_invalid_session_that_can_be_resumed_is() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::InvalidSession { resumable: true });
    resumed(&stage, 1).await;
    echoes(&ann).await;
    assert_eq!(counters(&stage).identifies, 1);
    stage.finish();
}

#[tokio::test]
async fn an_invalid_session_is_replaced_by_one_new_one() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::InvalidSession { resumable: false });
    until("a new session", async || {
        (counters(&stage).identifies == 2).then_some(())
    })
    .await;
    echoes(&ann).await;
    let counters = counters(&stage);
    assert_eq!((counters.identifies, counters.identifies_refused), (2, 0));
    stage.finish();
}

#[tokio::test]
async fn a_session_that_discord_forgot_is_replaced_by_one_new_one() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::ForgetSessions);
    inject(&stage, GatewayFault::Abort);
    until("a new session", async || {
        (counters(&stage).identifies == 2).then_some(())
    })
    .await;
    echoes(&ann).await;
    let counters = counters(&stage);
    assert_eq!((counters.identifies, counters.resumes), (2, 0));
    assert_eq!(counters.resumes_refused, 1);
    stage.finish();
}

#[tokio::test]
async fn a_connection_that_breaks_is_resumed() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    for times in 1..=3 {
        inject(&stage, GatewayFault::Abort);
        resumed(&stage, times).await;
        echoes(&ann).await;
    }
    assert_eq!(counters(&stage).identifies, 1);
    stage.finish();
}

#[tokio::test]
async fn a_silent_connection_is_noticed_within_two_heartbeats() {
    let stage = Stage::new(probe::bot)
        .sim(|sim| sim.gateway.heartbeat_interval = HEARTBEAT)
        .start()
        .await;
    let ann = stage.person("ann");
    until("a heartbeat", async || {
        (counters(&stage).heartbeats > 0).then_some(())
    })
    .await;
    let before = counters(&stage).heartbeats;
    inject(&stage, GatewayFault::Silent);
    resumed(&stage, 1).await;
    let during = counters(&stage).heartbeats - before;
    // One may have been on its way when the silence began.
    assert!(during <= 3, "{during} heartbeats into silence");
    echoes(&ann).await;
    assert_eq!(counters(&stage).identifies, 1);
    stage.finish();
}

#[tokio::test]
async fn heartbeats_that_nobody_acknowledges_end_the_connection_not_the_session() {
    let stage = Stage::new(probe::bot)
        .sim(|sim| sim.gateway.heartbeat_interval = HEARTBEAT)
        .start()
        .await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::DropAcks(true));
    resumed(&stage, 1).await;
    inject(&stage, GatewayFault::DropAcks(false));
    echoes(&ann).await;
    assert_eq!(counters(&stage).identifies, 1);
    stage.finish();
}

#[tokio::test]
async fn a_heartbeat_that_is_asked_for_comes_at_once() {
    let stage = Stage::new(probe::bot).start().await;
    let before = counters(&stage).heartbeats;
    inject(&stage, GatewayFault::AskHeartbeat);
    until("the heartbeat", async || {
        (counters(&stage).heartbeats > before).then_some(())
    })
    .await;
    stage.finish();
}

#[tokio::test]
async fn while_connections_are_refused_nothing_is_lost() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    // Nothing gets too old, however long the way back takes.
    stage.sim.clock().freeze();
    inject(&stage, GatewayFault::RefuseNext(2));
    inject(&stage, GatewayFault::Abort);
    stage
        .sim
        .gateway()
        .wait_connected(stage.application.id(), false)
        .await;
    let acts: Vec<_> = (0..20)
        .map(|n| slash(&ann, &format!("/probe echo text:{n}")))
        .collect();
    for (n, act) in acts.into_iter().enumerate() {
        let shown = act.await.unwrap().unwrap();
        assert_eq!(shown.message().unwrap().content, n.to_string());
    }
    let counters = counters(&stage);
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}

#[tokio::test]
async fn events_that_come_twice_are_handled_once() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    inject(&stage, GatewayFault::RepeatNext(1));
    echoes(&ann).await;
    line(&stage, &["delivered again"]).await;
    stage.finish();
}

#[tokio::test]
async fn every_connection_is_compressed_as_configured() {
    for (compress, wanted) in [
        ("zstd-stream", Some("zstd-stream")),
        ("zlib-stream", Some("zlib-stream")),
        ("none", None),
    ] {
        let mut stage = Stage::new(probe::bot)
            .set("GUILDHALL__GATEWAY__COMPRESS", compress)
            .start()
            .await;
        let ann = stage.person("ann");
        echoes(&ann).await;
        inject(&stage, GatewayFault::Reconnect);
        resumed(&stage, 1).await;
        echoes(&ann).await;
        inject(&stage, GatewayFault::RefuseNext(1));
        inject(&stage, GatewayFault::Abort);
        resumed(&stage, 2).await;
        echoes(&ann).await;
        // The next process goes on with the session, at Discord's own address.
        stage.stop().await;
        stage.start_bot().await.unwrap();
        echoes(&ann).await;
        let entries = stage.sim.journal().entries();
        let queries = entries.iter().filter_map(|entry| match &entry.what {
            What::Gateway(record) => match &**record {
                GatewayRecord::Connected { query, .. } => Some(query.clone()),
                _ => None,
            },
            _ => None,
        });
        let asked: Vec<Option<String>> = queries
            .map(|query| {
                query
                    .split_once("compress=")
                    .map(|(_, asked)| asked.to_owned())
            })
            .collect();
        assert_eq!(asked, vec![wanted.map(str::to_owned); 4]);
        let resumed_from = entries.iter().filter_map(|entry| match &entry.what {
            What::Gateway(record) => match &**record {
                GatewayRecord::Received { op: 6, payload, .. } => payload["d"]["seq"].as_u64(),
                _ => None,
            },
            _ => None,
        });
        let resumed_from: Vec<u64> = resumed_from.collect();
        assert!(resumed_from.is_sorted_by(|a, b| a < b), "{resumed_from:?}");
        let counters = counters(&stage);
        assert_eq!(
            (counters.identifies, counters.resumes),
            (1, 3),
            "{compress}"
        );
        stage.finish();
    }
}

#[tokio::test]
async fn faults_are_seen_through_a_relay_as_they_are() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__GATEWAY__COMPRESS", "zlib-stream")
        .sim(|sim| sim.gateway.heartbeat_interval = HEARTBEAT)
        .start()
        .await;
    let ann = stage.person("ann");
    for (times, fault) in [
        GatewayFault::Close(4000),
        GatewayFault::Abort,
        GatewayFault::Silent,
        GatewayFault::HalfOpen,
        GatewayFault::InvalidSession { resumable: true },
    ]
    .into_iter()
    .enumerate()
    {
        inject(&stage, fault);
        resumed(&stage, times as u64 + 1).await;
        echoes(&ann).await;
    }
    assert_eq!(counters(&stage).identifies, 1);
    inject(&stage, GatewayFault::Close(4007));
    until("a new session", async || {
        (counters(&stage).identifies == 2).then_some(())
    })
    .await;
    echoes(&ann).await;
    stage.finish();
}

#[tokio::test]
async fn large_guilds_and_odd_names_do_not_disturb() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    ann.person()
        .set_display_name("\"t\":\"READY\",\"d\":{\u{202e}");
    echoes(&ann).await;
    stage.finish();
}
