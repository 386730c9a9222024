//! Key tables: what can be configured, in which bounds, and what it means.

use std::fmt;
use std::time::Duration;

use crate::units;

/// One thing that can be configured.
#[derive(Debug, Clone)]
pub struct Key {
    /// Where it stands in the files, from the root: `discord.api_url`.
    pub path: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What it is when nobody says anything, as YAML.
    pub default: Option<&'static str>,
    /// What a number counts: `connections`.
    pub unit: Option<&'static str>,
    /// Never shown; has a twin `<path>_file`.
    pub secret: bool,
    /// The plain variable that people expect: `DISCORD_TOKEN`.
    pub env: Option<&'static str>,
    /// What it means, in one or two sentences.
    pub doc: &'static str,
    /// Whether the bot cannot start without it.
    pub required: bool,
}

impl Key {
    /// An optional, public key without a default.
    #[must_use]
    pub const fn new(path: &'static str, kind: Kind, doc: &'static str) -> Self {
        Self {
            path,
            kind,
            default: None,
            unit: None,
            secret: false,
            env: None,
            doc,
            required: false,
        }
    }

    /// What it is when nobody says anything, as YAML.
    #[must_use]
    pub const fn default(self, yaml: &'static str) -> Self {
        Self {
            default: Some(yaml),
            ..self
        }
    }

    /// What a number counts.
    #[must_use]
    pub const fn unit(self, unit: &'static str) -> Self {
        Self {
            unit: Some(unit),
            ..self
        }
    }

    /// The plain variable that sets it.
    #[must_use]
    pub const fn env(self, variable: &'static str) -> Self {
        Self {
            env: Some(variable),
            ..self
        }
    }

    /// Never shown; may also be read from a file named by `<path>_file`.
    #[must_use]
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }

    /// The bot cannot start without it.
    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            required: true,
            ..self
        }
    }

    /// Whether it may be left out or switched off.
    pub(crate) fn is_optional(&self) -> bool {
        self.default.is_none() && !self.required
    }

    pub(crate) fn expected(&self) -> String {
        match self.unit {
            Some(unit) => format!("{} ({unit})", self.kind),
            None => self.kind.to_string(),
        }
    }

    /// The nested variable that sets it: `GUILDHALL__DISCORD__API_URL`.
    #[must_use]
    pub fn variable(&self) -> String {
        variable_of(self.path)
    }
}

/// The nested variable of a path.
pub(crate) fn variable_of(path: &str) -> String {
    format!(
        "GUILDHALL__{}",
        path.replace('.', "__").replace('-', "_").to_uppercase()
    )
}

/// What a value may be. `Display` says it with its bounds.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// Words, not empty, without control characters.
    Text {
        /// Largest number of characters.
        max: usize,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
    },
    /// A duration such as `250ms`, `5s`, `1h30m`; in a section's type a [`std::time::Duration`].
    Duration {
        /// Shortest.
        min: Duration,
        /// Longest.
        max: Duration,
    },
    /// An address with one of these schemes. Credentials are only allowed in secret keys.
    Url {
        /// Without the colon.
        schemes: &'static [&'static str],
    },
    /// `http(s)://host[:port]` and nothing behind it.
    Origin,
    /// `host:port` with a numeric host.
    SocketAddr,
    /// A path in the file system.
    Path,
    /// A Discord id; in a section's type a `u64`.
    Snowflake,
    /// A bot token.
    Token,
    /// Any number of values of one kind; in a variable separated by commas.
    List(&'static Kind),
    /// Names chosen by the operator, each with a value of one kind.
    Map(&'static Kind),
    /// Text with a form of its own.
    Custom {
        /// Completes "expected …".
        expected: &'static str,
        /// Whether a text has the form.
        check: fn(&str) -> bool,
    },
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { max } => write!(f, "text of 1 to {max} characters"),
            Self::OneOf(words) => write!(f, "{}", alternatives(words)),
            Self::Bool => f.write_str("true or false"),
            Self::Integer { min, max } => write!(f, "a whole number from {min} to {max}"),
            Self::Duration { min, max } => {
                write!(
                    f,
                    "a duration from {} to {}",
                    units::show(*min),
                    units::show(*max)
                )
            }
            Self::Url { schemes } => {
                write!(f, "an address that begins with {}", alternatives(schemes))
            }
            Self::Origin => {
                f.write_str("an address of scheme, host and port, such as http://127.0.0.1:8080")
            }
            Self::SocketAddr => f.write_str("an IP address with a port, such as 127.0.0.1:9090"),
            Self::Path => f.write_str("a path"),
            Self::Snowflake => f.write_str("a Discord id"),
            Self::Token => f.write_str("a bot token as the developer portal shows it"),
            Self::List(entry) => write!(f, "a list, each entry {entry}"),
            Self::Map(entry) => write!(f, "names of your choice, each with {entry}"),
            Self::Custom { expected, .. } => f.write_str(expected),
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
fn alternatives(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
