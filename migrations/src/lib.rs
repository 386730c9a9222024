//! The schema: one scope per owner, one change per file, never edited once landed.
//!
//! ## How to add a migration
//! Put `mYYYYMMDD_NNNNNN_what_it_adds.rs` into the scope's folder, list it in the scope's `mod.rs`, create tables with
//! [`schema::run`] (SQL with `{timestamp}` and `{json}` where the databases differ), raise [`row_level_security`]
//! for every table with a `bot_id`, and list the table in the scope's `TABLES` (shared ones in
//! [`db::ownership::MATRIX`]): the catalogue test compares both. Data is changed through [`as_maintenance`]: row-level
//! security is forced, so the owner of a table sees none of its rows.

pub mod catalogue;
mod check;
mod error;
mod hangman;
mod maintenance;
mod provision;
pub mod schema;
mod scope;
mod shared;
mod up;
mod wall;

pub use check::{ScopeStatus, check, status};
pub use error::SchemaError;
pub use maintenance::{MAINTENANCE_ROLE, as_maintenance};
pub use provision::{Grantee, provision};
pub use scope::{Scope, all};
pub use up::{Report, up};
pub use wall::{maintained, row_level_security};
