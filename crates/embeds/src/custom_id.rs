//! What a component carries through Discord and back: a versioned codec for `custom_id`.
//!
//! Written as `family:version:arg:arg`, for example `hm.letter:1:8Zk2:E`. In arguments `~` escapes:
//! `~~` is a tilde, `~.` a colon, `~_` a space and `~41;` a character by its hexadecimal number (controls and
//! other white space, which Discord might trim). Every value has exactly one spelling.

use std::fmt::{self, Display, Write as _};
use std::str::FromStr;

use crate::{cut, limits};

const SEPARATOR: char = ':';
const ESCAPE: char = '~';

/// Why an id cannot be written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodeError {
    /// Over Discord's limit: move state into a row and carry its key.
    #[error("custom id of {family} is {length} characters long, {max} are allowed", max = limits::CUSTOM_ID)]
    TooLong {
        /// The family that grew too long.
        family: String,
        /// Length in UTF-16 code units.
        length: usize,
    },
    /// A family is one or more of `a-z 0-9 . -`.
    #[error("custom id family {family:?} is not made of a-z, 0-9, dot and dash")]
    Family {
        /// The family as given.
        family: String,
    },
}

/// A `custom_id` that this codec did not write, or arguments other than expected. Carries nothing of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("malformed custom id")]
pub struct Malformed;

/// The state behind a button, select or modal: which handler (`family`), of which layout (`version`), with what.
///
/// ```
/// # use embeds::CustomId;
/// let id = CustomId::new("hm.letter", 1).arg(42).arg('E');
/// let written = id.encode().unwrap();
/// assert_eq!(written, "hm.letter:1:42:E");
/// let read = CustomId::parse(&written).unwrap();
/// let mut args = read.reader();
/// assert_eq!((args.take::<u64>(), args.take::<char>(), args.end()), (Ok(42), Ok('E'), Ok(())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CustomId {
    family: String,
    version: u16,
    args: Vec<String>,
}

impl CustomId {
    /// An id without arguments. `version` changes when the arguments of the family change their meaning.
    #[must_use]
    pub fn new(family: &str, version: u16) -> Self {
        Self {
            family: family.to_owned(),
            version,
            args: Vec::new(),
        }
    }

    /// Adds an argument; any text comes back as it was.
    #[must_use]
    pub fn arg(mut self, value: impl Display) -> Self {
        self.args.push(value.to_string());
        self
    }

    /// Which handler it is for.
    #[must_use]
    pub fn family(&self) -> &str {
        &self.family
    }

    /// Which layout of arguments it has.
    #[must_use]
    pub fn version(&self) -> u16 {
        self.version
    }

    /// The arguments in order.
    pub fn args(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.args.iter().map(String::as_str)
    }

    /// Reads the arguments one by one into typed values.
    #[must_use]
    pub fn reader(&self) -> Reader<'_> {
        Reader {
            args: self.args.iter(),
        }
    }

    /// The last argument and the id without it, for codecs that wrap another id's state.
    pub(crate) fn split_last(mut self) -> Result<(Self, String), Malformed> {
        let last = self.args.pop().ok_or(Malformed)?;
        Ok((self, last))
    }

    /// The text for Discord, 1 to 100 characters.
    ///
    /// # Errors
    /// If the family has other characters than `a-z 0-9 . -` or the whole is too long.
    pub fn encode(&self) -> Result<String, EncodeError> {
        if !is_family(&self.family) {
            return Err(EncodeError::Family {
                family: self.family.clone(),
            });
        }
        let text = self.to_string();
        let length = cut::length(&text);
        if length > limits::CUSTOM_ID {
            return Err(EncodeError::TooLong {
                family: self.family.clone(),
                length,
            });
        }
        Ok(text)
    }

    /// Reads what [`Self::encode`] wrote.
    ///
    /// # Errors
    /// On every other text: people can send any.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if cut::length(text) > limits::CUSTOM_ID {
            return Err(Malformed);
        }
        let mut parts = text.split(SEPARATOR);
        let family = parts
            .next()
            .filter(|family| is_family(family))
            .ok_or(Malformed)?;
        let version = parts
            .next()
            .and_then(|version| version.parse().ok())
            .ok_or(Malformed)?;
        let args = parts
            .map(unescape)
            .collect::<Option<Vec<_>>>()
            .ok_or(Malformed)?;
        let id = Self {
            family: family.to_owned(),
            version,
            args,
        };
        if id.to_string() == text {
            Ok(id)
        } else {
            Err(Malformed)
        }
    }
}

impl Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{SEPARATOR}{}", self.family, self.version)?;
        for arg in &self.args {
            f.write_char(SEPARATOR)?;
            escape(arg, f)?;
        }
        Ok(())
    }
}

impl FromStr for CustomId {
    type Err = Malformed;

    fn from_str(text: &str) -> Result<Self, Malformed> {
        Self::parse(text)
    }
}

/// Takes the arguments of a [`CustomId`] in order.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    args: std::slice::Iter<'a, String>,
}

