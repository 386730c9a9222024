//! The hangman bot's scope.

use db::ownership::Table;
use sea_orm_migration::MigrationTrait;

/// Its tables.
pub(crate) const TABLES: &[Table] = &[];

/// In the order in which they are applied.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    Vec::new()
}
