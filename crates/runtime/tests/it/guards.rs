//! What keeps people from doing too much: cooldowns and the abuse guard.

use discord_sim::Seat;
use testkit::Stage;

use crate::{
    probe,
    scene::{apologised, seconds},
};

async fn rare(seat: &Seat, end: &str) -> String {
    let line = format!("/probe rule rare end:{end}");
    let shown = seat.slash(&line).await.unwrap();
    shown.message().unwrap().content
}

#[tokio::test]
async fn a_cooldown_is_spent_by_success_alone() {
    let stage = Stage::new(probe::bot).start().await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    assert_eq!(rare(&ann, "refusal").await, "Not like this");
    assert_eq!(rare(&ann, "refusal").await, "Not like this");
    let failed = ann.slash("/probe rule rare end:error").await.unwrap();
    apologised(&stage, &failed.message().unwrap());
    assert_eq!(rare(&ann, "success").await, "done");
    let refused = rare(&ann, "success").await;
    assert!(refused.starts_with("Not so fast"), "{refused}");
    assert!(
        refused.contains("<t:") && refused.contains(":R>"),
        "{refused}"
    );
    assert_eq!(
        rare(&bob, "success").await,
        "done",
        "it is each person's own"
    );
    stage.sim.clock().advance(seconds(31));
    assert_eq!(rare(&ann, "success").await, "done");
    assert!(rare(&ann, "success").await.starts_with("Not so fast"));
    stage.finish();
}

#[tokio::test]
async fn a_cooldown_in_one_guild_is_none_in_another() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__COMMANDS__SCOPE", "global")
        .start()
        .await;
    let other = stage.sim.guild("Other");
    let room = other.text_channel("room");
    other.install(&stage.application, 0);
    let ann = stage.person("ann");
    assert_eq!(rare(&ann, "success").await, "done");
    let there = other.person("ann").in_channel(&room);
    assert_eq!(rare(&there, "success").await, "done");
    assert!(rare(&there, "success").await.starts_with("Not so fast"));
    stage.finish();
}

#[tokio::test]
async fn the_sixth_command_is_too_much() {
    let stage = Stage::new(probe::bot)
        .set("GUILDHALL__ABUSE__COMMANDS", "5")
        .set("GUILDHALL__ABUSE__WINDOW", "1h")
        .start()
        .await;
    let (ann, bob) = (stage.person("ann"), stage.person("bob"));
    let board = ann.slash("/probe board").await.unwrap().message().unwrap();
    for _ in 0..4 {
        let echo = ann.slash("/probe echo text:hello").await.unwrap();
        assert_eq!(echo.message().unwrap().content, "hello");
    }
    let refused = ann.slash("/probe echo text:hello").await.unwrap();
    let refused = refused.message().unwrap();
    assert!(refused.ephemeral);
    assert!(refused.content.starts_with("That was a lot"), "{refused:?}");
    // Buttons are no commands, and other people have done nothing.
    let clicked = ann.click(&board, "More").await.unwrap();
    assert!(clicked.message().unwrap().text().contains("count 1"));
    let echo = bob.slash("/probe echo text:hello").await.unwrap();
    assert_eq!(echo.message().unwrap().content, "hello");
    stage.finish();
}
