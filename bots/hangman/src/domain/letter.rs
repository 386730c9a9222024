//! Letters A to Z and sets of them.

use std::fmt;

use thiserror::Error;

/// How many letters there are.
pub const ALPHABET: u8 = 26;

/// One of the letters A to Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letter(u8);

/// The text is not one letter from A to Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not one letter from A to Z")]
pub struct NotALetter;

impl Letter {
    /// Reads exactly one letter, upper or lower case.
    ///
    /// # Errors
    /// [`NotALetter`] for anything else.
    pub fn parse(text: &str) -> Result<Self, NotALetter> {
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(letter), None) => Self::from_char(letter).ok_or(NotALetter),
            _ => Err(NotALetter),
        }
    }

    /// The letter a character is, upper or lower case.
    pub fn from_char(letter: char) -> Option<Self> {
        let byte = u8::try_from(letter.to_ascii_uppercase()).ok()?;
        byte.is_ascii_uppercase().then(|| Self(byte - b'A'))
    }

    /// All letters, A first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ALPHABET).map(Self)
    }

    /// The letter in upper case.
    pub fn upper(self) -> char {
        char::from(b'A' + self.0)
    }

    fn bit(self) -> u32 {
        1 << self.0
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.upper())
    }
}

/// A set of letters; also how a row stores one: bit 0 is A, bit 25 is Z.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Letters(u32);

impl Letters {
    /// No letter.
    pub const NONE: Self = Self(0);

    /// The set a row stored; nothing when a bit stands for no letter.
    pub fn from_bits(bits: u32) -> Option<Self> {
        (bits >> ALPHABET == 0).then_some(Self(bits))
    }

    /// The set as a row stores it.
    pub fn bits(self) -> u32 {
        self.0
    }

    /// Whether the letter is in the set.
    pub fn contains(self, letter: Letter) -> bool {
        self.0 & letter.bit() != 0
    }

    /// The set with one more letter.
    #[must_use]
    pub fn with(self, letter: Letter) -> Self {
        Self(self.0 | letter.bit())
    }

    /// Letters in either set.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Letters in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Letters of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether there is no letter in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many letters are in the set.
    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The letters, A first.
    pub fn iter(self) -> impl Iterator<Item = Letter> {
        Letter::all().filter(move |letter| self.contains(*letter))
    }
}

impl FromIterator<Letter> for Letters {
    fn from_iter<I: IntoIterator<Item = Letter>>(letters: I) -> Self {
        letters.into_iter().fold(Self::NONE, Self::with)
    }
}

impl fmt::Display for Letters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|letter| write!(out, "{letter}"))
    }
}

impl fmt::Debug for Letters {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Letters({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_letter_of_either_case_is_read() {
        assert_eq!(Letter::parse("e"), Letter::parse("E"));
        assert_eq!(Letter::parse("Z").unwrap().upper(), 'Z');
        for text in ["", "ab", "é", "1", " ", "а", "@", "[", "\u{130}"] {
            assert_eq!(Letter::parse(text), Err(NotALetter), "{text:?}");
        }
    }

    #[test]
    fn a_set_comes_back_from_its_bits() {
        let set: Letters = Letter::all().step_by(3).collect();
        assert_eq!(Letters::from_bits(set.bits()), Some(set));
        assert_eq!(Letters::from_bits(1 << 26), None);
        assert_eq!(set.to_string(), "ADGJMPSVY");
    }
}