impl<'a> Reader<'a> {
    /// The next argument as it was given.
    ///
    /// # Errors
    /// If there is none left.
    pub fn text(&mut self) -> Result<&'a str, Malformed> {
        self.args.next().map(String::as_str).ok_or(Malformed)
    }

    /// The next argument as a value.
    ///
    /// # Errors
    /// If there is none left or it is not a `T`.
    pub fn take<T: FromStr>(&mut self) -> Result<T, Malformed> {
        self.text()?.parse().map_err(|_| Malformed)
    }

    /// All arguments are read.
    ///
    /// # Errors
    /// If one is left.
    pub fn end(mut self) -> Result<(), Malformed> {
        if self.args.next().is_none() {
            Ok(())
        } else {
            Err(Malformed)
        }
    }
}

fn is_family(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
}

fn escape(text: &str, out: &mut impl fmt::Write) -> fmt::Result {
    for c in text.chars() {
        match c {
            ESCAPE => out.write_str("~~")?,
            SEPARATOR => out.write_str("~.")?,
            ' ' => out.write_str("~_")?,
            c if c.is_control() || c.is_whitespace() => write!(out, "~{:x};", u32::from(c))?,
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != ESCAPE {
            plain.push(c);
            continue;
        }
        match chars.next()? {
            ESCAPE => plain.push(ESCAPE),
            '.' => plain.push(SEPARATOR),
            '_' => plain.push(' '),
            digit => {
                let mut number = digit.to_digit(16)?;
                loop {
                    match chars.next()? {
                        ';' => break,
                        digit => {
                            number = number.checked_mul(16)?.checked_add(digit.to_digit(16)?)?;
                        }
                    }
                }
                plain.push(char::from_u32(number)?);
            }
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let id = CustomId::new("hm.letter", 2)
            .arg("a:b ~c\n")
            .arg("")
            .arg('Ё');
        let text = id.encode().expect("fits");
        assert_eq!(text, "hm.letter:2:a~.b~_~~c~a;::Ё");
        assert_eq!(CustomId::parse(&text), Ok(id));
        assert_eq!(CustomId::new("a", 1).encode().as_deref(), Ok("a:1"));
    }

    #[test]
    fn refuses_what_it_did_not_write() {
        for text in [
            "",
            ":",
            "a",
            "a:",
            "A:1",
            "a b:1",
            "a:-1",
            "a:01",
            "a:+1",
            "a:1:~",
            "a:1:~x",
            "a:1:~41;",
            "a:1:~A;",
            "a:1:~0a;",
            "a:1:a b",
            "a:1:~d800;",
            "a:1:~ffffffffff;",
            "a:65536",
            "a:1:\0",
            "ä:1",
        ] {
            assert_eq!(CustomId::parse(text), Err(Malformed), "{text:?}");
        }
        assert_eq!(
            CustomId::parse(&format!("a:1:{}", "x".repeat(97))),
            Err(Malformed)
        );
    }

    #[test]
    fn refuses_to_write_what_discord_refuses() {
        let error = CustomId::new("hm.word", 1).arg("x".repeat(92)).encode();
        assert_eq!(
            error,
            Err(EncodeError::TooLong {
                family: "hm.word".to_owned(),
                length: 102
            })
        );
        assert_eq!(
            CustomId::new("Hm", 1).encode(),
            Err(EncodeError::Family {
                family: "Hm".to_owned()
            })
        );
    }

    #[test]
    fn a_reader_wants_exactly_its_arguments() {
        let id = CustomId::new("a", 1).arg(7).arg("x");
        let mut args = id.reader();
        assert_eq!(args.take::<u8>(), Ok(7));
        assert_eq!(args.clone().end(), Err(Malformed));
        assert_eq!(args.take::<u8>(), Err(Malformed));
        assert_eq!(args.text(), Err(Malformed));
    }

    proptest! {
        #[test]
        fn every_argument_survives(family in "[a-z0-9.-]{1,10}", version: u16, args in prop::collection::vec(any::<String>(), 0..4)) {
            let id = args.iter().fold(CustomId::new(&family, version), CustomId::arg);
            if let Ok(text) = id.encode() {
                prop_assert!(cut::length(&text) <= 100 && !text.chars().any(|c| c.is_whitespace() || c.is_control()));
                prop_assert_eq!(CustomId::parse(&text), Ok(id));
            }
        }

        #[test]
        fn short_arguments_always_fit(family in "[a-z0-9.-]{1,10}", arg in "\\PC{0,12}|[:~ ]{0,20}") {
            let id = CustomId::new(&family, 1).arg(&arg);
            let text = id.encode();
            prop_assert!(text.is_ok(), "{:?}", text);
        }

        #[test]
        fn any_text_is_read_or_refused(text in ".{0,120}|[a-c]:1:[~:;.0-9a-f_]{0,40}") {
            if let Ok(id) = CustomId::parse(&text) {
                prop_assert_eq!(id.encode(), Ok(text));
            }
        }
    }
}
