//! Guess the word before the gallows stands.

pub mod app;
pub mod awards;
pub mod commands;
pub mod components;
pub mod config;
pub mod domain;
pub mod gallery;
pub mod ids;
pub mod jobs;
pub mod modals;
mod refusals;
pub mod store;
pub mod table;
mod turn;
pub mod views;

use migrations::Scope;
use runtime::Bot;

use crate::app::App;
use crate::config::Config;

/// The bot. It needs no intent: slash commands and buttons are all it listens to.
#[must_use]
pub fn bot() -> Bot<App, Config> {
    Bot::new(
        "hangman",
        "Guess the word before the gallows stands.",
        App::build,
    )
    .texts(
        "en-US",
        "locales/en-US/hangman.ftl",
        include_str!("../locales/en-US/hangman.ftl"),
    )
    .texts(
        "de",
        "locales/de/hangman.ftl",
        include_str!("../locales/de/hangman.ftl"),
    )
    .scope(Scope::HANGMAN)
    .command(commands::start::command())
    .command(commands::resume::command())
    .command(commands::stats::command())
    .component(components::letter::component())
    .component(components::word::component())
    .component(components::stop::component())
    .component(components::again::component())
    .modal(modals::guess::modal())
    .job(jobs::expire::job())
}
