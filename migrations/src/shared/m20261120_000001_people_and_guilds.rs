//! `users`, `guilds` and the table that says which releases a scope still serves.

use sea_orm::{DbErr, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::{maintained, schema::run};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000001_people_and_guilds"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            "CREATE TABLE users (
                 user_id BIGINT NOT NULL PRIMARY KEY,
                 name TEXT NOT NULL,
                 locale TEXT,
                 first_seen {timestamp} NOT NULL,
                 last_seen {timestamp} NOT NULL)",
        )
        .await?;
        run(
            manager,
            "CREATE TABLE guilds (
                 guild_id BIGINT NOT NULL PRIMARY KEY,
                 name TEXT,
                 locale TEXT,
                 first_seen {timestamp} NOT NULL,
                 last_seen {timestamp} NOT NULL)",
        )
        .await?;
        run(manager, "CREATE TABLE schema_compat (scope TEXT NOT NULL PRIMARY KEY, min_release TEXT NOT NULL)").await?;
        for table in ["users", "guilds", "schema_compat"] {
            maintained(manager, table).await?;
        }
        Ok(())
    }
}
