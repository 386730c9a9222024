//! What a game that is over is worth.
//!
//! A won game has a pot: [`base`] by difficulty, [`PER_LIFE`] for every life left and [`PER_SOLVED_PLACE`] for every place
//! that was still hidden when somebody named the whole word. It is shared by places found (who names the word found
//! all that were hidden), rounded down, but nobody who took part gets less than [`LEAST`]. A lost game is worth
//! [`PER_LETTER`] for each letter found, a game given up nothing. An expired game does not count.

use super::game::{Game, Status};
use super::team::{Contribution, Player};
use super::word::Difficulty;

/// XP for each life left.
pub const PER_LIFE: u32 = 3;
/// XP for each place that was hidden when the word was named.
pub const PER_SOLVED_PLACE: u32 = 2;
/// XP in a lost game for each different letter found.
pub const PER_LETTER: u32 = 1;
/// Least XP of anybody who guessed in a won game.
pub const LEAST: u32 = 1;

/// XP for finding a word of that difficulty.
pub fn base(difficulty: Difficulty) -> u32 {
    match difficulty {
        Difficulty::Easy => 20,
        Difficulty::Medium => 35,
        Difficulty::Hard => 50,
    }
}

/// What one person gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Who.
    pub player: Player,
    /// Experience points.
    pub xp: u32,
    /// Whether it counts as a won game.
    pub won: bool,
}

/// What everyone who guessed gets, in the order they came in; nothing while the game runs.
pub fn shares(game: &Game) -> Vec<Share> {
    let contributions = game.team().contributions();
    let share = |of: &dyn Fn(&Contribution) -> u32, won| {
        contributions
            .iter()
            .map(|mine| Share {
                player: mine.player,
                xp: of(mine),
                won,
            })
            .collect()
    };
    match game.status() {
        Status::Running | Status::Expired => Vec::new(),
        Status::GivenUp => share(&|_| 0, false),
        Status::Lost => share(&|mine| mine.hits.len() * PER_LETTER, false),
        Status::Won => {
            let all: u32 = contributions
                .iter()
                .map(|mine| places_found(game, mine))
                .sum();
            let pot = pot(game);
            share(
                &|mine| (pot * places_found(game, mine) / all.max(1)).max(LEAST),
                true,
            )
        }
    }
}

/// What a won game is worth.
fn pot(game: &Game) -> u32 {
    let lives_left = u32::from(game.lives() - game.mistakes());
    let solved = if game.team().solver().is_some() {
        hidden_places(game)
    } else {
        0
    };
    base(game.difficulty()) + lives_left * PER_LIFE + solved * PER_SOLVED_PLACE
}

/// Places that no letter opened.
fn hidden_places(game: &Game) -> u32 {
    let secret = game.secret();
    secret.places(secret.letters().without(game.team().hits()))
}

/// Places that one person opened, by letters and by naming the word.
fn places_found(game: &Game, mine: &Contribution) -> u32 {
    game.secret().places(mine.hits) + if mine.solved { hidden_places(game) } else { 0 }
}
