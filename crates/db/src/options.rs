//! How to reach the database. Errors of this file name what is wrong with an address, never the address.

use std::{path::PathBuf, str::FromStr, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use sqlx::{
    ConnectOptions as _,
    postgres::PgConnectOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use thiserror::Error;

/// Prepared statements kept per connection.
const STATEMENT_CACHE: usize = 256;
/// How long a transaction may sit without a statement before Postgres ends it.
const IDLE_IN_TRANSACTION: Duration = Duration::from_secs(10);

/// What a connection needs to know; the caller has bounded the values.
#[derive(Clone, Debug)]
pub struct Options {
    /// `sqlite:var/guildhall.db` or `postgres://role@host/database`.
    pub url: SecretString,
    /// Most connections of the pool (on SQLite: of the reader pool; there is one writer).
    pub pool_size: u32,
    /// How long to wait for a free or new connection.
    pub acquire_timeout: Duration,
    /// How long one statement may run (Postgres).
    pub statement_timeout: Duration,
    /// How long to wait for a lock (SQLite: for the one write lock).
    pub lock_timeout: Duration,
    /// Shown in `pg_stat_activity`.
    pub application_name: String,
}

impl Options {
    /// The house's defaults for this address.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: SecretString::from(url.into()),
            pool_size: 8,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(5),
            lock_timeout: Duration::from_secs(2),
            application_name: "guildhall".to_owned(),
        }
    }

    pub(crate) fn target(&self) -> Result<Target, AddressError> {
        let url = self.url.expose_secret();
        let Some((scheme, rest)) = url.split_once(':') else {
            return Err(AddressError::NoScheme);
        };
        match scheme {
            "sqlite" => self.sqlite(url, rest),
            "postgres" | "postgresql" => self.postgres(url),
            other => Err(AddressError::Scheme(printable(other))),
        }
    }

    fn sqlite(&self, url: &str, rest: &str) -> Result<Target, AddressError> {
        let path = rest
            .trim_start_matches("//")
            .split('?')
            .next()
            .unwrap_or_default();
        if path.is_empty() || path.contains(":memory:") || rest.contains("mode=memory") {
            return Err(AddressError::Memory);
        }
        let options = SqliteConnectOptions::from_str(url).map_err(|_| AddressError::Sqlite)?;
        let file = options.get_filename().to_owned();
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
            .busy_timeout(self.lock_timeout)
            .statement_cache_capacity(STATEMENT_CACHE)
            .disable_statement_logging();
        Ok(Target::Sqlite {
            file,
            options: Box::new(options),
        })
    }

    fn postgres(&self, url: &str) -> Result<Target, AddressError> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| AddressError::Postgres)?
            .application_name(&self.application_name)
            .statement_cache_capacity(STATEMENT_CACHE)
            .options([
                ("statement_timeout", millis(self.statement_timeout)),
                ("lock_timeout", millis(self.lock_timeout)),
                (
                    "idle_in_transaction_session_timeout",
                    millis(IDLE_IN_TRANSACTION),
                ),
            ])
            .disable_statement_logging();
        Ok(Target::Postgres {
            options: Box::new(options),
        })
    }
}

fn millis(duration: Duration) -> String {
    duration.as_millis().max(1).to_string()
}

/// A scheme is not secret, but a mistyped address may begin with something that is.
fn printable(scheme: &str) -> String {
    let plain = scheme.len() <= 12 && scheme.chars().all(|c| c.is_ascii_lowercase());
    if plain {
        scheme.to_owned()
    } else {
        "something else".to_owned()
    }
}

pub(crate) enum Target {
    Sqlite {
        file: PathBuf,
        options: Box<SqliteConnectOptions>,
    },
    Postgres {
        options: Box<PgConnectOptions>,
    },
}

/// What is wrong with a database address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Not an address at all.
    #[error(
        "the database address has no scheme, write sqlite:path or postgres://role@host/database"
    )]
    NoScheme,
    /// Some other database.
    #[error(
        "the database address starts with {0}, write sqlite:path or postgres://role@host/database"
    )]
    Scheme(String),
    /// Every pooled connection would see a database of its own.
    #[error(
        "a database in memory is gone with its connection, use a file, in tests one in a temporary folder"
    )]
    Memory,
    /// Rejected by the driver.
    #[error("the sqlite address cannot be read, write sqlite:path/to/file.db")]
    Sqlite,
    /// Rejected by the driver; the password often needs percent-encoding.
    #[error(
        "the postgres address cannot be read, write postgres://role:password@host:5432/database with special characters percent-encoded"
    )]
    Postgres,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(url: &str) -> AddressError {
        Options::new(url).target().err().unwrap()
    }

    #[test]
    fn bad_addresses_are_named_without_their_text() {
        for (url, expected) in [
            ("", AddressError::NoScheme),
            ("var/guildhall.db", AddressError::NoScheme),
            (
                "mysql://root:hunter2@host/db",
                AddressError::Scheme("mysql".into()),
            ),
            ("Hunter2:x", AddressError::Scheme("something else".into())),
            ("sqlite::memory:", AddressError::Memory),
            ("sqlite://:memory:", AddressError::Memory),
            ("sqlite:", AddressError::Memory),
            ("sqlite:file.db?mode=memory", AddressError::Memory),
            ("sqlite:file.db?nonsense=hunter2", AddressError::Sqlite),
            (
                "postgres://role:hunter2@host:notaport/db",
                AddressError::Postgres,
            ),
        ] {
            let found = problem(url);
            assert_eq!(found, expected, "{url}");
            assert!(
                !format!("{found} {found:?}")
                    .to_lowercase()
                    .contains("hunter2"),
                "{found}"
            );
        }
    }

    #[test]
    fn debug_hides_the_address() {
        let shown = format!("{:?}", Options::new("postgres://role:hunter2@host/db"));
        assert!(!shown.contains("hunter2"), "{shown}");
    }
}
