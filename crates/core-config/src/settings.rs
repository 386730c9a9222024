//! The house's settings as typed values: what the key table let through.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;

/// Everything that every bot of the house is told.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where this runs.
    pub environment: Environment,
    /// How Discord is reached.
    pub discord: Discord,
    /// The Discord applications this process runs, at least one.
    pub identities: Vec<Identity>,
    /// The database.
    pub database: Database,
    /// The gateway.
    pub gateway: Gateway,
    /// Logs.
    pub log: Log,
    /// Health and metrics.
    pub health: Health,
    /// How the process ends.
    pub shutdown: Shutdown,
    /// Where the bot works.
    pub guilds: Guilds,
    /// The abuse guard.
    pub abuse: Abuse,
    /// Command registration.
    pub commands: Commands,
    /// People with the highest permission level everywhere.
    pub owners: Vec<u64>,
    /// Whose XP and achievements are shared.
    pub sharing: Sharing,
}

/// Where this runs: `GUILDHALL_ENV`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// A developer's machine; the default.
    Development,
    /// Like production, for few.
    Staging,
    /// For people.
    Production,
}

impl Environment {
    pub(crate) const NAMES: [&'static str; 3] = ["development", "staging", "production"];

    /// The environment of this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "development" => Some(Self::Development),
            "staging" => Some(Self::Staging),
            "production" => Some(Self::Production),
            _ => None,
        }
    }

    /// Its name, as in `GUILDHALL_ENV` and `environments/<name>.yaml`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }

    /// Defaults that differ between environments, as path and word.
    pub(crate) fn defaults(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Development => [("log.format", "pretty"), ("commands.scope", "guilds")],
            Self::Staging | Self::Production => {
                [("log.format", "json"), ("commands.scope", "global")]
            }
        }
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How Discord is reached.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Discord {
    /// Scheme, host and port of a Discord-compatible server, without a trailing slash. `None`: Discord.
    pub api_url: Option<String>,
    /// How long one REST request may take.
    pub timeout: Duration,
    /// A shared REST proxy, as `api_url`.
    pub proxy_url: Option<String>,
}

/// One Discord application that this process runs.
#[derive(Debug, Clone)]
pub struct Identity {
    /// `[a-z0-9-]{1,32}`: database key, log field and metric label.
    pub id: String,
    /// Its token. Empty only after [`load_offline`](crate::load_offline), when nobody gave one.
    pub token: SecretString,
    /// Its own login to the database, where roles keep identities apart.
    pub database_url: Option<SecretString>,
}

/// The database.
#[derive(Debug, Clone, Deserialize)]
pub struct Database {
    /// `sqlite:…` or `postgres://…`, with password.
    pub url: SecretString,
    /// Connections per identity.
    pub pool_size: u32,
    /// How long to wait for a free connection.
    pub acquire_timeout: Duration,
    /// How long one statement may run.
    pub statement_timeout: Duration,
    /// How long one statement may wait for a lock.
    pub lock_timeout: Duration,
}

/// The gateway.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Gateway {
    /// Which shards this process runs.
    pub shards: Shards,
    /// Compression of gateway traffic.
    pub compress: Compress,
}

/// Which shards a process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Shards {
    /// As many as Discord recommends, all of them.
    Auto,
    /// Some of a fixed number.
    Range {
        /// First shard, from 0.
        first: u32,
        /// Last shard, at least `first`, less than `total`.
        last: u32,
        /// Shards of the bot over all processes.
        total: u32,
    },
}

impl Shards {
    /// Reads `auto` or `first-last/total`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text == "auto" {
            return Some(Self::Auto);
        }
        let (range, total) = text.split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let number = |text: &str| text.trim().parse::<u32>().ok();
        let (first, last, total) = (number(first)?, number(last)?, number(total)?);
        (first <= last && last < total).then_some(Self::Range { first, last, total })
    }
}

impl TryFrom<String> for Shards {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("not a range of shards")
    }
}

/// Compression of gateway traffic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compress {
    /// One zstd stream per connection.
    ZstdStream,
    /// One zlib stream per connection.
    ZlibStream,
    /// Plain text frames.
    None,
}

/// Logs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Log {
    /// How lines look.
    pub format: Format,
    /// What is logged, in `tracing`'s directives.
    pub filter: String,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// For people.
    Pretty,
    /// For machines, one object per line.
    Json,
}

/// Health and metrics.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
pub struct Health {
    /// Where they are served; `None`: nowhere. Port 0 takes any free one.
    pub listen: Option<SocketAddr>,
}

/// How the process ends.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Shutdown {
    /// When everything is over.
    pub timeout: Duration,
    /// How long running handlers get, less than `timeout`.
    pub handlers: Duration,
}

/// Where the bot works.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Guilds {
    /// The only guilds; empty: all.
    pub allow: Vec<u64>,
}

/// The abuse guard: so many commands per bot and person in a window.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Abuse {
    /// Commands that pass.
    pub commands: u32,
    /// The window.
    pub window: Duration,
}

/// Command registration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Commands {
    /// Where commands are registered.
    pub scope: Scope,
    /// Whether this process registers commands at all.
    pub sync: bool,
}

/// Where commands are registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Once for everywhere.
    Global,
    /// In each guild, where changes show at once.
    Guilds,
}

/// Whose XP and achievements are shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sharing {
    /// One truth for all bots of the house.
    House,
    /// Kept per identity.
    Bot,
}

/// The part of [`Settings`] that stands in the checked values under the same names.
#[derive(Deserialize)]
pub(crate) struct Checked {
    pub(crate) discord: Discord,
    pub(crate) database: Database,
    pub(crate) gateway: Gateway,
    pub(crate) log: Log,
    #[serde(default)]
    pub(crate) health: Health,
    pub(crate) shutdown: Shutdown,
    pub(crate) guilds: Guilds,
    pub(crate) abuse: Abuse,
    pub(crate) commands: Commands,
    pub(crate) owners: Vec<u64>,
    pub(crate) sharing: Sharing,
}

impl Checked {
    pub(crate) fn with(self, environment: Environment, identities: Vec<Identity>) -> Settings {
        let Self {
            discord,
            database,
            gateway,
            log,
            health,
            shutdown,
            guilds,
            abuse,
            commands,
            owners,
            sharing,
        } = self;
        Settings {
            environment,
            discord,
            identities,
            database,
            gateway,
            log,
            health,
            shutdown,
            guilds,
            abuse,
            commands,
            owners,
            sharing,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Environment, Shards};

    #[test]
    fn shard_ranges_are_inside_their_total() {
        assert_eq!(Shards::parse("auto"), Some(Shards::Auto));
        assert_eq!(
            Shards::parse("0-3/16"),
            Some(Shards::Range {
                first: 0,
                last: 3,
                total: 16
            })
        );
        for bad in ["", "4", "3-0/16", "0-16/16", "0-3", "a-b/c", "-1-3/16"] {
            assert_eq!(Shards::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn environment_names_are_read_back() {
        for name in Environment::NAMES {
            assert_eq!(
                Environment::parse(name).map(Environment::as_str),
                Some(name)
            );
        }
    }
}
