//! Opening a database, and the one helper for transactions.

use std::{path::Path, sync::Arc, time::Duration};

use sea_orm::{ConnectionTrait, DatabaseConnection, SqlxPostgresConnector, SqlxSqliteConnector};
use sqlx::{
    Connection as _,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqlitePoolOptions},
};

use crate::{
    Backend, Conn, DbError, Options,
    conn::Use,
    options::Target,
    retry::Tries,
    tx::{BoxFuture, Tx},
};

/// A connection that sat idle longer than this is asked whether it still lives before it is used. Below, the round
/// trip is saved: a server that went away is noticed by the statement itself.
const TRUSTED_IDLE: Duration = Duration::from_secs(1);
/// Idle connections are given back to the server after this.
const IDLE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// A connection is replaced after this, so that the server's memory for it is freed.
const MAX_LIFETIME: Duration = Duration::from_secs(60 * 60);

/// An open database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db(Arc<Pools>);

/// How full one pool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolStatus {
    /// `all` on Postgres; `readers` and `writer` on SQLite.
    pub pool: &'static str,
    /// Connections that are open.
    pub open: u32,
    /// Of these, waiting for work.
    pub idle: u32,
}

impl PoolStatus {
    fn new(pool: &'static str, open: u32, idle: usize) -> Self {
        // The two numbers are read one after the other, so they may disagree for a moment.
        let idle = u32::try_from(idle).unwrap_or(open).min(open);
        Self { pool, open, idle }
    }
}

#[derive(Debug)]
struct Pools {
    backend: Backend,
    reader: Conn,
    writer: Conn,
}

impl Db {
    /// Opens the database; on SQLite makes the file and its folder.
    ///
    /// # Errors
    /// [`DbError::Address`] for an unusable address, [`DbError::Folder`], [`DbError::Unreachable`].
    pub async fn connect(options: &Options) -> Result<Self, DbError> {
        let pools = match options.target()? {
            Target::Sqlite {
                file,
                options: target,
            } => sqlite(options, &file, *target).await?,
            Target::Postgres { options: target } => postgres(options, *target).await?,
        };
        Ok(Self(Arc::new(pools)))
    }

    /// Which database this is.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.0.backend
    }

    /// For single statements that read. On SQLite a write through it is refused.
    #[must_use]
    pub fn read(&self) -> &Conn {
        &self.0.reader
    }

    /// For a single statement that writes and needs no transaction around it: one round trip.
    #[must_use]
    pub fn single(&self) -> &Conn {
        &self.0.writer
    }

    /// Runs `body` in a transaction and commits what it did when it returns `Ok`.
    ///
    /// On SQLite it is IMMEDIATE, on the one writer connection. Serialization failures, deadlocks, a busy file and
    /// connections that break before the commit start it over, so `body` may run several times and must do nothing
    /// but database work. Borrow what it needs: `let id = &id; db.write(|tx| Box::pin(async move { … id … }))`.
    ///
    /// # Errors
    /// What `body` returned; [`DbError::Aborted`] when it ignored a failed statement; [`DbError::OutcomeUnknown`]
    /// when the connection broke during the commit.
    pub async fn write<'env, T, E, F>(&self, mut body: F) -> Result<T, E>
    where
        F: for<'t> FnMut(&'t Tx<'env>) -> BoxFuture<'t, Result<T, E>> + Send,
        T: Send,
        E: From<DbError> + Send,
    {
        let mut tries = Tries::new();
        loop {
            let tx = match Tx::begin(self.0.writer.pool()).await {
                Ok(tx) => tx,
                Err(error) if error.is_transient() && tries.again().await => continue,
                Err(error) => return Err(error.into()),
            };
            let outcome = body(&tx).await;
            let error = match outcome {
                Ok(value) if !tx.failed() => match tx.commit().await {
                    Ok(()) => return Ok(value),
                    Err(DbError::Lost(fault)) => return Err(DbError::OutcomeUnknown(fault).into()),
                    Err(error) if error.is_transient() && tries.again().await => continue,
                    Err(error) => return Err(error.into()),
                },
                Ok(_) => DbError::Aborted.into(),
                Err(error) => error,
            };
            let transient = tx.transient();
            // A rollback that fails has lost its connection, and with it the transaction.
            drop(tx.rollback().await);
            if !(transient && tries.again().await) {
                return Err(error);
            }
        }
    }

    /// One round trip to the database and back.
    ///
    /// # Errors
    /// [`DbError::Unreachable`] or [`DbError::Lost`].
    pub async fn ping(&self) -> Result<(), DbError> {
        self.0.reader.execute_unprepared("SELECT 1").await?;
        Ok(())
    }

    /// How full the pools are, for metrics: readers and, where they are apart, the writer.
    #[must_use]
    pub fn pools(&self) -> Vec<PoolStatus> {
        match self.0.backend {
            Backend::Postgres => {
                let pool = self.0.reader.pool().get_postgres_connection_pool();
                vec![PoolStatus::new("all", pool.size(), pool.num_idle())]
            }
            Backend::Sqlite => [("readers", &self.0.reader), ("writer", &self.0.writer)]
                .into_iter()
                .map(|(name, conn)| {
                    let pool = conn.pool().get_sqlite_connection_pool();
                    PoolStatus::new(name, pool.size(), pool.num_idle())
                })
                .collect(),
        }
    }

    /// Waits for what is running and closes all connections.
    pub async fn close(&self) {
        for conn in [&self.0.reader, &self.0.writer] {
            // Closing fails only for connections that are gone already.
            drop(conn.pool().clone().close().await);
        }
    }
}

