//! The rules of a game: examples a person would tell, and properties of all games.

use std::time::Duration;

use hangman::domain::game::saved::{BrokenGame, Parts};
use hangman::domain::game::{Game, GameError, Mode, Outcome, Status, Tile};
use hangman::domain::guess::WordGuess;
use hangman::domain::letter::{Letter, Letters};
use hangman::domain::moment::Moment;
use hangman::domain::score::{Share, base, shares};
use hangman::domain::team::{Contribution, Player};
use hangman::domain::word::{Category, Difficulty, Word};
use hangman::domain::words::Entry;
use proptest::prelude::*;
use twilight_model::id::Id;

const WORDS: [&str; 6] = [
    "banana",
    "zebra",
    "kayak",
    "jazz",
    "lighthouse",
    "xylophonist",
];

fn player(number: u64) -> Player {
    Id::new(number)
}

fn letter(text: char) -> Letter {
    Letter::from_char(text).unwrap()
}

fn guess(text: &str) -> WordGuess {
    WordGuess::parse(text).unwrap()
}

fn at(second: i64) -> Moment {
    Moment::from_unix_micros(second * 1_000_000)
}

fn new_game(word: &str, difficulty: Difficulty, mode: Mode) -> Game {
    let word = Word::parse(word).unwrap();
    Game::start(
        &Entry {
            word,
            category: Category::Food,
            difficulty,
            definition: "",
        },
        mode,
        player(1),
        at(0),
    )
}

fn solo(word: &str) -> Game {
    new_game(word, Difficulty::Easy, Mode::Solo)
}

/// Plays letters that must be possible.
fn play(game: Game, letters: &str) -> Game {
    letters.chars().fold(game, |game, each| {
        game.guess_letter(player(1), letter(each), at(1)).unwrap().0
    })
}

fn masked(game: &Game) -> String {
    let draw = |tile| match tile {
        Tile::Hidden => '_',
        Tile::Found(letter) => letter.upper(),
        Tile::Missed(letter) => letter.upper().to_ascii_lowercase(),
    };
    game.tiles().into_iter().map(draw).collect()
}

#[test]
fn a_letter_opens_all_its_places() {
    let (game, outcome) = solo("banana")
        .guess_letter(player(1), letter('a'), at(1))
        .unwrap();
    assert_eq!(outcome, Outcome::Hit(letter('a'), 3));
    assert_eq!(masked(&game), "_A_A_A");
    assert_eq!(
        (game.mistakes(), game.status(), game.answer()),
        (0, Status::Running, None)
    );
}

#[test]
fn a_repeated_letter_changes_nothing() {
    let game = play(solo("banana"), "ax");
    for each in ['a', 'x'] {
        let (after, outcome) = game
            .clone()
            .guess_letter(player(1), letter(each), at(9))
            .unwrap();
        assert_eq!(outcome, Outcome::Repeated(letter(each)));
        assert_eq!(after, game);
    }
}

#[test]
fn the_last_letter_wins_and_the_last_life_loses() {
    assert_eq!(play(solo("banana"), "ban").status(), Status::Won);
    for difficulty in Difficulty::ALL {
        let letters = "cdefghij".chars().take(difficulty.lives().into());
        let mut game = new_game("zulu", *difficulty, Mode::Solo);
        for each in letters {
            assert_eq!(game.status(), Status::Running);
            game = game.guess_letter(player(1), letter(each), at(1)).unwrap().0;
        }
        assert_eq!(
            (game.status(), masked(&game).as_str()),
            (Status::Lost, "zulu")
        );
    }
}

#[test]
fn a_whole_word_wins_or_costs_a_life_once() {
    let game = play(solo("banana"), "b");
    let (won, outcome) = game
        .clone()
        .guess_word(player(1), guess(" Banána "), at(2))
        .unwrap();
    assert_eq!(
        (outcome, won.status(), masked(&won).as_str()),
        (Outcome::Solved, Status::Won, "BANANA")
    );
    let (wrong, outcome) = game.guess_word(player(1), guess("papaya"), at(2)).unwrap();
    assert_eq!((outcome, wrong.mistakes()), (Outcome::WrongWord, 1));
    let (again, outcome) = wrong
        .clone()
        .guess_word(player(1), guess("PAPAYA"), at(3))
        .unwrap();
    assert_eq!((outcome, again), (Outcome::RepeatedWord, wrong.clone()));
    let refused = wrong
        .guess_word(player(1), guess("apple"), at(3))
        .unwrap_err();
    assert_eq!(
        refused,
        GameError::WrongLength {
            expected: 6,
            found: 5
        }
    );
}

