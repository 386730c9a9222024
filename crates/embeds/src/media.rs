//! Pictures of a message: bytes, a file name and the alt text that none goes without.

use std::fmt;
use std::sync::Arc;

use crate::{cut, limits};

/// What a picture shows, for those who cannot see it. Plain text, at most 1,024 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Alt(String);

impl Alt {
    /// Cleans and cuts `text`. Where nothing of it can be seen, the picture's file name speaks for it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(cut::graphemes(&cut::lines(text), limits::ALT).into_owned())
    }
}

/// A picture to upload with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    name: String,
    bytes: Arc<[u8]>,
    alt: String,
    spoiler: bool,
}

impl Picture {
    /// A picture named `file_name` (other characters than `A-Z a-z 0-9 . _ -` become dashes).
    #[must_use]
    pub fn new(file_name: &str, png: impl Into<Arc<[u8]>>, alt: Alt) -> Self {
        let name = file_name_of(file_name);
        let alt = if alt.0.is_empty() {
            words_of(&name)
        } else {
            alt.0
        };
        Self {
            name,
            bytes: png.into(),
            alt,
            spoiler: false,
        }
    }

    /// Whether it is blurred until clicked.
    #[must_use]
    pub fn spoiler(mut self, spoiler: bool) -> Self {
        self.spoiler = spoiler;
        self
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn bytes(&self) -> &Arc<[u8]> {
        &self.bytes
    }

    pub(crate) fn alt(&self) -> &str {
        &self.alt
    }

    pub(crate) fn is_spoiler(&self) -> bool {
        self.spoiler
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .field("alt", &self.alt)
            .field("spoiler", &self.spoiler)
            .finish()
    }
}

/// A name that every part of Discord and every file system takes.
fn file_name_of(text: &str) -> String {
    let safe: String = text
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let start = safe.len().saturating_sub(limits::FILE_NAME);
    let name = safe[start..].trim_start_matches(['.', '-']);
    if name.is_empty() {
        "picture.png".to_owned()
    } else {
        name.to_owned()
    }
}

/// "rank-card.png" → "rank card"
fn words_of(name: &str) -> String {
    let stem = name.split('.').next().unwrap_or_default();
    let words = stem.replace(['-', '_'], " ").trim().to_owned();
    if words.is_empty() {
        name.to_owned()
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe() {
        assert_eq!(file_name_of("board.png"), "board.png");
        assert_eq!(file_name_of("../../ä board.png"), "board.png");
        assert_eq!(file_name_of("…"), "picture.png");
        assert_eq!(
            file_name_of(&format!("{}.png", "x".repeat(200))).len(),
            limits::FILE_NAME
        );
    }

    #[test]
    fn no_picture_without_words() {
        let picture = Picture::new("rank-card.png", *b"png", Alt::new(" \u{200b}\0"));
        assert_eq!(picture.alt(), "rank card");
        let picture = Picture::new("board.png", *b"png", Alt::new(&"x".repeat(2_000)));
        assert_eq!(cut::length(picture.alt()), limits::ALT);
        assert!(
            !format!("{picture:?}").contains("112"),
            "bytes stay out of Debug"
        );
    }
}
