//! What people see: domain values in, pictures and messages out. Pure.

mod board;
pub mod gallows;
pub mod guess;
mod keyboard;
pub mod names;
mod result;
pub mod stats;

use std::sync::Arc;

use embeds::{Alt, Message, Picture};
use i18n::{Args, Raw, Texts};

use crate::domain::game::Status;
use crate::domain::round::Round;
use gallows::Scene;

/// The message of a game: its board while it runs, then its result. `meaning` is the word's, if it is known.
#[must_use]
pub fn round(
    round: &Round,
    picture: Option<Picture>,
    meaning: Option<&str>,
    texts: &Texts,
) -> Message {
    match round.game.status() {
        Status::Running => board::message(round, picture, texts),
        Status::Won | Status::Lost | Status::GivenUp | Status::Expired => {
            result::message(round, picture, meaning, texts)
        }
    }
}

/// The picture of a scene, with its story for those who cannot see it.
#[must_use]
pub fn picture(scene: &Scene, png: Arc<[u8]>, texts: &Texts) -> Picture {
    let word = gallows::spelled(&scene.tiles, "");
    let alt = texts.with(
        "picture-alt",
        &Args::new()
            .raw("status", scene.status.as_str())
            .raw("mistakes", scene.mistakes)
            .raw("lives", scene.lives)
            .raw("word", Raw::markup(word.to_uppercase())),
    );
    Picture::new(&scene.file_name(), png, Alt::new(&alt))
}
