//! `guild_settings` with its history. Rows of the house (`bot_id = 'house'`) are read by every bot.

use db::ownership::{Access, Rights};
use sea_orm::{DbErr, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::{row_level_security, schema::run};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000002_guild_settings"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            "CREATE TABLE guild_settings (
                 bot_id TEXT NOT NULL,
                 guild_id BIGINT NOT NULL,
                 key TEXT NOT NULL,
                 version INTEGER NOT NULL,
                 value {json} NOT NULL,
                 revision BIGINT NOT NULL,
                 updated_at {timestamp} NOT NULL,
                 PRIMARY KEY (bot_id, guild_id, key))",
        )
        .await?;
        run(
            manager,
            "CREATE TABLE guild_settings_history (
                 bot_id TEXT NOT NULL,
                 guild_id BIGINT NOT NULL,
                 key TEXT NOT NULL,
                 revision BIGINT NOT NULL,
                 version INTEGER NOT NULL,
                 value {json} NOT NULL,
                 changed_by BIGINT,
                 changed_at {timestamp} NOT NULL,
                 PRIMARY KEY (bot_id, guild_id, key, revision))",
        )
        .await?;
        let rights = Rights {
            read: Access::OwnOrHouse,
            ..Rights::OWN
        };
        row_level_security(manager, "guild_settings", rights).await?;
        let append_only = Rights {
            update: Access::Nothing,
            ..rights
        };
        row_level_security(manager, "guild_settings_history", append_only).await
    }
}
