//! The migrated database of each kind, with a login for two identities.

use db::{BotId, Db, Options};
use migrations::Grantee;
use secrecy::SecretString;
use tempfile::TempDir;
use test_postgres::{TestDatabase, TestPostgres};

/// Two identities of the hangman bot.
pub(crate) const IDENTITIES: [&str; 2] = ["hangman", "hangman-two"];

/// A database that is gone with the value.
pub(crate) struct Fresh {
    /// As each of [`IDENTITIES`]; on SQLite, which has no logins, the same.
    pub(crate) bots: [Db; 2],
    _postgres: Option<TestDatabase>,
    _folder: Option<TempDir>,
}

pub(crate) fn bot(name: &str) -> BotId {
    BotId::parse(name).unwrap()
}

pub(crate) async fn sqlite() -> Fresh {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}/test.db", folder.path().display());
    let admin = Db::connect(&Options::new(url)).await.unwrap();
    migrations::up(&admin, &migrations::all()).await.unwrap();
    Fresh {
        bots: [admin.clone(), admin],
        _postgres: None,
        _folder: Some(folder),
    }
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
    let bots = [login(one).await, login(two).await];
    Fresh {
        bots,
        _postgres: Some(database),
        _folder: None,
    }
}

pub(crate) async fn both() -> [Fresh; 2] {
    [sqlite().await, postgres().await]
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
