//! `hangman_games`: every game with who did what in it, until it is old enough to be forgotten.

use db::ownership::Rights;
use sea_orm::{DbErr, prelude::async_trait::async_trait};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};

use crate::{row_level_security, schema::run};

pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000001_games"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(
            manager,
            "CREATE TABLE hangman_games (
                 bot_id TEXT NOT NULL,
                 guild_id BIGINT NOT NULL,
                 channel_id BIGINT NOT NULL,
                 game_id BIGINT NOT NULL,
                 owner_id BIGINT NOT NULL,
                 mode TEXT NOT NULL,
                 wished_category TEXT,
                 wished_difficulty TEXT,
                 word TEXT NOT NULL,
                 category TEXT NOT NULL,
                 difficulty TEXT NOT NULL,
                 status TEXT NOT NULL,
                 contributions {json} NOT NULL,
                 started_at {timestamp} NOT NULL,
                 moved_at {timestamp} NOT NULL,
                 version BIGINT NOT NULL,
                 PRIMARY KEY (bot_id, guild_id, channel_id, game_id))",
        )
        .await?;
        run(
            manager,
            "CREATE UNIQUE INDEX hangman_games_running ON hangman_games (bot_id, guild_id, channel_id, mode)
             WHERE status = 'running'",
        )
        .await?;
        // No index has `moved_at`: it changes with every guess, and a guess should touch the row alone.
        run(
            manager,
            "CREATE INDEX hangman_games_by_channel ON hangman_games (bot_id, guild_id, channel_id, started_at)",
        )
        .await?;
        run(
            manager,
            "CREATE INDEX hangman_games_by_age ON hangman_games (bot_id, started_at)",
        )
        .await?;
        row_level_security(manager, "hangman_games", Rights::OWN).await
    }
}
