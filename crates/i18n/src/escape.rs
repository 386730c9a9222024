//! Making people's words harmless: no pings, no markup, no invisible tricks, no towers of accents.
//!
//! Lengths are not cut here; whoever places the text cuts it, by grapheme.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Combining marks that one base character keeps. Two carry Vietnamese, Thai and keycap emoji.
const MARKS_PER_BASE: u8 = 2;
/// Tag characters that follow a black flag (`gbsct` and the end tag); more are smuggled text.
const TAGS_PER_FLAG: u8 = 7;

const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';
const ZERO_WIDTH_SPACE: char = '\u{200B}';
const ZERO_WIDTH_JOINER: char = '\u{200D}';
const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
const BLACK_FLAG: char = '\u{1F3F4}';

/// For places where Discord reads markdown: cleaned as by [`plain`], then nothing in it can format,
/// mention, link or quote. Line breaks stay.
///
/// Discord shows `\` plus punctuation as that punctuation. Mentions are found by the server before
/// backslashes are read, so every `@` is also parted from what follows by a zero-width space.
#[must_use]
pub fn text(text: &str) -> String {
    let clean = plain(text);
    let mut out = String::with_capacity(clean.len() + clean.len() / 4);
    let mut at = LinePosition::Start;
    for c in clean.chars() {
        match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '(' | ')' | '#' | ':'
            | '/' => {
                out.push('\\');
                out.push(c);
            }
            '@' => {
                out.push(c);
                out.push(ZERO_WIDTH_SPACE);
            }
            '-' | '+' if at == LinePosition::Start => {
                out.push('\\');
                out.push(c);
            }
            '.' if at == LinePosition::Number => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
        at = at.after(c);
    }
    out
}

/// Where in its line a character stands, as far as list markers care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinePosition {
    Start,
    Number,
    Inside,
}

impl LinePosition {
    fn after(self, c: char) -> Self {
        match (self, c) {
            (_, '\n') => Self::Start,
            (Self::Start, c) if c.is_whitespace() => Self::Start,
            (Self::Start | Self::Number, c) if c.is_ascii_digit() => Self::Number,
            _ => Self::Inside,
        }
    }
}

/// For places without markdown (alt text, modal titles, pictures): control characters, bidi controls,
/// invisible characters and excess combining marks are gone; every kind of line break is `\n`.
#[must_use]
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Marks on the current base; `None` while there is nothing to stand on.
    let mut marks = None;
    let mut tags_left = 0;
    let mut joined = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\n' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push('\n');
                (marks, tags_left, joined) = (None, 0, false);
            }
            '\t' => {
                out.push(' ');
                (marks, tags_left, joined) = (Some(0), 0, false);
            }
            '\u{E0020}'..='\u{E007F}' => {
                if tags_left > 0 {
                    out.push(c);
                    tags_left = if c == '\u{E007F}' { 0 } else { tags_left - 1 };
                }
            }
            ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER => {
                if marks.is_some() && !joined {
                    out.push(c);
                    joined = true;
                }
            }
            c if c.is_control() || is_bidi_control(c) || is_invisible(c) => {}
            c if is_mark(c) => {
                if let Some(count) = marks.filter(|count| *count < MARKS_PER_BASE) {
                    out.push(c);
                    marks = Some(count + 1);
                }
            }
            c => {
                out.push(c);
                tags_left = if c == BLACK_FLAG { TAGS_PER_FLAG } else { 0 };
                (marks, joined) = (Some(0), false);
            }
        }
    }
    out
}

/// [`plain`] on one line: line breaks and the blanks around them become one space, the ends are trimmed.
#[must_use]
pub fn one_line(text: &str) -> String {
    let clean = plain(text);
    clean
        .split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A person's words inside a sentence of ours: one line, escaped as by [`text`](self::text), isolated.
#[must_use]
pub fn name(words: &str) -> String {
    isolated(&text(&one_line(words)))
}

/// Wraps text so that its writing direction cannot reorder what stands around it.
#[must_use]
pub fn isolated(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 6);
    out.push(FIRST_STRONG_ISOLATE);
    out.push_str(text);
    out.push(POP_ISOLATE);
    out
}

fn is_mark(c: char) -> bool {
    // No ASCII character is a mark, and most of what people write is ASCII: the table is searched for the rest.
    !c.is_ascii()
        && matches!(
            c.general_category(),
            GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark
        )
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}')
}

/// Characters without a shape of their own that serve to hide or fake: zero-width spaces, fillers,
/// soft hyphen, annotations, tags, noncharacters.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        ZERO_WIDTH_SPACE
            | '\u{AD}'
            | '\u{34F}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180E}'
            | '\u{2060}'..='\u{2065}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFC}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{E0000}'..='\u{E001F}'
    ) || (u32::from(c) & 0xFFFE) == 0xFFFE
}
