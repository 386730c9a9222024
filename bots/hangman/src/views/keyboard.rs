//! The letters as buttons, and what else can be done in a running game.

use embeds::{Button, Row, Style};
use i18n::Texts;

use crate::domain::letter::Letter;
use crate::domain::round::Round;
use crate::ids;

/// The letters, five to a row. A tried one cannot be pressed again and says by a sign whether it is in the word.
pub(super) fn letters(round: &Round) -> Vec<Row> {
    let team = round.game.team();
    let (hits, misses) = (team.hits(), team.misses());
    Row::wrapped(Letter::all().map(|letter| {
        let key = |style| Button::new(style, letter.to_string()).id(ids::letter(round.id, letter));
        if hits.contains(letter) {
            key(Style::Success).emoji("✅").disabled(true)
        } else if misses.contains(letter) {
            key(Style::Danger).emoji("❌").disabled(true)
        } else {
            key(Style::Secondary)
        }
    }))
}

/// Guess the word, give up.
pub(super) fn actions(round: &Round, texts: &Texts) -> Row {
    Row::buttons([
        Button::new(Style::Primary, texts.get("board-guess")).id(ids::word(round.id)),
        Button::new(Style::Secondary, texts.get("board-stop"))
            .emoji("🏳️")
            .id(ids::stop(round.id)),
    ])
}
