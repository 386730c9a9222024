//! A word that can be asked for, what kind it is, and how it stays secret.

use std::fmt;

use thiserror::Error;

use super::guess::WordGuess;
use super::letter::{Letter, Letters};

/// Fewest letters of a word.
pub const SHORTEST_WORD: usize = 4;
/// Most letters of a word; the picture has room for that many.
pub const LONGEST_WORD: usize = 14;

/// A word that can be asked for: [`SHORTEST_WORD`] to [`LONGEST_WORD`] lower-case letters a–z.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(Box<str>);

/// The text is not a word that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a word has {SHORTEST_WORD} to {LONGEST_WORD} letters from a to z")]
pub struct NotAWord;

impl Word {
    /// Reads a word in the form it is stored.
    ///
    /// # Errors
    /// [`NotAWord`] when it has other characters or another length.
    pub fn parse(text: &str) -> Result<Self, NotAWord> {
        let fits = (SHORTEST_WORD..=LONGEST_WORD).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase());
        if fits && plain {
            Ok(Self(text.into()))
        } else {
            Err(NotAWord)
        }
    }

    /// The word in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its letters from left to right.
    pub fn spelled(&self) -> impl Iterator<Item = Letter> {
        self.0.chars().filter_map(Letter::from_char)
    }
}

impl fmt::Display for Word {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A word somebody is guessing: neither Debug nor Display gives it away.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Word);

impl Secret {
    /// Hides a word.
    pub fn new(word: Word) -> Self {
        Self(word)
    }

    /// The word itself; for saving it, and for showing it when the game is over.
    pub fn reveal(&self) -> &Word {
        &self.0
    }

    /// How many letters are to be found, repeated ones counted again.
    pub fn length(&self) -> usize {
        self.0.as_str().len()
    }

    /// The different letters of the word.
    pub fn letters(&self) -> Letters {
        self.0.spelled().collect()
    }

    /// How many places of the word these letters fill.
    pub fn places(&self, letters: Letters) -> u32 {
        self.0
            .spelled()
            .map(|letter| u32::from(letters.contains(letter)))
            .sum()
    }

    /// Whether the guess is the word.
    pub fn is(&self, guess: &WordGuess) -> bool {
        guess.as_str() == self.0.as_str()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Secret({} letters)", self.length())
    }
}

/// The name is none of those that the type knows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("unknown {kind} {name:?}")]
pub struct UnknownName {
    /// What was looked for.
    pub kind: &'static str,
    /// What was found.
    pub name: String,
}

/// Gives a closed enum its names, as rows, options and text keys spell them.
macro_rules! named {
    ($type:ident, $kind:literal, $($variant:ident = $name:literal),+) => {
        impl $type {
            /// All of them, in the order people see.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name as rows, options and text keys spell it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// Reads a name that [`Self::as_str`] gave.
            ///
            /// # Errors
            /// [`UnknownName`] for any other text.
            pub fn parse(name: &str) -> Result<Self, $crate::domain::word::UnknownName> {
                match name {
                    $($name => Ok(Self::$variant),)+
                    _ => Err($crate::domain::word::UnknownName { kind: $kind, name: name.to_owned() }),
                }
            }
        }
    };
}
pub(super) use named;

/// What kind of thing a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Beasts, birds, fish and insects.
    Animals,
    /// Music, theatre, books, pictures and colours.
    Arts,
    /// What people wear, and what it is made of.
    Clothing,
    /// Dishes and drinks.
    Food,
    /// Rooms, furniture, tools and toys.
    Home,
    /// Land, water, sky and minerals.
    Nature,
    /// Trees, flowers, fruit and vegetables.
    Plants,
    /// Vehicles, ways and buildings.
    Travel,
}

named!(
    Category,
    "category",
    Animals = "animals",
    Arts = "arts",
    Clothing = "clothing",
    Food = "food",
    Home = "home",
    Nature = "nature",
    Plants = "plants",
    Travel = "travel"
);

/// How hard a word is to find; the rule is in `data/README.md`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Difficulty {
    /// Common words with common letters.
    Easy,
    /// What lies between.
    Medium,
    /// Rare words, rare letters, few different letters.
    Hard,
}

named!(
    Difficulty,
    "difficulty",
    Easy = "easy",
    Medium = "medium",
    Hard = "hard"
);

impl Difficulty {
    /// The mistake with this number ends the game.
    pub fn lives(self) -> u8 {
        match self {
            Self::Easy => 8,
            Self::Medium => 7,
            Self::Hard => 6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_four_to_fourteen_plain_letters() {
        assert_eq!(Word::parse("zebra").unwrap().to_string(), "zebra");
        for text in ["cat", "Zebra", "ice cream", "naïve", "", "abcdefghijklmno"] {
            assert_eq!(Word::parse(text), Err(NotAWord), "{text:?}");
        }
    }

    #[test]
    fn a_secret_is_not_in_its_debug_form() {
        let secret = Secret::new(Word::parse("banana").unwrap());
        assert_eq!(format!("{secret:?}"), "Secret(6 letters)");
        assert_eq!(secret.letters().to_string(), "ABN");
        assert_eq!(
            secret.places(Letters::NONE.with(Letter::parse("a").unwrap())),
            3
        );
    }

    #[test]
    fn names_come_back() {
        for category in Category::ALL {
            assert_eq!(Category::parse(category.as_str()), Ok(*category));
        }
        for difficulty in Difficulty::ALL {
            assert_eq!(Difficulty::parse(difficulty.as_str()), Ok(*difficulty));
        }
        assert_eq!(
            Category::parse("Birds").unwrap_err().to_string(),
            "unknown category \"Birds\""
        );
    }
}
