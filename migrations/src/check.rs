//! What is applied and what is missing. Reads only.

use std::collections::BTreeSet;

use db::{Backend, Db, DbError, Release, schema_compat};
use sea_orm::{ConnectionTrait, Statement};

use crate::{SchemaError, Scope};

/// Where one scope stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeStatus {
    /// The scope's name.
    pub scope: &'static str,
    /// Applied and known to this release.
    pub applied: Vec<String>,
    /// Known to this release, not applied.
    pub pending: Vec<String>,
    /// Applied by a newer release.
    pub unknown: Vec<String>,
}

/// Where each scope stands.
///
/// # Errors
/// [`SchemaError::NotProvisioned`] for a login without grants, else of the database.
pub async fn status(db: &Db, scopes: &[Scope]) -> Result<Vec<ScopeStatus>, SchemaError> {
    let mut all = Vec::with_capacity(scopes.len());
    for &scope in scopes {
        let mut found = applied(db, scope).await?;
        let (applied, pending) = scope
            .migrations()
            .iter()
            .map(|known| known.name().to_owned())
            .partition(|name| found.remove(name));
        all.push(ScopeStatus {
            scope: scope.name(),
            applied,
            pending,
            unknown: found.into_iter().collect(),
        });
    }
    Ok(all)
}

/// Whether a bot of this release may start: nothing is pending, and no scope has moved past it.
///
/// # Errors
/// [`SchemaError::Pending`] and [`SchemaError::TooOld`] with what mends it.
pub async fn check(db: &Db, scopes: &[Scope], release: Release) -> Result<(), SchemaError> {
    let status = status(db, scopes).await?;
    let names: Vec<String> = status
        .iter()
        .flat_map(|scope| {
            scope
                .pending
                .iter()
                .map(|name| format!("{}/{name}", scope.scope))
        })
        .collect();
    if !names.is_empty() {
        return Err(SchemaError::Pending { names });
    }
    for &scope in scopes {
        if let Some(min) = schema_compat::min_release(db.read(), scope.name()).await?
            && release < min
        {
            return Err(SchemaError::TooOld {
                scope: scope.name(),
                min,
                own: release,
            });
        }
    }
    Ok(())
}

async fn applied(db: &Db, scope: Scope) -> Result<BTreeSet<String>, SchemaError> {
    let table = scope.applied_table();
    if !exists(db, &table).await? {
        return Ok(BTreeSet::new());
    }
    let statement = Statement::from_string(
        db.backend().dialect(),
        format!("SELECT version FROM {table}"),
    );
    let rows = db
        .read()
        .query_all_raw(statement)
        .await
        .map_err(|error| match error.into() {
            DbError::Denied(_) => SchemaError::NotProvisioned,
            other => other.into(),
        })?;
    Ok(rows
        .iter()
        .map(|row| row.try_get("", "version"))
        .collect::<Result<_, _>>()?)
}

pub(crate) async fn exists(db: &Db, table: &str) -> Result<bool, SchemaError> {
    let sql = match db.backend() {
        Backend::Sqlite => "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1",
        Backend::Postgres => {
            "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND tablename = $1"
        }
    };
    let statement = Statement::from_sql_and_values(db.backend().dialect(), sql, [table.into()]);
    Ok(db.read().query_one_raw(statement).await?.is_some())
}
