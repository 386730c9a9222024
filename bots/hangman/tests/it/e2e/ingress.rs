//! Hangman behind Discord's interactions endpoint: as signed requests, by one process and by two.

use hangman::domain::game::{Mode, Status};
use testkit::{Kind, Stage};

use super::rows::now;
use super::{House, begin, game_of, letters_beside, letters_of, press, until};

#[tokio::test]
async fn a_whole_game_is_played_over_signed_requests() {
    let house = House::of(Stage::new(hangman::bot).ingress_http()).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "difficulty:easy").await;
    assert_eq!(board.pictures().len(), 1, "files come with the callback");
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    press(&ann, &board, &letters_beside(&round)[..1]).await;
    let end = press(&ann, &board, &letters_of(&round)).await;
    assert_eq!(end.buttons().len(), 1, "{}", end.render());
    assert_eq!(house.rows.round(id).await.game.status(), Status::Won);
    let deliveries = house.stage.sim.journal().deliveries();
    let interactions = deliveries
        .iter()
        .filter(|delivery| delivery.kind == "interaction");
    assert!(interactions.clone().count() > 2);
    assert!(interactions.into_iter().all(|one| one.status == 202));
    house.finish().await;
}

#[tokio::test]
async fn a_game_goes_on_in_another_process() {
    let mut house = House::of(Stage::new(hangman::bot).on(Kind::Postgres).ingress_http()).await;
    let ann = house.stage.person("ann");
    let planted = now(&house.stage);
    house
        .rows
        .plant("lighthouse", Mode::Together, &ann, planted)
        .await;
    let board = ann.slash("/hangman resume").await.unwrap();
    let board = board.message().unwrap();
    house.stage.replicate().await.unwrap();
    press(&ann, &board, &['L']).await;
    // The first process ends; the second one has the row and nothing else.
    house.stage.stop().await;
    let end = press(&ann, &board, &['I', 'G', 'H', 'T', 'O', 'U', 'S', 'E']).await;
    assert!(end.text().contains("LIGHTHOUSE"), "{}", end.render());
    until("the row shows the end", async || {
        house.rows.round(game_of(&board)).await.game.status() == Status::Won
    })
    .await;
    house.finish().await;
}

#[tokio::test]
async fn a_click_that_reaches_both_processes_counts_once() {
    let mut house = House::of(Stage::new(hangman::bot).on(Kind::Postgres).ingress_http()).await;
    house.stage.replicate().await.unwrap();
    let ann = house.stage.person("ann");
    let board = begin(&ann, "difficulty:easy").await;
    let id = game_of(&board);
    let letter = letters_beside(&house.rows.round(id).await)[0].to_string();
    let clicked = ann.click(&board, letter).await.unwrap();
    let before = house.rows.round(id).await;
    // Both processes have it after at most this many connections.
    for _ in 0..4 {
        ann.redeliver(clicked.interaction_id()).unwrap();
    }
    let answers = || {
        let deliveries = house.stage.sim.journal().deliveries();
        let mut answers: Vec<u16> = deliveries
            .iter()
            .filter(|one| one.interaction == Some(clicked.interaction_id()))
            .map(|one| one.status)
            .collect();
        answers.sort_unstable();
        answers
    };
    until("all deliveries", async || answers().len() == 5).await;
    // Each process takes it at most once.
    let answers = answers();
    assert!(
        answers == [202, 202, 409, 409, 409] || answers == [202, 409, 409, 409, 409],
        "{answers:?}"
    );
    house.stage.stop().await;
    assert_eq!(house.rows.round(id).await, before);
    house
        .stage
        .forgive(|problem| problem.text.contains("409 instead of"));
    house.finish().await;
}