#[test]
fn only_the_owner_plays_alone_and_gives_up() {
    let game = solo("banana");
    assert_eq!(
        game.clone().guess_letter(player(2), letter('a'), at(1)),
        Err(GameError::NotYours)
    );
    assert_eq!(
        game.clone().guess_word(player(2), guess("banana"), at(1)),
        Err(GameError::NotYours)
    );
    assert_eq!(
        game.clone().give_up(player(2), at(1)),
        Err(GameError::NotYours)
    );
    assert_eq!(
        game.give_up(player(1), at(1)).unwrap().status(),
        Status::GivenUp
    );
    let together = new_game("banana", Difficulty::Easy, Mode::Together);
    assert_eq!(
        together.clone().give_up(player(2), at(1)),
        Err(GameError::NotYours)
    );
    let (together, outcome) = together
        .guess_letter(player(2), letter('n'), at(1))
        .unwrap();
    assert_eq!(outcome, Outcome::Hit(letter('n'), 2));
    assert_eq!(together.team().of(player(2)).unwrap().hits.to_string(), "N");
}

#[test]
fn a_game_expires_after_the_last_move() {
    let patience = Duration::from_secs(60);
    let game = solo("banana")
        .guess_letter(player(1), letter('a'), at(30))
        .unwrap()
        .0;
    assert_eq!(
        game.clone().expire(patience, at(89)),
        Err(GameError::NotIdle(at(90)))
    );
    let expired = game.expire(patience, at(90)).unwrap();
    assert_eq!(
        (expired.status(), masked(&expired).as_str()),
        (Status::Expired, "bAnAnA")
    );
    assert_eq!(
        expired.expire(patience, at(999)),
        Err(GameError::Finished(Status::Expired))
    );
}

#[test]
fn the_pot_is_shared_by_places_found() {
    let game = new_game("banana", Difficulty::Medium, Mode::Together);
    let game = game.guess_letter(player(2), letter('a'), at(1)).unwrap().0;
    let game = game.guess_letter(player(3), letter('x'), at(2)).unwrap().0;
    assert_eq!(shares(&game), []);
    let game = game
        .guess_word(player(1), guess("banana"), at(3))
        .unwrap()
        .0;
    // 35 for a medium word, 6 lives left, 3 places named at once: 59, halved between those who found three places each.
    let expected = [(2, 29), (3, 1), (1, 29)].map(|(who, xp)| Share {
        player: player(who),
        xp,
        won: true,
    });
    assert_eq!(shares(&game), expected);
}

#[test]
fn a_lost_game_is_worth_its_letters() {
    let game = play(new_game("banana", Difficulty::Hard, Mode::Solo), "anxyzwvu");
    assert_eq!(game.status(), Status::Lost);
    assert_eq!(
        shares(&game),
        [Share {
            player: player(1),
            xp: 2,
            won: false
        }]
    );
    let given_up = play(solo("banana"), "an")
        .give_up(player(1), at(2))
        .unwrap();
    assert_eq!(
        shares(&given_up),
        [Share {
            player: player(1),
            xp: 0,
            won: false
        }]
    );
}

#[test]
fn contradictory_rows_are_not_games() {
    let parts = play(solo("banana"), "ax").parts();
    let broken = |change: &dyn Fn(&mut Parts)| {
        let mut parts = parts.clone();
        change(&mut parts);
        Game::restore(parts).unwrap_err()
    };
    let twin = Contribution {
        player: player(2),
        ..parts.contributions[0].clone()
    };
    assert_eq!(
        broken(&|parts| parts.contributions.push(twin.clone())),
        BrokenGame::Contributions
    );
    assert_eq!(
        broken(&|parts| parts.contributions[0].misses = Letters::NONE.with(letter('b'))),
        BrokenGame::Word
    );
    assert_eq!(
        broken(&|parts| parts.contributions[0].wrong_words.push(guess("banana"))),
        BrokenGame::Word
    );
    assert_eq!(
        broken(&|parts| parts.status = Status::Won),
        BrokenGame::Status
    );
    assert_eq!(
        broken(&|parts| parts.contributions[0].player = player(2)),
        BrokenGame::Mode
    );
    assert_eq!(broken(&|parts| parts.moved = at(-1)), BrokenGame::Times);
}

