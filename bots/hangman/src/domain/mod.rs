//! The rules of hangman: pure values and transitions. Time and chance come in as arguments.

pub mod game;
pub mod guess;
pub mod letter;
pub mod moment;
pub mod round;
pub mod score;
pub mod team;
pub mod word;
pub mod words;
