//! `schema_compat`: the oldest release that can work with a scope's schema.

use sea_orm::ConnectionTrait;

use crate::{DbError, Release, statement::raw};

const GET: &str = "SELECT min_release FROM schema_compat WHERE scope = $1";
const PUT: &str = "INSERT INTO schema_compat (scope, min_release) VALUES ($1, $2) \
     ON CONFLICT (scope) DO UPDATE SET min_release = excluded.min_release";

/// The oldest release that this scope's schema still serves; `None` when every release will do.
///
/// # Errors
/// [`DbError`] of the statement, [`DbError::Row`] for a text that is no release.
pub async fn min_release<C: ConnectionTrait>(
    conn: &C,
    scope: &str,
) -> Result<Option<Release>, DbError> {
    let statement = raw(conn.get_database_backend(), GET, [scope.into()]);
    let Some(row) = conn.query_one_raw(statement).await? else {
        return Ok(None);
    };
    let text: String = row.try_get("", "min_release")?;
    let release = Release::parse(&text).map_err(|problem| DbError::Row {
        table: "schema_compat",
        column: "min_release",
        key: scope.to_owned(),
        problem: problem.to_string(),
    })?;
    Ok(Some(release))
}

/// Says that releases before `release` cannot work with this scope any more; for contracting migrations.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn require<C: ConnectionTrait>(
    conn: &C,
    scope: &str,
    release: Release,
) -> Result<(), DbError> {
    conn.execute_raw(raw(
        conn.get_database_backend(),
        PUT,
        [scope.into(), release.into()],
    ))
    .await?;
    Ok(())
}
