//! A fresh database for one test: a SQLite file, or a database of a real Postgres in which the
//! bot logs in as its provisioned role.

use anyhow::{Context as _, Result};
use db::{BotId, Db, Options};
use migrations::Grantee;
use secrecy::SecretString;
use tempfile::TempDir;
use test_postgres::{TestDatabase, TestPostgres};

/// Which database.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// A file in a temporary folder.
    Sqlite,
    /// A database of the run's Postgres.
    Postgres,
}

/// A database that goes with the value.
#[derive(Debug)]
pub struct Database {
    url: String,
    postgres: Option<TestDatabase>,
    folder: TempDir,
}

/// Name of the template that is migrated once for each run of tests.
const TEMPLATE: &str = "migrated";

impl Database {
    /// Makes one. `bot` is both the identity and the code name of the bot.
    ///
    /// # Errors
    ///
    /// What the folder, the server or the migrations said.
    pub async fn fresh(kind: Kind, bot: &'static str) -> Result<Self> {
        let folder = tempfile::tempdir().context("make a temporary folder")?;
        match kind {
            Kind::Sqlite => Ok(Self {
                url: format!("sqlite:{}", folder.path().join("hall.db").display()),
                postgres: None,
                folder,
            }),
            Kind::Postgres => {
                // The server's own calls block.
                let database = tokio::task::spawn_blocking(migrated)
                    .await
                    .context("make the database")??;
                let id = BotId::parse(bot)?;
                let admin = Db::connect(&Options::new(database.url())).await?;
                let grantee = Grantee {
                    bot_id: id.clone(),
                    bot: bot.to_owned(),
                    password: SecretString::from(PASSWORD),
                };
                migrations::provision(&admin, &[grantee]).await?;
                admin.close().await;
                Ok(Self {
                    url: with_password(&database.url_as(&id.role())),
                    postgres: Some(database),
                    folder,
                })
            }
        }
    }

    /// Address to give to the bot.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// A folder that goes with it, for files of the test.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The Postgres database behind it, to break connections.
    #[must_use]
    pub const fn postgres(&self) -> Option<&TestDatabase> {
        self.postgres.as_ref()
    }

    /// A connection that sees all rows: as superuser on Postgres.
    ///
    /// # Errors
    ///
    /// As [`Db::connect`].
    pub async fn look(&self) -> Result<Db> {
        let url = self
            .postgres
            .as_ref()
            .map_or_else(|| self.url.clone(), TestDatabase::url);
        Ok(Db::connect(&Options::new(url)).await?)
    }
}

/// Password of the bots' roles in tests: a canary that no log may show.
pub(crate) const PASSWORD: &str = "canary-database-password";

fn with_password(url: &str) -> String {
    match url.split_once('@') {
        Some((head, tail)) => format!("{head}:{PASSWORD}@{tail}"),
        None => url.to_owned(),
    }
}

/// A copy of the template, which the first caller migrates.
fn migrated() -> Result<TestDatabase> {
    TestPostgres::shared()?.database(TEMPLATE, |url| {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("start a runtime for the migrations")?;
        runtime.block_on(async {
            let db = Db::connect(&Options::new(url)).await?;
            migrations::up(&db, &migrations::all()).await?;
            db.close().await;
            Ok(())
        })
    })
}
