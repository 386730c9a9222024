//! Guess the word before the gallows stands.

pub mod domain;
pub mod views;
