//! Connections, transactions, time and the tables all bots share, on SQLite and Postgres.
//!
//! A statement that only reads goes through [`Db::read`], one that writes and is a transaction by itself through
//! [`Db::single`], everything else through [`Db::write`], the only way to open a transaction.
//!
//! **Invariant:** the same entities serve both databases; the wrappers [`Conn`] and [`Tx`] translate what differs.
//! **Invariant:** no error of this crate carries a password, a bound value or the detail line of the server.

mod backend;
mod bot_id;
mod conn;
mod connect;
mod error;
mod options;
pub mod ownership;
mod place;
mod release;
mod retry;
mod roles;
mod snowflake;
mod statement;
mod tables;
mod timestamp;
mod tx;
mod whereabouts;

pub use backend::{Backend, clock};
pub use bot_id::{BotId, BotIdError, HOUSE};
pub use conn::Conn;
pub use connect::{Db, PoolStatus};
pub use error::{DbError, Fault};
pub use options::{AddressError, Options};
pub use place::Place;
pub use release::{Release, ReleaseError};
pub use roles::RoleReport;
pub use snowflake::Snowflake;
pub use tables::{
    guild_settings, guilds, jobs, manifests, schema_compat, sessions, user_bot_stats, users,
};
pub use timestamp::Timestamp;
pub use tx::{BoxFuture, Tx};
pub use whereabouts::Whereabouts;
