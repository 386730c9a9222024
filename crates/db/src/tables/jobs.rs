//! `jobs`: periodic work of a bot, done by one process at a time.
//!
//! What is due is judged by the caller's `now`, leases by the database's clock. Each claim raises the fence; whoever
//! holds an older one can neither renew nor finish.

use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{Backend, BotId, Db, DbError, Timestamp, Tx, clock, statement::raw};

/// How long a claim holds without [`renew`], in seconds of the database's clock.
pub const LEASE_SECONDS: u32 = 60;

/// A job that this process may do now.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Claimed {
    /// Which job.
    pub name: String,
    /// When it was due; a late run knows by it.
    pub due_at: Timestamp,
    /// Raised by every claim.
    pub fence: i64,
    /// Until when the lease holds.
    pub lease_until: Timestamp,
}

/// Makes the job known, due at `first_due`; changes nothing when it is known.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn ensure(db: &Db, bot: &BotId, name: &str, first_due: Timestamp) -> Result<(), DbError> {
    const SQL: &str = "INSERT INTO jobs (bot_id, name, due_at, fence) VALUES ($1, $2, $3, 0) ON CONFLICT (bot_id, name) DO NOTHING";
    let values = [bot.clone().into(), name.into(), first_due.into()];
    db.single()
        .execute_raw(raw(db.backend().dialect(), SQL, values))
        .await?;
    Ok(())
}

/// Claims the longest overdue job that nobody holds.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn claim_due(
    db: &Db,
    bot: &BotId,
    owner: &str,
    now: Timestamp,
) -> Result<Option<Claimed>, DbError> {
    let backend = db.backend();
    let skip = match backend {
        Backend::Sqlite => "",
        Backend::Postgres => "FOR UPDATE SKIP LOCKED",
    };
    let sql = format!(
        "UPDATE jobs SET lease_owner = $2, lease_until = {until}, fence = fence + 1 \
         WHERE bot_id = $1 AND name = (SELECT name FROM jobs WHERE bot_id = $1 AND due_at <= $3 \
             AND (lease_until IS NULL OR lease_until < {now}) ORDER BY due_at, name LIMIT 1 {skip}) \
         RETURNING name, due_at, fence, lease_until",
        until = clock(backend, LEASE_SECONDS),
        now = clock(backend, 0),
    );
    let statement = raw(
        backend.dialect(),
        sql,
        [bot.clone().into(), owner.into(), now.into()],
    );
    Ok(Claimed::find_by_statement(statement)
        .one(db.single())
        .await?)
}

/// Holds the claim for another [`LEASE_SECONDS`]; `false` when somebody else has it by now.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn renew(db: &Db, bot: &BotId, claimed: &Claimed, owner: &str) -> Result<bool, DbError> {
    let sql = format!(
        "UPDATE jobs SET lease_until = {until} WHERE bot_id = $1 AND name = $2 AND fence = $3 AND lease_owner = $4",
        until = clock(db.backend(), LEASE_SECONDS),
    );
    let values = [
        bot.clone().into(),
        claimed.name.as_str().into(),
        claimed.fence.into(),
        owner.into(),
    ];
    let done = db
        .single()
        .execute_raw(raw(db.backend().dialect(), sql, values))
        .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the claim and says when the job is due again; `false` when somebody else has it by now.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn finish(
    db: &Db,
    bot: &BotId,
    claimed: &Claimed,
    next_due: Timestamp,
) -> Result<bool, DbError> {
    finish_on(db.single(), bot, claimed, next_due).await
}

/// [`finish`] in the transaction of the job's last write, which is to be rolled back on `false`.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn finish_in(
    tx: &Tx<'_>,
    bot: &BotId,
    claimed: &Claimed,
    next_due: Timestamp,
) -> Result<bool, DbError> {
    finish_on(tx, bot, claimed, next_due).await
}

async fn finish_on<C: ConnectionTrait>(
    conn: &C,
    bot: &BotId,
    claimed: &Claimed,
    next_due: Timestamp,
) -> Result<bool, DbError> {
    const SQL: &str = "UPDATE jobs SET due_at = $4, lease_owner = NULL, lease_until = NULL \
         WHERE bot_id = $1 AND name = $2 AND fence = $3 AND lease_owner IS NOT NULL";
    let values = [
        bot.clone().into(),
        claimed.name.as_str().into(),
        claimed.fence.into(),
        next_due.into(),
    ];
    let done = conn
        .execute_raw(raw(conn.get_database_backend(), SQL, values))
        .await?;
    Ok(done.rows_affected() == 1)
}
