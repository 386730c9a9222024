//! Hangman's table on both databases: everything comes back, nothing crosses from one identity or place to another.

use std::time::Duration;

use db::{DbError, Place, Tx};
use hangman::domain::game::{Mode, Status};
use hangman::domain::guess::WordGuess;
use hangman::domain::letter::Letter;
use hangman::domain::round::{Earned, Round};
use hangman::domain::word::Word;
use hangman::store::{self, Store};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use sea_orm::ConnectionTrait;
use twilight_model::id::Id;

use crate::both::{CHANNEL, GUILD, House, NOON, at, both, round};

const HOUR: Duration = Duration::from_secs(60 * 60);

async fn insert(house: &House, round: &Round) -> Result<bool, DbError> {
    let store = &Store::in_place(&house.bot, GUILD);
    house
        .db
        .write(|tx| Box::pin(store.insert(tx, CHANNEL, round)))
        .await
}

async fn save(house: &House, round: &Round) -> Result<Round, DbError> {
    let store = &Store::in_place(&house.bot, GUILD);
    let save = async |tx: &Tx<'_>| {
        let mut round = round.clone();
        store.save(tx, CHANNEL, &mut round).await?;
        Ok::<_, DbError>(round)
    };
    let save = &save;
    house.db.write(|tx| Box::pin(save(tx))).await
}

async fn find(house: &House, place: Place, channel: u64, id: u64) -> Option<Round> {
    Store::in_place(&house.bot, place)
        .find(house.db.read(), Id::new(channel), Id::new(id))
        .await
        .unwrap()
}

async fn change(house: &House, sql: &str) -> u64 {
    let done = house.db.single().execute_unprepared(sql).await.unwrap();
    done.rows_affected()
}

/// Any game that guesses can lead to.
fn games() -> impl Strategy<Value = Round> {
    let word = prop::sample::select(vec!["zebra", "banana", "jazz", "lighthouse"]);
    let guess = prop_oneof![
        4 => (0_u8..26).prop_map(|letter| char::from(b'a' + letter).to_string()),
        1 => "[a-c]{4,6}",
    ];
    let guesses = vec((1_u64..4, guess), 0..30);
    (word, any::<bool>(), guesses).prop_map(|(word, together, guesses)| {
        let mode = if together { Mode::Together } else { Mode::Solo };
        let mut round = round(7, word, mode);
        for (by, guess) in guesses {
            let (by, now) = (Id::new(by * 11), at(NOON));
            let game = round.game.clone();
            let next = match Letter::parse(&guess) {
                Ok(letter) => game.guess_letter(by, letter, now),
                Err(_) => game.guess_word(by, WordGuess::parse(&guess).unwrap(), now),
            };
            if let Ok((game, _)) = next {
                round.game = game;
            }
        }
        if round.game.status() != Status::Running {
            let people = round.game.team().contributions().iter().enumerate();
            round.earned = people
                .map(|(at, mine)| Earned {
                    player: mine.player,
                    xp: 35,
                    new_level: (at == 0).then_some(3),
                })
                .collect();
        }
        round
    })
}

#[tokio::test]
async fn every_game_comes_back() {
    let mut runner = TestRunner::deterministic();
    for houses in both().await {
        let house = &houses.ours;
        for _ in 0..60 {
            let end = games().new_tree(&mut runner).unwrap().current();
            let begin = round(7, end.game.parts().word.as_str(), end.game.mode());
            assert!(insert(house, &begin).await.unwrap());
            assert_eq!(find(house, GUILD, 500, 7).await, Some(begin));
            let saved = save(house, &end).await.unwrap();
            assert_eq!(saved.version, end.version + 1);
            assert_eq!(find(house, GUILD, 500, 7).await, Some(saved));
            assert!(save(house, &end).await.is_err(), "that version is over");
            change(house, "DELETE FROM hangman_games").await;
        }
    }
}

#[tokio::test]
async fn nothing_crosses_to_another_identity_place_or_channel() {
    for houses in both().await {
        let (ours, theirs) = (&houses.ours, &houses.theirs);
        let mine = round(1, "zebra", Mode::Solo);
        assert!(insert(ours, &mine).await.unwrap());
        assert_eq!(find(theirs, GUILD, 500, 1).await, None);
        for (place, channel) in [
            (Place::Private, 500),
            (Place::Guild(Id::new(901)), 500),
            (GUILD, 501),
        ] {
            assert_eq!(find(ours, place, channel, 1).await, None);
        }
        let them = Store::in_place(&theirs.bot, GUILD);
        let read = theirs.db.read();
        assert!(them.running(read, CHANNEL).await.unwrap().is_empty());
        assert!(them.recent_words(read, CHANNEL).await.unwrap().is_empty());
        let locked = theirs
            .db
            .write::<_, DbError, _>(|tx| {
                Box::pin(async move {
                    let one = them.lock(tx, CHANNEL, Id::new(1)).await?;
                    let other = them.lock_running(tx, CHANNEL, Mode::Solo).await?;
                    Ok(one.or(other))
                })
            })
            .await
            .unwrap();
        assert_eq!(locked, None);
        assert!(save(theirs, &mine).await.is_err(), "not theirs to save");
        let later = NOON + HOUR;
        let (db, bot) = (&theirs.db, &theirs.bot);
        assert_eq!(store::expire_idle(db, bot, later, later).await.unwrap(), 0);
        assert_eq!(store::delete_finished(db, bot, later).await.unwrap(), 0);
        // The same numbers are free for them, and stay theirs.
        assert!(
            insert(theirs, &round(1, "camel", Mode::Solo))
                .await
                .unwrap()
        );
        assert_eq!(find(ours, GUILD, 500, 1).await, Some(mine));
    }
}

