//! Opening the house's database as the operator: which one, by whose word, with an error that says both.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use core_config::{ConfigErrors, Settings, Source};
use db::{Db, Options, Whereabouts};
use secrecy::ExposeSecret as _;

use crate::bots;

const FLAG: &str = "--database-url-file";
const KEY: &str = "database.url";
const PLAIN_FILE: &str = "DATABASE_URL_FILE";
/// Everything that can name the database in the environment.
const VARIABLES: [&str; 4] = [
    "DATABASE_URL",
    PLAIN_FILE,
    "GUILDHALL__DATABASE__URL",
    "GUILDHALL__DATABASE__URL_FILE",
];

/// Which database.
#[derive(Args, Debug)]
pub(crate) struct DatabaseArgs {
    /// File with the database's address [default: DATABASE_URL, then the configuration]
    #[arg(long, value_name = "FILE")]
    database_url_file: Option<PathBuf>,
}

/// The database that is meant, not opened yet.
pub(crate) struct Target {
    /// Where it is.
    pub(crate) place: Whereabouts,
    /// The file, variable or option that named it.
    pub(crate) named_by: String,
    settings: Settings,
}

impl DatabaseArgs {
    /// Finds out which database is meant.
    pub(crate) fn target(&self, source: Source) -> Result<Target, ConfigErrors> {
        let source = self.over(source);
        let checked = bots::read_house(&source).map_err(|errors| self.in_own_words(errors))?;
        let row = checked.report.rows.into_iter().find(|row| row.key == KEY);
        let named_by = match (&self.database_url_file, row) {
            (Some(_), _) => FLAG.to_owned(),
            (None, Some(row)) => row.source,
            (None, None) => String::new(),
        };
        let place = Whereabouts::of(checked.settings.database.url.expose_secret());
        Ok(Target {
            place,
            named_by,
            settings: checked.settings,
        })
    }

    /// The option is stronger than every variable.
    fn over(&self, mut source: Source) -> Source {
        let Some(file) = &self.database_url_file else {
            return source;
        };
        source
            .env
            .retain(|name, _| !VARIABLES.contains(&name.as_str()));
        source.with(PLAIN_FILE, &file.display().to_string())
    }

    fn in_own_words(&self, mut errors: ConfigErrors) -> ConfigErrors {
        if self.database_url_file.is_some() {
            for error in &mut errors.errors {
                for text in [&mut error.key, &mut error.place, &mut error.remedy] {
                    *text = text.replace(PLAIN_FILE, FLAG);
                }
            }
        }
        errors
    }
}

impl Target {
    /// Opens it. `purpose` is shown in Postgres' list of connections.
    pub(crate) async fn open(&self, purpose: &str) -> anyhow::Result<Db> {
        let database = &self.settings.database;
        let options = Options {
            url: database.url.clone(),
            pool_size: database.pool_size,
            acquire_timeout: database.acquire_timeout,
            statement_timeout: database.statement_timeout,
            lock_timeout: database.lock_timeout,
            application_name: format!("guildhall {purpose}"),
        };
        Db::connect(&options).await.with_context(|| {
            format!(
                "failed to open the database ({}; named by {})",
                self.place, self.named_by
            )
        })
    }
}
