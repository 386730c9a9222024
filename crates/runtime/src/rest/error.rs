//! What a request to Discord can end in. Nothing here carries a token or a body.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use thiserror::Error;

/// Why a request to Discord did not succeed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RestError {
    /// The client could not be made.
    #[error("set up the Discord client: {0}")]
    Setup(&'static str),
    /// The request could not be put together.
    #[error("build the request {operation}: {reason}")]
    Build {
        /// Name of the operation.
        operation: &'static str,
        /// What could not be built.
        reason: &'static str,
    },
    /// No connection, or it broke.
    #[error("reach Discord for {operation}")]
    Connection {
        /// Name of the operation.
        operation: &'static str,
        /// What the transport said.
        #[source]
        source: ConnectionError,
    },
    /// No answer in time, waits for rate limits included.
    #[error("no answer to {operation} within {after:?}")]
    TimedOut {
        /// Name of the operation.
        operation: &'static str,
        /// The configured time-out (`discord.timeout`).
        after: Duration,
    },
    /// Discord refused.
    #[error("Discord refused {operation}: {discord}")]
    Refused {
        /// Name of the operation.
        operation: &'static str,
        /// Discord's status and code.
        discord: Discord,
    },
    /// Rate limited or failing too often in a row.
    #[error("gave up on {operation} after {tries} tries")]
    GaveUp {
        /// Name of the operation.
        operation: &'static str,
        /// How often it was sent.
        tries: u32,
    },
    /// Too many invalid requests left this address; Discord would ban it.
    #[error(
        "{operation} not sent: too many of this address's requests were refused in the last 10 minutes"
    )]
    BreakerOpen {
        /// Name of the operation.
        operation: &'static str,
    },
    /// A body that is not what the operation promises.
    #[error("unexpected answer to {operation} at line {line}, column {column}")]
    Unexpected {
        /// Name of the operation.
        operation: &'static str,
        /// Line in the body.
        line: usize,
        /// Column in the body.
        column: usize,
    },
}

impl RestError {
    /// Discord's JSON error code, where the server gave one.
    #[must_use]
    pub const fn code(&self) -> Option<u64> {
        match self {
            Self::Refused { discord, .. } => Some(discord.code),
            _ => None,
        }
    }

    /// The HTTP status, where the server gave one.
    #[must_use]
    pub const fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Refused { discord, .. } => Some(discord.status),
            _ => None,
        }
    }
}

/// What the transport said, without addresses of people or secrets.
#[derive(Debug, Error)]
#[error("{0}")]
pub struct ConnectionError(pub(super) String);

/// Discord's error answer: HTTP status, JSON code and the rule that was broken.
#[derive(Debug)]
pub struct Discord {
    /// HTTP status.
    pub status: StatusCode,
    /// JSON error code; 0 where the body had none.
    pub code: u64,
    rule: String,
}

impl RestError {
    /// Whether another answer would have been taken: what we said was wrong, not the way there.
    pub(crate) fn is_ours(&self) -> bool {
        match self {
            Self::Build { .. } => true,
            Self::Refused { discord, .. } => discord.code == INVALID_FORM_BODY,
            _ => false,
        }
    }
}

/// Error code of an interaction that was answered already.
pub(crate) const ALREADY_ACKNOWLEDGED: u64 = 40_060;
/// Error code of an interaction that is unknown or too old.
pub(crate) const UNKNOWN_INTERACTION: u64 = 10_062;
/// Error code of a message that is gone.
pub(crate) const UNKNOWN_MESSAGE: u64 = 10_008;
/// Error code of a body that breaks a rule of form.
pub(crate) const INVALID_FORM_BODY: u64 = 50_035;

/// Longest part of Discord's words that is kept.
const RULE_MAX: usize = 300;

#[derive(Deserialize)]
struct Body {
    #[serde(default)]
    code: u64,
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: serde_json::Value,
}

impl Discord {
    pub(super) fn parse(status: StatusCode, body: &[u8]) -> Self {
        let Ok(body) = serde_json::from_slice::<Body>(body) else {
            return Self {
                status,
                code: 0,
                rule: "no JSON in the answer".to_owned(),
            };
        };
        let mut rule = body.message;
        first_rules(&body.errors, &mut Vec::new(), &mut rule);
        if rule.len() > RULE_MAX {
            let end = (0..=RULE_MAX).rev().find(|&at| rule.is_char_boundary(at));
            rule.truncate(end.unwrap_or(0));
        }
        Self {
            status,
            code: body.code,
            rule,
        }
    }
}

/// Appends `; path: code` for each `_errors` entry: rule names only, which quote nothing.
fn first_rules(errors: &serde_json::Value, path: &mut Vec<String>, out: &mut String) {
    let Some(map) = errors.as_object() else {
        return;
    };
    for (key, value) in map {
        if key == "_errors" {
            for entry in value.as_array().into_iter().flatten() {
                let code = entry["code"].as_str().unwrap_or("unknown rule");
                out.push_str(&format!("; {}: {code}", path.join(".")));
            }
        } else {
            path.push(key.clone());
            first_rules(value, path, out);
            path.pop();
        }
    }
}

impl std::fmt::Display for Discord {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "status {}, code {}: {}",
            self.status.as_u16(),
            self.code,
            self.rule
        )
    }
}
