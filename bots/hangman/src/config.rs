//! Its section of the configuration: `hangman.*`.

use std::time::Duration;

use core_config::{Key, Kind, Section};
use serde::Deserialize;

const MINUTE: Duration = Duration::from_secs(60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What an operator can choose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub struct Config {
    /// How long a game waits for the next guess.
    pub patience: Duration,
    /// How long a finished game is kept.
    pub keep: Duration,
}

impl Section for Config {
    fn keys() -> Vec<Key> {
        vec![
            Key::new(
                "hangman.patience",
                Kind::Duration {
                    min: MINUTE.saturating_mul(10),
                    max: DAY.saturating_mul(30),
                },
                "How long a game waits for the next guess before it expires.",
            )
            .default("24h"),
            Key::new(
                "hangman.keep",
                Kind::Duration {
                    min: DAY,
                    max: DAY.saturating_mul(365),
                },
                "How long a finished game is kept; until then its word does not come again in that channel.",
            )
            .default("30d"),
        ]
    }
}
