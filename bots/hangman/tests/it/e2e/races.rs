//! Many people at the same instant.

use std::collections::BTreeSet;
use std::time::Instant;

use discord_sim::{Outcome, Seat};
use futures_util::future::join_all;
use hangman::domain::game::{Mode, Status};
use hangman::domain::letter::Letter;
use testkit::{Kind, Stage};

use super::rows::now;
use super::{House, begin, game_of, key, letters_beside, letters_of, told, until, used};

const PEOPLE: usize = 40;
const CLICKS: usize = 1_000;

/// How the clicks come in.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Way {
    Gateway,
    /// As signed requests, to two instances in turn.
    TwoReplicas,
}

async fn thousand_clicks(kind: Kind, way: Way) {
    // The log at TRACE and the check of every request cost more than the bot itself; other tests have them.
    let setup = Stage::new(hangman::bot).on(kind);
    let setup = setup.set("GUILDHALL__LOG__FILTER", "info");
    // Unoptimised and on a busy machine, the last of a thousand waits long for a connection.
    let setup = setup.set("GUILDHALL__DATABASE__ACQUIRE_TIMEOUT", "2m");
    let setup = setup.sim(|settings| settings.oracle = false);
    let house = match way {
        Way::Gateway => House::of(setup).await,
        Way::TwoReplicas => {
            let mut house = House::of(setup.ingress_http()).await;
            house.stage.replicate().await.unwrap();
            house
        }
    };
    let people: Vec<Seat> = (0..PEOPLE)
        .map(|number| house.stage.person(&format!("player{number}")))
        .collect();
    let ann = &people[0];
    house
        .rows
        .plant("lighthouse", Mode::Together, ann, now(&house.stage))
        .await;
    let board = ann
        .slash("/hangman resume")
        .await
        .unwrap()
        .message()
        .unwrap();
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    let (mut letters, beside) = (letters_of(&round), letters_beside(&round));
    let last = letters.pop().unwrap();
    // One more mistake would lose the game.
    letters.extend(&beside[..usize::from(round.game.lives()) - 1]);

    // An unoptimised build on a busy machine may take longer than Discord waits. In a release build its 3 s count:
    // `cargo test --release --workspace --test it thousand`.
    if cfg!(debug_assertions) {
        house.stage.sim.clock().freeze();
    }
    let started = Instant::now();
    let clicks = (0..CLICKS).map(|number| {
        // Each letter by everybody in turn, all letters mixed.
        let letter = letters[(number * 7) % letters.len()];
        let custom_id = key(id, letter);
        let seat = &people[(number / letters.len() + number) % PEOPLE];
        let board = &board;
        async move { seat.click_raw(board, &custom_id).await.unwrap() }
    });
    let shown = join_all(clicks).await;
    let took = started.elapsed();
    let unanswered = shown.iter().filter(|shown| shown.failed()).count();
    assert_eq!(unanswered, 0, "of {CLICKS} in {took:?}");
    for answer in shown {
        let answer = answer.settled().await.unwrap();
        assert!(
            matches!(answer.outcome(), Outcome::Updated(_)),
            "{:?}",
            answer.outcome()
        );
        assert!(
            answer.followups().is_empty(),
            "an apology: {:?}",
            answer.followups()
        );
    }
    let settled = started.elapsed();

    let after = house.rows.round(id).await;
    let tried: BTreeSet<char> = letters.iter().copied().collect();
    let team = after.game.team();
    let counted: usize = team
        .contributions()
        .iter()
        .map(|mine| mine.hits.iter().count() + mine.misses.iter().count())
        .sum();
    assert_eq!(counted, letters.len(), "every letter counts once");
    let in_row: BTreeSet<char> = team.tried().iter().map(Letter::upper).collect();
    assert_eq!(in_row, tried);
    assert_eq!(after.version, 1 + i64::try_from(letters.len()).unwrap());
    assert_eq!(after.game.status(), Status::Running);
    until("the message shows all letters", async || {
        used(&house.stage.sim.message(board.id).unwrap()) == tried
    })
    .await;
    for picture in house.stage.sim.message(board.id).unwrap().pictures() {
        assert!(
            picture.url.starts_with("http"),
            "a broken picture: {}",
            picture.url
        );
    }
    println!(
        "{kind:?}, {way:?}: {CLICKS} clicks answered in {} ms, the last deferred one settled after {} ms",
        took.as_millis(),
        settled.as_millis()
    );

    if let Some(balancer) = house.stage.balancer() {
        let share = balancer.connections();
        assert_eq!(share.len(), 2);
        assert!(
            share.iter().all(|connections| *connections > 10),
            "{share:?}"
        );
    }

    // Everybody presses the winning key at once.
    let custom_id = &key(id, last);
    let clicks = people.iter().map(|seat| seat.click_raw(&board, custom_id));
    for answer in join_all(clicks).await {
        let answer = answer.unwrap().settled().await.unwrap();
        assert!(!answer.failed());
    }
    let won = house.rows.round(id).await;
    assert_eq!(
        (won.game.status(), won.version),
        (Status::Won, after.version + 1)
    );
    for seat in &people {
        let player = twilight_model::id::Id::new(seat.person().id());
        let stats = house.rows.stats(seat).await;
        let earned = won
            .earned_by(player)
            .map(|earned| (1, i64::from(earned.xp)));
        assert_eq!(
            stats.map(|stats| (stats.played, stats.xp)),
            earned,
            "booked once or not at all"
        );
    }
    until("the message shows the end", async || {
        house
            .stage
            .sim
            .message(board.id)
            .unwrap()
            .text()
            .contains("LIGHTHOUSE")
    })
    .await;
    house.finish().await;
}

