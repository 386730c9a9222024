//! A game with all that is kept beside its rules: its number, what was wished for, what it earned.

use rand::Rng;
use twilight_model::id::Id;
use twilight_model::id::marker::InteractionMarker;

use super::game::{Game, Mode, Status};
use super::score::shares;
use super::team::Player;
use super::word::{Category, Difficulty, Word};
use super::words::{Entry, WordList};

/// Number of a game: the id of the interaction that started it, so that a start delivered twice is one game.
pub type RoundId = Id<InteractionMarker>;

/// What kind of game somebody asked for; "play again" asks for the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Who may guess.
    pub mode: Mode,
    /// Any, unless chosen.
    pub category: Option<Category>,
    /// Any, unless chosen.
    pub difficulty: Option<Difficulty>,
}

impl Wish {
    /// A word that grants the wish and was not used recently; `recent` starts with the latest.
    pub fn choose<'words, R: Rng + ?Sized>(
        &self,
        words: &'words WordList,
        recent: &[Word],
        rng: &mut R,
    ) -> Option<&'words Entry> {
        words.choose(self.category, self.difficulty, recent, rng)
    }
}

/// What a finished game brought one person, as it was booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Earned {
    /// Who.
    pub player: Player,
    /// Experience points.
    pub xp: u32,
    /// The level reached with them, if it is a new one.
    pub new_level: Option<u32>,
}

/// A game as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Its number.
    pub id: RoundId,
    /// What was asked for.
    pub wish: Wish,
    /// The game.
    pub game: Game,
    /// What it earned; empty until it is over, and when nothing could be booked.
    pub earned: Vec<Earned>,
    /// Counts changes, from 1.
    pub version: i64,
}

impl Round {
    /// A round that begins.
    pub fn new(id: RoundId, wish: Wish, game: Game) -> Self {
        Self {
            id,
            wish,
            game,
            earned: Vec::new(),
            version: 1,
        }
    }

    /// What one person earned.
    pub fn earned_by(&self, player: Player) -> Option<&Earned> {
        self.earned.iter().find(|earned| earned.player == player)
    }

    /// Whether it should have earned something and nothing was booked.
    pub fn is_unbooked(&self) -> bool {
        self.earned.is_empty() && shares(&self.game).iter().any(|share| share.xp > 0)
    }

    /// Whether this person may guess.
    pub fn is_open_to(&self, player: Player) -> bool {
        self.game.status() == Status::Running
            && (self.game.mode() == Mode::Together || self.game.owner() == player)
    }
}
