//! The games of one place: found, locked, begun, saved.

use db::{Backend, BotId, DbError, Place, Snowflake, Tx};
use sea_orm::{ConnectionTrait, FromQueryResult, Statement, Value};
use twilight_model::id::Id;
use twilight_model::id::marker::ChannelMarker;

use super::contributions;
use super::row::{COLUMNS, Row, timestamp};
use crate::domain::game::{Mode, Status};
use crate::domain::round::{Round, RoundId};
use crate::domain::word::{Category, Difficulty, Word};

/// How many words of a channel are remembered as used.
pub const RECENT_WORDS: u64 = 200;

/// Hangman's games of one identity in one place. All finders take the channel, so that private ones stay apart too.
#[derive(Clone, Copy, Debug)]
pub struct Store<'bot> {
    bot: &'bot BotId,
    place: Place,
}

impl<'bot> Store<'bot> {
    /// The games of `bot` in `place`.
    #[must_use]
    pub const fn in_place(bot: &'bot BotId, place: Place) -> Self {
        Self { bot, place }
    }

    /// A game, as it is now.
    ///
    /// # Errors
    /// [`DbError`] of the statement; [`DbError::Row`] when the row is no game.
    pub async fn find<C: ConnectionTrait>(
        &self,
        conn: &C,
        channel: Id<ChannelMarker>,
        id: RoundId,
    ) -> Result<Option<Round>, DbError> {
        self.one(conn, channel, "game_id = $4", Snowflake::from(id).into())
            .await
    }

    /// A game that nobody else changes until the transaction ends.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn lock(
        &self,
        tx: &Tx<'_>,
        channel: Id<ChannelMarker>,
        id: RoundId,
    ) -> Result<Option<Round>, DbError> {
        let rule = locking(tx, "game_id = $4");
        self.one(tx, channel, &rule, Snowflake::from(id).into())
            .await
    }

    /// The running games of a channel, at most one per mode; latest move first.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn running<C: ConnectionTrait>(
        &self,
        conn: &C,
        channel: Id<ChannelMarker>,
    ) -> Result<Vec<Round>, DbError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM hangman_games WHERE bot_id = $1 AND guild_id = $2 AND channel_id = $3 \
             AND status = 'running' ORDER BY moved_at DESC"
        );
        let rows = Row::find_by_statement(self.statement(conn, sql, channel, []))
            .all(conn)
            .await?;
        rows.into_iter().map(Row::round).collect()
    }

    /// The running game of a mode, locked.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn lock_running(
        &self,
        tx: &Tx<'_>,
        channel: Id<ChannelMarker>,
        mode: Mode,
    ) -> Result<Option<Round>, DbError> {
        let rule = locking(tx, "status = 'running' AND mode = $4");
        self.one(tx, channel, &rule, mode.as_str().into()).await
    }

    /// Words of this channel's latest [`RECENT_WORDS`] games, latest first.
    ///
    /// # Errors
    /// As [`find`](Self::find).
    pub async fn recent_words<C: ConnectionTrait>(
        &self,
        conn: &C,
        channel: Id<ChannelMarker>,
    ) -> Result<Vec<Word>, DbError> {
        let sql = format!(
            "SELECT word FROM hangman_games WHERE bot_id = $1 AND guild_id = $2 AND channel_id = $3 \
             ORDER BY started_at DESC LIMIT {RECENT_WORDS}"
        );
        let rows = conn
            .query_all_raw(self.statement(conn, sql, channel, []))
            .await?;
        let mut words = Vec::with_capacity(rows.len());
        for row in rows {
            let word: String = row.try_get_by_index(0)?;
            // A word that is none any more cannot be chosen again anyway.
            words.extend(Word::parse(&word));
        }
        Ok(words)
    }

    /// Adds a round; `false` when this very round is there already, or another one of its mode runs.
    ///
    /// # Errors
    /// [`DbError`] of the statement.
    pub async fn insert(
        &self,
        tx: &Tx<'_>,
        channel: Id<ChannelMarker>,
        round: &Round,
    ) -> Result<bool, DbError> {
        let sql = format!(
            "INSERT INTO hangman_games (bot_id, guild_id, channel_id, {COLUMNS}) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING"
        );
        let parts = round.game.parts();
        let values = [
            Snowflake::from(round.id).into(),
            Snowflake::from(parts.owner).into(),
            parts.mode.as_str().into(),
            round.wish.category.map(Category::as_str).into(),
            round.wish.difficulty.map(Difficulty::as_str).into(),
            parts.word.as_str().into(),
            parts.category.as_str().into(),
            parts.difficulty.as_str().into(),
            parts.status.as_str().into(),
            contributions::to_json(round).into(),
            timestamp(parts.started).into(),
            timestamp(parts.moved).into(),
            round.version.into(),
        ];
        let done = tx
            .execute_raw(self.statement(tx, sql, channel, values))
            .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Saves a locked round that changed, and counts its version up.
    ///
    /// # Errors
    /// [`DbError`] of the statement; [`DbError::Row`] when the row is not the one that was loaded.
    pub async fn save(
        &self,
        tx: &Tx<'_>,
        channel: Id<ChannelMarker>,
        round: &mut Round,
    ) -> Result<(), DbError> {
        const SQL: &str = "UPDATE hangman_games SET status = $6, contributions = $7, moved_at = $8, version = $5 + 1 \
             WHERE bot_id = $1 AND guild_id = $2 AND channel_id = $3 AND game_id = $4 AND version = $5";
        let status: Status = round.game.status();
        let values = [
            Snowflake::from(round.id).into(),
            round.version.into(),
            status.as_str().into(),
            contributions::to_json(round).into(),
            timestamp(round.game.moved()).into(),
        ];
        let done = tx
            .execute_raw(self.statement(tx, SQL.to_owned(), channel, values))
            .await?;
        if done.rows_affected() != 1 {
            return Err(DbError::Row {
                table: "hangman_games",
                column: "version",
                key: format!("game {}", round.id),
                problem: format!("it is not {} any more", round.version),
            });
        }
        round.version += 1;
        Ok(())
    }

    async fn one<C: ConnectionTrait>(
        &self,
        conn: &C,
        channel: Id<ChannelMarker>,
        rule: &str,
        value: Value,
    ) -> Result<Option<Round>, DbError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM hangman_games WHERE bot_id = $1 AND guild_id = $2 AND channel_id = $3 AND {rule}"
        );
        let row = Row::find_by_statement(self.statement(conn, sql, channel, [value]))
            .one(conn)
            .await?;
        row.map(Row::round).transpose()
    }

    /// A statement whose first three values are identity, place and channel.
    fn statement<C: ConnectionTrait, const N: usize>(
        &self,
        conn: &C,
        sql: String,
        channel: Id<ChannelMarker>,
        values: [Value; N],
    ) -> Statement {
        let place = [
            self.bot.clone().into(),
            self.place.key().into(),
            Snowflake::from(channel).into(),
        ];
        Statement::from_sql_and_values(
            conn.get_database_backend(),
            sql,
            place.into_iter().chain(values),
        )
    }
}

/// The rule with a row lock behind it. SQLite has none: there a writing transaction is alone.
fn locking(tx: &Tx<'_>, rule: &str) -> String {
    match Backend::from(tx.get_database_backend()) {
        Backend::Sqlite => rule.to_owned(),
        Backend::Postgres => format!("{rule} FOR UPDATE"),
    }
}
