//! Nothing secret is ever logged, however much is.

use discord_sim::{Fault, Outcome, RestFault};
use sea_orm::{ConnectionTrait, Statement};
use testkit::Kind;

use super::{House, begin, game_of, letters_beside, letters_of, press, refusals, until};

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn no_secret_is_in_the_log_at_trace() {
    let mut house = House::open(Kind::Postgres).await;
    let mut tap = house.stage.sim.tap(&house.stage.application);
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let round = house.rows.round(game_of(&board)).await;
    let misses = letters_beside(&round);
    press(&ann, &board, &misses[..2]).await;

    // Discord fails in every way; the person may see nothing, the log must not see too much.
    for fault in [
        RestFault::Status(502),
        RestFault::Drop,
        RestFault::LoseAnswer,
        RestFault::Status(404),
        RestFault::Status(403),
    ] {
        let journal = house.stage.sim.journal();
        let mark = journal.mark();
        house.stage.sim.fault(Fault::new(fault).path("/callback"));
        let key = super::key(round.id, misses[2]);
        let click = ann.click_raw(&board, &key);
        let given_up = async {
            until("an answer that fails", async || {
                !journal.requests_since(mark).is_empty()
            })
            .await;
            house.stage.sim.clock().advance(refusals::COOLDOWN);
        };
        let (shown, ()) = tokio::join!(click, given_up);
        shown.unwrap();
        house.stage.sim.clear_faults();
    }
    // So does the database.
    let database = house.stage.database.postgres().unwrap();
    tokio::task::block_in_place(|| database.allow_connections(false)).unwrap();
    let shown = ann
        .click_raw(&board, &super::key(round.id, misses[3]))
        .await
        .unwrap();
    if let Outcome::Deferred = shown.outcome() {
        drop(shown.with_followups(1).await);
    }
    let database = house.stage.database.postgres().unwrap();
    tokio::task::block_in_place(|| database.allow_connections(true)).unwrap();
    house.stage.sim.clock().advance(refusals::COOLDOWN);
    let left: Vec<char> = letters_of(&round);
    for letter in left {
        drop(ann.click_raw(&board, &super::key(round.id, letter)).await);
    }
    house.stage.stop().await;
    house.stage.start_bot().await.unwrap();

    let mut secrets = vec![
        ("bot token", house.stage.application.token()),
        ("database password", "canary-database-password".to_owned()),
    ];
    let sql = "SELECT session_id FROM gateway_sessions";
    let statement = Statement::from_string(house.rows.db.backend().dialect(), sql);
    for row in house.rows.db.read().query_all_raw(statement).await.unwrap() {
        secrets.push(("resume session", row.try_get_by_index(0).unwrap()));
    }
    while let Ok(Some((event, data))) =
        tokio::time::timeout(std::time::Duration::from_millis(100), tap.next()).await
    {
        if event == "INTERACTION_CREATE" {
            secrets.push((
                "interaction token",
                data["token"].as_str().unwrap().to_owned(),
            ));
        }
    }
    let kinds: std::collections::BTreeSet<&str> = secrets.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds.len(), 4, "{kinds:?}");
    let lines = house.stage.log.lines();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("\"level\":\"TRACE\"")),
        "the log is not at trace"
    );
    for (kind, secret) in &secrets {
        assert!(secret.len() >= 16, "{kind} is too short to be looked for");
        if let Some(line) = lines.iter().find(|line| line.contains(secret)) {
            panic!("{kind} is in the log: {line}");
        }
    }
    house.stage.forgive_unanswered();
    house.stage.forgive(|_| true);
    house.stage.log.forgive("");
    house.finish().await;
}
