//! Moves on both databases: what is saved, what is refused, what is earned.

use std::time::Duration;

use db::{Place, user_bot_stats};
use hangman::domain::game::{Mode, Outcome, Status};
use hangman::domain::guess::WordGuess;
use hangman::table::Table;
use runtime::Failure;
use sea_orm::ConnectionTrait;
use twilight_model::id::Id;

use crate::both::{ANN, BOB, CHANNEL, GUILD, NOON, both, round, try_letter, try_letters};

const PATIENCE: Duration = Duration::from_secs(24 * 60 * 60);

fn refused<T: std::fmt::Debug>(outcome: Result<T, Failure>) -> &'static str {
    outcome.unwrap_err().reason()
}

#[tokio::test]
async fn a_game_is_played_to_its_end_and_earns_once() {
    for houses in both().await {
        let table = houses.ours.table();
        table
            .deal(&round(1, "zebra", Mode::Together), PATIENCE)
            .await
            .unwrap();
        let (after, outcome) = try_letters(table, 1, ANN, "zxeb").await;
        assert!(matches!(outcome, Some(Outcome::Hit(_, 1))));
        assert_eq!((after.version, after.earned.len()), (5, 0));
        let (after, outcome) = try_letters(table, 1, BOB, "eX").await;
        assert!(matches!(outcome, Some(Outcome::Repeated(_))));
        assert_eq!(after.version, 5, "nothing changed, nothing is saved");
        let (after, _) = try_letters(table, 1, BOB, "ra").await;
        assert_eq!(after.game.status(), Status::Won);
        assert_eq!(after.earned.len(), 2);
        assert!(!after.is_unbooked());

        assert!(try_letter(table, 1, BOB, 'q').await.unwrap().late);
        let stored = table
            .store()
            .find(houses.ours.db.read(), CHANNEL, Id::new(1))
            .await
            .unwrap();
        assert_eq!(stored, Some(after.clone()), "people see what is stored");
        for earned in &after.earned {
            let stats = user_bot_stats::find(
                houses.ours.db.read(),
                &houses.ours.bot,
                GUILD,
                earned.player,
            )
            .await
            .unwrap()
            .unwrap();
            assert_eq!(
                (stats.xp, stats.played, stats.won),
                (i64::from(earned.xp), 1, 1)
            );
        }
    }
}

#[tokio::test]
async fn what_the_rules_refuse_changes_nothing() {
    for houses in both().await {
        let table = houses.ours.table();
        let begun = table
            .deal(&round(1, "zebra", Mode::Solo), PATIENCE)
            .await
            .unwrap();
        assert_eq!(
            refused(try_letter(table, 1, BOB, 'a').await),
            "other_players_game"
        );
        assert_eq!(
            refused(table.open(Id::new(1), BOB).await),
            "other_players_game"
        );
        assert_eq!(refused(table.running(None, BOB).await), "nothing_running");
        assert_eq!(refused(try_letter(table, 2, ANN, 'a').await), "game_gone");
        let long = WordGuess::parse("elephant").unwrap();
        let now = table.moment();
        let guessed = table
            .play(Id::new(1), |game| {
                let (game, outcome) = game.guess_word(ANN, long.clone(), now)?;
                Ok((game, Some(outcome)))
            })
            .await;
        assert_eq!(refused(guessed), "wrong_length");
        assert_eq!(table.open(Id::new(1), ANN).await.unwrap(), begun);
        assert_eq!(table.running(None, ANN).await.unwrap(), begun);
        assert_eq!(
            refused(table.running(Some(Mode::Together), ANN).await),
            "nothing_running"
        );
        let stopped = table
            .play(Id::new(1), |game| Ok((game.give_up(BOB, now)?, None)))
            .await;
        assert_eq!(refused(stopped), "other_players_game");
        let stopped = table
            .play(Id::new(1), |game| Ok((game.give_up(ANN, now)?, None)))
            .await
            .unwrap();
        assert_eq!(stopped.round.game.status(), Status::GivenUp);
        assert_eq!(refused(table.open(Id::new(1), ANN).await), "game_over");
    }
}

#[tokio::test]
async fn one_game_of_a_mode_runs_in_a_channel() {
    for houses in both().await {
        let table = houses.ours.table();
        let first = table
            .deal(&round(1, "zebra", Mode::Solo), PATIENCE)
            .await
            .unwrap();
        let again = table
            .deal(&round(1, "tiger", Mode::Solo), PATIENCE)
            .await
            .unwrap();
        assert_eq!(again, first, "the same interaction begins one game");
        let second = round(2, "tiger", Mode::Solo);
        assert_eq!(
            refused(table.deal(&second, PATIENCE).await),
            "already_running"
        );
        table
            .deal(&round(3, "tiger", Mode::Together), PATIENCE)
            .await
            .unwrap();
        let elsewhere = houses.ours.table_in(GUILD, Id::new(501));
        elsewhere.deal(&second, PATIENCE).await.unwrap();
        for (game, channel) in [(4, 600), (5, 601)] {
            let private = houses.ours.table_in(Place::Private, Id::new(channel));
            private
                .deal(&round(game, "tiger", Mode::Solo), PATIENCE)
                .await
                .unwrap();
        }

        let later = Table {
            now: NOON + PATIENCE,
            ..table
        };
        later
            .deal(&round(6, "camel", Mode::Solo), PATIENCE)
            .await
            .unwrap();
        // A click on the game that expired shows its end.
        let late = try_letter(later, 1, ANN, 'z').await.unwrap();
        assert_eq!(late.round.game.status(), Status::Expired);
        assert_eq!(late.outcome, None);
    }
}

#[tokio::test]
async fn a_game_is_saved_though_its_points_cannot_be_booked() {
    for houses in both().await {
        let table = houses.ours.table();
        table
            .deal(&round(1, "kayak", Mode::Solo), PATIENCE)
            .await
            .unwrap();
        try_letters(table, 1, ANN, "ky").await;
        // A number that no booking makes: the booking refuses to go on from it.
        let spoil = "INSERT INTO user_bot_stats (bot_id, guild_id, user_id, xp, played, won, updated_at) \
             SELECT bot_id, guild_id, owner_id, -1000000, 0, 0, started_at FROM hangman_games WHERE game_id = 1";
        houses
            .ours
            .db
            .single()
            .execute_unprepared(spoil)
            .await
            .unwrap();
        let (after, _) = try_letters(table, 1, ANN, "a").await;
        assert_eq!(after.game.status(), Status::Won);
        assert!(after.is_unbooked());
        let stored = table
            .store()
            .find(houses.ours.db.read(), CHANNEL, Id::new(1))
            .await
            .unwrap();
        assert_eq!(stored, Some(after));
        let stats = user_bot_stats::find(houses.ours.db.read(), &houses.ours.bot, GUILD, ANN)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (stats.xp, stats.played),
            (-1_000_000, 0),
            "undone as a whole"
        );
    }
}
