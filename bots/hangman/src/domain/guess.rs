//! A whole word as a person types it, folded so that case, spaces and accents do not decide a game.

use thiserror::Error;

/// Longest guess that is kept, in letters; no answer is longer than 14.
pub const LONGEST_GUESS: usize = 40;

/// A guess of the whole word: 1 to [`LONGEST_GUESS`] lower-case letters a–z.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordGuess(String);

/// Why a text cannot be a guess.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotAGuess {
    /// Nothing is left when spaces and punctuation are gone.
    #[error("the guess has no letters")]
    Empty,
    /// More letters than any answer could have.
    #[error("the guess has more than {LONGEST_GUESS} letters")]
    TooLong,
    /// A digit or a letter of another alphabet.
    #[error("the guess contains {0:?}, which is no Latin letter")]
    Foreign(char),
}

impl WordGuess {
    /// Reads what a person typed: case, accents, spaces, hyphens, apostrophes and invisible marks do not matter.
    ///
    /// # Errors
    /// [`NotAGuess`] when no word of Latin letters is left.
    pub fn parse(text: &str) -> Result<Self, NotAGuess> {
        let mut folded = String::new();
        for typed in text.chars().filter(|typed| !is_ignored(*typed)) {
            folded.push_str(fold(typed).ok_or(NotAGuess::Foreign(typed))?.as_str());
            if folded.len() > LONGEST_GUESS {
                return Err(NotAGuess::TooLong);
            }
        }
        if folded.is_empty() {
            Err(NotAGuess::Empty)
        } else {
            Ok(Self(folded))
        }
    }

    /// The folded letters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How many letters the guess has.
    pub fn letters(&self) -> usize {
        self.0.len()
    }
}

/// Spaces, punctuation that people put into words, combining accents, invisible marks and controls.
fn is_ignored(typed: char) -> bool {
    typed.is_whitespace()
        || typed.is_control()
        || matches!(
            typed,
            '-' | '‐' | '‑' | '–' | '\'' | '’' | '`' | '.' | '!' | '?' | ',' | '"' | '_'
        )
        || matches!(typed, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// One Latin character as plain lower-case letters.
fn fold(typed: char) -> Option<String> {
    let lower = typed.to_lowercase().next()?;
    let plain = match lower {
        'a'..='z' => return Some(lower.to_string()),
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    };
    Some(plain.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        WordGuess::parse(text).unwrap().as_str().to_owned()
    }

    #[test]
    fn case_spaces_and_accents_do_not_matter() {
        assert_eq!(folded(" Crème-Brûlée! "), "cremebrulee");
        assert_eq!(folded("cre\u{300}me"), "creme");
        assert_eq!(folded("STRAẞE"), "strasse");
        assert_eq!(folded("Nuß\u{200b}"), "nuss");
        assert_eq!(folded("İstanbul"), "istanbul");
    }

    #[test]
    fn what_is_no_latin_word_is_refused() {
        assert_eq!(WordGuess::parse(" - "), Err(NotAGuess::Empty));
        assert_eq!(WordGuess::parse("cat5"), Err(NotAGuess::Foreign('5')));
        assert_eq!(WordGuess::parse("кот"), Err(NotAGuess::Foreign('к')));
        assert_eq!(WordGuess::parse(&"a".repeat(41)), Err(NotAGuess::TooLong));
    }

    proptest! {
        #[test]
        fn any_text_is_folded_once_or_refused(text in any::<String>()) {
            if let Ok(guess) = WordGuess::parse(&text) {
                prop_assert!((1..=LONGEST_GUESS).contains(&guess.letters()));
                prop_assert!(guess.as_str().bytes().all(|byte| byte.is_ascii_lowercase()));
                prop_assert_eq!(WordGuess::parse(guess.as_str()), Ok(guess));
            }
        }
    }
}
