//! Periodic work: when it is due, once over all processes, again after a failure.

use serde_json::Value;
use testkit::{Kind, Stage, until};

use crate::{
    probe,
    scene::{self, lines, seconds},
};

const HOUR: u64 = 3_600;
const MONTH: u64 = 720 * HOUR;

/// Due time and time of each run so far, in seconds.
fn runs(stage: &scene::Stage, words: &str) -> Vec<(i64, i64)> {
    let read = |line: String| {
        let line: Value = serde_json::from_str(&line).unwrap();
        (line["due"].as_i64().unwrap(), line["now"].as_i64().unwrap())
    };
    lines(stage, words).into_iter().map(read).collect()
}

async fn ran(stage: &scene::Stage, words: &str, times: usize) -> Vec<(i64, i64)> {
    until(&format!("{words} {times} times"), async || {
        let runs = runs(stage, words);
        (runs.len() >= times).then_some(runs)
    })
    .await
}

#[tokio::test]
async fn a_job_runs_once_an_hour_when_the_clock_moves() {
    let stage = Stage::new(probe::bot).start().await;
    assert!(runs(&stage, "steady ran").is_empty());
    for times in 1..=3 {
        stage.sim.clock().advance(seconds(HOUR));
        let runs = ran(&stage, "steady ran", times).await;
        assert_eq!(runs.len(), times);
    }
    let runs = runs(&stage, "steady ran");
    assert!(
        runs.windows(2).all(|pair| pair[1].0 > pair[0].0),
        "{runs:?}"
    );
    stage.finish();
}

#[tokio::test]
async fn of_two_processes_one_does_it() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let mut stage = Stage::new(probe::bot).on(kind).start().await;
        let other = stage.succeed().await.unwrap();
        for times in 1..=4 {
            stage.sim.clock().advance(seconds(HOUR));
            ran(&stage, "steady ran", times).await;
        }
        other.stop().await;
        stage.stop().await;
        let mut due: Vec<_> = runs(&stage, "steady ran")
            .into_iter()
            .map(|run| run.0)
            .collect();
        let all = due.len();
        due.dedup();
        assert_eq!((due.len(), all), (4, 4), "{due:?}");
        stage.finish();
    }
}

#[tokio::test]
async fn a_run_that_failed_is_tried_again() {
    let stage = Stage::new(probe::bot).start().await;
    stage.sim.clock().advance(seconds(MONTH));
    ran(&stage, "shaky ran", 1).await;
    let failed = until("the failure", async || {
        let failed = stage.log.forgive("job failed");
        (!failed.is_empty()).then_some(failed)
    })
    .await;
    assert_eq!(failed.len(), 1);
    assert!(failed[0].contains("shaky") && failed[0].contains(probe::INNER));
    // Not at once …
    stage.sim.clock().advance(seconds(30));
    assert_eq!(runs(&stage, "shaky ran").len(), 1);
    // … but in a while.
    stage.sim.clock().advance(seconds(60));
    ran(&stage, "shaky ran", 2).await;
    stage.finish();
}

#[tokio::test]
async fn what_was_missed_is_made_up_for_once_and_knows_that_it_is_late() {
    let mut stage = Stage::new(probe::bot).start().await;
    stage.sim.clock().advance(seconds(HOUR));
    ran(&stage, "steady ran", 1).await;
    stage.stop().await;
    stage.sim.clock().advance(seconds(10 * HOUR));
    stage.start_bot().await.unwrap();
    let late = ran(&stage, "steady ran", 2).await[1];
    assert!(late.1 - late.0 >= 8 * 3_600, "{late:?}");
    stage.sim.clock().advance(seconds(HOUR));
    let runs = ran(&stage, "steady ran", 3).await;
    assert_eq!(runs.len(), 3, "{runs:?}");
    assert!(runs[2].1 - runs[2].0 <= 3_600, "back in step: {runs:?}");
    stage.finish();
}
