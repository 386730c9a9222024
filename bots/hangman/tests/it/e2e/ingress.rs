//! Hangman behind Discord's interactions endpoint: as signed requests, by one process and by two.

use std::net::SocketAddr;
use std::time::Duration;

use discord_sim::ProblemKind;
use hangman::domain::game::{Mode, Status};
use testkit::{Balancer, Kind, Log, Program, Stage};

use super::crash::start_with;
use super::rows::now;
use super::{House, begin, game_of, key, letters_beside, letters_of, press, until};

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
    house.finish().await;
}

/// A real program that takes signed requests, and where.
async fn program(house: &House) -> (Program, SocketAddr) {
    let log = Log::default();
    let variables = [
        ("GUILDHALL__INGRESS", "http"),
        ("GUILDHALL__HTTP__LISTEN", "127.0.0.1:0"),
    ];
    let program = start_with(&house.stage, &variables, log.clone());
    let address = testkit::until("the program's address", async || {
        let lines = log.lines();
        let line = lines.iter().find(|line| line.contains("is starting"))?;
        let (_, rest) = line.split_once("\"http\":\"")?;
        rest.split_once('"')?.0.parse().ok()
    })
    .await;
    (program, address)
}

#[tokio::test]
async fn of_two_programs_one_is_killed_and_the_game_goes_on() {
    let house = House::of(Stage::new(hangman::bot).on(Kind::Postgres).without_bot()).await;
    let (first, second) = (program(&house).await, program(&house).await);
    let balancer = Balancer::start().await.unwrap();
    balancer.add(first.1);
    balancer.add(second.1);
    let application = &house.stage.application;
    let url = format!("http://{}/interactions/hangman", balancer.address());
    application.interactions_endpoint(Some(&url)).await.unwrap();
    assert!(
        application
            .has_command("hangman", Duration::from_secs(30))
            .await
    );
    let people: Vec<_> = (0..8)
        .map(|number| house.stage.person(&format!("player{number}")))
        .collect();
    let planted = now(&house.stage);
    house
        .rows
        .plant("lighthouse", Mode::Together, &people[0], planted)
        .await;
    let board = people[0].slash("/hangman resume").await.unwrap();
    let board = board.message().unwrap();
    let id = game_of(&board);
    let press_all = |letters: &'static [char]| {
        let clicks = people.iter().enumerate().map(|(number, seat)| {
            let custom_id = key(id, letters[number % letters.len()]);
            let board = &board;
            async move { seat.click_raw(board, &custom_id).await.unwrap() }
        });
        futures_util::future::join_all(clicks)
    };
    let answers = press_all(&['L', 'I', 'G']).await;
    assert!(answers.iter().all(|answer| !answer.failed()));
    assert!(balancer.connections().iter().all(|share| *share > 0));
    // It dies with clicks in its hands; those who clicked see a failure, and click again.
    let (answers, ()) = tokio::join!(press_all(&['H', 'T', 'O']), async {
        tokio::task::yield_now().await;
        first.0.kill().unwrap();
    });
    println!(
        "lost: {}",
        answers.iter().filter(|answer| answer.failed()).count()
    );
    balancer.remove(first.1);
    let answers = press_all(&['H', 'T', 'O', 'U', 'S', 'E']).await;
    assert!(answers.iter().all(|answer| !answer.failed()));
    until("the game is won", async || {
        let shown = house.stage.sim.message(board.id).unwrap();
        shown.text().contains("LIGHTHOUSE")
    })
    .await;
    let row = house.rows.round(id).await;
    assert_eq!(
        (row.game.status(), row.version),
        (Status::Won, 10),
        "each letter once"
    );
    second.0.terminate().unwrap();
    let ended = tokio::task::spawn_blocking(move || second.0.wait().unwrap());
    assert!(ended.await.unwrap().success());
    house.stage.forgive(|problem| {
        matches!(
            problem.kind,
            ProblemKind::Unanswered | ProblemKind::Endpoint
        )
    });
    house.finish().await;
}
