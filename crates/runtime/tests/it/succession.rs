//! One process after another: the session goes on, and nothing is lost or said twice.

use db::{BotId, Timestamp, sessions::SavedSession};
use discord_sim::{GatewayFault, GatewayRecord, What};
use secrecy::ExposeSecret as _;
use testkit::{Kind, Stage, until};

use crate::{
    probe::{self, gate},
    scene::{self, line, slash},
};

/// Sequence number of the last event that Discord sent.
fn last_sequence(stage: &scene::Stage) -> u64 {
    let entries = stage.sim.journal().entries();
    let mut sent = entries.iter().filter_map(|entry| match &entry.what {
        What::Gateway(record) => match &**record {
            GatewayRecord::Sent { sequence, .. } => *sequence,
            _ => None,
        },
        _ => None,
    });
    sent.next_back().expect("nothing was sent")
}

/// The row that the shard's session left, as whoever claims it would see it.
async fn saved(stage: &scene::Stage) -> Option<(u64, String)> {
    use sea_orm::{ConnectionTrait as _, Statement};
    let db = stage.database.look().await.unwrap();
    let backend = db.read().get_database_backend();
    let sql = "SELECT sequence, session_id FROM gateway_sessions WHERE bot_id = 'probe'";
    let statement = Statement::from_string(backend, sql);
    let row = db.read().query_one_raw(statement).await.unwrap();
    let found = row.map(|row| {
        let sequence: i64 = row.try_get("", "sequence").unwrap();
        (
            sequence.unsigned_abs(),
            row.try_get("", "session_id").unwrap(),
        )
    });
    db.close().await;
    found
}

#[tokio::test]
async fn stopped_and_started_it_goes_on_with_the_same_session() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let mut stage = Stage::new(probe::bot).on(kind).start().await;
        let ann = stage.person("ann");
        ann.slash("/probe echo text:one").await.unwrap();
        assert_eq!(stage.stop().await, 0);
        let (sequence, _) = saved(&stage).await.unwrap();
        assert_eq!(sequence, last_sequence(&stage));
        // While nobody is there, somebody acts.
        stage.sim.clock().freeze();
        let act = slash(&ann, "/probe echo text:two");
        until("the act", async || {
            (!stage.sim.pending().is_empty()).then_some(())
        })
        .await;
        stage.start_bot().await.unwrap();
        let shown = act.await.unwrap().unwrap();
        assert_eq!(shown.message().unwrap().content, "two");
        let counters = stage.sim.gateway().counters(stage.application.id());
        assert_eq!((counters.identifies, counters.resumes), (1, 1));
        stage.finish();
    }
}

#[tokio::test]
async fn a_crash_is_resumed_from_the_row_that_was_saved_meanwhile() {
    let mut stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    until("the session to be saved", async || saved(&stage).await).await;
    let one = ann.slash("/probe echo text:one").await.unwrap();
    stage.crash().await;
    stage.sim.clock().freeze();
    let act = slash(&ann, "/probe echo text:two");
    stage.start_bot().await.unwrap();
    let shown = act.await.unwrap().unwrap();
    assert_eq!(shown.message().unwrap().content, "two");
    assert_eq!(one.message().unwrap().content, "one");
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}

#[tokio::test]
async fn the_row_follows_the_session() {
    let stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    let (first, _) = until("the session to be saved", async || saved(&stage).await).await;
    for _ in 0..3 {
        ann.slash("/probe echo text:hello").await.unwrap();
    }
    let wanted = last_sequence(&stage);
    assert!(wanted > first);
    until("the row to follow", async || {
        let (sequence, _) = saved(&stage).await?;
        (sequence >= wanted).then_some(())
    })
    .await;
    stage.finish();
}

