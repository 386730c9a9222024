//! Which roles of a guild make moderators and admins of a bot: a setting of the guild, per bot.

use db::{
    BotId, DbError, Timestamp, Tx,
    guild_settings::{self, NewSetting},
};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use twilight_model::id::{
    Id,
    marker::{GuildMarker, RoleMarker, UserMarker},
};

/// Most roles that can be mapped to one level.
pub const MAX_ROLES: usize = 25;

const KEY: &str = "auth.roles";
/// Version of the stored form.
const VERSION: i32 = 1;

/// The mapped roles. Without a setting it is empty: then Discord's permissions alone decide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoleMap {
    moderators: Vec<Id<RoleMarker>>,
    admins: Vec<Id<RoleMarker>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    moderators: Vec<Id<RoleMarker>>,
    admins: Vec<Id<RoleMarker>>,
}

/// Why a map cannot be made, read or saved.
#[derive(Debug, Error)]
pub enum RoleMapError {
    /// More than [`MAX_ROLES`] on one level.
    #[error("{found} roles are mapped to one level, at most {MAX_ROLES} can be")]
    TooMany {
        /// How many.
        found: usize,
    },
    /// The database, or a stored value that is no map.
    #[error(transparent)]
    Db(#[from] DbError),
}

impl RoleMap {
    /// A map of these roles; a role that is named twice counts once.
    ///
    /// # Errors
    /// [`RoleMapError::TooMany`].
    pub fn new(
        moderators: Vec<Id<RoleMarker>>,
        admins: Vec<Id<RoleMarker>>,
    ) -> Result<Self, RoleMapError> {
        Ok(Self {
            moderators: bounded(moderators)?,
            admins: bounded(admins)?,
        })
    }

    /// Roles that make moderators, by id.
    #[must_use]
    pub fn moderators(&self) -> &[Id<RoleMarker>] {
        &self.moderators
    }

    /// Roles that make admins, by id.
    #[must_use]
    pub fn admins(&self) -> &[Id<RoleMarker>] {
        &self.admins
    }

    /// The guild's map for this bot; empty when it has none.
    ///
    /// # Errors
    /// [`RoleMapError::Db`]; a value of a newer version or form is [`DbError::Row`].
    pub async fn load<C: ConnectionTrait>(
        conn: &C,
        bot: &BotId,
        guild: Id<GuildMarker>,
    ) -> Result<Self, RoleMapError> {
        let Some(setting) = guild_settings::get(conn, bot, guild, KEY).await? else {
            return Ok(Self::default());
        };
        let unreadable = |problem: String| DbError::Row {
            table: "guild_settings",
            column: "value",
            key: format!("{bot} {guild} {KEY}"),
            problem,
        };
        if setting.version != VERSION {
            return Err(
                unreadable(format!("it has version {}, not {VERSION}", setting.version)).into(),
            );
        }
        let stored: Stored = serde_json::from_value(setting.value)
            .map_err(|problem| unreadable(problem.to_string()))?;
        Self::new(stored.moderators, stored.admins)
    }

    /// Saves the map and notes in the history who decided it.
    ///
    /// # Errors
    /// [`RoleMapError::Db`].
    pub async fn save(
        &self,
        tx: &Tx<'_>,
        bot: &BotId,
        guild: Id<GuildMarker>,
        by: Option<Id<UserMarker>>,
        now: Timestamp,
    ) -> Result<(), RoleMapError> {
        let value = serde_json::json!({ "moderators": self.moderators, "admins": self.admins });
        guild_settings::set(
            tx,
            bot,
            guild,
            NewSetting {
                key: KEY,
                version: VERSION,
                value,
                by,
            },
            now,
        )
        .await?;
        Ok(())
    }
}

fn bounded(mut roles: Vec<Id<RoleMarker>>) -> Result<Vec<Id<RoleMarker>>, RoleMapError> {
    roles.sort_unstable();
    roles.dedup();
    if roles.len() > MAX_ROLES {
        Err(RoleMapError::TooMany { found: roles.len() })
    } else {
        Ok(roles)
    }
}
