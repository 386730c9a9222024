//! Interactions that nobody waits for fail in time by themselves, and once.

use std::time::Duration;

use discord_sim::{ProblemKind, Settings};
use serde_json::json;

use crate::bot::{callback_path, says, stage, stage_with};

#[tokio::test]
async fn an_interaction_that_nobody_answers_fails_by_itself_and_is_a_problem_once() {
    let stage = stage_with(Settings {
        answer_within: Duration::from_millis(300),
        ..Settings::default()
    });
    stage.bot.register_echo().await;
    let data = json!({"id": stage.command("echo").await, "name": "echo", "type": 1});
    let interaction = stage.uses(&stage.wanted(2, data), &[]).await;
    let journal = stage.sim.journal();
    let mut seen = 0;
    let found = loop {
        let entries = journal.wait(seen).await;
        seen = entries.last().map_or(seen, |entry| entry.number);
        let told = format!("{entries:?}");
        if told.contains("Unanswered") {
            break told;
        }
    };
    assert!(
        found.contains(interaction["id"].as_str().unwrap()),
        "{found}"
    );
    let late = stage.bot.callback(&interaction, says("late")).await;
    assert_eq!((late.status, late.code()), (404, 10_062));
    stage.sim.clock().advance(Duration::from_secs(60));
    let unanswered = journal.forgive(|problem| problem.kind == ProblemKind::Unanswered);
    assert_eq!(unanswered.len(), 1, "{unanswered:?}");
}

#[tokio::test]
async fn an_answer_in_time_is_never_a_failure() {
    let stage = stage();
    stage.bot.register_echo().await;
    let data = json!({"id": stage.command("echo").await, "name": "echo", "type": 1});
    let interaction = stage.uses(&stage.wanted(2, data), &[]).await;
    stage.sim.clock().advance(Duration::from_millis(2_000));
    let path = callback_path(&interaction);
    let answer = stage.bot.open.call("POST", &path, says("here")).await;
    assert_eq!(answer.status, 204, "{}", answer.json());
    stage.sim.clock().advance(Duration::from_secs(60));
    assert_eq!(stage.sim.problems(), []);
}
