//! The keys that every bot of the house has, as data.

use std::time::Duration;

use crate::identities;
use crate::key::{Key, Kind};
use crate::load::Section;
use crate::settings::Shards;

/// Largest number of connections one pool may hold; Postgres itself starts with 100 for everybody.
const MAX_POOL: i64 = 1000;
/// Largest number of commands the abuse guard may be told to let through in its window.
const MAX_COMMANDS: i64 = 1000;

const fn between(min_ms: u64, max_secs: u64) -> Kind {
    Kind::Duration {
        min: Duration::from_millis(min_ms),
        max: Duration::from_secs(max_secs),
    }
}

/// All keys of one bot: the house's, then its own.
#[must_use]
pub fn keys<B: Section>() -> Vec<Key> {
    let mut keys = house_keys();
    keys.extend(B::keys());
    keys
}

/// The keys that every bot has.
#[must_use]
pub fn house_keys() -> Vec<Key> {
    let mut keys = vec![
        Key::new(
            "discord.token",
            Kind::Token,
            "The bot's token. With several identities each names its own.",
        )
        .secret()
        .env("DISCORD_TOKEN"),
        Key::new(
            "discord.api_url",
            Kind::Origin,
            "A Discord-compatible server to talk to instead of Discord, for tests and load tests.",
        )
        .env("DISCORD_API_URL"),
        Key::new(
            "discord.timeout",
            between(100, 60),
            "How long one REST request may take.",
        )
        .default("10s"),
        Key::new(
            "discord.proxy_url",
            Kind::Origin,
            "A proxy that several processes share for REST limits.",
        ),
    ];
    keys.extend(identities::keys());
    keys.extend(database());
    keys.extend(process());
    keys.extend(behaviour());
    keys
}

fn database() -> [Key; 6] {
    [
        Key::new(
            "database.url",
            Kind::Url { schemes: &["sqlite", "postgres", "postgresql"] },
            "The database. Production is Postgres; SQLite is for trying, developing and small installations.",
        )
        .secret()
        .env("DATABASE_URL")
        .default("sqlite:var/guildhall.db"),
        Key::new("database.pool_size", Kind::Integer { min: 1, max: MAX_POOL }, "Connections per identity.")
            .unit("connections")
            .default("8"),
        Key::new("database.acquire_timeout", between(10, 300), "How long to wait for a free connection.").default("5s"),
        Key::new("database.statement_timeout", between(10, 600), "How long one statement may run.").default("5s"),
        Key::new("database.lock_timeout", between(10, 600), "How long one statement may wait for a lock.")
            .default("2s"),
        Key::new("redis.url", Kind::Url { schemes: &["redis", "rediss"] }, "Reserved: nothing reads it yet.")
            .secret()
            .env("REDIS_URL"),
    ]
}

fn process() -> [Key; 7] {
    [
        Key::new(
            "gateway.shards",
            Kind::Custom {
                expected: "auto, or a range of shards such as 0-3/16 (first-last/total)",
                check: |text| Shards::parse(text).is_some(),
            },
            "Which shards this process runs; auto runs as many as Discord recommends.",
        )
        .default("auto"),
        Key::new("gateway.compress", Kind::OneOf(&["zstd-stream", "zlib-stream", "none"]), "Compression of gateway traffic.")
            .default("zstd-stream"),
        Key::new(
            "log.format",
            Kind::OneOf(&["pretty", "json"]),
            "How log lines look: pretty in development, json elsewhere, unless set.",
        ),
        Key::new(
            "log.filter",
            Kind::Custom {
                expected: "levels such as info or hangman=debug,info (off, error, warn, info, debug, trace)",
                check: is_filter,
            },
            "What is logged.",
        )
        .default("info"),
        Key::new("health.listen", Kind::SocketAddr, "Where health and metrics are served; off unless set."),
        Key::new("shutdown.timeout", between(1000, 600), "When a process that was asked to end is gone.")
            .default("25s"),
        Key::new("shutdown.handlers", between(0, 600), "How long running handlers get to end; less than the timeout.")
            .default("10s"),
    ]
}

fn behaviour() -> [Key; 7] {
    [
        Key::new("guilds.allow", Kind::List(&Kind::Snowflake), "The only guilds this bot works in; empty: all.")
            .default("[]"),
        Key::new("abuse.commands", Kind::Integer { min: 1, max: MAX_COMMANDS }, "What one person may do in a window.")
            .unit("commands per person")
            .default("5"),
        Key::new("abuse.window", between(1000, 3600), "The window of the abuse guard.").default("10s"),
        Key::new(
            "commands.scope",
            Kind::OneOf(&["global", "guilds"]),
            "Where commands are registered: per guild in development (at once), global elsewhere, unless set.",
        ),
        Key::new("commands.sync", Kind::Bool, "Whether this process registers commands at all.").default("true"),
        Key::new("owners", Kind::List(&Kind::Snowflake), "People with the highest permission level everywhere.")
            .default("[]"),
        Key::new(
            "sharing",
            Kind::OneOf(&["house", "bot"]),
            "Whether XP and achievements are one truth for all bots of the house or kept per identity.",
        )
        .default("house"),
    ]
}

/// A light check of a log filter: directives, separated by commas, that are a level, a target or
/// `target=level`. Directives about spans (`[…]`) are left to the log layer.
fn is_filter(text: &str) -> bool {
    const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];
    let is_level = |word: &str| LEVELS.contains(&word.to_lowercase().as_str());
    let is_target = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "_-:".contains(c))
    };
    text.split(',')
        .map(str::trim)
        .all(|directive| match directive.rsplit_once('=') {
            _ if directive.contains('[') => true,
            Some((target, level)) => is_target(target) && is_level(level),
            // A lone word that is almost a level is a slip, not a target.
            None => {
                is_level(directive)
                    || (is_target(directive)
                        && crate::suggest::nearest(directive, LEVELS).is_none())
            }
        })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{house_keys, is_filter};

    #[test]
    fn keys_are_unique_and_explained() {
        let keys = house_keys();
        let paths: BTreeSet<_> = keys.iter().map(|key| key.path).collect();
        let variables: BTreeSet<_> = keys.iter().filter_map(|key| key.env).collect();
        assert_eq!(paths.len(), keys.len());
        assert_eq!(
            variables.len(),
            keys.iter().filter(|key| key.env.is_some()).count()
        );
        for key in &keys {
            assert!(key.doc.ends_with('.'), "{} has no sentence", key.path);
        }
    }

    #[test]
    fn filters_are_read_lightly() {
        for good in [
            "info",
            "hangman=debug,info",
            "warn, twilight_gateway::shard=trace",
            "[span{id=1}]=info",
            "runtime",
        ] {
            assert!(is_filter(good), "{good}");
        }
        for bad in ["", "inof", "hangman=loud", "info,,debug", "a b", "debg"] {
            assert!(!is_filter(bad), "{bad}");
        }
    }
}
