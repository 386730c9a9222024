//! `command_manifests`: which commands Discord was last told, and the lock under which it is told.
//!
//! The lock is a lease in the row and no database lock: it is held over calls to Discord, and neither a Postgres
//! connection nor SQLite's one writer may wait for those.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use crate::{Backend, BotId, Db, DbError, Release, clock, statement::raw};

/// How long the lease runs, in seconds of the database's clock.
const LEASE_SECONDS: u32 = 60;
/// What the caller may take under it: less, so that nobody writes after the lease ended.
const WORK_MAX: Duration = Duration::from_secs(50);
/// How long to wait for another holder: one lease that was left behind and some time.
const WAIT_MAX: Duration = Duration::from_secs(70);
/// Pause between two looks at a lock that somebody holds, on average.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What is remembered of a sync.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `global` or the guild's id.
    pub scope: String,
    /// Hash of the normalised manifest.
    pub hash: String,
    /// Release that wrote it.
    pub release: Release,
}

/// Runs `work` with what is remembered, while no other process can, and remembers what it returns.
///
/// `None` from `work` leaves the row as it is.
///
/// # Errors
/// What `work` returned; [`DbError::Locked`] when the lock did not come free, or `work` outran its lease.
pub async fn under_lock<E, W, F>(db: &Db, bot: &BotId, scope: &str, work: W) -> Result<(), E>
where
    E: From<DbError>,
    W: FnOnce(Option<Row>) -> F,
    F: Future<Output = Result<Option<Row>, E>>,
{
    let locked = || DbError::Locked {
        what: format!("the command manifest {scope} of {bot}"),
    };
    let holder = format!("{:032x}", rand::random::<u128>());
    let deadline = tokio::time::Instant::now() + WAIT_MAX;
    let current = loop {
        if let Some(current) = lock(db, bot, scope, &holder).await? {
            break current;
        }
        if tokio::time::Instant::now() >= deadline {
            return Err(locked().into());
        }
        tokio::time::sleep(LOOK_EVERY.mul_f64(0.5 + rand::random::<f64>())).await;
    };
    let outcome = tokio::time::timeout(WORK_MAX, work(current)).await;
    let new = match &outcome {
        Ok(Ok(new)) => new.as_ref(),
        _ => None,
    };
    let kept = unlock(db, bot, scope, &holder, new).await;
    match outcome {
        Err(_) => Err(locked().into()),
        Ok(Err(error)) => Err(error),
        Ok(Ok(_)) if kept? => Ok(()),
        Ok(Ok(_)) => Err(locked().into()),
    }
}

/// What is remembered of the last sync, without taking the lock.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn load(db: &Db, bot: &BotId, scope: &str) -> Result<Option<Row>, DbError> {
    const SQL: &str =
        "SELECT hash, release FROM command_manifests WHERE bot_id = $1 AND scope = $2";
    let statement = raw(
        db.backend().dialect(),
        SQL,
        [bot.clone().into(), scope.into()],
    );
    match db.read().query_one_raw(statement).await? {
        Some(row) => remembered(
            bot,
            scope,
            row.try_get("", "hash")?,
            row.try_get("", "release")?,
        ),
        None => Ok(None),
    }
}

/// Where the bot has registered commands: `global`, or a guild's id.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn scopes(db: &Db, bot: &BotId) -> Result<Vec<String>, DbError> {
    const SQL: &str = "SELECT scope FROM command_manifests WHERE bot_id = $1 ORDER BY scope";
    let statement = raw(db.backend().dialect(), SQL, [bot.clone().into()]);
    let rows = db.read().query_all_raw(statement).await?;
    rows.iter()
        .map(|row| Ok(row.try_get("", "scope")?))
        .collect()
}

async fn lock(
    db: &Db,
    bot: &BotId,
    scope: &str,
    holder: &str,
) -> Result<Option<Option<Row>>, DbError> {
    let backend = db.backend();
    let sql = format!(
        "INSERT INTO command_manifests (bot_id, scope, lock_owner, lock_until) VALUES ($1, $2, $3, {until}) \
         ON CONFLICT (bot_id, scope) DO UPDATE SET lock_owner = excluded.lock_owner, lock_until = excluded.lock_until \
         WHERE command_manifests.lock_until IS NULL OR command_manifests.lock_until < {now} \
         RETURNING hash, release",
        until = clock(backend, LEASE_SECONDS),
        now = clock(backend, 0),
    );
    let statement = raw(
        backend.dialect(),
        sql,
        [bot.clone().into(), scope.into(), holder.into()],
    );
    match db.single().query_one_raw(statement).await? {
        Some(row) => Ok(Some(remembered(
            bot,
            scope,
            row.try_get("", "hash")?,
            row.try_get("", "release")?,
        )?)),
        None => Ok(None),
    }
}

async fn unlock(
    db: &Db,
    bot: &BotId,
    scope: &str,
    holder: &str,
    new: Option<&Row>,
) -> Result<bool, DbError> {
    let synced_at = match (new, db.backend()) {
        (None, _) => "synced_at".to_owned(),
        (Some(_), backend @ (Backend::Sqlite | Backend::Postgres)) => clock(backend, 0),
    };
    let sql = format!(
        "UPDATE command_manifests SET lock_owner = NULL, lock_until = NULL, hash = COALESCE($4, hash), \
         release = COALESCE($5, release), synced_at = {synced_at} \
         WHERE bot_id = $1 AND scope = $2 AND lock_owner = $3"
    );
    let values = [
        bot.clone().into(),
        scope.into(),
        holder.into(),
        new.map(|row| row.hash.clone()).into(),
        new.map(|row| row.release.to_string()).into(),
    ];
    let done = db
        .single()
        .execute_raw(raw(db.backend().dialect(), sql, values))
        .await?;
    Ok(done.rows_affected() == 1)
}

fn remembered(
    bot: &BotId,
    scope: &str,
    hash: Option<String>,
    release: Option<String>,
) -> Result<Option<Row>, DbError> {
    let (Some(hash), Some(release)) = (hash, release) else {
        return Ok(None);
    };
    let release = Release::parse(&release).map_err(|problem| DbError::Row {
        table: "command_manifests",
        column: "release",
        key: format!("{bot} {scope}"),
        problem: problem.to_string(),
    })?;
    Ok(Some(Row {
        scope: scope.to_owned(),
        hash,
        release,
    }))
}
