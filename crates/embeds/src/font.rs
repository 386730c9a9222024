//! What the fonts in the binary can draw, and how wide it gets.
//!
//! Both come from `fonts/advances.tsv`, made with the fonts. Widths leave out kerning, which moves a line by a
//! few thousandths.

use std::borrow::Cow;
use std::sync::OnceLock;

use unicode_segmentation::UnicodeSegmentation;

use crate::cut;

/// Stands for a character that no font has.
pub const UNKNOWN: char = '□';

/// Name of the family.
pub(crate) const FAMILY: &str = "Inter";

/// The font files.
pub(crate) const FILES: [&[u8]; 2] = [
    include_bytes!("../fonts/Inter-Regular.otf"),
    include_bytes!("../fonts/Inter-Bold.otf"),
];

/// Marks on one letter that are drawn; more of them would grow out of the picture.
const MARKS: usize = 2;

/// How heavy a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    #[default]
    Regular,
    /// Titles and numbers.
    Bold,
}

/// Advances of all characters, sorted.
struct Advances {
    per_em: f32,
    of: Vec<(char, [u16; 2])>,
}

fn advances() -> &'static Advances {
    static ADVANCES: OnceLock<Advances> = OnceLock::new();
    ADVANCES.get_or_init(|| {
        let mut lines = include_str!("../fonts/advances.tsv").lines();
        let per_em = lines
            .next()
            .and_then(|line| line.parse().ok())
            .unwrap_or(1.0);
        Advances {
            per_em,
            of: lines.filter_map(row).collect(),
        }
    })
}

fn row(line: &str) -> Option<(char, [u16; 2])> {
    let mut cells = line.split('\t');
    let code = u32::from_str_radix(cells.next()?, 16).ok()?;
    Some((
        char::from_u32(code)?,
        [cells.next()?.parse().ok()?, cells.next()?.parse().ok()?],
    ))
}

fn advance(c: char) -> Option<[u16; 2]> {
    let of = &advances().of;
    of.binary_search_by_key(&c, |(known, _)| *known)
        .ok()
        .map(|at| of[at].1)
}

/// Whether the fonts have a shape for `c`.
#[must_use]
pub fn covers(c: char) -> bool {
    advance(c).is_some()
}

/// `text` as one line that the fonts can draw: a grapheme they cannot becomes [`UNKNOWN`], what is never seen
/// (controls, joiners, direction and variation marks) goes, and of marks on a letter two stay.
#[must_use]
pub fn drawable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        let seen = || {
            grapheme
                .chars()
                .filter(|c| !cut::is_unseen(*c) && (!c.is_control() || c.is_whitespace()))
        };
        if seen().any(|c| !c.is_whitespace() && !covers(c)) {
            line.push(UNKNOWN);
        } else {
            line.extend(
                seen()
                    .map(|c| if c.is_whitespace() { ' ' } else { c })
                    .take(1 + MARKS),
            );
        }
    }
    line
}

/// Width of `text` at `size`, in the units of `size`.
#[must_use]
pub fn width(text: &str, size: f32, weight: Weight) -> f32 {
    let unknown = advance(UNKNOWN).unwrap_or_default();
    let units: f32 = text
        .chars()
        .map(|c| f32::from(advance(c).unwrap_or(unknown)[weight as usize]))
        .sum();
    units * size / advances().per_em
}

/// `text`, or as many of its first graphemes as fit into `room` together with "…".
#[must_use]
pub fn fit(text: &str, size: f32, weight: Weight, room: f32) -> Cow<'_, str> {
    if width(text, size, weight) <= room {
        return Cow::Borrowed(text);
    }
    let mut left = room - width(cut::ELLIPSIS, size, weight);
    let mut end = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        left -= width(grapheme, size, weight);
        if left < 0.0 {
            break;
        }
        end = start + grapheme.len();
    }
    Cow::Owned(text[..end].trim_end().to_owned() + cut::ELLIPSIS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_fonts_have_what_the_house_needs() {
        assert!(advances().of.is_sorted());
        for c in "AZazÄÖÜäöüßẞéñçłőğŞΩЁёЖя0189…—–„“”’€₽↗▰□●◆★✓✗⚠ ".chars()
        {
            assert_eq!(covers(c), c != '▰', "{c}");
        }
    }

    #[test]
    fn draws_a_neutral_mark_for_what_is_missing() {
        assert_eq!(drawable("Zoë Ёж"), "Zoë Ёж");
        assert_eq!(drawable("田中 👨‍👩‍👧‍👦 مرحبا"), "□□ □ □□□□□");
        assert_eq!(drawable("\u{2068}a\0b\u{202e}\u{2069}\nc\u{200d}"), "ab c");
        assert_eq!(
            drawable(&format!("e{}", "\u{301}".repeat(40))),
            "e\u{301}\u{301}"
        );
    }

    #[test]
    fn texts_are_fitted() {
        assert_eq!(fit("hangman", 20.0, Weight::Bold, 200.0), "hangman");
        let cut = fit("a very long name indeed", 20.0, Weight::Regular, 100.0);
        assert!(
            cut.ends_with('…') && width(&cut, 20.0, Weight::Regular) <= 100.0,
            "{cut}"
        );
    }

    proptest! {
        #[test]
        fn every_text_is_drawable_and_fits(text in ".{0,60}", room in 20.0_f32..300.0) {
            let line = drawable(&text);
            prop_assert!(line.chars().all(covers), "{:?}", line);
            let cut = fit(&line, 18.0, Weight::Regular, room);
            prop_assert!(width(&cut, 18.0, Weight::Regular) <= room + 0.01);
        }
    }
}
