//! What people see, in both languages.

use db::{Snowflake, user_bot_stats};
use embeds::{Message, Picture};
use hangman::domain::game::{Mode, Outcome, Status};
use hangman::domain::guess::WordGuess;
use hangman::domain::letter::Letter;
use hangman::domain::round::{Earned, Round};
use hangman::domain::team::Player;
use hangman::views;
use hangman::views::gallows::Scene;
use i18n::{Locale, Texts};

use crate::both::{ANN, BOB, NOON, at, round};

/// Most components of a message, nested ones counted (component reference).
const MOST_COMPONENTS: usize = 40;

fn texts(locale: Locale) -> Texts {
    hangman::bot().catalog().unwrap().texts(&locale)
}

fn letters(mut round: Round, by: Player, letters: &str) -> Round {
    for letter in letters.chars() {
        let letter = Letter::from_char(letter).unwrap();
        round.game = round.game.guess_letter(by, letter, at(NOON)).unwrap().0;
    }
    round
}

fn word(mut round: Round, by: Player, word: &str) -> Round {
    let guess = WordGuess::parse(word).unwrap();
    round.game = round.game.guess_word(by, guess, at(NOON)).unwrap().0;
    round
}

fn earning(mut round: Round, earned: &[(Player, u32, Option<u32>)]) -> Round {
    round.earned = earned
        .iter()
        .map(|(player, xp, new_level)| Earned {
            player: *player,
            xp: *xp,
            new_level: *new_level,
        })
        .collect();
    round
}

fn message(round: &Round, texts: &Texts) -> Message {
    let scene = Scene::of(&round.game);
    let picture: Picture = views::picture(&scene, (*b"png").into(), texts);
    let meaning = "any of several fleet black-and-white striped African equines";
    views::round(round, Some(picture), Some(meaning), texts)
}

/// The message in both languages, as a person sees it.
fn seen(round: &Round) -> String {
    drawn(|texts| message(round, texts))
}

fn drawn(view: impl Fn(&Texts) -> Message) -> String {
    [Locale::EN_US, Locale::DE]
        .map(|locale| view(&texts(locale)).finish().unwrap().render_text())
        .join("\n\n")
}

#[test]
fn a_game_begins() {
    insta::assert_snapshot!(seen(&round(1, "zebra", Mode::Solo)));
}

#[test]
fn hits_misses_and_wrong_words_show() {
    let game = letters(round(1, "zebra", Mode::Together), ANN, "eaxq");
    let game = word(game, BOB, "tiger");
    insta::assert_snapshot!(seen(&game));
}

#[test]
fn a_game_is_won_alone() {
    let game = letters(round(1, "zebra", Mode::Solo), ANN, "zexbra");
    insta::assert_snapshot!(seen(&earning(game, &[(ANN, 41, Some(2))])));
}

#[test]
fn a_game_is_won_together() {
    let game = letters(round(1, "zebra", Mode::Together), BOB, "zeq");
    let game = word(game, ANN, "tiger");
    let game = word(game, ANN, "zebra");
    insta::assert_snapshot!(seen(&earning(game, &[(BOB, 17, None), (ANN, 25, None)])));
}

#[test]
fn a_game_is_lost_and_its_points_are_not_booked() {
    let game = letters(round(1, "zebra", Mode::Solo), ANN, "zqwtyuiop");
    assert_eq!(game.game.status(), Status::Lost);
    insta::assert_snapshot!(seen(&game));
}

#[test]
fn a_game_is_given_up() {
    let mut game = letters(round(1, "zebra", Mode::Solo), ANN, "zq");
    game.game = game.game.give_up(ANN, at(NOON)).unwrap();
    insta::assert_snapshot!(seen(&earning(game, &[(ANN, 0, None)])));
}

#[test]
fn a_game_expires_untouched() {
    let mut game = round(1, "zebra", Mode::Solo);
    game.game = game
        .game
        .expire(std::time::Duration::ZERO, at(NOON))
        .unwrap();
    let shown = drawn(|texts| views::round(&game, None, None, texts));
    insta::assert_snapshot!(shown);
}

#[test]
fn the_window_for_the_word() {
    let game = round(1, "zebra", Mode::Solo);
    let shown = [Locale::EN_US, Locale::DE].map(|locale| {
        let modal = views::guess::modal(&game, &texts(locale));
        modal.finish().unwrap().render_text()
    });
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn a_wrong_word_is_answered() {
    let guess = WordGuess::parse("tiger").unwrap();
    let shown = [Outcome::WrongWord, Outcome::RepeatedWord]
        .map(|outcome| drawn(|texts| views::guess::wrong(&guess, Some(outcome), texts)));
    insta::assert_snapshot!(shown.join("\n\n"));
}

#[test]
fn stats_of_a_player_and_of_a_stranger() {
    let stats = user_bot_stats::Model {
        bot_id: "hangman".to_owned(),
        guild_id: 900,
        user_id: Snowflake(11),
        xp: 417,
        played: 12,
        won: 7,
        updated_at: NOON,
    };
    let shown =
        [Some(&stats), None].map(|stats| drawn(|texts| views::stats::message(stats, texts)));
    insta::assert_snapshot!(shown.join("\n\n"));
}

/// Components of a body, nested ones counted.
fn components(value: &serde_json::Value) -> usize {
    let own = usize::from(value["type"].is_u64());
    let inner = value["components"].as_array().into_iter().flatten();
    own + inner.map(components).sum::<usize>()
}

#[test]
fn the_fullest_board_fits_into_a_message() {
    let game = letters(round(1, "lighthouse", Mode::Together), ANN, "lighouse");
    let game = letters(game, BOB, "qwz");
    let game = word(game, BOB, "abcdefghij");
    assert_eq!(game.game.status(), Status::Running);
    for locale in [Locale::EN_US, Locale::DE] {
        let body = message(&game, &texts(locale)).finish().unwrap().to_json();
        let count = components(&body);
        assert!(count <= MOST_COMPONENTS, "{count} components");
        assert_eq!(
            count, 39,
            "container, title, picture, text, 6 + 1 rows, 26 + 2 buttons"
        );
        let keys = body.to_string().matches("hm.letter:1:1:").count();
        assert_eq!(keys, 26);
    }
}

#[test]
fn a_running_game_does_not_give_its_word_away() {
    let game = letters(round(1, "zebra", Mode::Solo), ANN, "ze");
    let body = message(&game, &texts(Locale::EN_US)).finish().unwrap();
    let body = body.to_json().to_string().to_lowercase();
    assert!(
        !body.contains("zebra") && !body.contains("equines"),
        "{body}"
    );
}

#[test]
fn a_hit_needs_no_new_picture_and_a_miss_does() {
    let name = |round: &Round| Scene::of(&round.game).file_name();
    let begin = round(1, "zebra", Mode::Solo);
    let hit = letters(begin.clone(), ANN, "z");
    let miss = letters(begin.clone(), ANN, "q");
    assert_eq!(name(&hit), name(&begin));
    assert_ne!(name(&miss), name(&begin));
}
