//! A game that is over: the word, who did what, what it earned, and one more?

use embeds::{Button, Message, Picture, Row, Style, Tone, container, subtext, text};
use i18n::{Args, Raw, Texts};

use super::names;
use crate::domain::game::{Game, Mode, Status};
use crate::domain::guess::WordGuess;
use crate::domain::round::{Earned, Round};
use crate::domain::team::Contribution;
use crate::ids;

/// The result.
pub(super) fn message(
    round: &Round,
    picture: Option<Picture>,
    meaning: Option<&str>,
    texts: &Texts,
) -> Message {
    let game = &round.game;
    let (tone, key) = headline(game);
    let mut result = container(tone).heading(&texts.get(key));
    if let Some(picture) = picture {
        result = result.picture(picture);
    }
    result = result.text(answer(game, meaning, texts));
    let lines: Vec<String> = game
        .team()
        .contributions()
        .iter()
        .map(|contribution| line(contribution, round, texts))
        .collect();
    result = result.piece(text(lines.join("\n")));
    if round.is_unbooked() {
        result = result.piece(subtext(&texts.get("result-unbooked")));
    }
    let again = Button::new(Style::Success, texts.get("result-again"))
        .emoji("🔁")
        .id(ids::again(round.wish));
    result.row(Row::buttons([again])).into()
}

fn headline(game: &Game) -> (Tone, &'static str) {
    match (game.status(), game.mode()) {
        (Status::Won, Mode::Solo) => (Tone::Success, "result-won"),
        (Status::Won, Mode::Together) => (Tone::Success, "result-won-together"),
        (Status::Lost, _) => (Tone::Danger, "result-lost"),
        (Status::GivenUp, _) => (Tone::Neutral, "result-given-up"),
        (Status::Expired | Status::Running, _) => (Tone::Neutral, "result-expired"),
    }
}

fn answer(game: &Game, meaning: Option<&str>, texts: &Texts) -> String {
    let word = game
        .answer()
        .map(|word| word.as_str().to_uppercase())
        .unwrap_or_default();
    let args = Args::new()
        .raw("word", Raw::markup(word))
        .raw("category", names::category(game.category()))
        .raw("difficulty", names::difficulty(game.difficulty()));
    match meaning {
        Some(meaning) => texts.with("result-word", &args.escaped("meaning", meaning)),
        None => texts.with("result-word-alone", &args),
    }
}

/// What one person did: `<@1>: found A, N · missed X · +35 XP`.
fn line(mine: &Contribution, round: &Round, texts: &Texts) -> String {
    let mut parts = Vec::new();
    if !mine.hits.is_empty() {
        let args = Args::new().raw("letters", names::letters(mine.hits));
        parts.push(texts.with("part-found", &args));
    }
    if mine.solved {
        parts.push(texts.get("part-solved"));
    }
    if !mine.misses.is_empty() {
        let args = Args::new().raw("letters", names::letters(mine.misses));
        parts.push(texts.with("part-missed", &args));
    }
    if !mine.wrong_words.is_empty() {
        let words: Vec<&str> = mine.wrong_words.iter().map(WordGuess::as_str).collect();
        let args = Args::new().raw("words", Raw::markup(words.join(", ")));
        parts.push(texts.with("part-wrong-words", &args));
    }
    if let Some(earned) = round.earned_by(mine.player) {
        parts.extend(points(earned, texts));
    }
    format!("<@{}>: {}", mine.player, parts.join(" · "))
}

fn points(earned: &Earned, texts: &Texts) -> Option<String> {
    let args = Args::new().raw("xp", earned.xp);
    match earned.new_level {
        Some(level) => Some(texts.with("part-level", &args.raw("level", level))),
        None if earned.xp > 0 => Some(texts.with("part-xp", &args)),
        None => None,
    }
}
