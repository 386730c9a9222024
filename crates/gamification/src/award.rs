//! Awards: what one ended game adds to a person's standing.

use db::{BotId, DbError, Place, Snowflake, Timestamp};
use sea_orm::{ConnectionTrait, Statement};
use thiserror::Error;
use twilight_model::id::{Id, marker::UserMarker};

use crate::level_of;

/// One ended game of one person.
#[derive(Clone, Debug)]
pub struct Award<'a> {
    /// With which identity.
    pub bot: &'a BotId,
    /// Where.
    pub place: Place,
    /// Who played.
    pub user: Id<UserMarker>,
    /// Points earned.
    pub xp: u32,
    /// Whether the game was won.
    pub won: bool,
    /// When it ended.
    pub now: Timestamp,
}

/// Where somebody stands after an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// All points with this bot in this place.
    pub xp: u64,
    /// Their level.
    pub level: u32,
    /// Whether this award reached it.
    pub level_up: bool,
    /// Games ended.
    pub played: u64,
    /// Of these, won.
    pub won: u64,
}

/// Why an award failed.
#[derive(Debug, Error)]
pub enum AwardError {
    /// The database.
    #[error(transparent)]
    Db(#[from] DbError),
}

/// Points stop at the largest number that the column holds.
const AWARD: &str = "INSERT INTO user_bot_stats (bot_id, guild_id, user_id, xp, played, won, updated_at) \
     VALUES ($1, $2, $3, $4, 1, $5, $6) \
     ON CONFLICT (bot_id, guild_id, user_id) DO UPDATE SET \
         xp = CASE WHEN user_bot_stats.xp > 9223372036854775807 - excluded.xp THEN 9223372036854775807 \
              ELSE user_bot_stats.xp + excluded.xp END, \
         played = user_bot_stats.played + 1, \
         won = user_bot_stats.won + excluded.won, \
         updated_at = CASE WHEN user_bot_stats.updated_at < excluded.updated_at THEN excluded.updated_at \
              ELSE user_bot_stats.updated_at END \
     RETURNING xp, played, won";

/// Adds one ended game to the person's standing: one statement, to be run in the transaction that saves the game.
///
/// # Errors
/// [`AwardError::Db`]: the database failed, or the row holds a number below zero.
pub async fn award<C: ConnectionTrait>(
    conn: &C,
    award: &Award<'_>,
) -> Result<Standing, AwardError> {
    let values = [
        award.bot.clone().into(),
        award.place.key().into(),
        Snowflake::from(award.user).into(),
        i64::from(award.xp).into(),
        i64::from(award.won).into(),
        award.now.into(),
    ];
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), AWARD, values);
    let row = conn
        .query_one_raw(statement)
        .await
        .map_err(DbError::from)?
        .ok_or(DbError::Aborted)?;
    let count = |column: &'static str| -> Result<u64, DbError> {
        let found: i64 = row.try_get("", column)?;
        u64::try_from(found).map_err(|problem| DbError::Row {
            table: "user_bot_stats",
            column,
            key: format!("{} {} {}", award.bot, award.place.key(), award.user),
            problem: problem.to_string(),
        })
    };
    let (xp, played, won) = (count("xp")?, count("played")?, count("won")?);
    let level = level_of(xp);
    let level_up = level > level_of(xp.saturating_sub(u64::from(award.xp)));
    Ok(Standing {
        xp,
        level,
        level_up,
        played,
        won,
    })
}
