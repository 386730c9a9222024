//! A transaction, as the body of [`crate::Db::write`] sees it.

use std::{
    marker::PhantomData,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
};

use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    ExecResult, QueryResult, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait, prelude::async_trait::async_trait,
};

use crate::{DbError, statement::translated};

/// What a transaction's body returns.
pub type BoxFuture<'t, T> = Pin<Box<dyn Future<Output = T> + Send + 't>>;

/// An open transaction. Dropped without commit, it is rolled back.
///
/// A failed statement spoils it, on SQLite as on Postgres: the commit is then refused. What may fail goes into a
/// [`savepoint`](Self::savepoint). The lifetime is that of what the body borrows; functions just take `&Tx`.
#[derive(Debug)]
pub struct Tx<'env> {
    inner: DatabaseTransaction,
    failed: AtomicBool,
    transient: AtomicBool,
    env: PhantomData<&'env ()>,
}

impl<'env> Tx<'env> {
    pub(crate) async fn begin(pool: &DatabaseConnection) -> Result<Self, DbError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            access_mode: None::<AccessMode>,
            isolation_level: None,
        };
        Ok(Self::new(pool.begin_with_options(options).await?))
    }

    fn new(inner: DatabaseTransaction) -> Self {
        Self {
            inner,
            failed: AtomicBool::new(false),
            transient: AtomicBool::new(false),
            env: PhantomData,
        }
    }

    /// Runs `body` so that its failure undoes only what it did itself.
    ///
    /// # Errors
    /// What `body` returned, or the database's own failure.
    pub async fn savepoint<T, E, F>(&self, body: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t Tx<'env>) -> BoxFuture<'t, Result<T, E>> + Send,
        T: Send,
        E: From<DbError> + Send,
    {
        let nested = Tx::new(
            self.inner
                .begin()
                .await
                .map_err(|error| self.noted(error))
                .map_err(DbError::from)?,
        );
        let outcome = body(&nested).await;
        if nested.transient() {
            self.transient.store(true, Relaxed);
        }
        match outcome {
            Ok(value) if !nested.failed() => {
                nested
                    .commit()
                    .await
                    .inspect_err(|_| self.failed.store(true, Relaxed))?;
                Ok(value)
            }
            outcome => {
                nested
                    .rollback()
                    .await
                    .inspect_err(|_| self.failed.store(true, Relaxed))?;
                outcome.and_then(|_| Err(DbError::Aborted.into()))
            }
        }
    }

    /// sea-orm's own transaction, for schema changes only: values that pass through it are not translated.
    #[must_use]
    pub fn schema(&self) -> &DatabaseTransaction {
        &self.inner
    }

    pub(crate) fn failed(&self) -> bool {
        self.failed.load(Relaxed)
    }

    /// Whether a statement failed in a way that a new try may cure.
    pub(crate) fn transient(&self) -> bool {
        self.transient.load(Relaxed)
    }

    pub(crate) async fn commit(self) -> Result<(), DbError> {
        Ok(self.inner.commit().await?)
    }

    pub(crate) async fn rollback(self) -> Result<(), DbError> {
        Ok(self.inner.rollback().await?)
    }

    fn noted(&self, error: DbErr) -> DbErr {
        self.failed.store(true, Relaxed);
        if DbError::from(error.clone()).is_transient() {
            self.transient.store(true, Relaxed);
        }
        error
    }
}

#[async_trait]
impl ConnectionTrait for Tx<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.inner.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let statement = translated(self.inner.get_database_backend(), statement);
        self.inner
            .execute_raw(statement)
            .await
            .map_err(|error| self.noted(error))
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.inner
            .execute_unprepared(sql)
            .await
            .map_err(|error| self.noted(error))
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let statement = translated(self.inner.get_database_backend(), statement);
        self.inner
            .query_one_raw(statement)
            .await
            .map_err(|error| self.noted(error))
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let statement = translated(self.inner.get_database_backend(), statement);
        self.inner
            .query_all_raw(statement)
            .await
            .map_err(|error| self.noted(error))
    }
}