async fn sqlite(
    options: &Options,
    file: &Path,
    target: SqliteConnectOptions,
) -> Result<Pools, DbError> {
    if let Some(folder) = file.parent()
        && !folder.as_os_str().is_empty()
    {
        tokio::fs::create_dir_all(folder)
            .await
            .map_err(|problem| DbError::Folder {
                folder: folder.display().to_string(),
                problem: problem.to_string(),
            })?;
    }
    let pool = || {
        SqlitePoolOptions::new()
            .acquire_timeout(options.acquire_timeout)
            .idle_timeout(None)
            .max_lifetime(None)
            .test_before_acquire(false)
    };
    let writer = pool()
        .max_connections(1)
        .connect_with(target.clone())
        .await
        .map_err(|error| unreachable(&error))?;
    let reader = pool()
        .max_connections(options.pool_size.max(1))
        .connect_with(target.pragma("query_only", "ON"))
        .await
        .map_err(|error| unreachable(&error))?;
    Ok(Pools {
        backend: Backend::Sqlite,
        reader: Conn::new(
            SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
            Use::Read,
        ),
        writer: Conn::new(
            SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
            Use::Write,
        ),
    })
}

async fn postgres(options: &Options, target: PgConnectOptions) -> Result<Pools, DbError> {
    let pool = PgPoolOptions::new()
        .max_connections(options.pool_size.max(1))
        .acquire_timeout(options.acquire_timeout)
        .idle_timeout(IDLE_TIMEOUT)
        .max_lifetime(MAX_LIFETIME)
        .test_before_acquire(false)
        .before_acquire(|connection, meta| {
            Box::pin(async move {
                if meta.idle_for > TRUSTED_IDLE {
                    connection.ping().await?;
                }
                Ok(true)
            })
        })
        .connect_with(target)
        .await
        .map_err(|error| unreachable(&error))?;
    let pool: DatabaseConnection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Pools {
        backend: Backend::Postgres,
        reader: Conn::new(pool.clone(), Use::Read),
        writer: Conn::new(pool, Use::Write),
    })
}

fn unreachable(error: &sqlx::Error) -> DbError {
    match DbError::from(error) {
        DbError::Lost(fault) | DbError::Statement(fault) => DbError::Unreachable(fault),
        other => other,
    }
}
