//! A bot that shows everything a message can hold, and takes everything an option or a modal can: for work on the
//! playground's page, and for its tests.

mod bot;
mod client;
mod contents;
mod form;

pub use self::bot::{Bot, Hall, found, settings};
pub use self::contents::commands;