#[tokio::test]
async fn abandoned_games_expire_and_old_ones_are_forgotten() {
    for houses in both().await {
        let house = &houses.ours;
        let (db, bot) = (&house.db, &house.bot);
        assert!(insert(house, &round(1, "zebra", Mode::Solo)).await.unwrap());
        let before = NOON - Duration::from_micros(1);
        let later = NOON + HOUR;
        assert_eq!(store::expire_idle(db, bot, before, later).await.unwrap(), 0);
        assert_eq!(store::expire_idle(db, bot, NOON, later).await.unwrap(), 1);
        assert_eq!(store::expire_idle(db, bot, NOON, later).await.unwrap(), 0);
        let expired = find(house, GUILD, 500, 1).await.unwrap();
        assert_eq!(expired.game.status(), Status::Expired);
        assert_eq!((expired.game.moved(), expired.version), (at(later), 2));

        assert!(insert(house, &round(2, "tiger", Mode::Solo)).await.unwrap());
        assert_eq!(store::delete_finished(db, bot, NOON).await.unwrap(), 0);
        assert_eq!(store::delete_finished(db, bot, later).await.unwrap(), 1);
        assert_eq!(find(house, GUILD, 500, 1).await, None);
        assert!(find(house, GUILD, 500, 2).await.is_some(), "it runs");
    }
}

#[tokio::test]
async fn recent_words_begin_with_the_latest() {
    for houses in both().await {
        let house = &houses.ours;
        for (id, word) in [(1, "zebra"), (2, "tiger"), (3, "camel")] {
            assert!(insert(house, &round(id, word, Mode::Solo)).await.unwrap());
            let moment = (NOON + HOUR * u32::try_from(id).unwrap()).unix_micros();
            let time = match house.db.backend() {
                db::Backend::Sqlite => moment.to_string(),
                db::Backend::Postgres => format!("to_timestamp({})", moment / 1_000_000),
            };
            let sql = format!(
                "UPDATE hangman_games SET status = 'given-up', started_at = {time}, moved_at = {time} WHERE game_id = {id}"
            );
            assert_eq!(change(house, &sql).await, 1);
        }
        let words = Store::in_place(&house.bot, GUILD)
            .recent_words(house.db.read(), CHANNEL)
            .await
            .unwrap();
        let words: Vec<&str> = words.iter().map(Word::as_str).collect();
        assert_eq!(words, ["camel", "tiger", "zebra"]);
    }
}

#[tokio::test]
async fn a_damaged_row_names_table_column_and_key() {
    for houses in both().await {
        let house = &houses.ours;
        for (set, problem) in [
            (
                "mode = 'duel'",
                "hangman_games.mode of game 1 cannot be read: unknown mode \"duel\"",
            ),
            (
                "wished_category = 'birds'",
                "hangman_games.wished_category of game 1 cannot be read: unknown category \"birds\"",
            ),
            (
                "word = 'Z'",
                "hangman_games.word of game 1 cannot be read: a word has 4 to 14 letters from a to z",
            ),
            (
                "status = 'won'",
                "hangman_games.status of game 1 cannot be read: the status does not follow from the contributions",
            ),
            (
                "owner_id = 0",
                "hangman_games.owner_id of game 1 cannot be read: it is 0",
            ),
            (
                "contributions = '[{\"user\": 11, \"misses\": 67108864}]'",
                "hangman_games.contributions of game 1 cannot be read: a letter after Z",
            ),
            (
                "contributions = '[{\"user\": 22, \"misses\": 4}]'",
                "hangman_games.mode of game 1 cannot be read: a game for one has guesses of somebody else",
            ),
        ] {
            assert!(insert(house, &round(1, "zebra", Mode::Solo)).await.unwrap());
            let sql = format!("UPDATE hangman_games SET {set} WHERE game_id = 1");
            assert_eq!(change(house, &sql).await, 1);
            let found = Store::in_place(&house.bot, GUILD)
                .find(house.db.read(), CHANNEL, Id::new(1))
                .await;
            assert_eq!(found.unwrap_err().to_string(), problem);
            change(house, "DELETE FROM hangman_games").await;
        }
    }
}
