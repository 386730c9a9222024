//! `guilds`: servers the house has been in. One truth for all bots.

use sea_orm::{ConnectionTrait, entity::prelude::*};
use twilight_model::id::{Id, marker::GuildMarker};

use crate::{DbError, Snowflake, Timestamp, statement::raw};

/// A server.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guilds")]
pub struct Model {
    /// Discord's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub guild_id: Snowflake,
    /// Name as last seen; an interaction does not tell it, the gateway does.
    pub name: Option<String>,
    /// The guild's preferred language as last seen.
    pub locale: Option<String>,
    /// First contact of any bot.
    pub first_seen: Timestamp,
    /// Last contact, at most an hour late.
    pub last_seen: Timestamp,
}

/// Guilds have no relations in code.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

const SEEN: &str = "INSERT INTO guilds (guild_id, name, locale, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4) \
     ON CONFLICT (guild_id) DO UPDATE SET name = COALESCE(excluded.name, guilds.name), \
         locale = COALESCE(excluded.locale, guilds.locale), \
         last_seen = CASE WHEN guilds.last_seen < excluded.last_seen THEN excluded.last_seen ELSE guilds.last_seen END \
     WHERE (excluded.name IS NOT NULL AND guilds.name IS DISTINCT FROM excluded.name) \
        OR (excluded.locale IS NOT NULL AND guilds.locale IS DISTINCT FROM excluded.locale) \
        OR guilds.last_seen < $5";

/// Notes that a guild was heard of: one statement, which writes nothing when nothing is new.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn seen<C: ConnectionTrait>(
    conn: &C,
    guild: Id<GuildMarker>,
    name: Option<&str>,
    locale: Option<&str>,
    now: Timestamp,
) -> Result<(), DbError> {
    let stale =
        now - std::time::Duration::from_secs(super::users::SEEN_EVERY_SECONDS.unsigned_abs());
    let values = [
        Snowflake::from(guild).into(),
        name.map(str::to_owned).into(),
        locale.map(str::to_owned).into(),
        now.into(),
        stale.into(),
    ];
    conn.execute_raw(raw(conn.get_database_backend(), SEEN, values))
        .await?;
    Ok(())
}

/// The guild, if the house has heard of it.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    guild: Id<GuildMarker>,
) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(Snowflake::from(guild)).one(conn).await?)
}
