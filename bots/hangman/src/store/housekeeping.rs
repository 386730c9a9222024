//! What the job does to all places of an identity at once: abandoned games end, old ones are forgotten.

use db::{BotId, Db, DbError, Timestamp};
use sea_orm::{ConnectionTrait, Statement};

/// Rows deleted by one statement, so that none holds locks for long.
const BATCH: u64 = 500;

/// Ends running games in which nobody moved since `before`; gives their number.
///
/// The same rule as [`Game::expire`](crate::domain::game::Game::expire), in one statement for all games: a row that
/// cannot be read does not keep others from expiring.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn expire_idle(
    db: &Db,
    bot: &BotId,
    before: Timestamp,
    now: Timestamp,
) -> Result<u64, DbError> {
    const SQL: &str = "UPDATE hangman_games SET status = 'expired', moved_at = $3, version = version + 1 \
         WHERE bot_id = $1 AND status = 'running' AND moved_at <= $2";
    let values = [bot.clone().into(), before.into(), now.max(before).into()];
    let statement = Statement::from_sql_and_values(db.backend().dialect(), SQL, values);
    Ok(db.single().execute_raw(statement).await?.rows_affected())
}

/// Deletes games that were over before `before`; gives their number.
///
/// # Errors
/// [`DbError`] of a statement.
pub async fn delete_finished(db: &Db, bot: &BotId, before: Timestamp) -> Result<u64, DbError> {
    // What ended before began before, too: `started_at` has the index.
    let sql = format!(
        "DELETE FROM hangman_games WHERE (bot_id, guild_id, channel_id, game_id) IN \
         (SELECT bot_id, guild_id, channel_id, game_id FROM hangman_games WHERE bot_id = $1 \
          AND started_at <= $2 AND moved_at <= $2 AND status <> 'running' ORDER BY started_at LIMIT {BATCH})"
    );
    let mut deleted = 0;
    loop {
        let values = [bot.clone().into(), before.into()];
        let statement = Statement::from_sql_and_values(db.backend().dialect(), &sql, values);
        let batch = db.single().execute_raw(statement).await?.rows_affected();
        deleted += batch;
        if batch < BATCH {
            return Ok(deleted);
        }
    }
}
