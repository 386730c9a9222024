//! One file per window.

pub mod guess;
