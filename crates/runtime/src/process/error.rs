//! Why a bot did not start.

use std::net::SocketAddr;

use thiserror::Error;

use crate::{RestError, registry};

/// Why a bot did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// Texts that cannot be read.
    #[error("read the texts")]
    Texts(#[from] i18n::CatalogError),
    /// Commands that cannot be described.
    #[error("describe the commands to Discord")]
    Manifest(#[from] registry::ManifestError),
    /// The identity's name is no name.
    #[error("read the identity")]
    Identity(#[from] db::BotIdError),
    /// More identities than this release runs.
    #[error("{0} identities are configured and this release runs one: leave one in identities")]
    Identities(usize),
    /// The database.
    #[error("open the database ({place}; DATABASE_URL or database.url says where)")]
    Database {
        /// Where it was looked for, without user and password.
        place: db::Whereabouts,
        /// What happened.
        #[source]
        source: Box<db::DbError>,
    },
    /// The tables.
    #[error("prepare the tables")]
    Schema(#[from] migrations::SchemaError),
    /// The database login may see other bots' rows.
    #[error(
        "the database login of {identity} passes the wall between bots ({why}): log in as {role}, which `guildhall db provision` makes"
    )]
    Wall {
        /// Which identity.
        identity: String,
        /// Its role.
        role: String,
        /// What makes the login too strong.
        why: String,
    },
    /// Discord.
    #[error("reach Discord at {origin}")]
    Discord {
        /// Where it was looked for.
        origin: String,
        /// What happened.
        #[source]
        source: RestError,
    },
    /// The address of the health server.
    #[error("listen on {address} (health.listen)")]
    Health {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The relay for a compression of gateway traffic.
    #[error("listen on a loopback port for gateway.compress")]
    Relay(#[source] std::io::Error),
    /// The bot's own preparation.
    #[error("prepare the bot: {0}")]
    App(String),
}

impl StartError {
    /// Whether the configuration alone is to blame, so that starting again cannot help.
    pub(crate) const fn is_configuration(&self) -> bool {
        matches!(self, Self::Identity(_) | Self::Identities(_))
    }
}
