//! A graceful stop: what has begun is finished, within the time that is given.

use testkit::Stage;

use crate::{
    probe::{self, gate},
    scene::{line, slash},
};

#[tokio::test]
async fn handlers_that_run_are_waited_for() {
    let mut stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let shown = ann.slash("/probe wait-public gate:stopping").await.unwrap();
    let old = stage.retire();
    let ending = tokio::spawn(old.stop());
    stage
        .sim
        .gateway()
        .wait_connected(stage.application.id(), false)
        .await;
    gate("stopping").notify_one();
    let shown = shown.settled().await.unwrap();
    assert_eq!(shown.message().unwrap().content, "through");
    assert_eq!(ending.await.unwrap(), 0);
    stage.finish();
}

#[tokio::test]
async fn handlers_that_do_not_end_are_cut_off_and_counted() {
    let mut stage = Stage::new(probe::bot)
        .set("GUILDHALL__SHUTDOWN__HANDLERS", "200ms")
        .start()
        .await;
    let ann = stage.person("ann");
    let one = ann.slash("/probe wait-public gate:never").await.unwrap();
    let two = ann.slash("/probe wait-private gate:never").await.unwrap();
    assert!(one.message().unwrap().loading && two.message().unwrap().loading);
    assert_eq!(stage.stop().await, 2);
    line(&stage, &["stopped before everything was done"]).await;
    stage.finish();
}

#[tokio::test]
async fn the_gateway_is_left_with_a_code_that_keeps_the_session() {
    let mut stage = Stage::new(probe::bot).start().await;
    stage.stop().await;
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!(counters.closes, 1);
    let codes: Vec<_> = counters.closes_by_client.keys().copied().collect();
    assert_eq!(codes, [4000]);
    line(&stage, &["gateway session saved for the next process"]).await;
    stage.finish();
}

#[tokio::test]
async fn a_bot_without_a_session_stops_at_once() {
    use discord_sim::GatewayFault;

    let mut stage = Stage::new(probe::bot).without_bot().start().await;
    let id = stage.application.id();
    let gateway = stage.sim.gateway();
    gateway.inject(id, GatewayFault::RefuseFor(crate::scene::seconds(600)));
    let before = stage.succeed().await.unwrap();
    assert_eq!(before.stop().await, 0);
    assert_eq!(stage.stop().await, 0);
    assert_eq!(stage.sim.gateway().counters(id).identifies, 0);
    stage.finish();
}

#[tokio::test]
async fn under_load_nothing_is_left_unanswered() {
    let mut stage = Stage::new(probe::bot).start().await;
    let seats: Vec<_> = (0..10).map(|n| stage.person(&format!("p{n}"))).collect();
    // However long the next process takes to come, nothing gets too old.
    stage.sim.clock().freeze();
    let mut acts = Vec::new();
    for n in 0..30 {
        acts.push(slash(&seats[n % 10], &format!("/probe echo text:{n}")));
    }
    let old = stage.retire();
    let ending = tokio::spawn(old.stop());
    for n in 30..60 {
        acts.push(slash(&seats[n % 10], &format!("/probe echo text:{n}")));
    }
    assert_eq!(ending.await.unwrap(), 0);
    for n in 60..70 {
        acts.push(slash(&seats[n % 10], &format!("/probe echo text:{n}")));
    }
    stage.start_bot().await.unwrap();
    for (n, act) in acts.into_iter().enumerate() {
        let shown = act.await.unwrap().unwrap();
        assert_eq!(shown.message().unwrap().content, n.to_string());
    }
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}
