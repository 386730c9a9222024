//! `user_bot_stats`: what a person has played and earned with one bot in one place.

use db::ownership::{Access, Rights};
use sea_orm::{DbErr, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::{row_level_security, schema::run};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000003_user_bot_stats"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            "CREATE TABLE user_bot_stats (
                 bot_id TEXT NOT NULL,
                 guild_id BIGINT NOT NULL,
                 user_id BIGINT NOT NULL,
                 xp BIGINT NOT NULL,
                 played BIGINT NOT NULL,
                 won BIGINT NOT NULL,
                 updated_at {timestamp} NOT NULL,
                 PRIMARY KEY (bot_id, guild_id, user_id))",
        )
        .await?;
        run(
            manager,
            "CREATE INDEX user_bot_stats_of_user ON user_bot_stats (user_id)",
        )
        .await?;
        let rights = Rights {
            delete: Access::Own,
            ..Rights::READ_ALL_WRITE_OWN
        };
        row_level_security(manager, "user_bot_stats", rights).await
    }
}
