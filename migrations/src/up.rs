//! Applying what is pending: each migration in a transaction of its own, any number of processes at once.

use std::time::Duration;

use db::{Backend, Db, DbError, Tx, clock};
use sea_orm::{ConnectionTrait, DbErr, Statement};
use sea_orm_migration::{MigrationTrait, SchemaManager};

use crate::{SchemaError, Scope, status, wall::readable_by_maintenance};

/// Our number among Postgres' advisory locks: "guildhal" in ASCII.
pub(crate) const ADVISORY_LOCK: i64 = 0x6775_696c_6468_616c;
/// A migration waits so long for a lock, then lets the bots' statements behind it pass and comes again.
const LOCK_TIMEOUT: &str = "1s";
/// How often it comes again.
const MAX_ATTEMPTS: u32 = 60;
/// What an error calls the table that lists what was applied.
const MIGRATION_TABLE: &str = "migration table";
/// Longest pause before it does.
const LONGEST_PAUSE: Duration = Duration::from_millis(200);

/// What was done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// `scope/migration` of each that this call applied.
    pub applied: Vec<String>,
}

/// Applies what is pending in these scopes, in order. Safe to call from many processes at once.
///
/// # Errors
/// [`SchemaError::Failed`] names the migration; those before it stay applied.
pub async fn up(db: &Db, scopes: &[Scope]) -> Result<Report, SchemaError> {
    let mut report = Report::default();
    for &scope in scopes {
        let before = status(db, &[scope]).await?;
        let pending = before
            .into_iter()
            .flat_map(|scope| scope.pending)
            .collect::<Vec<_>>();
        if pending.is_empty() && crate::check::exists(db, &scope.applied_table()).await? {
            continue;
        }
        install(db, scope).await?;
        for migration in scope.migrations() {
            if pending.iter().any(|name| name == migration.name())
                && apply_patiently(db, scope, &*migration).await?
            {
                let name = format!("{}/{}", scope.name(), migration.name());
                tracing::info!(migration.name = %name, "migration applied");
                report.applied.push(name);
            }
        }
    }
    Ok(report)
}

async fn install(db: &Db, scope: Scope) -> Result<(), SchemaError> {
    let table = &scope.applied_table();
    let sql = &format!(
        "CREATE TABLE IF NOT EXISTS {table} (version TEXT NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)"
    );
    let refused = |error: DbErr| match DbError::from(error) {
        DbError::Denied(fault) => SchemaError::Failed {
            name: format!("{}/{MIGRATION_TABLE}", scope.name()),
            problem: format!("{fault}; migrate with a login that may create tables"),
        },
        other => other.into(),
    };
    patiently(|| async move {
        db.write(|tx| {
            Box::pin(async move {
                lock(tx).await?;
                tx.execute_unprepared(sql).await.map_err(refused)?;
                // A backup wants the list as well.
                let manager = SchemaManager::new(tx.schema());
                readable_by_maintenance(&manager, table)
                    .await
                    .map_err(|error| failed(scope, MIGRATION_TABLE, error))
            })
        })
        .await
    })
    .await
}

async fn apply_patiently(
    db: &Db,
    scope: Scope,
    migration: &dyn MigrationTrait,
) -> Result<bool, SchemaError> {
    patiently(|| apply(db, scope, migration)).await
}

/// Gives whether this call applied it; `false` when another process was faster.
async fn apply(db: &Db, scope: Scope, migration: &dyn MigrationTrait) -> Result<bool, SchemaError> {
    let table = &scope.applied_table();
    db.write(|tx| {
        Box::pin(async move {
            lock(tx).await?;
            let backend = tx.get_database_backend();
            let name = migration.name();
            let known = Statement::from_sql_and_values(
                backend,
                format!("SELECT 1 FROM {table} WHERE version = $1"),
                [name.into()],
            );
            if tx.query_one_raw(known).await?.is_some() {
                return Ok(false);
            }
            migration
                .up(&SchemaManager::new(tx.schema()))
                .await
                .map_err(|error| failed(scope, name, error))?;
            let now = match db.backend() {
                Backend::Sqlite => clock(Backend::Sqlite, 0),
                Backend::Postgres => {
                    "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint".to_owned()
                }
            };
            let remember = Statement::from_sql_and_values(
                backend,
                format!("INSERT INTO {table} (version, applied_at) VALUES ($1, {now})"),
                [name.into()],
            );
            tx.execute_raw(remember).await?;
            Ok(true)
        })
    })
    .await
}

fn failed(scope: Scope, name: &str, error: DbErr) -> SchemaError {
    let name = format!("{}/{name}", scope.name());
    match error {
        DbErr::Migration(problem) => SchemaError::Failed { name, problem },
        error => match DbError::from(error) {
            busy @ DbError::Contention(_) => busy.into(),
            other => SchemaError::Failed {
                name,
                problem: other.to_string(),
            },
        },
    }
}

/// On SQLite the IMMEDIATE transaction is the lock already.
pub(crate) async fn lock(tx: &Tx<'_>) -> Result<(), DbError> {
    if tx.get_database_backend() == Backend::Postgres.dialect() {
        let settings =
            format!("SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; SET LOCAL statement_timeout = 0");
        tx.execute_unprepared(&settings).await?;
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
            .await?;
    }
    Ok(())
}

/// Comes again while others hold the lock.
async fn patiently<T, E, W, F>(mut work: W) -> Result<T, E>
where
    E: IsBusy,
    W: FnMut() -> F,
    F: Future<Output = Result<T, E>>,
{
    let mut attempt = 1;
    loop {
        match work().await {
            Err(error) if error.is_busy() && attempt < MAX_ATTEMPTS => {
                attempt += 1;
                tokio::time::sleep(LONGEST_PAUSE.mul_f64(rand::random::<f64>())).await;
            }
            outcome => return outcome,
        }
    }
}

trait IsBusy {
    fn is_busy(&self) -> bool;
}

impl IsBusy for DbError {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Contention(_))
    }
}

impl IsBusy for SchemaError {
    fn is_busy(&self) -> bool {
        matches!(self, Self::Db(error) if error.is_busy())
    }
}
