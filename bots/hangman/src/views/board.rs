//! A running game.

use embeds::{Message, Picture, Tone, container};
use i18n::{Args, Raw, Texts};

use super::{gallows, keyboard, names};
use crate::domain::game::{Game, Mode};
use crate::domain::guess::WordGuess;
use crate::domain::round::Round;

/// The board: what is known of the word, and the keyboard.
pub(super) fn message(round: &Round, picture: Option<Picture>, texts: &Texts) -> Message {
    let game = &round.game;
    let title = texts.with(
        "board-title",
        &Args::new()
            .raw("category", names::category(game.category()))
            .raw("difficulty", names::difficulty(game.difficulty())),
    );
    let mut board = container(Tone::Brand).heading(&title);
    if let Some(picture) = picture {
        board = board.picture(picture);
    }
    board
        .text(state(game, texts))
        .rows(keyboard::letters(round))
        .row(keyboard::actions(round, texts))
        .into()
}

/// The word so far, and what people need to know to go on.
fn state(game: &Game, texts: &Texts) -> String {
    let tiles = game.tiles();
    let left = game.lives() - game.mistakes();
    let hearts = "♥".repeat(left.into()) + &"♡".repeat(game.mistakes().into());
    let mut lines = vec![
        format!("## `{}`", gallows::spelled(&tiles, " ")),
        texts.with(
            "board-state",
            &Args::new()
                .raw("hearts", Raw::markup(hearts))
                .raw("left", left)
                .raw("letters", tiles.len()),
        ),
    ];
    lines.extend(wrong_words(game, texts));
    let owner = names::person(game.owner());
    lines.push(match game.mode() {
        Mode::Solo => texts.with("board-solo", &Args::new().raw("owner", owner)),
        Mode::Together => texts.with("board-together", &Args::new().raw("owner", owner)),
    });
    lines.join("\n")
}

/// Whole words that were tried in vain. They are made of plain letters only.
fn wrong_words(game: &Game, texts: &Texts) -> Option<String> {
    let words: Vec<&str> = game
        .team()
        .contributions()
        .iter()
        .flat_map(|contribution| &contribution.wrong_words)
        .map(WordGuess::as_str)
        .collect();
    (!words.is_empty()).then(|| {
        texts.with(
            "board-wrong-words",
            &Args::new().raw("words", Raw::markup(words.join(", "))),
        )
    })
}