#[tokio::test]
async fn a_session_that_discord_has_forgotten_meanwhile_is_replaced() {
    let mut stage = Stage::new(probe::bot).start().await;
    let ann = stage.person("ann");
    stage.stop().await;
    let gateway = stage.sim.gateway();
    gateway.inject(stage.application.id(), GatewayFault::ForgetSessions);
    stage.start_bot().await.unwrap();
    let echo = ann.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!(counters.identifies, 2);
    assert_eq!(counters.resumes_refused, 1);
    stage.finish();
}

#[tokio::test]
async fn a_row_too_old_is_not_tried() {
    let mut stage = Stage::new(probe::bot).start().await;
    stage.stop().await;
    stage.sim.clock().advance(scene::seconds(600));
    stage.start_bot().await.unwrap();
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes_refused), (2, 0));
    stage.finish();
}

#[tokio::test]
async fn a_successor_takes_the_session_and_the_predecessor_ends() {
    let mut stage = Stage::new(probe::bot).start().await;
    let seats: Vec<_> = (0..5).map(|n| stage.person(&format!("p{n}"))).collect();
    until("the session to be saved", async || saved(&stage).await).await;
    let mut acts = Vec::new();
    for n in 0..20 {
        acts.push(slash(&seats[n % 5], &format!("/probe echo text:{n}")));
    }
    let old = stage.succeed().await.unwrap();
    for n in 20..40 {
        acts.push(slash(&seats[n % 5], &format!("/probe echo text:{n}")));
    }
    line(&stage, &["session resumed"]).await;
    for n in 40..60 {
        acts.push(slash(&seats[n % 5], &format!("/probe echo text:{n}")));
    }
    for (n, act) in acts.into_iter().enumerate() {
        let shown = act.await.unwrap().unwrap();
        assert_eq!(shown.message().unwrap().content, n.to_string());
        assert!(shown.followups().is_empty());
    }
    line(&stage, &["a successor has taken the session over"]).await;
    assert_eq!(old.stop().await, 0);
    // The old one's end takes nothing from the new one.
    let echo = seats[0].slash("/probe echo text:after").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "after");
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}

#[tokio::test]
async fn the_successor_may_start_while_the_old_one_drains() {
    let mut stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    stage.sim.clock().freeze();
    let held = slash(&ann, "/probe wait-public gate:draining");
    let waiting = held.await.unwrap().unwrap();
    assert!(waiting.message().unwrap().loading);
    let old = stage.retire();
    let ending = tokio::spawn(old.stop());
    stage
        .sim
        .gateway()
        .wait_connected(stage.application.id(), false)
        .await;
    // This one comes while nobody listens: it is left to the successor.
    let act = slash(&bob, "/probe echo text:between");
    stage.start_bot().await.unwrap();
    let shown = act.await.unwrap().unwrap();
    assert_eq!(shown.message().unwrap().content, "between");
    assert!(
        !ending.is_finished(),
        "the old one did not wait for its handler"
    );
    gate("draining").notify_one();
    let settled = waiting.settled().await.unwrap();
    assert_eq!(settled.message().unwrap().content, "through");
    assert_eq!(ending.await.unwrap(), 0);
    let counters = stage.sim.gateway().counters(stage.application.id());
    assert_eq!((counters.identifies, counters.resumes), (1, 1));
    stage.finish();
}

#[tokio::test]
async fn of_many_who_claim_a_session_one_gets_it() {
    let mut stage = Stage::new(probe::bot).start().await;
    stage.stop().await;
    let (_, session) = saved(&stage).await.unwrap();
    let db = stage.database.look().await.unwrap();
    let bot = BotId::parse("probe").unwrap();
    let now = Timestamp::from_unix_micros(stage.sim.clock().now().unix_micros());
    let mut won: Vec<SavedSession> = Vec::new();
    for n in 0..10 {
        let owner = format!("claimer-{n}");
        won.extend(
            db::sessions::claim(&db, &bot, 0, 1, &owner, now)
                .await
                .unwrap(),
        );
    }
    assert_eq!(won.len(), 1);
    assert_eq!(won[0].session_id.expose_secret(), session);
    db.close().await;
    stage.finish();
}
