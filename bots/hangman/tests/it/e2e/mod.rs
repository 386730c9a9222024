//! Hangman as people meet it: through real sockets, on the simulated Discord.

mod crash;
mod from_the_playground;
mod handover;
mod hostile;
mod ingress;
mod languages;
mod outage;
mod play;
mod races;
mod refusals;
mod rows;
mod secrets;
mod session;
mod tenancy;
mod time;

use std::collections::BTreeSet;

use discord_sim::{MessageView, Outcome, Seat, Shown};
use embeds::CustomId;
use hangman::app::App;
use hangman::config::Config;
use hangman::domain::letter::Letter;
use hangman::domain::round::{Round, RoundId};
use hangman::ids;
use testkit::{Kind, Setup, Stage};

use self::rows::Rows;

/// The bot on its stage, and a look into its tables.
struct House {
    stage: Stage<App, Config>,
    rows: Rows,
}

impl House {
    async fn open(kind: Kind) -> Self {
        Self::of(Stage::new(hangman::bot).on(kind)).await
    }

    async fn of(setup: Setup<App, Config>) -> Self {
        let stage = setup.start().await;
        let rows = Rows::look(&stage).await;
        Self { stage, rows }
    }

    /// Ends the look into the tables, and fails on leftovers.
    async fn finish(self) {
        self.rows.close().await;
        self.stage.finish();
    }
}

/// Waits until `reached` says so.
async fn until(what: &str, mut reached: impl AsyncFnMut() -> bool) {
    testkit::until(what, async || reached().await.then_some(())).await;
}

/// Which game a message is about.
fn game_of(message: &MessageView) -> RoundId {
    message
        .buttons()
        .iter()
        .find_map(|button| {
            CustomId::parse(&button.custom_id)
                .ok()?
                .reader()
                .take()
                .ok()
        })
        .unwrap_or_else(|| panic!("no game in:\n{}", message.render()))
}

/// What the key of a letter sends.
fn key(game: RoundId, letter: char) -> String {
    ids::letter(game, Letter::from_char(letter).unwrap())
        .encode()
        .unwrap()
}

/// The private words that somebody got as an answer.
fn told(shown: &Shown) -> String {
    let message = match shown.outcome() {
        Outcome::Message(message) => message,
        other => shown
            .followups()
            .pop()
            .unwrap_or_else(|| panic!("nothing was said: {other:?}")),
    };
    assert!(message.ephemeral, "said to all: {}", message.text());
    message.text()
}

/// Letters that the keyboard of a running game shows as used.
fn used(message: &MessageView) -> BTreeSet<char> {
    let used = message.buttons().into_iter().filter(|key| key.disabled);
    used.filter_map(|key| key.label.chars().next()).collect()
}

/// Lives that a running game shows as left.
fn hearts(message: &MessageView) -> usize {
    message.text().matches('♥').count()
}

/// Letters of the word, each once.
fn letters_of(round: &Round) -> Vec<char> {
    let word = round.game.parts().word;
    let letters: BTreeSet<char> = word.as_str().to_uppercase().chars().collect();
    letters.into_iter().collect()
}

/// Letters that are not in the word.
fn letters_beside(round: &Round) -> Vec<char> {
    let inside = letters_of(round);
    ('A'..='Z')
        .filter(|letter| !inside.contains(letter))
        .collect()
}

/// Presses these keys one after the other and gives the last answer's message.
async fn press(seat: &Seat, board: &MessageView, letters: &[char]) -> MessageView {
    let mut shown = board.clone();
    for letter in letters {
        let answer = seat.click(&shown, letter.to_string()).await.unwrap();
        shown = answer.message().unwrap();
    }
    shown
}

/// Starts a game and gives its message.
async fn begin(seat: &Seat, options: &str) -> MessageView {
    let shown = seat
        .slash(&format!("/hangman start {options}"))
        .await
        .unwrap();
    let board = shown.message().unwrap();
    assert!(!board.ephemeral, "refused: {}", board.text());
    board
}
