//! The runtime's own refusals: the words for everything that is refused before a handler runs.

use std::time::Duration;

use auth::Level;
use db::Timestamp;
use i18n::{Raw, Text};
use twilight_model::guild::Permissions;

use crate::{Refusal, router::Unrouted};

impl Unrouted {
    pub(crate) fn refusal(self) -> Refusal {
        match self {
            Self::UnknownCommand | Self::Options => {
                Refusal::new("unknown_command", Text::new("refusal-unknown-command"))
            }
            Self::Stale => Refusal::new("stale_component", Text::new("refusal-stale-component")),
            Self::Selection => Refusal::new("unfit_selection", Text::new("refusal-selection")),
            Self::NoSuggestions => {
                Refusal::new("no_suggestions", Text::new("refusal-unknown-command"))
            }
        }
    }
}

pub(crate) fn guild_only() -> Refusal {
    Refusal::new("guild_only", Text::new("refusal-guild-only"))
}

pub(crate) fn elsewhere() -> Refusal {
    Refusal::new("context", Text::new("refusal-context"))
}

pub(crate) fn not_installed() -> Refusal {
    Refusal::new("install", Text::new("refusal-install"))
}

/// `limit` is in bytes.
pub(crate) fn file_too_large(name: &str, limit: u64) -> Refusal {
    Refusal::new(
        "file_too_large",
        Text::new("refusal-file-size")
            .escaped("file", name)
            .raw("limit", Raw::markup(size(limit))),
    )
}

/// Bytes as people read them, rounded down.
fn size(bytes: u64) -> String {
    match bytes {
        ..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KiB", bytes / 1_024),
        1_048_576.. => format!("{} MiB", bytes / 1_048_576),
    }
}

pub(crate) fn not_allowed_here() -> Refusal {
    Refusal::new("guild_not_allowed", Text::new("refusal-guild-not-allowed"))
}

pub(crate) fn level(needed: Level) -> Refusal {
    let name = match needed {
        Level::User => "user",
        Level::Moderator => "moderator",
        Level::Admin => "admin",
        Level::Owner => "owner",
    };
    Refusal::new("level", Text::new("refusal-level").raw("level", name))
}

pub(crate) fn person_permissions(missing: Permissions) -> Refusal {
    Refusal::new(
        "person_permissions",
        Text::new("refusal-person-permissions").raw("permissions", Raw::markup(names(missing))),
    )
}

pub(crate) fn bot_permissions(missing: Permissions) -> Refusal {
    Refusal::new(
        "bot_permissions",
        Text::new("refusal-bot-permissions").raw("permissions", Raw::markup(names(missing))),
    )
}

/// `until` is shown by Discord in the person's own time and counts down by itself.
pub(crate) fn cooldown(until: Timestamp) -> Refusal {
    Refusal::new(
        "cooldown",
        Text::new("refusal-cooldown").raw("until", relative(until)),
    )
}

pub(crate) fn too_fast(wait: Duration) -> Refusal {
    let seconds = i64::try_from(wait.as_secs()).unwrap_or(i64::MAX).max(1);
    Refusal::new(
        "too_fast",
        Text::new("refusal-too-fast").raw("seconds", seconds),
    )
}

fn relative(at: Timestamp) -> Raw {
    // Rounded up: Discord counts whole seconds, and a moment too early is refused again.
    let micros = at.unix_micros();
    Raw::relative_time(micros.div_euclid(1_000_000) + i64::from(micros.rem_euclid(1_000_000) > 0))
}

fn names(permissions: Permissions) -> String {
    let words: Vec<String> = auth::missing(Permissions::empty(), permissions)
        .into_iter()
        .map(words)
        .collect();
    words.join(", ")
}

/// `MANAGE_MESSAGES` as people read it in Discord: `Manage Messages`.
fn words(name: &str) -> String {
    let capitalised = name.split('_').map(|word| {
        let (first, rest) = word.split_at(1.min(word.len()));
        format!("{first}{}", rest.to_lowercase())
    });
    capitalised.collect::<Vec<_>>().join(" ")
}
