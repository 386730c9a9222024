//! The shared scope: tables of the house, listed in [`db::ownership::MATRIX`].

use sea_orm_migration::MigrationTrait;

mod m20261120_000001_people_and_guilds;
mod m20261120_000002_guild_settings;
mod m20261120_000003_user_bot_stats;
mod m20261120_000004_processes;

/// In the order in which they are applied.
pub(crate) fn migrations() -> Vec<Box<dyn MigrationTrait>> {
    vec![
        Box::new(m20261120_000001_people_and_guilds::Migration),
        Box::new(m20261120_000002_guild_settings::Migration),
        Box::new(m20261120_000003_user_bot_stats::Migration),
        Box::new(m20261120_000004_processes::Migration),
    ]
}
