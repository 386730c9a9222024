//! The migrated database of each kind, with a login for two identities.

use db::{BotId, Db, Options, Timestamp};
use migrations::Grantee;
use sea_orm::{ConnectionTrait, Statement};
use secrecy::SecretString;
use tempfile::TempDir;
use test_postgres::{TestDatabase, TestPostgres};

/// Two identities of the hangman bot.
pub(crate) const IDENTITIES: [&str; 2] = ["hangman", "hangman-two"];

/// A database that is gone with the value.
pub(crate) struct Fresh {
    /// As the administrator.
    pub(crate) admin: Db,
    /// As each of [`IDENTITIES`]; on SQLite, which has no logins, the same.
    pub(crate) bots: [Db; 2],
    pub(crate) postgres: Option<TestDatabase>,
    _folder: Option<TempDir>,
}

pub(crate) fn bot(name: &str) -> BotId {
    BotId::parse(name).unwrap()
}

/// What every test calls now.
pub(crate) const NOW: Timestamp = Timestamp::from_unix_seconds(1_800_000_000);

/// Without a schema.
pub(crate) async fn empty() -> [Fresh; 2] {
    let database = TestPostgres::shared().unwrap().empty_database().unwrap();
    let admin = Db::connect(&Options::new(database.url())).await.unwrap();
    let bots = [admin.clone(), admin.clone()];
    [
        empty_sqlite().await,
        Fresh {
            admin,
            bots,
            postgres: Some(database),
            _folder: None,
        },
    ]
}

async fn empty_sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}/test.db", folder.path().display());
    let admin = Db::connect(&Options::new(url)).await.unwrap();
    Fresh {
        bots: [admin.clone(), admin.clone()],
        admin,
        postgres: None,
        _folder: Some(folder),
    }
}

pub(crate) async fn sqlite() -> Fresh {
    let fresh = empty_sqlite().await;
    migrations::up(&fresh.admin, &migrations::all())
        .await
        .unwrap();
    fresh
}

pub(crate) async fn postgres() -> Fresh {
    let database = TestPostgres::shared()
        .unwrap()
        .database("migrated", |url| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()?;
            runtime.block_on(prepare(url))
        })
        .unwrap();
    let login = async |url: String| Db::connect(&Options::new(url)).await.unwrap();
    let [one, two] = IDENTITIES.map(|name| database.url_as(&bot(name).role()));
    let (admin, bots) = (
        login(database.url()).await,
        [login(one).await, login(two).await],
    );
    Fresh {
        admin,
        bots,
        postgres: Some(database),
        _folder: None,
    }
}

pub(crate) async fn both() -> [Fresh; 2] {
    [sqlite().await, postgres().await]
}

impl Fresh {
    /// Runs SQL as the administrator.
    pub(crate) async fn run(&self, sql: &str) {
        let done = self.admin.single().execute_unprepared(sql).await;
        done.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The one number that a query gives the administrator.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let statement = Statement::from_string(self.admin.backend().dialect(), sql);
        self.admin
            .read()
            .query_one_raw(statement)
            .await
            .unwrap()
            .unwrap()
            .try_get_by_index(0)
            .unwrap()
    }
}

async fn prepare(url: &str) -> anyhow::Result<()> {
    let db = Db::connect(&Options::new(url)).await?;
    migrations::up(&db, &migrations::all()).await?;
    let grantees = IDENTITIES.map(|name| Grantee {
        bot_id: bot(name),
        bot: "hangman".to_owned(),
        password: SecretString::from("test"),
    });
    migrations::provision(&db, &grantees).await?;
    db.close().await;
    Ok(())
}
