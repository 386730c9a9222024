//! What can go wrong between us and the database, without what we sent.
//!
//! Servers repeat rows in their detail lines ("Failing row contains …"): only code, message, table and constraint
//! are kept.

use std::fmt;

use sea_orm::{ConnAcquireErr, DbErr, RuntimeErr};
use sqlx::error::ErrorKind;
use thiserror::Error;

use crate::AddressError;

/// Longest server message kept, in characters.
const MESSAGE_MAX: usize = 200;

/// An error of the database layer.
#[derive(Clone, Debug, Error)]
#[non_exhaustive]
pub enum DbError {
    /// The address itself is wrong.
    #[error(transparent)]
    Address(#[from] AddressError),
    /// The folder of the SQLite file cannot be made.
    #[error("the folder {folder} for the database cannot be made: {problem}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the system said.
        problem: String,
    },
    /// No connection could be opened, or none became free in time.
    #[error("the database cannot be reached: {0}")]
    Unreachable(Fault),
    /// The connection broke; nothing was committed.
    #[error("the connection to the database was lost: {0}")]
    Lost(Fault),
    /// The connection broke while committing: the change may or may not have been made.
    #[error(
        "the connection was lost while committing, so the change may or may not have been made: {0}"
    )]
    OutcomeUnknown(Fault),
    /// Others were in the way until the tries ran out: serialization failure, deadlock, busy file, lock timeout.
    #[error("the database was too busy: {0}")]
    Contention(Fault),
    /// Longer than the statement timeout.
    #[error("a statement took longer than allowed: {0}")]
    Timeout(Fault),
    /// A policy or a missing grant.
    #[error("the database refused the statement: {0}")]
    Denied(Fault),
    /// A unique, foreign key, not-null or check constraint.
    #[error("a constraint of the database was violated: {0}")]
    Constraint(Fault),
    /// Anything else the database or the driver objected to.
    #[error("the database failed: {0}")]
    Statement(Fault),
    /// The body of a transaction ignored a failed statement; everything was rolled back.
    #[error("a statement of the transaction had failed, so nothing was changed")]
    Aborted,
    /// A row that cannot become a domain value.
    #[error("{table}.{column} of {key} cannot be read: {problem}")]
    Row {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// Which row.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
    /// A value that is too large to be stored.
    #[error("{what} has {found} bytes, at most {max} are kept")]
    TooLarge {
        /// What it is.
        what: &'static str,
        /// Its size.
        found: usize,
        /// The bound.
        max: usize,
    },
    /// Somebody else held a lock of the house for too long.
    #[error("{what} is locked by another process")]
    Locked {
        /// What is locked.
        what: String,
    },
}

impl DbError {
    /// Whether a new try, from the start of the transaction, may go well.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self {
            Self::Lost(_) => true,
            Self::Contention(fault) => fault.code.as_deref() != Some(LOCK_TIMEOUT),
            _ => false,
        }
    }

    /// Whether a row with this unique key was there already.
    #[must_use]
    pub fn is_duplicate(&self) -> bool {
        matches!(self, Self::Constraint(fault) if fault.duplicate)
    }
}

/// What the server or the driver said, without the values that were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fault {
    /// SQLSTATE, or SQLite's extended result code.
    pub code: Option<String>,
    /// One line, at most 200 characters.
    pub message: String,
    /// The table, where the server names it.
    pub table: Option<String>,
    /// The constraint, where the server names it.
    pub constraint: Option<String>,
    duplicate: bool,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(code) = &self.code {
            write!(f, " (code {code})")?;
        }
        Ok(())
    }
}

impl Fault {
    fn new(message: impl fmt::Display) -> Self {
        let message = message.to_string();
        let line = message.lines().next().unwrap_or_default();
        Self {
            message: line.chars().take(MESSAGE_MAX).collect(),
            ..Self::default()
        }
    }
}

/// `lock_not_available`: the server waited for the lock as long as it was told to.
const LOCK_TIMEOUT: &str = "55P03";

impl From<DbErr> for DbError {
    fn from(error: DbErr) -> Self {
        match error {
            DbErr::ConnectionAcquire(ConnAcquireErr::Timeout) => {
                Self::Unreachable(Fault::new("no connection in time"))
            }
            DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed) => {
                Self::Unreachable(Fault::new("the pool is closed"))
            }
            DbErr::Conn(RuntimeErr::SqlxError(source)) => match Self::from(&*source) {
                Self::Lost(fault) | Self::Statement(fault) => Self::Unreachable(fault),
                other => other,
            },
            DbErr::Exec(RuntimeErr::SqlxError(source))
            | DbErr::Query(RuntimeErr::SqlxError(source)) => Self::from(&*source),
            other => Self::Statement(Fault::new(other)),
        }
    }
}

impl From<&sqlx::Error> for DbError {
    fn from(error: &sqlx::Error) -> Self {
        match error {
            sqlx::Error::Database(source) => from_server(&**source),
            sqlx::Error::Io(source) => Self::Lost(Fault::new(source)),
            sqlx::Error::Tls(_) => Self::Lost(Fault::new("the encrypted connection failed")),
            sqlx::Error::Protocol(_) => Self::Lost(Fault::new("the server answered out of turn")),
            sqlx::Error::WorkerCrashed => Self::Lost(Fault::new("the database thread ended")),
            sqlx::Error::BeginFailed => Self::Lost(Fault::new("the transaction did not begin")),
            sqlx::Error::PoolTimedOut => Self::Unreachable(Fault::new("no connection in time")),
            sqlx::Error::PoolClosed => Self::Unreachable(Fault::new("the pool is closed")),
            sqlx::Error::Configuration(_) => {
                Self::Unreachable(Fault::new("the connection options are not accepted"))
            }
            other => Self::Statement(Fault::new(other)),
        }
    }
}

fn from_server(error: &dyn sqlx::error::DatabaseError) -> DbError {
    let fault = Fault {
        code: error.code().map(Into::into),
        table: error.table().map(Into::into),
        constraint: error.constraint().map(Into::into),
        duplicate: error.kind() == ErrorKind::UniqueViolation,
        ..Fault::new(error.message())
    };
    let code = fault.code.clone().unwrap_or_default();
    if let Ok(number) = code.parse::<u32>()
        && code.len() != 5
    {
        return match number & 0xff {
            5 | 6 => DbError::Contention(fault),
            10 | 14 => DbError::Lost(fault),
            19 => DbError::Constraint(fault),
            _ => DbError::Statement(fault),
        };
    }
    match code.as_str() {
        "40001" | "40P01" | LOCK_TIMEOUT => DbError::Contention(fault),
        // Two sessions changed the same role or grant at once; the later one has done nothing.
        "XX000" if fault.message == "tuple concurrently updated" => DbError::Contention(fault),
        "57014" => DbError::Timeout(fault),
        "42501" => DbError::Denied(fault),
        "57P01" | "57P02" | "57P03" | "25P03" => DbError::Lost(fault),
        "53300" => DbError::Unreachable(fault),
        _ if code.starts_with("08") => DbError::Lost(fault),
        _ if code.starts_with("23") => DbError::Constraint(fault),
        _ if code.starts_with("28") => DbError::Unreachable(fault),
        _ => DbError::Statement(fault),
    }
}
