//! Hangman's table. Every function takes the identity and the place; nothing of another bot or guild is in reach.

mod contributions;
mod games;
mod housekeeping;
mod row;

pub use games::{RECENT_WORDS, Store};
pub use housekeeping::{delete_finished, expire_idle};
