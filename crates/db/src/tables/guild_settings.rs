//! `guild_settings` and its history: what a guild decided, per bot or for the whole house.
//!
//! A value is JSON with the version of its format; the crate that owns the key gives it a type and bounds.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::Value as Json;
use twilight_model::id::{
    Id,
    marker::{GuildMarker, UserMarker},
};

use crate::{BotId, DbError, HOUSE, Snowflake, Timestamp, Tx, statement::raw};

/// Longest key, in bytes.
pub const KEY_MAX: usize = 64;
/// Largest value, in bytes of JSON.
pub const VALUE_MAX: usize = 16 * 1024;

/// A setting as stored.
#[derive(Clone, Debug, PartialEq, FromQueryResult)]
pub struct Setting {
    /// Version of the value's format.
    pub version: i32,
    /// The value.
    pub value: Json,
    /// How often it was changed; 1 when it was first set.
    pub revision: i64,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// What is written.
#[derive(Clone, Debug, PartialEq)]
pub struct NewSetting<'a> {
    /// Which setting.
    pub key: &'a str,
    /// Version of the value's format.
    pub version: i32,
    /// The value.
    pub value: Json,
    /// Who decided it; kept in the history.
    pub by: Option<Id<UserMarker>>,
}

const GET: &str = "SELECT version, value, revision, updated_at FROM guild_settings \
     WHERE bot_id = $1 AND guild_id = $2 AND key = $3";
const PUT: &str = "INSERT INTO guild_settings (bot_id, guild_id, key, version, value, revision, updated_at) \
     VALUES ($1, $2, $3, $4, $5, 1, $6) \
     ON CONFLICT (bot_id, guild_id, key) DO UPDATE SET version = excluded.version, value = excluded.value, \
         revision = guild_settings.revision + 1, updated_at = excluded.updated_at \
     RETURNING revision";
const REMEMBER: &str = "INSERT INTO guild_settings_history \
     (bot_id, guild_id, key, revision, version, value, changed_by, changed_at) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

/// The bot's own setting of this guild.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn get<C: ConnectionTrait>(
    conn: &C,
    bot: &BotId,
    guild: Id<GuildMarker>,
    key: &str,
) -> Result<Option<Setting>, DbError> {
    find(conn, bot.as_str(), guild, key).await
}

/// The setting that this guild made for all bots of the house.
///
/// # Errors
/// [`DbError`] of the statement.
pub async fn get_of_house<C: ConnectionTrait>(
    conn: &C,
    guild: Id<GuildMarker>,
    key: &str,
) -> Result<Option<Setting>, DbError> {
    find(conn, HOUSE, guild, key).await
}

async fn find<C: ConnectionTrait>(
    conn: &C,
    owner: &str,
    guild: Id<GuildMarker>,
    key: &str,
) -> Result<Option<Setting>, DbError> {
    let statement = raw(
        conn.get_database_backend(),
        GET,
        [owner.into(), Snowflake::from(guild).into(), key.into()],
    );
    Ok(Setting::find_by_statement(statement).one(conn).await?)
}

/// Sets the bot's own setting and adds it to the history; gives its new revision.
///
/// # Errors
/// [`DbError::TooLarge`] for a key or value over the bounds, else of the statements.
pub async fn set(
    tx: &Tx<'_>,
    bot: &BotId,
    guild: Id<GuildMarker>,
    setting: NewSetting<'_>,
    now: Timestamp,
) -> Result<i64, DbError> {
    bounded("a setting's key", setting.key.len(), KEY_MAX)?;
    bounded(
        "a setting's value",
        setting.value.to_string().len(),
        VALUE_MAX,
    )?;
    let backend = tx.get_database_backend();
    let guild = Snowflake::from(guild);
    let put = raw(
        backend,
        PUT,
        [
            bot.clone().into(),
            guild.into(),
            setting.key.into(),
            setting.version.into(),
            setting.value.clone().into(),
            now.into(),
        ],
    );
    let row = tx.query_one_raw(put).await?.ok_or(DbError::Aborted)?;
    let revision: i64 = row.try_get("", "revision")?;
    let remember = raw(
        backend,
        REMEMBER,
        [
            bot.clone().into(),
            guild.into(),
            setting.key.into(),
            revision.into(),
            setting.version.into(),
            setting.value.into(),
            setting.by.map(Snowflake::from).into(),
            now.into(),
        ],
    );
    tx.execute_raw(remember).await?;
    Ok(revision)
}

fn bounded(what: &'static str, found: usize, max: usize) -> Result<(), DbError> {
    if found > max {
        Err(DbError::TooLarge { what, found, max })
    } else {
        Ok(())
    }
}
