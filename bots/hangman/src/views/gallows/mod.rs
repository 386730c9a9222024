//! The picture of a game: a doll on a string that grows with every mistake, and the lives left; at the end also the
//! letters missed and the word.
//!
//! While a game runs, word and letters stand beside the picture as text: so a letter found needs no new picture, and
//! all running games together need one for each number of mistakes only. The picture brings its own letters as strokes, so that drawing it needs no font. Its colours stand on their own dark
//! card and read on Discord's dark and light themes alike; nothing is told by colour alone.

mod figure;
mod strokes;

use std::fmt::Write as _;

use crate::domain::game::{Game, Status, Tile};
use crate::domain::letter::{Letter, Letters};

/// Width of the picture in its own units.
pub const WIDTH: u16 = 720;
/// Height of a picture with the word, in its own units.
pub const HEIGHT: u16 = 420;
/// Height of a picture without the word.
pub const HEIGHT_WITHOUT_WORD: u16 = 332;

/// Strokes of the whole doll and its frame: post, beam, string, head, body, two arms, two legs.
const STROKES: u8 = 9;

const CARD: &str = "#252a48";
const SKY: &str = "#333a62";
const DAY: &str = "#3d62a6";
const HILL: &str = "#5aa884";
const HILL_LIT: &str = "#79c79e";
const WOOD: &str = "#d8a36c";
const CREAM: &str = "#fff3df";
const INK: &str = "#252a48";
const CORAL: &str = "#ff8c78";
const CLOUD: &str = "#5f82c2";
const MOON: &str = "#f3e3b5";
const SUN: &str = "#ffd166";
const FAINT: &str = "#8f99cd";
const PALE: &str = "#c3cbf2";

/// What the picture shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Mistakes so far, at most `lives`.
    pub mistakes: u8,
    /// The mistake with this number ends the game.
    pub lives: u8,
    /// Letters tried that are not in the word.
    pub missed: Letters,
    /// The word, place by place; empty if the picture does not show it.
    pub tiles: Vec<Tile>,
    /// Where the game stands.
    pub status: Status,
}

impl Scene {
    /// The scene of a game.
    pub fn of(game: &Game) -> Self {
        let over = game.status() != Status::Running;
        Self {
            mistakes: game.mistakes(),
            lives: game.lives(),
            missed: if over {
                game.team().misses()
            } else {
                Letters::NONE
            },
            tiles: if over { game.tiles() } else { Vec::new() },
            status: game.status(),
        }
    }

    /// Name of the picture's file: two scenes have the same name only if they look the same.
    pub fn file_name(&self) -> String {
        let Self {
            mistakes,
            lives,
            missed,
            tiles,
            status,
        } = self;
        let mut name = format!("gallows-{}-{mistakes}of{lives}", status.as_str());
        // Writing to a string cannot fail.
        if !missed.is_empty() {
            let _ = write!(name, "-{missed}");
        }
        if !tiles.is_empty() {
            let _ = write!(name, "-{}", spelled(tiles, ""));
        }
        name + ".png"
    }

    fn height(&self) -> u16 {
        if self.tiles.is_empty() {
            HEIGHT_WITHOUT_WORD
        } else {
            HEIGHT
        }
    }

    /// Strokes drawn so far: each mistake adds at least one while there are no more than [`STROKES`] lives, and the
    /// last mistake completes the doll.
    fn strokes(&self) -> u8 {
        let lives = u16::from(self.lives.max(1));
        let drawn = (u16::from(self.mistakes) * u16::from(STROKES)).div_ceil(lives);
        u8::try_from(drawn).unwrap_or(STROKES).min(STROKES)
    }
}

/// A word as text: found letters in upper case, `_` for hidden ones; what was not found before the end is in lower
/// case.
pub fn spelled(tiles: &[Tile], between: &str) -> String {
    let draw = |tile: &Tile| match tile {
        Tile::Hidden => "_".to_owned(),
        Tile::Found(letter) => letter.to_string(),
        Tile::Missed(letter) => letter.to_string().to_ascii_lowercase(),
    };
    tiles.iter().map(draw).collect::<Vec<_>>().join(between)
}

