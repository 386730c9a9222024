//! A fresh, empty database of each kind.

use db::{Backend, Db, DbError, Options};
use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use test_postgres::{TestDatabase, TestPostgres};

/// A database that is gone with the value.
pub(crate) struct Fresh {
    pub(crate) db: Db,
    pub(crate) url: String,
    pub(crate) postgres: Option<TestDatabase>,
    _folder: Option<TempDir>,
}

pub(crate) async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}/var/test.db", folder.path().display());
    let db = Db::connect(&Options::new(&url)).await.unwrap();
    Fresh {
        db,
        url,
        postgres: None,
        _folder: Some(folder),
    }
}

pub(crate) async fn postgres() -> Fresh {
    let database = TestPostgres::shared().unwrap().empty_database().unwrap();
    let url = database.url();
    let db = Db::connect(&Options::new(&url)).await.unwrap();
    Fresh {
        db,
        url,
        postgres: Some(database),
        _folder: None,
    }
}

pub(crate) async fn both() -> [Fresh; 2] {
    [sqlite().await, postgres().await]
}

impl Fresh {
    /// Runs SQL in which `{timestamp}` is the column type of times.
    pub(crate) async fn run(&self, sql: &str) {
        let timestamp = match self.db.backend() {
            Backend::Sqlite => "BIGINT",
            Backend::Postgres => "timestamptz",
        };
        self.db
            .single()
            .execute_unprepared(&sql.replace("{timestamp}", timestamp))
            .await
            .unwrap();
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        number(self.db.read(), sql).await.unwrap()
    }
}

/// The one number that a query gives.
pub(crate) async fn number<C: ConnectionTrait>(conn: &C, sql: &str) -> Result<i64, DbError> {
    let statement = sea_orm::Statement::from_string(conn.get_database_backend(), sql);
    let row = conn.query_one_raw(statement).await?.expect("a row");
    Ok(row.try_get_by_index(0)?)
}