#[tokio::test]
async fn a_thousand_clicks_at_once_on_sqlite() {
    thousand_clicks(Kind::Sqlite, Way::Gateway).await;
}

#[tokio::test]
async fn a_thousand_clicks_at_once_on_postgres() {
    thousand_clicks(Kind::Postgres, Way::Gateway).await;
}

#[tokio::test]
async fn a_thousand_clicks_at_once_on_two_replicas() {
    thousand_clicks(Kind::Postgres, Way::TwoReplicas).await;
}

async fn starts_at_once(kind: Kind) {
    let house = House::open(kind).await;
    let people: Vec<Seat> = (0..8)
        .map(|number| house.stage.person(&format!("player{number}")))
        .collect();
    let starts = people
        .iter()
        .map(|seat| seat.slash("/hangman start mode:everyone"));
    let mut begun = 0;
    for shown in join_all(starts).await {
        let shown = shown.unwrap();
        let message = shown.message().unwrap();
        if message.ephemeral {
            assert!(told(&shown).contains("resume"), "{}", told(&shown));
        } else {
            begun += 1;
        }
    }
    assert_eq!((begun, house.rows.games().await), (1, 1));
    house.finish().await;
}

#[tokio::test]
async fn people_who_start_at_once_get_one_game_on_sqlite() {
    starts_at_once(Kind::Sqlite).await;
}

#[tokio::test]
async fn people_who_start_at_once_get_one_game_on_postgres() {
    starts_at_once(Kind::Postgres).await;
}

#[tokio::test]
async fn a_start_that_is_delivered_twice_is_one_game() {
    let mut house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let shown = ann.slash("/hangman start").await.unwrap();
    let board = shown.message().unwrap();
    ann.redeliver(shown.interaction_id()).unwrap();
    let played = ann.click(&board, "E").await.unwrap().message().unwrap();
    let before = house.rows.round(game_of(&board)).await;
    // A new process has not seen it yet, and it is too late to answer twice.
    house.stage.crash().await;
    house.stage.start_bot().await.unwrap();
    let mark = house.stage.sim.journal().mark();
    ann.redeliver(shown.interaction_id()).unwrap();
    until("the second delivery was taken in", async || {
        let requests = house.stage.sim.journal().requests_since(mark);
        requests
            .iter()
            .any(|request| request.path.contains("/callback"))
    })
    .await;
    assert_eq!(house.rows.round(before.id).await, before);
    assert_eq!(house.rows.games().await, 1);
    assert_eq!(ann.messages().len(), 1);
    assert_eq!(
        used(&played),
        used(&house.stage.sim.message(board.id).unwrap())
    );
    house.finish().await;
}

#[tokio::test]
async fn many_games_at_once_do_not_disturb_each_other() {
    let house = House::open(Kind::Postgres).await;
    let games = (0..10).map(|number| {
        let channel = house.stage.guild.text_channel(&format!("room{number}"));
        let seat = house
            .stage
            .guild
            .person(&format!("player{number}"))
            .in_channel(&channel);
        async move {
            let board = begin(&seat, "difficulty:easy").await;
            super::press(&seat, &board, &['E', 'A', 'I', 'O', 'U']).await
        }
    });
    for shown in join_all(games).await {
        assert!(
            used(&shown).len() == 5 || shown.buttons().len() == 1,
            "{}",
            shown.render()
        );
    }
    assert_eq!(house.rows.games().await, 10);
    house.finish().await;
}
