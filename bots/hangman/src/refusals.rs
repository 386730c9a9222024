//! What people are told when something is not possible: why, and what they can do.

use i18n::{Raw, Text, Texts};
use runtime::{Failure, Refusal};

use crate::domain::game::{GameError, Mode, Status};
use crate::domain::guess::{LONGEST_GUESS, NotAGuess};
use crate::domain::round::Round;
use crate::domain::team::Player;
use crate::domain::word::Category;
use crate::views::names;

/// Why a move was refused by the rules, in a game of `owner`.
pub(crate) fn of(error: GameError, owner: Player) -> Failure {
    match error {
        GameError::Finished(Status::Expired) => {
            Refusal::new("game_expired", over(Status::Expired)).into()
        }
        GameError::Finished(status) => Refusal::new("game_over", over(status)).into(),
        GameError::NotYours => Refusal::new(
            "other_players_game",
            Text::new("refusal-other-players-game").raw("owner", Raw::mention(owner.get())),
        )
        .into(),
        GameError::WrongLength { expected, found } => Refusal::new(
            "wrong_length",
            Text::new("refusal-wrong-length")
                .raw("expected", expected)
                .raw("found", found),
        )
        .into(),
        // Only the clock lets games expire, no person.
        GameError::NotIdle(_) => error.into(),
    }
}

/// What is said about a game that is over.
pub(crate) fn over(status: Status) -> Text {
    match status {
        Status::Expired => Text::new("refusal-game-expired"),
        _ => Text::new("refusal-game-over"),
    }
}

/// The row is gone: too old, or of a message from elsewhere.
pub(crate) fn game_gone() -> Refusal {
    Refusal::new("game_gone", Text::new("refusal-game-gone"))
}

/// Another game of this mode runs in the channel; `asker` wanted a new one.
pub(crate) fn already_running(running: &Round, asker: Player) -> Refusal {
    let owner = running.game.owner();
    let text = match running.game.mode() {
        Mode::Together => Text::new("refusal-running-together"),
        Mode::Solo if owner == asker => Text::new("refusal-running-yours"),
        Mode::Solo => Text::new("refusal-running-solo").raw("owner", Raw::mention(owner.get())),
    };
    Refusal::new("already_running", text)
}

/// There is no game to show again.
pub(crate) fn nothing_running() -> Refusal {
    Refusal::new("nothing_running", Text::new("refusal-nothing-running"))
}

/// Nobody knows a category of that name.
pub(crate) fn no_such_category(texts: &Texts) -> Refusal {
    let known: Vec<String> = Category::ALL
        .iter()
        .map(|category| texts.render(&names::category(*category)))
        .collect();
    Refusal::new(
        "no_such_category",
        Text::new("refusal-no-such-category").raw("categories", Raw::markup(known.join(", "))),
    )
}

/// What was typed can never be the word.
pub(crate) fn not_a_guess(error: NotAGuess) -> Refusal {
    let text = match error {
        NotAGuess::Empty => Text::new("refusal-guess-empty"),
        NotAGuess::TooLong => Text::new("refusal-guess-too-long").raw("max", LONGEST_GUESS),
        NotAGuess::Foreign(found) => {
            Text::new("refusal-guess-foreign").escaped("found", &found.to_string())
        }
    };
    Refusal::new("not_a_guess", text)
}
