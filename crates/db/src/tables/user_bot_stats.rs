//! `user_bot_stats`: what a person has played and earned with one bot in one place.
//!
//! Every bot may read it; only `gamification` writes it.

use sea_orm::{ConnectionTrait, entity::prelude::*};
use twilight_model::id::{Id, marker::UserMarker};

use crate::{BotId, DbError, Place, Snowflake, Timestamp};

/// One person's standing with one bot in one place.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_bot_stats")]
pub struct Model {
    /// Which identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bot_id: String,
    /// Which place; see [`Place::key`].
    #[sea_orm(primary_key, auto_increment = false)]
    pub guild_id: i64,
    /// Who.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Snowflake,
    /// Experience points.
    pub xp: i64,
    /// Games ended.
    pub played: i64,
    /// Of these, won.
    pub won: i64,
    /// Last award.
    pub updated_at: Timestamp,
}

/// Stats have no relations in code.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A person's standing, if they ever earned anything here.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    bot: &BotId,
    place: Place,
    user: Id<UserMarker>,
) -> Result<Option<Model>, DbError> {
    let key = (bot.as_str().to_owned(), place.key(), Snowflake::from(user));
    Ok(Entity::find_by_id(key).one(conn).await?)
}
