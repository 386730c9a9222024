//! The picture renders in every state, grows with every mistake, and its file is named after what it shows.

use std::path::Path;

use hangman::domain::game::{Status, Tile};
use hangman::domain::letter::{Letter, Letters};
use hangman::domain::word::Difficulty;
use hangman::gallery::Gallery;
use hangman::views::gallows::{HEIGHT, Scene, WIDTH, spelled, svg};
use resvg::{tiny_skia, usvg};

fn tiles(word: &str) -> Vec<Tile> {
    let place = |letter: char| match Letter::from_char(letter) {
        Some(found) if letter.is_ascii_uppercase() => Tile::Found(found),
        Some(missed) => Tile::Missed(missed),
        None => Tile::Hidden,
    };
    word.chars().map(place).collect()
}

fn scene(mistakes: u8, lives: u8, word: &str, status: Status) -> Scene {
    let missed: Letters = Letter::all()
        .skip(1)
        .step_by(3)
        .take(mistakes.into())
        .collect();
    Scene {
        mistakes,
        lives,
        missed,
        tiles: tiles(word),
        status,
    }
}

/// Draws a scene; the picture stays below the build folder for people to look at.
fn render(name: &str, scene: &Scene) -> Vec<u8> {
    let tree = usvg::Tree::from_str(&svg(scene), &usvg::Options::default()).unwrap();
    let mut pixels = tiny_skia::Pixmap::new(WIDTH.into(), HEIGHT.into()).unwrap();
    resvg::render(
        &tree,
        tiny_skia::Transform::identity(),
        &mut pixels.as_mut(),
    );
    pixels
        .save_png(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("gallows-{name}.png")))
        .unwrap();
    pixels.data().to_vec()
}

#[test]
fn every_mistake_changes_the_picture() {
    for difficulty in Difficulty::ALL {
        let lives = difficulty.lives();
        let pictures: Vec<Vec<u8>> = (0..=lives)
            .map(|mistakes| {
                let mut scene = scene(mistakes, lives, "_A___A", Status::Running);
                scene.missed = Letters::NONE;
                render(&format!("{lives}-{mistakes}"), &scene)
            })
            .collect();
        for pair in pictures.windows(2) {
            assert!(pair[0] != pair[1]);
        }
    }
}

#[test]
fn every_state_and_length_renders() {
    let states = [
        ("start", scene(0, 8, "____", Status::Running)),
        ("running", scene(4, 7, "_A_T_R_", Status::Running)),
        ("board", scene(6, 8, "", Status::Running)),
        ("won", scene(0, 8, "ZEBRA", Status::Won)),
        ("won-late", scene(6, 7, "LIGHTHOUSE", Status::Won)),
        ("lost", scene(7, 7, "hArmONicA", Status::Lost)),
        ("given-up", scene(3, 6, "ARCHITECTUREss", Status::GivenUp)),
        ("expired", scene(4, 6, "mOON", Status::Expired)),
        ("alphabet-1", scene(1, 8, "ABCDEFGHIJKLMN", Status::Won)),
        ("alphabet-2", scene(8, 8, "OPQRSTUVWXYZ", Status::Lost)),
    ];
    let pictures: Vec<Vec<u8>> = states
        .iter()
        .map(|(name, scene)| render(name, scene))
        .collect();
    for picture in &pictures {
        assert!(picture.chunks(4).any(|pixel| pixel[3] != 0));
    }
}

#[test]
fn a_spelled_word_hides_what_is_hidden() {
    assert_eq!(spelled(&tiles("_A_A_A"), " "), "_ A _ A _ A");
    assert_eq!(spelled(&tiles("bAnAnA"), ""), "bAnAnA");
}

#[test]
fn a_file_is_named_after_what_it_shows() {
    let mut shown = scene(3, 7, "hArm", Status::Lost);
    assert_eq!(shown.file_name(), "gallows-lost-3of7-BEH-hArm.png");
    shown.missed = Letters::NONE;
    shown.tiles.clear();
    shown.status = Status::Running;
    assert_eq!(shown.file_name(), "gallows-running-3of7.png");
}

#[tokio::test]
async fn a_picture_is_drawn_once() {
    let gallery = Gallery::new();
    let scene = scene(2, 6, "", Status::Running);
    let first = gallery.png(&scene).await.unwrap();
    let again = gallery.clone().png(&scene).await.unwrap();
    assert!(first.starts_with(b"\x89PNG"));
    assert!(std::sync::Arc::ptr_eq(&first, &again));
    assert!(first.len() < 100_000, "{} bytes", first.len());
}
