//! A game as a row stores it, and back.

use thiserror::Error;

use super::{Game, Mode, Status, verdict};
use crate::domain::moment::Moment;
use crate::domain::team::{Contribution, Player, Team};
use crate::domain::word::{Category, Difficulty, Secret, Word};

/// Everything a row stores of a game.
#[derive(Clone, PartialEq, Eq)]
pub struct Parts {
    /// The word.
    pub word: Word,
    /// Its category.
    pub category: Category,
    /// Its difficulty.
    pub difficulty: Difficulty,
    /// Who may guess.
    pub mode: Mode,
    /// Who started.
    pub owner: Player,
    /// Where it stands.
    pub status: Status,
    /// When it began.
    pub started: Moment,
    /// When it last changed.
    pub moved: Moment,
    /// Who did what, in the order people came in.
    pub contributions: Vec<Contribution>,
}

/// Stored parts contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum BrokenGame {
    /// A letter, a word or a person counts twice, or somebody is listed who did nothing.
    #[error("the contributions contradict each other")]
    Contributions,
    /// A hit is not in the word, a miss is, or a wrong word is the right one.
    #[error("the contributions do not fit the word")]
    Word,
    /// The contributions lead to another status.
    #[error("the status does not follow from the contributions")]
    Status,
    /// Somebody else guessed in a game for one.
    #[error("a game for one has guesses of somebody else")]
    Mode,
    /// It changed before it began.
    #[error("the game changed before it began")]
    Times,
}

impl Game {
    /// What a row stores.
    pub fn parts(&self) -> Parts {
        Parts {
            word: self.secret.reveal().clone(),
            category: self.category,
            difficulty: self.difficulty,
            mode: self.mode,
            owner: self.owner,
            status: self.status,
            started: self.started,
            moved: self.moved,
            contributions: self.team.contributions().to_vec(),
        }
    }

    /// The game that a row stored.
    ///
    /// # Errors
    /// [`BrokenGame`] when no game can have these parts.
    pub fn restore(parts: Parts) -> Result<Self, BrokenGame> {
        let secret = Secret::new(parts.word);
        let team = Team::restore(parts.contributions).ok_or(BrokenGame::Contributions)?;
        let right = |contribution: &Contribution| {
            contribution.wrong_words.iter().any(|word| secret.is(word))
        };
        let (hits, letters) = (team.hits(), secret.letters());
        if !hits.without(letters).is_empty()
            || !team.misses().and(letters).is_empty()
            || team.contributions().iter().any(right)
            || (team.solver().is_some() && hits == letters)
        {
            return Err(BrokenGame::Word);
        }
        let verdict = verdict(&secret, &team, parts.difficulty);
        let ended_early =
            verdict == Status::Running && matches!(parts.status, Status::GivenUp | Status::Expired);
        let too_many = team.mistakes() > usize::from(parts.difficulty.lives());
        if too_many || (verdict != parts.status && !ended_early) {
            return Err(BrokenGame::Status);
        }
        let strangers = team
            .contributions()
            .iter()
            .any(|contribution| contribution.player != parts.owner);
        if parts.mode == Mode::Solo && strangers {
            return Err(BrokenGame::Mode);
        }
        if parts.moved < parts.started {
            return Err(BrokenGame::Times);
        }
        let Parts {
            category,
            difficulty,
            mode,
            owner,
            status,
            started,
            moved,
            ..
        } = parts;
        Ok(Self {
            secret,
            category,
            difficulty,
            mode,
            owner,
            status,
            started,
            moved,
            team,
        })
    }
}
