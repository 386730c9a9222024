//! Options with fixed choices. Names that people see come from the texts `cmd-*-choice-*`; the values are ours.

use twilight_interactions::command::{CommandOption, CreateOption};

use crate::domain::game::Mode;
use crate::domain::word::Difficulty;

/// How hard the word may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, CommandOption, CreateOption)]
pub enum DifficultyChoice {
    /// Common words, many lives.
    #[option(name = "easy", value = "easy")]
    Easy,
    /// What lies between.
    #[option(name = "medium", value = "medium")]
    Medium,
    /// Rare words, few lives.
    #[option(name = "hard", value = "hard")]
    Hard,
}

impl From<DifficultyChoice> for Difficulty {
    fn from(choice: DifficultyChoice) -> Self {
        match choice {
            DifficultyChoice::Easy => Self::Easy,
            DifficultyChoice::Medium => Self::Medium,
            DifficultyChoice::Hard => Self::Hard,
        }
    }
}

/// Who may guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, CommandOption, CreateOption)]
pub enum ModeChoice {
    /// Who started.
    #[option(name = "alone", value = "alone")]
    Alone,
    /// Everyone in the channel.
    #[option(name = "everyone", value = "everyone")]
    Everyone,
}

impl From<ModeChoice> for Mode {
    fn from(choice: ModeChoice) -> Self {
        match choice {
            ModeChoice::Alone => Self::Solo,
            ModeChoice::Everyone => Self::Together,
        }
    }
}
