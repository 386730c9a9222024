//! A release goes out while people play: the successor starts, then the old process is asked to end.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use discord_sim::Seat;
use hangman::domain::game::Mode;
use testkit::{Kind, Stage};
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::crash::start;
use super::rows::{Rows, now};
use super::{game_of, key, until};

/// 50 interactions per second.
const EVERY: Duration = Duration::from_millis(20);
/// Longest time without an answer that is allowed.
const GAP: Duration = Duration::from_secs(2);

async fn handed_over(kind: Kind) {
    let stage = Stage::new(hangman::bot)
        .on(kind)
        .without_bot()
        .start()
        .await;
    let old = start(&stage).await;
    let application = stage.application.id();
    let patience = Duration::from_secs(20);
    let gateway = stage.sim.gateway();
    tokio::time::timeout(patience, gateway.wait_connected(application, true))
        .await
        .unwrap();
    assert!(stage.application.has_command("hangman", patience).await);
    let rows = Rows::look(&stage).await;
    let people: Vec<Seat> = (0..20)
        .map(|number| stage.person(&format!("player{number}")))
        .collect();
    rows.plant("lighthouse", Mode::Together, &people[0], now(&stage))
        .await;
    let board = people[0]
        .slash("/hangman resume")
        .await
        .unwrap()
        .message()
        .unwrap();
    let game = game_of(&board);

    let over = Arc::new(AtomicBool::new(false));
    let answered = Arc::new(Mutex::new(Vec::new()));
    let load = {
        let (over, answered) = (Arc::clone(&over), Arc::clone(&answered));
        let (people, board) = (people.clone(), board.clone());
        tokio::spawn(async move {
            let mut tick = interval(EVERY);
            tick.set_missed_tick_behavior(MissedTickBehavior::Burst);
            let (mut waiting, mut number) = (JoinSet::new(), 0_usize);
            while !over.load(Ordering::Relaxed) {
                tick.tick().await;
                number += 1;
                let (seat, board) = (people[number % people.len()].clone(), board.clone());
                let answered = Arc::clone(&answered);
                waiting.spawn(async move {
                    let shown = if number.is_multiple_of(2) {
                        seat.slash("/hangman stats").await
                    } else {
                        // A wrong and a right letter, again and again: no game ends.
                        let letter = if number % 4 == 1 { 'E' } else { 'X' };
                        seat.click_raw(&board, &key(game, letter)).await
                    };
                    let shown = shown.unwrap();
                    let failed = shown.failed() || shown.settled().await.is_err();
                    answered.lock().unwrap().push(Instant::now());
                    usize::from(failed)
                });
            }
            let failed: usize = waiting.join_all().await.into_iter().sum();
            (number, failed)
        })
    };
    let count = || answered.lock().unwrap().len();
    until("the load runs", async || count() >= 50).await;
    let successor_at = Instant::now();
    let before = gateway.counters(application);
    let new = start(&stage).await;
    until("the successor is connected", async || {
        let counters = gateway.counters(application);
        counters.connections > before.connections
    })
    .await;
    let up = successor_at.elapsed();
    old.terminate().unwrap();
    let asked_at = Instant::now();
    let status = tokio::task::spawn_blocking(move || old.wait())
        .await
        .unwrap()
        .unwrap();
    let ended = asked_at.elapsed();
    assert!(status.success(), "the old process ended with {status}");
    let handed = count();
    until("the load goes on", async || count() >= handed + 75).await;
    over.store(true, Ordering::Relaxed);
    let (sent, failed) = load.await.unwrap();

    let mut times = answered.lock().unwrap().clone();
    times.sort_unstable();
    let gap = times
        .windows(2)
        .map(|pair| pair[1] - pair[0])
        .max()
        .unwrap();
    println!(
        "{kind:?}: {sent} interactions, {failed} unanswered, longest gap {} ms; successor up in {} ms, predecessor ended in {} ms",
        gap.as_millis(),
        up.as_millis(),
        ended.as_millis()
    );
    assert_eq!(failed, 0, "of {sent}");
    assert!(gap < GAP, "{gap:?}");
    let used = super::used(&stage.sim.message(board.id).unwrap());
    assert_eq!(used, ['E', 'X'].into());
    rows.close().await;
    drop(new);
    stage.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_when_a_successor_takes_over_on_sqlite() {
    handed_over(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_waits_when_a_successor_takes_over_on_postgres() {
    handed_over(Kind::Postgres).await;
}
