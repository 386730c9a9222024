//! Rows become rounds, or an error that names table, column and key.

use std::fmt::Display;

use db::{DbError, Snowflake, Timestamp};
use sea_orm::{FromQueryResult, JsonValue};

use super::contributions;
use crate::domain::game::saved::{BrokenGame, Parts};
use crate::domain::game::{Game, Mode, Status};
use crate::domain::moment::Moment;
use crate::domain::round::{Round, Wish};
use crate::domain::word::{Category, Difficulty, Word};

/// The columns that a [`Row`] reads.
pub(super) const COLUMNS: &str = "game_id, owner_id, mode, wished_category, wished_difficulty, word, category, \
     difficulty, status, contributions, started_at, moved_at, version";

/// One row of `hangman_games`.
#[derive(FromQueryResult)]
pub(super) struct Row {
    game_id: Snowflake,
    owner_id: Snowflake,
    mode: String,
    wished_category: Option<String>,
    wished_difficulty: Option<String>,
    word: String,
    category: String,
    difficulty: String,
    status: String,
    contributions: JsonValue,
    started_at: Timestamp,
    moved_at: Timestamp,
    version: i64,
}

impl Row {
    /// The round that it holds.
    pub(super) fn round(self) -> Result<Round, DbError> {
        let key = self.game_id.0.cast_unsigned();
        let broken = |column, problem: &dyn Display| broken(column, key, problem);
        let id = self
            .game_id
            .id()
            .ok_or_else(|| broken("game_id", &"it is 0"))?;
        let (contributions, earned) = contributions::from_json(self.contributions)
            .map_err(|problem| broken("contributions", &problem))?;
        let mode = Mode::parse(&self.mode).map_err(|error| broken("mode", &error))?;
        let wish = Wish {
            mode,
            category: self
                .wished_category
                .as_deref()
                .map(Category::parse)
                .transpose()
                .map_err(|error| broken("wished_category", &error))?,
            difficulty: self
                .wished_difficulty
                .as_deref()
                .map(Difficulty::parse)
                .transpose()
                .map_err(|error| broken("wished_difficulty", &error))?,
        };
        let parts = Parts {
            word: Word::parse(&self.word).map_err(|error| broken("word", &error))?,
            category: Category::parse(&self.category)
                .map_err(|error| broken("category", &error))?,
            difficulty: Difficulty::parse(&self.difficulty)
                .map_err(|error| broken("difficulty", &error))?,
            mode,
            owner: self
                .owner_id
                .id()
                .ok_or_else(|| broken("owner_id", &"it is 0"))?,
            status: Status::parse(&self.status).map_err(|error| broken("status", &error))?,
            started: moment(self.started_at),
            moved: moment(self.moved_at),
            contributions,
        };
        let game = Game::restore(parts).map_err(|error| broken(column_of(error), &error))?;
        Ok(Round {
            id,
            wish,
            game,
            earned,
            version: self.version,
        })
    }
}

fn broken(column: &'static str, key: u64, problem: &dyn Display) -> DbError {
    DbError::Row {
        table: "hangman_games",
        column,
        key: format!("game {key}"),
        problem: problem.to_string(),
    }
}

const fn column_of(error: BrokenGame) -> &'static str {
    match error {
        BrokenGame::Contributions | BrokenGame::Word => "contributions",
        BrokenGame::Status => "status",
        BrokenGame::Mode => "mode",
        BrokenGame::Times => "moved_at",
    }
}

/// The rules' own time.
fn moment(time: Timestamp) -> Moment {
    Moment::from_unix_micros(time.unix_micros())
}

/// The database's time.
pub(super) fn timestamp(moment: Moment) -> Timestamp {
    Timestamp::from_unix_micros(moment.unix_micros())
}
