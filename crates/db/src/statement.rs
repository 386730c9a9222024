//! Translates statements for SQLite: times are numbers there.

use sea_orm::{DbBackend, Statement, Value};

use crate::Timestamp;

/// The statement as this database wants it.
pub(crate) fn translated(backend: DbBackend, mut statement: Statement) -> Statement {
    if backend == DbBackend::Sqlite
        && let Some(values) = &mut statement.values
    {
        for value in &mut values.0 {
            if let Value::TimeDateTimeWithTimeZone(time) = value {
                *value = Value::BigInt(time.map(|time| Timestamp::from(time).unix_micros()));
            }
        }
    }
    statement
}

/// A statement written by hand; `$1`, `$2` … work on both databases.
pub(crate) fn raw<const N: usize>(
    backend: DbBackend,
    sql: impl Into<String>,
    values: [Value; N],
) -> Statement {
    Statement::from_sql_and_values(backend, sql, values)
}
