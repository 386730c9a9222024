//! Games that nobody plays any more end, and are forgotten.

use std::time::Duration;

use hangman::domain::game::Status;
use testkit::Kind;

use super::{House, begin, game_of, told, until};

/// The job may have just been here when the clock is moved; then its next turn is waited for.
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);
/// Patience with an idle game, unless configured otherwise.
const PATIENCE: Duration = HOUR.saturating_mul(24);
/// How long games are kept, unless configured otherwise.
const KEEP: Duration = PATIENCE.saturating_mul(30);

async fn forgotten(kind: Kind) {
    let house = House::open(kind).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let id = game_of(&board);
    let clock = house.stage.sim.clock();

    clock.advance(PATIENCE - HOUR);
    let played = ann.click(&board, "E").await.unwrap().message().unwrap();
    clock.advance(PATIENCE - HOUR);
    let played = ann.click(&played, "T").await.unwrap().message().unwrap();
    assert_eq!(house.rows.round(id).await.game.status(), Status::Running);

    clock.advance(PATIENCE + HOUR);
    until("the job has ended the game", async || {
        clock.advance(MINUTE);
        house.rows.round(id).await.game.status() == Status::Expired
    })
    .await;
    let late = ann
        .click(&played, "A")
        .await
        .unwrap()
        .with_followups(1)
        .await
        .unwrap();
    assert!(told(&late).contains("over"), "{}", told(&late));
    let shown = late.message().unwrap();
    let word = house.rows.round(id).await.game.parts().word;
    assert!(
        shown.text().contains(&word.as_str().to_uppercase()),
        "{}",
        shown.text()
    );
    assert!(
        house.rows.stats(&ann).await.is_none(),
        "an expired game counts for nobody"
    );

    clock.advance(KEEP + HOUR);
    until("the job has forgotten the game", async || {
        clock.advance(MINUTE);
        house.rows.games().await == 0
    })
    .await;
    let said = told(&ann.click_raw(&played, &super::key(id, 'A')).await.unwrap());
    assert!(said.contains("don't remember"), "{said}");
    house.finish().await;
}

#[tokio::test]
async fn an_abandoned_game_expires_on_sqlite() {
    forgotten(Kind::Sqlite).await;
}

#[tokio::test]
async fn an_abandoned_game_expires_on_postgres() {
    forgotten(Kind::Postgres).await;
}
