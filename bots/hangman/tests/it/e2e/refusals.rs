//! Everything that is refused: who asked is told why, in private, and nothing changes.

use std::time::Duration;

use discord_sim::{Seat, permission};
use hangman::domain::game::Status;
use serde_json::json;
use testkit::Kind;

use super::{House, begin, game_of, key, letters_of, press, told, used};

/// More than the time between two games of one person.
pub(super) const COOLDOWN: Duration = Duration::from_secs(4);

async fn give_up(seat: &Seat, board: &discord_sim::MessageView) -> discord_sim::MessageView {
    seat.click(board, "Give up")
        .await
        .unwrap()
        .message()
        .unwrap()
}

#[tokio::test]
async fn somebody_elses_game() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, bob) = (house.stage.person("ann"), house.stage.person("bob"));
    let board = begin(&ann, "").await;
    let id = game_of(&board);
    for target in ["A", "Guess the word", "Give up"] {
        let said = told(&bob.click(&board, target).await.unwrap());
        assert!(
            said.contains(&format!("<@{}>", ann.person().id())),
            "{said}"
        );
    }
    let together = begin(&ann_later(&house, &ann), "mode:everyone").await;
    let said = told(&bob.click(&together, "Give up").await.unwrap());
    assert!(
        said.contains(&format!("<@{}>", ann.person().id())),
        "{said}"
    );
    assert_eq!(house.rows.round(id).await.version, 1);
    assert!(
        ann.messages()
            .iter()
            .all(|message| message.pinged.is_empty())
    );
    house.finish().await;
}

/// The same person when the cooldown is over.
fn ann_later(house: &House, ann: &Seat) -> Seat {
    house.stage.sim.clock().advance(COOLDOWN);
    ann.clone()
}

#[tokio::test]
async fn a_finished_game_and_a_message_of_an_earlier_one() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    let copy = ann
        .slash("/hangman resume")
        .await
        .unwrap()
        .message()
        .unwrap();
    press(&ann, &board, &letters_of(&round)).await;
    let won = house.rows.round(id).await;
    assert_eq!(won.game.status(), Status::Won);

    // The window is not opened, the keys do nothing, and a message that still had keys shows the end.
    let said = told(&ann.click(&copy, "Guess the word").await.unwrap());
    assert!(said.contains("over"), "{said}");
    let late = ann.click_raw(&copy, &key(id, 'Q')).await.unwrap();
    let late = late.with_followups(1).await.unwrap();
    assert!(told(&late).contains("over"), "{}", told(&late));
    let word = won.game.parts().word.as_str().to_uppercase();
    assert!(
        late.message().unwrap().text().contains(&word),
        "{}",
        late.message().unwrap().text()
    );

    ann_later(&house, &ann);
    let next = begin(&ann, "").await;
    let late = ann.click_raw(&board, &key(id, 'Q')).await.unwrap();
    assert!(told(&late.with_followups(1).await.unwrap()).contains("over"));
    assert_eq!(house.rows.round(id).await, won);
    assert!(used(&house.stage.sim.message(next.id).unwrap()).is_empty());
    house.finish().await;
}

#[tokio::test]
async fn a_second_game_where_one_runs() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, bob) = (house.stage.person("ann"), house.stage.person("bob"));
    begin(&ann, "").await;
    let said = told(&bob.slash("/hangman start").await.unwrap());
    assert!(
        said.contains(&format!("<@{}>", ann.person().id())),
        "{said}"
    );
    begin(&bob, "mode:everyone").await;
    house.stage.sim.clock().advance(COOLDOWN);
    let said = told(&ann.slash("/hangman start mode:everyone").await.unwrap());
    assert!(said.contains("resume"), "{said}");
    assert_eq!(house.rows.games().await, 2);
    house.finish().await;
}

#[tokio::test]
async fn the_bots_own_permissions_and_no_cooldown_for_a_refusal() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let (guild, bot) = (&house.stage.guild, &house.stage.application);
    let few = permission::VIEW_CHANNEL | permission::SEND_MESSAGES;
    guild.everyone(few | permission::USE_APPLICATION_COMMANDS);
    guild.bot_permissions(bot, few);
    for command in ["/hangman start", "/hangman resume"] {
        let said = told(&ann.slash(command).await.unwrap());
        assert!(said.contains("Attach Files"), "{said}");
    }
    assert_eq!(house.rows.games().await, 0);
    guild.bot_permissions(bot, few | permission::ATTACH_FILES);
    let said = told(&ann.slash("/hangman start category:birds").await.unwrap());
    assert!(said.contains("Animals"), "{said}");
    let board = begin(&ann, "").await;
    let end = give_up(&ann, &board).await;
    house.stage.sim.clock().advance(COOLDOWN);
    guild.bot_permissions(bot, few);
    let said = told(&ann.click(&end, 0).await.unwrap());
    assert!(said.contains("Attach Files"), "{said}");
    house.finish().await;
}

