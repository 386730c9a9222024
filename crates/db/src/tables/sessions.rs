//! `gateway_sessions`: what the next process needs to resume a shard's session.
//!
//! A row belongs to the process (`owner`) that last saved it. A successor claims it by compare-and-swap; from then on
//! saves of the predecessor for the same session are refused, so it cannot hand the session out a second time.

use std::time::Duration;

use sea_orm::ConnectionTrait;
use secrecy::{ExposeSecret, SecretString};

use crate::{BotId, Db, DbError, Timestamp, statement::raw};

/// Discord keeps a session for a few minutes after its connection ended; an older row is not worth a try.
pub const MAX_AGE: Duration = Duration::from_secs(180);

/// A session as saved.
#[derive(Clone, Debug)]
pub struct SavedSession {
    /// Which shard.
    pub shard_id: u32,
    /// Of how many.
    pub shard_total: u32,
    /// Discord's name for the session; whoever knows it and the token can take it over.
    pub session_id: SecretString,
    /// Where to resume.
    pub resume_url: String,
    /// Last sequence number seen.
    pub sequence: u64,
}

const SAVE: &str = "INSERT INTO gateway_sessions \
     (bot_id, shard_id, shard_total, session_id, resume_url, sequence, owner, claimed, saved_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, FALSE, $8) \
     ON CONFLICT (bot_id, shard_id, shard_total) DO UPDATE SET session_id = excluded.session_id, \
         resume_url = excluded.resume_url, sequence = excluded.sequence, owner = excluded.owner, \
         claimed = FALSE, saved_at = excluded.saved_at \
     WHERE gateway_sessions.owner = excluded.owner OR gateway_sessions.session_id <> excluded.session_id";
const CLAIM: &str = "UPDATE gateway_sessions SET owner = $4, claimed = TRUE \
     WHERE bot_id = $1 AND shard_id = $2 AND shard_total = $3 AND NOT claimed AND owner <> $4 AND saved_at >= $5 \
     RETURNING session_id, resume_url, sequence";
const FORGET: &str = "DELETE FROM gateway_sessions \
     WHERE bot_id = $1 AND shard_id = $2 AND shard_total = $3 AND owner = $4";

/// Saves a session; `false` when a successor has claimed it, so that this process should end its shard.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn save(
    db: &Db,
    bot: &BotId,
    owner: &str,
    session: &SavedSession,
    now: Timestamp,
) -> Result<bool, DbError> {
    let sequence = i64::try_from(session.sequence).unwrap_or(i64::MAX);
    let values = [
        bot.clone().into(),
        i64::from(session.shard_id).into(),
        i64::from(session.shard_total).into(),
        session.session_id.expose_secret().into(),
        session.resume_url.as_str().into(),
        sequence.into(),
        owner.into(),
        now.into(),
    ];
    let done = db
        .single()
        .execute_raw(raw(db.backend().dialect(), SAVE, values))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes over the session that another process saved not longer than [`MAX_AGE`] ago. At most one caller gets it.
///
/// # Errors
/// [`DbError`] of the statement, [`DbError::Row`] for a sequence below zero.
pub async fn claim(
    db: &Db,
    bot: &BotId,
    shard_id: u32,
    shard_total: u32,
    owner: &str,
    now: Timestamp,
) -> Result<Option<SavedSession>, DbError> {
    let values = [
        bot.clone().into(),
        i64::from(shard_id).into(),
        i64::from(shard_total).into(),
        owner.into(),
        (now - MAX_AGE).into(),
    ];
    let Some(row) = db
        .single()
        .query_one_raw(raw(db.backend().dialect(), CLAIM, values))
        .await?
    else {
        return Ok(None);
    };
    let session_id: String = row.try_get("", "session_id")?;
    let sequence: i64 = row.try_get("", "sequence")?;
    Ok(Some(SavedSession {
        shard_id,
        shard_total,
        session_id: SecretString::from(session_id),
        resume_url: row.try_get("", "resume_url")?,
        sequence: u64::try_from(sequence).map_err(|problem| DbError::Row {
            table: "gateway_sessions",
            column: "sequence",
            key: format!("{bot} shard {shard_id} of {shard_total}"),
            problem: problem.to_string(),
        })?,
    }))
}

/// Drops the row of a session that Discord no longer knows, unless it belongs to somebody else by now.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn forget(
    db: &Db,
    bot: &BotId,
    shard_id: u32,
    shard_total: u32,
    owner: &str,
) -> Result<(), DbError> {
    let values = [
        bot.clone().into(),
        i64::from(shard_id).into(),
        i64::from(shard_total).into(),
        owner.into(),
    ];
    db.single()
        .execute_raw(raw(db.backend().dialect(), FORGET, values))
        .await?;
    Ok(())
}
