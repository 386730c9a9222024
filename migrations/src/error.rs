//! Why the schema is not what it should be, with what mends it.

use db::{DbError, Release};
use sea_orm::DbErr;
use thiserror::Error;

/// An error of migrating, checking or provisioning.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// The database itself.
    #[error(transparent)]
    Db(#[from] DbError),
    /// Migrations that this release knows have not been applied.
    #[error("the schema lacks {}: run `guildhall migrate up`", names.join(", "))]
    Pending {
        /// `scope/migration` of each.
        names: Vec<String>,
    },
    /// The schema has moved on so far that this release cannot work with it.
    #[error(
        "release {own} is older than {min}, the oldest that works with the schema of {scope}: deploy a newer one"
    )]
    TooOld {
        /// Which scope.
        scope: &'static str,
        /// The oldest release that works.
        min: Release,
        /// This release.
        own: Release,
    },
    /// The login may not even look.
    #[error(
        "the role of this login may not read the schema's tables: run `guildhall db provision`"
    )]
    NotProvisioned,
    /// One migration failed; those before it stay applied.
    #[error("the migration {name} failed: {problem}")]
    Failed {
        /// `scope/migration`.
        name: String,
        /// What went wrong and, where known, what mends it.
        problem: String,
    },
    /// There are no roles to provision on this database.
    #[error("roles and grants exist on postgres only")]
    NoRoles,
    /// The login may not make or change roles.
    #[error(
        "this login may not {what}: use one with CREATEROLE that owns the tables, or a superuser"
    )]
    NotAdministrator {
        /// What was refused.
        what: String,
    },
    /// Grants would reach tables that are not there.
    #[error("the tables {} do not exist yet: run `guildhall migrate up` first", names.join(", "))]
    MissingTables {
        /// Their names.
        names: Vec<String>,
    },
    /// A password that Postgres could not take.
    #[error("the password for {role} is empty or contains a null")]
    Password {
        /// The role.
        role: String,
    },
}

impl From<DbErr> for SchemaError {
    fn from(error: DbErr) -> Self {
        Self::Db(error.into())
    }
}
