//! Texts that were made to do harm, in every place where a person can give one.

mod strings;

use discord_sim::{MessageView, Shown};
use serde_json::json;
use testkit::{Kind, Stage};

use self::strings::STRINGS;
use super::{House, begin, game_of, key, letters_of, press, until};

fn strings() -> impl Iterator<Item = String> {
    STRINGS.iter().map(|(text, times)| text.repeat(*times))
}

/// Characters that Discord reads as markup, or as a mention.
fn is_markup(text: &str) -> bool {
    text.chars().count() > 1
        && text.contains(['*', '_', '~', '`', '|', '<', '>', '[', ']', '#', '@'])
}

/// An answer that pings nobody and repeats no markup.
fn check(text: &str, shown: &Shown) {
    assert!(!shown.failed(), "{text:?} was not answered");
    let mut messages: Vec<MessageView> = shown.message().into_iter().collect();
    messages.extend(shown.followups());
    for message in messages {
        assert!(
            message.pinged.is_empty(),
            "{text:?} pinged: {:?}",
            message.pinged
        );
        if message.ephemeral && is_markup(text) {
            assert!(
                !message.text().contains(text),
                "{text:?} is repeated: {}",
                message.text()
            );
        }
        for hidden in ['\0', '\u{202e}', '\u{202d}', '\u{1b}', '\u{7f}', '\u{200f}'] {
            assert!(
                !message.text().contains(hidden),
                "{text:?} leaves {hidden:?} in {}",
                message.text()
            );
        }
    }
}

async fn everywhere(kind: Kind) {
    let house = House::of(
        Stage::new(hangman::bot)
            .on(kind)
            // One manifest for all the guilds below.
            .set("GUILDHALL__COMMANDS__SCOPE", "global"),
    )
    .await;
    let ann = house.stage.person("ann");
    let board = begin(&ann, "mode:everyone difficulty:easy").await;
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    let modal = ann
        .click(&board, "Guess the word")
        .await
        .unwrap()
        .modal()
        .unwrap();
    for text in strings() {
        let guessed = ann.submit_raw(&modal, &[("word", &text)]).await.unwrap();
        check(&text, &guessed);
        for option in ["category", "mode", "difficulty"] {
            let options = json!([{"name": option, "type": 3, "value": text}]);
            let start = json!([{"name": "start", "type": 1, "options": options}]);
            let data = json!({"id": "1", "name": "hangman", "type": 1, "options": start});
            let shown = ann
                .raw_interaction(json!({"type": 2, "data": data}))
                .await
                .unwrap();
            check(&text, &shown);
        }
        let options = json!([{"name": "category", "type": 3, "value": text, "focused": true}]);
        let start = json!([{"name": "start", "type": 1, "options": options}]);
        let data = json!({"id": "1", "name": "hangman", "type": 1, "options": start});
        let shown = ann
            .raw_interaction(json!({"type": 4, "data": data}))
            .await
            .unwrap();
        assert!(shown.choices().is_ok(), "{text:?}");
    }
    // Nobody's game was started or harmed by all that.
    let after = house.rows.round(id).await;
    assert_eq!(after.game.parts().word, round.game.parts().word);
    assert_eq!(house.rows.games().await, 1);
    house.finish().await;
}

#[tokio::test]
async fn words_and_options_do_no_harm_on_sqlite() {
    everywhere(Kind::Sqlite).await;
}

#[tokio::test]
async fn words_and_options_do_no_harm_on_postgres() {
    everywhere(Kind::Postgres).await;
}

async fn named(kind: Kind) {
    let house = House::of(
        Stage::new(hangman::bot)
            .on(kind)
            .set("GUILDHALL__COMMANDS__SCOPE", "global"),
    )
    .await;
    let names: Vec<String> = strings().collect();
    let ann = house.stage.person("ann");
    let mut board = begin(&ann, "mode:everyone").await;
    let id = game_of(&board);
    let round = house.rows.round(id).await;
    for name in &names {
        let guild = house.stage.sim.guild(name);
        guild.install(&house.stage.application, 0);
        let person = house.stage.person(&format!("player{}", guild.id()));
        person.person().set_display_name(name);
        // Names of guild and person go to the database only.
        let shown = person
            .click_raw(&board, &key(id, letters_of(&round)[0]))
            .await
            .unwrap();
        check(name, &shown);
        board = shown.message().unwrap();
    }
    let end = press(&ann, &board, &letters_of(&round)[1..]).await;
    assert!(end.pinged.is_empty());
    until("all people and guilds are known", async || {
        let count = async |table: &str| -> i64 {
            use sea_orm::{ConnectionTrait, Statement};
            let sql = format!("SELECT COUNT(*) FROM {table}");
            let statement = Statement::from_string(house.rows.db.backend().dialect(), sql);
            let row = house.rows.db.read().query_one_raw(statement).await.unwrap();
            row.unwrap().try_get_by_index(0).unwrap()
        };
        let all = i64::try_from(names.len()).unwrap() + 1;
        count("users").await == all && count("guilds").await == all
    })
    .await;
    house.finish().await;
}

#[tokio::test]
async fn names_of_people_and_servers_do_no_harm_on_sqlite() {
    named(Kind::Sqlite).await;
}

#[tokio::test]
async fn names_of_people_and_servers_do_no_harm_on_postgres() {
    named(Kind::Postgres).await;
}

#[test]
fn there_are_200_of_them() {
    let all: std::collections::BTreeSet<String> = strings().collect();
    assert!(all.len() >= 200, "{}", all.len());
}
