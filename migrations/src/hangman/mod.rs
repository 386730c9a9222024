//! The hangman bot's scope.

use db::ownership::{Owner, Rights, Table};
use sea_orm_migration::MigrationTrait;

mod m20261120_000001_games;

/// Its tables.
pub(crate) const TABLES: &[Table] = &[Table {
    name: "hangman_games",
    owner: Owner::Bot("hangman"),
    rights: Rights::OWN,
    key: &["bot_id", "guild_id", "channel_id", "game_id"],
    personal: &["owner_id", "contributions"],
}];

/// In the order in which they are applied.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![Box::new(m20261120_000001_games::Migration)]
}
