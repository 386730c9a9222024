//! A throw-away Postgres with tables and roles as production has them.

use anyhow::Result;
use db::{BotId, Db, Options};
use migrations::Grantee;
use secrecy::SecretString;
use test_postgres::{TestDatabase, TestPostgres};

/// Code names of the bots that get a login; their identities have the same.
const BOTS: [&str; 2] = ["subject", "hangman"];

/// A migrated database. Its server goes with the value, after it.
pub(crate) struct Database {
    database: TestDatabase,
    _server: TestPostgres,
}

impl Database {
    /// Starts a server, makes the tables and a role for each bot.
    pub(crate) fn prepare() -> Result<Self> {
        let server = TestPostgres::start()?;
        let database = server.empty_database()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(fill(database.url()))?;
        Ok(Self {
            database,
            _server: server,
        })
    }

    /// Address for the login of a bot.
    pub(crate) fn url_of(&self, bot: &str) -> Result<String> {
        Ok(self.database.url_as(&BotId::parse(bot)?.role()))
    }
}

async fn fill(url: String) -> Result<()> {
    let admin = Db::connect(&Options::new(url)).await?;
    migrations::up(&admin, &migrations::all()).await?;
    let grantees = BOTS
        .iter()
        .map(|bot| {
            Ok(Grantee {
                bot_id: BotId::parse(bot)?,
                bot: (*bot).to_owned(),
                // The throw-away server trusts everyone; a role must have one all the same.
                password: SecretString::from("bench"),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    migrations::provision(&admin, &grantees).await?;
    admin.close().await;
    Ok(())
}
