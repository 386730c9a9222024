//! Configuration: files and environment in layers, every value with its source, every error at once.
//!
//! From lowest to highest: the key table's defaults, `settings.yaml`, `environments/<GUILDHALL_ENV>.yaml`,
//! `bots/<bot>.yaml`, plain variables (`DISCORD_TOKEN`), nested variables (`GUILDHALL__DATABASE__POOL_SIZE`).
//! Files may say `${VAR}` and `${VAR:-default}` (`$${` for the characters themselves); each secret key
//! `x` has a twin `x_file` that names a file. An empty variable counts as unset; an optional key is
//! switched off with `off`. All other variables with the prefix `GUILDHALL__` are errors.
//!
//! A bot adds its own section:
//!
//! ```
//! use std::time::Duration;
//! use core_config::{Key, Kind, Section, Source, load};
//!
//! #[derive(serde::Deserialize)]
//! struct Hangman { turn_time: Duration }
//!
//! impl Section for Hangman {
//!     fn keys() -> Vec<Key> {
//!         let bounds = Kind::Duration { min: Duration::from_secs(10), max: Duration::from_secs(3600) };
//!         vec![Key::new("hangman.turn_time", bounds, "How long a turn may take.").default("5m")]
//!     }
//! }
//!
//! let source = Source::new("no/such/folder").with("DISCORD_TOKEN", "abc.def.ghi");
//! let loaded = load::<Hangman>("hangman", &source)?;
//! assert_eq!(loaded.bot.turn_time, Duration::from_secs(300));
//! assert_eq!(loaded.settings.identities[0].id, "hangman");
//! # Ok::<(), core_config::ConfigErrors>(())
//! ```
//!
//! **Invariant**: a secret is never in a `Debug`, an error or a [`Report`]: it is masked where it is
//! written and once more, by its value, before anything leaves this crate.

mod check;
mod error;
mod identities;
mod interpolate;
mod key;
mod layers;
mod load;
mod merged;
mod report;
mod secrets;
mod settings;
mod source;
mod suggest;
mod table;
mod units;
mod unknown;
mod urls;
mod walk;
mod yaml;

pub use error::{ConfigError, ConfigErrors};
pub use key::{Key, Kind};
pub use load::{Loaded, NoSection, Section, load, load_offline};
pub use report::{Report, Row};
pub use settings::{
    Abuse, Commands, Compress, Database, Discord, Environment, Format, Gateway, Guilds, Health,
    Http, Identity, Ingress, Log, Scope, Settings, Shards, Sharing, Shutdown,
};
pub use source::Source;
pub use table::{house_keys, keys};
