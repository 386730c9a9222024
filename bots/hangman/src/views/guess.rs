//! The window for the whole word, and the word to who guessed wrong.

use embeds::{Message, Modal, TextInput};
use i18n::{Args, Raw, Texts};

use crate::domain::game::Outcome;
use crate::domain::guess::WordGuess;
use crate::domain::round::Round;
use crate::ids;

/// Most characters of the input: room for accents, spaces and hyphens around the longest word.
const LONGEST_INPUT: u16 = 60;

/// The window.
#[must_use]
pub fn modal(round: &Round, texts: &Texts) -> Modal {
    let letters = round.game.tiles().len();
    let label = texts.with("guess-label", &Args::new().raw("letters", letters));
    Modal::new(ids::guess(round.id), texts.get("guess-title")).text_input(
        TextInput::short(ids::GUESS_FIELD, label)
            .description(texts.get("guess-hint"))
            .min(1)
            .max(LONGEST_INPUT),
    )
}

/// What somebody is told whose word was not the right one.
#[must_use]
pub fn wrong(guess: &WordGuess, outcome: Option<Outcome>, texts: &Texts) -> Message {
    // A guess is made of plain letters only.
    let args = Args::new().raw("word", Raw::markup(guess.as_str().to_uppercase()));
    let said = if outcome == Some(Outcome::RepeatedWord) {
        texts.with("guess-repeated", &args)
    } else {
        texts.with("guess-wrong", &args)
    };
    Message::classic().content(said).into()
}