/// The picture as an SVG document without text elements.
pub fn svg(scene: &Scene) -> String {
    let height = scene.height();
    let mut svg = Svg::default();
    svg.sky(scene.status, height);
    svg.hill();
    svg.frame(scene.strokes());
    figure::draw(&mut svg, scene.strokes(), scene.status);
    svg.lives(scene);
    svg.missed(scene.missed);
    svg.word(&scene.tiles);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">{}</svg>"#,
        svg.0
    )
}

/// Elements of a document being drawn. Everything in it is ours: numbers, colours and strokes.
#[derive(Default)]
struct Svg(String);

impl Svg {
    fn element(&mut self, name: &str, attributes: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = write!(self.0, "<{name} {attributes}/>");
    }

    fn fill(&mut self, path: &str, colour: &str) {
        self.element("path", format_args!(r#"d="{path}" fill="{colour}""#));
    }

    fn stroke(&mut self, path: &str, colour: &str, width: f32) {
        self.element(
            "path",
            format_args!(
                r#"d="{path}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round""#
            ),
        );
    }

    fn dot(&mut self, (x, y): (f32, f32), radius: f32, colour: &str) {
        self.element(
            "circle",
            format_args!(r#"cx="{x}" cy="{y}" r="{radius}" fill="{colour}""#),
        );
    }

    fn plate(&mut self, (x, y): (f32, f32), (width, height): (f32, f32), round: f32, colour: &str) {
        self.element(
            "rect",
            format_args!(
                r#"x="{x}" y="{y}" width="{width}" height="{height}" rx="{round}" fill="{colour}""#
            ),
        );
    }

    /// A letter whose box of 10 × 14 units is centred, `size` high.
    fn letter(&mut self, letter: Letter, (x, y): (f32, f32), size: f32, colour: &str) {
        let scale = size / 14.0;
        let (left, top) = (x - 5.0 * scale, y - 7.0 * scale);
        let path = strokes::of(letter);
        let _ = write!(
            self.0,
            r#"<path transform="translate({left} {top}) scale({scale})" d="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>"#
        );
    }

    fn sky(&mut self, status: Status, height: u16) {
        let (width, height) = (f32::from(WIDTH), f32::from(height));
        self.plate((0.0, 0.0), (width, height), 28.0, CARD);
        let won = status == Status::Won;
        let sky = if won { DAY } else { SKY };
        self.plate((20.0, 20.0), (680.0, 292.0), 20.0, sky);
        if won {
            for ray in 0_u8..8 {
                let turn = f32::from(ray) * 45.0;
                let _ = write!(self.0, r#"<g transform="rotate({turn} 632 84)">"#);
                self.stroke("M632 43V34", SUN, 6.0);
                self.0.push_str("</g>");
            }
            self.dot((632.0, 84.0), 31.0, SUN);
            self.fill(
                "M448 106A15 15 0 0 1 452 77A24 24 0 0 1 497 72A18 18 0 0 1 524 106Z",
                CLOUD,
            );
            self.fill(
                "M40 196A13 13 0 0 1 44 171A20 20 0 0 1 81 167A15 15 0 0 1 104 196Z",
                CLOUD,
            );
        } else {
            for (at, radius) in STARS {
                self.dot(*at, *radius, FAINT);
            }
            self.fill("M638 52A36 36 0 1 0 658 104A30 30 0 1 1 638 52Z", MOON);
        }
    }

    fn hill(&mut self) {
        self.fill("M20 296C120 252 300 252 420 290S620 296 700 276V292A20 20 0 0 1 680 312H40A20 20 0 0 1 20 292Z", HILL);
        self.stroke(
            "M24 295C122 254 300 254 420 291S616 297 694 279",
            HILL_LIT,
            5.0,
        );
        for x in [52.0_f32, 348.0, 470.0, 588.0] {
            self.stroke(
                &format!("M{x} 303l-5-9M{x} 303v-12M{x} 303l6-8"),
                HILL_LIT,
                3.0,
            );
        }
    }

    fn frame(&mut self, strokes: u8) {
        if strokes >= 2 {
            self.stroke("M118 66H262", WOOD, 13.0);
            self.stroke("M126 112L168 70", WOOD, 9.0);
        }
        if strokes >= 1 {
            self.stroke("M122 278V54", WOOD, 13.0);
            self.stroke("M90 278H156", WOOD, 11.0);
        }
    }

    fn lives(&mut self, scene: &Scene) {
        let heart = "M0 9C-14-1-10-12-4-12C-1.5-12 0-10 0-8C0-10 1.5-12 4-12C10-12 14-1 0 9Z";
        let row = f32::from(scene.lives.saturating_sub(1)) * 33.0;
        for life in 0..scene.lives {
            let x = 560.0 - row / 2.0 + f32::from(life) * 33.0;
            let left = life < scene.lives.saturating_sub(scene.mistakes);
            let (fill, line) = if left {
                (CORAL, CORAL)
            } else {
                ("none", FAINT)
            };
            let _ = write!(
                self.0,
                r#"<path transform="translate({x} 182) scale(1.15)" d="{heart}" fill="{fill}" stroke="{line}" stroke-width="2.4" stroke-linejoin="round"/>"#
            );
        }
    }

    fn missed(&mut self, missed: Letters) {
        let count = u8::try_from(missed.len()).unwrap_or(u8::MAX);
        let row = f32::from(count.saturating_sub(1)) * 33.0;
        for (place, letter) in (0_u8..).zip(missed.iter()) {
            let x = 560.0 - row / 2.0 + f32::from(place) * 33.0;
            self.letter(letter, (x, 232.0), 22.0, PALE);
            self.stroke(&format!("M{} 244L{} 220", x - 11.0, x + 11.0), CORAL, 3.0);
        }
    }

    fn word(&mut self, tiles: &[Tile]) {
        let count = f32::from(u8::try_from(tiles.len()).unwrap_or(u8::MAX).max(1));
        let (gap, room) = (7.0, 680.0);
        let width = ((room - gap * (count - 1.0)) / count).min(52.0);
        let mut x = (f32::from(WIDTH) - width * count - gap * (count - 1.0)) / 2.0;
        for tile in tiles {
            let middle = (x + width / 2.0, 364.0);
            let size = (width * 0.68).min(30.0);
            match tile {
                Tile::Hidden => {
                    self.plate((x, 334.0), (width, 60.0), 11.0, SKY);
                    self.plate((x + 8.0, 380.0), (width - 16.0, 5.0), 2.5, PALE);
                }
                Tile::Found(letter) => {
                    self.plate((x, 334.0), (width, 60.0), 11.0, CREAM);
                    self.letter(*letter, middle, size, INK);
                }
                Tile::Missed(letter) => {
                    self.plate((x, 334.0), (width, 60.0), 11.0, SKY);
                    let (y, wide) = (336.0, width - 4.0);
                    self.element(
                        "rect",
                        format_args!(
                            r#"x="{}" y="{y}" width="{wide}" height="56" rx="9.5" fill="none" stroke="{CORAL}" stroke-width="3" stroke-dasharray="6 5""#,
                            x + 2.0
                        ),
                    );
                    self.letter(*letter, middle, size, CORAL);
                }
            }
            x += width + gap;
        }
    }
}

/// Position and radius of the stars.
const STARS: &[((f32, f32), f32)] = &[
    ((60.0, 70.0), 2.5),
    ((92.0, 148.0), 1.8),
    ((214.0, 40.0), 2.0),
    ((330.0, 58.0), 2.6),
    ((352.0, 150.0), 1.8),
    ((404.0, 92.0), 2.0),
    ((470.0, 52.0), 2.6),
    ((520.0, 110.0), 1.8),
    ((560.0, 46.0), 2.0),
    ((684.0, 128.0), 2.0),
    ((420.0, 214.0), 1.8),
    ((684.0, 258.0), 2.2),
];
