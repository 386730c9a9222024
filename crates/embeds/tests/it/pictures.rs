//! Pictures: what is drawn, that it is always the same, and that no text breaks it.

use std::sync::{Arc, Mutex};

use embeds::Tone;
use embeds::card::Card;
use embeds::font;
use embeds::palette::{Colour, picture};
use embeds::picture::{PictureError, Renderer, SCALE};
use embeds::svg::{Svg, Type};
use proptest::prelude::*;
use resvg::usvg;

fn card() -> Card {
    Card::new(Tone::Brand, "Зоя & Zoë <b>")
        .subtitle("Level 12 · 田中 👨‍👩‍👧‍👦")
        .stat("Played", "128")
        .stat("Won", "97")
        .stat("Best streak", "14")
        .stat("Rank", "#3")
        .progress("340 of 500 XP to level 13", 340, 500)
}

fn text(line: &str) -> Svg {
    Svg::new(200, 40).text((4.0, 28.0), line, Type::new(20.0, Colour(0xff_ffff)))
}

/// Keeps the pictures that a test drew beside the test binary, to look at.
fn keep(name: &str, svg: &Svg) {
    let png = Renderer::new().render(svg).expect("a picture");
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("pictures");
    std::fs::create_dir_all(&folder).expect("folder");
    std::fs::write(folder.join(name), png.bytes()).expect("file");
}

#[test]
fn cards_are_drawn() {
    keep("card.png", &card().svg());
    keep(
        "success.png",
        &Card::new(Tone::Success, "You won")
            .subtitle("The word was CAT")
            .svg(),
    );
    keep(
        "plain.png",
        &Card::new(
            Tone::Neutral,
            "A very long title that goes on and on and does not end where it should",
        )
        .svg(),
    );
    let many = (1..=8).fold(Card::new(Tone::Warning, "Eight tiles"), |card, n| {
        card.stat(format!("Tile number {n} of eight"), "123,456,789")
    });
    keep("many.png", &many.progress("Nothing yet", 0, 5).svg());
    let five = (1..=5).fold(Card::new(Tone::Danger, "Five"), |card, n| {
        card.stat(format!("Tile {n}"), format!("{n}"))
    });
    keep("five.png", &five.progress("Hardly begun", 1, 500).svg());
    let png = Renderer::new().render(&card().svg()).expect("a picture");
    assert_eq!(&png.bytes()[1..4], b"PNG");
    assert_eq!(png.size().0, 600 * u32::from(SCALE));
    assert_eq!(
        card().words(),
        "Зоя & Zoë <b>. Level 12 · 田中 👨‍👩‍👧‍👦. Played: 128. Won: 97. Best streak: 14. Rank: #3. 340 of 500 XP to level 13: 68 %"
    );
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    let renderer = Renderer::new();
    let first = renderer.render(&card().svg()).expect("a picture");
    let second = Renderer::new().render(&card().svg()).expect("a picture");
    let third = renderer.clone().render(&card().svg()).expect("a picture");
    assert!(first == second && second == third);
}

#[test]
fn letters_are_drawn_and_unknown_ones_look_alike() {
    let renderer = Renderer::new();
    let draw = |line: &str| renderer.render(&text(line)).expect("a picture");
    let empty = draw("");
    for line in ["A", "ß", "Ж", "ё", "Ω", "…", "□"] {
        assert!(draw(line) != empty, "{line} is not drawn");
    }
    assert!(draw("田") == draw("□") && draw("👨‍👩‍👧‍👦") == draw("□"));
    assert!(draw("A") != draw("B"));
}

/// Text laid out by the drawing library with the font files, and the characters that these do not have.
fn laid_out(line: &str, size: f32) -> (usvg::Tree, Vec<char>) {
    let missing = Arc::new(Mutex::new(Vec::new()));
    let seen = missing.clone();
    let mut options = usvg::Options {
        font_family: "Inter".to_owned(),
        ..usvg::Options::default()
    };
    options.font_resolver.select_fallback = Box::new(move |c, _, _| {
        seen.lock().expect("no panic").push(c);
        None
    });
    for file in ["Inter-Regular.otf", "Inter-Bold.otf"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("fonts")
            .join(file);
        options
            .fontdb_mut()
            .load_font_data(std::fs::read(path).expect("a font"));
    }
    let svg = Svg::new(4_000, 100).text((50.0, 70.0), line, Type::new(size, picture::TEXT));
    let tree = usvg::Tree::from_str(&svg.markup(), &options).expect("svg");
    let missing = missing.lock().expect("no panic").clone();
    (tree, missing)
}

#[test]
fn the_list_of_characters_is_what_the_fonts_have() {
    let listed: Vec<_> = (0x21_u32..0x3000)
        .filter_map(char::from_u32)
        .filter(|c| font::covers(*c))
        .collect();
    assert!(listed.len() > 1_500);
    for some in listed.chunks(100) {
        let line: String = some.iter().flat_map(|c| ['a', *c, ' ']).collect();
        assert_eq!(laid_out(&line, 20.0).1, Vec::<char>::new());
    }
}

#[test]
fn widths_are_those_of_the_drawing() {
    for line in [
        "Hangman",
        "WWWWWWWW",
        "iiiiiiii",
        "Äpfel und Ёлки",
        "1,234,567",
        "The quick brown fox jumps",
    ] {
        let guess = font::width(line, 40.0, font::Weight::Regular);
        let drawn = laid_out(line, 40.0).0.root().bounding_box().width();
        assert!(
            (guess - drawn).abs() <= drawn * 0.04 + 4.0,
            "{line}: {guess} is not {drawn}"
        );
    }
}

#[test]
fn pictures_have_bounds() {
    let renderer = Renderer::new();
    for (width, height) in [
        (5_000, 10),
        (10, 5_000),
        (2_000, 2_000),
        (u32::MAX, u32::MAX),
    ] {
        let error = renderer
            .render(&Svg::new(width, height))
            .expect_err("too large");
        assert!(matches!(error, PictureError::Size { .. }), "{error:?}");
    }
    for svg in ["", "text", "<svg", "<svg/>"] {
        assert!(
            !matches!(renderer.render_markup(svg), Err(PictureError::Size { .. })),
            "{svg}"
        );
    }
    assert!(matches!(
        renderer.render(&Svg::new(0, 0)),
        Err(PictureError::Svg(_))
    ));
}

#[test]
fn nothing_outside_is_read() {
    let png = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHdpZHRoPSI5IiBoZWlnaHQ9IjkiPjxyZWN0IHdpZHRoPSI5IiBoZWlnaHQ9IjkiLz48L3N2Zz4=";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/fonts/README.md");
    let renderer = Renderer::new();
    let with = |inner: &str| {
        renderer.render_markup(&format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{inner}</svg>"#
        ))
    };
    let empty = with("").expect("a picture");
    for href in [png, file] {
        assert!(
            with(&format!(r#"<image href="{href}" width="9" height="9"/>"#)).expect("a picture")
                == empty
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn no_text_breaks_a_card(title in ".{0,60}", label in "\\PC{0,40}|[<>&\"'\\\\\\]\\[!-]{0,40}", value: String, done: u64, total: u64) {
        let card = Card::new(Tone::Danger, title).subtitle(value.clone()).stat(label.clone(), value).progress(label, done, total);
        prop_assert!(Renderer::new().render(&card.svg()).is_ok());
    }
}