#[derive(Debug, Clone)]
enum Move {
    Letter(u64, char),
    Word(u64, &'static str),
    GiveUp(u64),
    Expire(i64),
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        20 => (1..4_u64, prop::char::range('a', 'z')).prop_map(|(by, each)| Move::Letter(by, each)),
        2 => (1..4_u64, prop::sample::select(&WORDS[..])).prop_map(|(by, word)| Move::Word(by, word)),
        2 => (1..4_u64, "[a-z]{5}").prop_map(|(by, word)| Move::Word(by, word.leak())),
        1 => (1..4_u64).prop_map(Move::GiveUp),
        1 => (0..100_i64).prop_map(Move::Expire),
    ];
    prop::collection::vec(one, 0..40)
}

fn games() -> impl Strategy<Value = Game> {
    let difficulty = prop::sample::select(Difficulty::ALL);
    let mode = prop::sample::select(Mode::ALL);
    (prop::sample::select(&WORDS[..]), difficulty, mode)
        .prop_map(|(word, hard, mode)| new_game(word, hard, mode))
}

fn apply(game: Game, step: &Move, now: Moment) -> Result<Game, GameError> {
    match step {
        Move::Letter(by, each) => game
            .guess_letter(player(*by), letter(*each), now)
            .map(|done| done.0),
        Move::Word(by, word) => game
            .guess_word(player(*by), guess(word), now)
            .map(|done| done.0),
        Move::GiveUp(by) => game.give_up(player(*by), now),
        Move::Expire(patience) => game.expire(Duration::from_secs(patience.unsigned_abs()), now),
    }
}

proptest! {
    #[test]
    fn every_game_keeps_the_rules(game in games(), moves in moves()) {
        let mut game = game;
        for (second, step) in (1..).zip(&moves) {
            let before = game.clone();
            let Ok(after) = apply(game.clone(), step, at(second)) else { continue };
            prop_assert_eq!(before.status(), Status::Running, "a finished game changed");
            prop_assert!(after.mistakes() >= before.mistakes() && after.mistakes() <= after.lives());
            prop_assert!(before.team().tried().without(after.team().tried()).is_empty());
            prop_assert_eq!(after.status() == Status::Lost, after.mistakes() == after.lives());
            prop_assert_eq!(after.answer().is_some(), after.status() != Status::Running);
            let hidden = masked(&after).contains('_');
            prop_assert_eq!(hidden, after.status() == Status::Running);
            prop_assert_eq!(&Game::restore(after.parts()).unwrap(), &after);
            game = after;
        }
    }

    #[test]
    fn a_letter_counts_once_whoever_tries_it(game in games(), moves in moves()) {
        let mut game = game;
        for (second, step) in (1..).zip(&moves) {
            game = apply(game.clone(), step, at(second)).unwrap_or(game);
        }
        let counted: u32 = game.team().contributions().iter().map(|mine| mine.hits.len() + mine.misses.len()).sum();
        prop_assert_eq!(counted, game.team().tried().len());
    }

    #[test]
    fn the_order_of_letters_does_not_matter(
        game in games(),
        order in Just("abcdefghijklmnopqrstuvwxyz".chars().collect::<Vec<_>>()).prop_shuffle(),
        take in 0..6_usize,
        shuffle in any::<prop::sample::Index>(),
    ) {
        let mut letters: Vec<char> = order.into_iter().take(take).collect();
        let play = |letters: &[char]| {
            letters.iter().try_fold(game.clone(), |game, each| {
                game.guess_letter(player(1), letter(*each), at(1)).map(|done| done.0)
            })
        };
        let one = play(&letters);
        if !letters.is_empty() {
            let by = shuffle.index(letters.len());
            letters.rotate_left(by);
            letters.reverse();
        }
        // Fewer than six letters never lose a game, so an order can differ only by a win in between.
        prop_assume!(one.is_ok());
        let other = play(&letters);
        prop_assume!(other.is_ok());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn shares_never_exceed_the_pot(game in games(), moves in moves()) {
        let mut game = game;
        for (second, step) in (1..).zip(&moves) {
            game = apply(game.clone(), step, at(second)).unwrap_or(game);
        }
        let shares = shares(&game);
        let most = base(game.difficulty()) + 8 * 3 + 14 * 2 + 3;
        prop_assert!(shares.iter().map(|share| share.xp).sum::<u32>() <= most);
        prop_assert!(shares.iter().all(|share| share.won == (game.status() == Status::Won)));
    }
}
