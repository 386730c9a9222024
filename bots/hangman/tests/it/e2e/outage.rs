//! The database goes away and comes back.

use discord_sim::Outcome;
use testkit::Kind;

use super::{House, begin, game_of, letters_of, press, told, used};

async fn allow(house: &House, allowed: bool) {
    let database = house.stage.database.postgres().unwrap();
    tokio::task::block_in_place(|| database.allow_connections(allowed)).unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_database_that_is_down_is_apologised_for_and_the_next_call_works() {
    let house = House::open(Kind::Postgres).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let before = house.rows.round(game_of(&board)).await;
    let letters = letters_of(&before);

    allow(&house, false).await;
    for target in [
        letters[0].to_string(),
        "Guess the word".to_owned(),
        "Give up".to_owned(),
    ] {
        let shown = ann.click(&board, target.as_str()).await.unwrap();
        let shown = match shown.outcome() {
            Outcome::Deferred => shown.with_followups(1).await.unwrap(),
            _ => shown,
        };
        let said = told(&shown);
        let reference = said
            .split("**")
            .nth(1)
            .unwrap_or_else(|| panic!("no reference: {said}"));
        assert_eq!(reference.len(), 9, "{said}");
        let logged = house.stage.log.forgive(reference);
        assert_eq!(
            logged.len(),
            1,
            "{reference} is in the log {} times",
            logged.len()
        );
    }
    let said = ann
        .slash("/hangman stats")
        .await
        .unwrap()
        .settled()
        .await
        .unwrap();
    assert!(told(&said).contains("**"));
    house.stage.log.forgive("handler failed");
    let board = house.stage.sim.message(board.id).unwrap();
    assert!(used(&board).is_empty());

    allow(&house, true).await;
    // The look had its connection cut too; its first statement after that may notice it.
    let after = house.rows.round(before.id).await;
    assert_eq!(after, before, "something was half saved");
    press(&ann, &board, &letters).await;
    let stats = house.rows.stats(&ann).await.unwrap();
    assert_eq!((stats.played, stats.won), (1, 1));
    house.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn connections_that_are_cut_are_not_noticed() {
    let house = House::open(Kind::Postgres).await;
    let ann = house.stage.person("ann");
    let mut board = begin(&ann, "").await;
    let round = house.rows.round(game_of(&board)).await;
    for letter in letters_of(&round) {
        let database = house.stage.database.postgres().unwrap();
        tokio::task::block_in_place(|| database.disconnect_all()).unwrap();
        board = press(&ann, &board, &[letter]).await;
    }
    let stats = house.rows.stats(&ann).await.unwrap();
    assert_eq!((stats.played, stats.won), (1, 1));
    house.finish().await;
}
