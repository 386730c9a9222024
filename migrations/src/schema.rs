//! SQL for both databases from one text.

use sea_orm::{ConnectionTrait, DbBackend, DbErr};
use sea_orm_migration::SchemaManager;

/// Runs one statement of a migration. `{timestamp}` becomes the column type of [`db::Timestamp`], `{json}` that of a
/// JSON value.
///
/// # Errors
/// What the database said.
pub async fn run(manager: &SchemaManager<'_>, sql: &str) -> Result<(), DbErr> {
    manager
        .get_connection()
        .execute_unprepared(&spelled(manager.get_database_backend(), sql))
        .await?;
    Ok(())
}

fn spelled(backend: DbBackend, sql: &str) -> String {
    let (timestamp, json) = match backend {
        DbBackend::Postgres => ("timestamptz", "jsonb"),
        _ => ("BIGINT", "TEXT"),
    };
    sql.replace("{timestamp}", timestamp)
        .replace("{json}", json)
}
