//! `users`: people the house has met. One truth for all bots.

use sea_orm::{ConnectionTrait, entity::prelude::*};
use twilight_model::id::{Id, marker::UserMarker};

use crate::{DbError, Snowflake, Timestamp, statement::raw};

/// A person.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Discord's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Snowflake,
    /// Account name as last seen; not for display in a guild, where nicknames rule.
    pub name: String,
    /// Client language as last seen.
    pub locale: Option<String>,
    /// First interaction with any bot.
    pub first_seen: Timestamp,
    /// Last interaction, at most [`SEEN_EVERY_SECONDS`] late.
    pub last_seen: Timestamp,
}

/// Users have no relations in code.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// `last_seen` is written again after this, so that a busy person does not cost a write for every click.
pub const SEEN_EVERY_SECONDS: i64 = 3600;

const SEEN: &str = "INSERT INTO users (user_id, name, locale, first_seen, last_seen) VALUES ($1, $2, $3, $4, $4) \
     ON CONFLICT (user_id) DO UPDATE SET name = excluded.name, \
         locale = COALESCE(excluded.locale, users.locale), \
         last_seen = CASE WHEN users.last_seen < excluded.last_seen THEN excluded.last_seen ELSE users.last_seen END \
     WHERE users.name <> excluded.name \
        OR (excluded.locale IS NOT NULL AND users.locale IS DISTINCT FROM excluded.locale) \
        OR users.last_seen < $5";

/// Notes that a person was here: one statement, which writes nothing when nothing is new.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn seen<C: ConnectionTrait>(
    conn: &C,
    user: Id<UserMarker>,
    name: &str,
    locale: Option<&str>,
    now: Timestamp,
) -> Result<(), DbError> {
    let stale = now - std::time::Duration::from_secs(SEEN_EVERY_SECONDS.unsigned_abs());
    let values = [
        Snowflake::from(user).into(),
        name.into(),
        locale.map(str::to_owned).into(),
        now.into(),
        stale.into(),
    ];
    conn.execute_raw(raw(conn.get_database_backend(), SEEN, values))
        .await?;
    Ok(())
}

/// The person, if the house has met them.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn find<C: ConnectionTrait>(
    conn: &C,
    user: Id<UserMarker>,
) -> Result<Option<Model>, DbError> {
    Ok(Entity::find_by_id(Snowflake::from(user)).one(conn).await?)
}
