//! Two languages at once: the channel's for all, everybody's own in private.

use hangman::domain::word::Category;
use testkit::Kind;

use super::{House, begin, game_of, letters_of, press, told};

#[tokio::test]
async fn a_german_server_sees_german_and_an_english_person_is_told_in_english() {
    let house = House::open(Kind::Sqlite).await;
    house.stage.guild.set_locale("de");
    let ann = house.stage.person("ann");
    let board = begin(&ann, "category:animals").await;
    assert!(
        board.text().contains("Galgenmännchen · Tiere"),
        "{}",
        board.text()
    );
    assert!(board.button("Aufgeben").is_some());
    let round = house.rows.round(game_of(&board)).await;
    let end = press(&ann, &board, &letters_of(&round)).await;
    assert!(end.text().contains("Gefunden!"), "{}", end.text());
    let stats = told(&ann.slash("/hangman stats").await.unwrap());
    assert!(stats.contains("Your") || stats.contains("Level"), "{stats}");
    assert!(!stats.contains("Spiele"), "{stats}");
    house.finish().await;
}

#[tokio::test]
async fn a_german_person_on_an_english_server_is_told_in_german() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, bob) = (house.stage.person("ann"), house.stage.person("bob"));
    ann.person().set_locale("de");
    let board = begin(&ann, "").await;
    assert!(board.button("Give up").is_some(), "{}", board.render());
    let modal = ann
        .click(&board, "Guess the word")
        .await
        .unwrap()
        .modal()
        .unwrap();
    assert_eq!(modal.title, "Rate das Wort");
    let said = told(&ann.slash("/hangman start").await.unwrap());
    assert!(said.contains("Nicht so schnell"), "{said}");
    bob.person().set_locale("fr");
    let said = told(
        &bob.click_raw(&board, &super::key(game_of(&board), 'A'))
            .await
            .unwrap(),
    );
    assert!(said.contains("'s game"), "{said}");
    house.finish().await;
}

#[tokio::test]
async fn categories_are_suggested_in_everybodys_language() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, eva) = (house.stage.person("ann"), house.stage.person("eva"));
    eva.person().set_locale("de");
    let names = async |seat: &discord_sim::Seat, typed: &str| -> Vec<String> {
        let line = format!("/hangman start category:{typed}|");
        let choices = seat.autocomplete(&line).await.unwrap();
        choices.into_iter().map(|choice| choice.name).collect()
    };
    assert_eq!(names(&ann, "").await.len(), 8);
    assert_eq!(names(&ann, "An").await, ["Animals", "Plants"]);
    assert_eq!(names(&eva, "ti").await, ["Tiere"]);
    for junk in ["\u{0}", "<@1> **x**", "'; DROP TABLE", "🦓🦓🦓"] {
        assert!(names(&ann, junk).await.is_empty(), "{junk:?}");
    }
    // What was suggested is understood, and so is the name itself.
    let board = begin(&eva, "category:Tiere").await;
    let round = house.rows.round(game_of(&board)).await;
    assert_eq!(round.wish.category.map(Category::as_str), Some("animals"));
    house.finish().await;
}
