//! What a played game earns: awards, experience points and the level curve.
//!
//! A bot must answer when awarding fails: call [`award`] inside a savepoint of the transaction that saves the game.

mod award;
mod curve;

pub use award::{Award, AwardError, Standing, award};
pub use curve::{MAX_LEVEL, Progress, level_of, progress, xp_for_level};
