//! A pool that runs single statements.

use sea_orm::{
    ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement,
    prelude::async_trait::async_trait,
};

use crate::{DbError, retry::Tries, statement::translated};

/// Runs statements that are transactions by themselves: one round trip, no `BEGIN`.
///
/// A reading connection repeats a statement whose connection broke. A writing one repeats only what surely did not
/// happen (serialization failure, deadlock, busy file); a connection that breaks under it is an error.
#[derive(Clone, Debug)]
pub struct Conn {
    pool: DatabaseConnection,
    use_: Use,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Read,
    Write,
}

impl Conn {
    pub(crate) fn new(pool: DatabaseConnection, use_: Use) -> Self {
        Self { pool, use_ }
    }

    pub(crate) fn pool(&self) -> &DatabaseConnection {
        &self.pool
    }

    fn may_repeat(&self, error: &DbErr) -> bool {
        let error = DbError::from(error.clone());
        error.is_transient() && (self.use_ == Use::Read || !matches!(error, DbError::Lost(_)))
    }
}

macro_rules! repeated {
    ($conn:ident, $method:ident, $statement:ident) => {{
        let statement = translated($conn.pool.get_database_backend(), $statement);
        let mut tries = Tries::new();
        loop {
            match $conn.pool.$method(statement.clone()).await {
                Err(error) if $conn.may_repeat(&error) && tries.again().await => {}
                outcome => return outcome,
            }
        }
    }};
}

#[async_trait]
impl ConnectionTrait for Conn {
    fn get_database_backend(&self) -> DbBackend {
        self.pool.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        repeated!(self, execute_raw, statement)
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.pool.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        repeated!(self, query_one_raw, statement)
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        repeated!(self, query_all_raw, statement)
    }
}
