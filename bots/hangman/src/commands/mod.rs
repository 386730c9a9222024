//! One file per command, all below `/hangman`.

mod choices;
pub mod resume;
pub mod start;
pub mod stats;