#[tokio::test]
async fn games_one_right_after_the_other() {
    let house = House::open(Kind::Sqlite).await;
    let (ann, bob) = (house.stage.person("ann"), house.stage.person("bob"));
    let board = begin(&ann, "").await;
    let end = give_up(&ann, &board).await;
    let said = told(&ann.slash("/hangman start").await.unwrap());
    assert!(said.contains("Not so fast"), "{said}");
    // The cooldown is everybody's own, and the button has one too.
    let board = bob.click(&end, 0).await.unwrap().message().unwrap();
    let end = give_up(&bob, &board).await;
    let said = told(&bob.click(&end, 0).await.unwrap());
    assert!(said.contains("Not so fast"), "{said}");
    house.stage.sim.clock().advance(COOLDOWN);
    begin(&ann, "").await;
    house.finish().await;
}

#[tokio::test]
async fn commands_that_this_release_does_not_know() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let option = |kind: u64, name: &str| json!({"name": name, "type": kind, "options": []});
    for options in [
        json!([]),
        json!([option(1, "duel")]),
        json!([{"name": "start", "type": 1, "options": [{"name": "mode", "type": 3, "value": "duel"}]}]),
        json!([{"name": "start", "type": 1, "options": [{"name": "category", "type": 4, "value": 7}]}]),
    ] {
        let data = json!({"id": "1", "name": "hangman", "type": 1, "options": options});
        let shown = ann
            .raw_interaction(json!({"type": 2, "data": data}))
            .await
            .unwrap();
        assert!(
            told(&shown).contains("don't know this command"),
            "{options}: {}",
            told(&shown)
        );
    }
    let data = json!({"id": "1", "name": "hangwoman", "type": 1});
    let shown = ann
        .raw_interaction(json!({"type": 2, "data": data}))
        .await
        .unwrap();
    assert!(told(&shown).contains("don't know this command"));
    assert_eq!(house.rows.games().await, 0);
    house.finish().await;
}

#[tokio::test]
async fn custom_ids_that_nobody_made() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "").await;
    let id = game_of(&board);
    let mut hostile: Vec<String> = [
        "",
        ":",
        "::",
        "hm",
        "hm.",
        "hm.letter",
        "hm.letter:",
        "hm.letter:1",
        "hm.letter:1:",
        "hm.letter::A",
        "hm.letter:0:7:A",
        "hm.letter:1:7:A",
        "hm.letter:1:0:A",
        "hm.letter:1:-7:A",
        "hm.letter:1:18446744073709551616:A",
        "hm.letter:65536:7:A",
        "hm.nothing:1:7",
        "HM.LETTER:1:7:A",
        "hm.letter:1:7:A:",
        "hm.letter:1:7:É",
        "hm.letter:1:7:\u{0}",
        "hm.again:1",
        "hm.again:1:duel:-:-",
        "hm.again:1:solo:birds:-",
        "hm.again:1:solo:-:-:-",
        "hm.again:2:solo:-:-",
        "hm.word:1:x",
        "hm.stop:1:99999999999999999999",
        "hm.guess:1:7",
        "hm.guess:1:7:word",
        "%s%s%n",
        "../../etc/passwd",
        "'; DROP TABLE hangman_games; --",
        "{ $owner }",
        "<@1>",
        "@everyone",
        "\u{202e}drowssap",
        "hm.letter:1:7:A\nhm.stop:1:7",
        "hm.letter%3A1%3A7%3AA",
        "hm.letter\\:1\\:7\\:A",
        "null",
        "0",
        "🎉",
        "hm.letter:1:7:%41",
        "hm.letter:01:7:A",
        " hm.stop:1:7",
    ]
    .map(ToOwned::to_owned)
    .into();
    hostile.push(format!("hm.letter:1:{id}:AA"));
    hostile.push(format!("hm.letter:1:{id}:\u{430}"));
    hostile.push(format!("hm.letter:2:{id}:A"));
    hostile.push("a".repeat(100));
    assert_eq!(hostile.len(), 50);
    for custom_id in hostile {
        let shown = ann.click_raw(&board, &custom_id).await.unwrap();
        assert!(!shown.failed(), "{custom_id:?} was not answered");
        assert!(!told(&shown).is_empty());
    }
    assert_eq!(house.rows.round(id).await.version, 1);
    assert_eq!(house.rows.games().await, 1);
    house.finish().await;
}

#[tokio::test]
async fn a_game_of_another_channel() {
    let house = House::open(Kind::Sqlite).await;
    let ann = house.stage.person("ann");
    let id = game_of(&begin(&ann, "").await);
    let elsewhere = house.stage.guild.text_channel("elsewhere");
    house.stage.sim.clock().advance(COOLDOWN);
    let there = begin(&ann.person().in_channel(&elsewhere), "").await;
    let said = told(&ann.click_raw(&there, &key(id, 'A')).await.unwrap());
    assert!(said.contains("don't remember"), "{said}");
    assert_eq!(house.rows.round(id).await.version, 1);
    house.finish().await;
}
