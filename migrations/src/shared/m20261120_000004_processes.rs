//! What processes of a bot hand to each other: gateway sessions, synced commands, jobs.

use db::ownership::Rights;
use sea_orm::{DbErr, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::{row_level_security, schema::run};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000004_processes"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            "CREATE TABLE gateway_sessions (
                 bot_id TEXT NOT NULL,
                 shard_id BIGINT NOT NULL,
                 shard_total BIGINT NOT NULL,
                 session_id TEXT NOT NULL,
                 resume_url TEXT NOT NULL,
                 sequence BIGINT NOT NULL,
                 owner TEXT NOT NULL,
                 claimed BOOLEAN NOT NULL,
                 saved_at {timestamp} NOT NULL,
                 PRIMARY KEY (bot_id, shard_id, shard_total))",
        )
        .await?;
        run(
            manager,
            "CREATE TABLE command_manifests (
                 bot_id TEXT NOT NULL,
                 scope TEXT NOT NULL,
                 hash TEXT,
                 release TEXT,
                 synced_at {timestamp},
                 lock_owner TEXT,
                 lock_until {timestamp},
                 PRIMARY KEY (bot_id, scope))",
        )
        .await?;
        run(
            manager,
            "CREATE TABLE jobs (
                 bot_id TEXT NOT NULL,
                 name TEXT NOT NULL,
                 due_at {timestamp} NOT NULL,
                 lease_owner TEXT,
                 lease_until {timestamp},
                 fence BIGINT NOT NULL,
                 PRIMARY KEY (bot_id, name))",
        )
        .await?;
        for table in ["gateway_sessions", "command_manifests", "jobs"] {
            row_level_security(manager, table, Rights::OWN).await?;
        }
        Ok(())
    }
}
