//! Which of the two databases is behind a connection, and the few words of SQL they spell differently.

use sea_orm::DbBackend;

/// The two databases of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Backend {
    /// One file, one writer; for trying, developing and small installations.
    Sqlite,
    /// The real thing: roles, row-level security, many writers.
    Postgres,
}

impl Backend {
    /// sea-orm's name for it.
    #[must_use]
    pub fn dialect(self) -> DbBackend {
        match self {
            Self::Sqlite => DbBackend::Sqlite,
            Self::Postgres => DbBackend::Postgres,
        }
    }
}

impl From<DbBackend> for Backend {
    /// Everything that is not Postgres is SQLite: this crate opens nothing else.
    fn from(dialect: DbBackend) -> Self {
        match dialect {
            DbBackend::Postgres => Self::Postgres,
            _ => Self::Sqlite,
        }
    }
}

/// SQL for the database's own clock in the column type of [`crate::Timestamp`], `seconds` from now.
///
/// Leases are timed by it, so that two machines with different clocks agree on who holds what.
#[must_use]
pub fn clock(backend: Backend, seconds: u32) -> String {
    match backend {
        Backend::Sqlite => {
            format!("(CAST(unixepoch('subsec') * 1000000 AS INTEGER) + {seconds} * 1000000)")
        }
        Backend::Postgres => format!("(clock_timestamp() + interval '{seconds} seconds')"),
    }
}
