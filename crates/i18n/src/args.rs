//! What is put into a text: numbers and our own words as they are, people's words escaped.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};

use crate::escape;
use crate::texts::{Text, Texts};

/// Whole numbers beyond this lose digits in Fluent's number type (an `f64`), so they go in as words.
const LARGEST_EXACT: u64 = 1 << 53;

/// Named values for one text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Args {
    values: Vec<(Cow<'static, str>, Raw)>,
}

/// A value that goes into a text unescaped: a number, a literal of the program, or another text.
///
/// There is deliberately no `From<String>`: what a person typed goes through [`Args::escaped`].
#[derive(Clone, Debug, PartialEq)]
pub struct Raw(Value);

#[derive(Clone, Debug, PartialEq)]
enum Value {
    Whole(i64),
    Large(u64),
    Fraction(f64),
    Words(Cow<'static, str>),
    Nested(Box<Text>),
}

impl Raw {
    /// Markup that this program wrote itself, such as a progress bar. Never a person's words.
    #[must_use]
    pub fn markup(text: impl Into<String>) -> Self {
        Self(Value::Words(Cow::Owned(text.into())))
    }

    /// A mention of a person, shown as their name. Whether it also rings is for `allowed_mentions`.
    #[must_use]
    pub fn mention(user: u64) -> Self {
        Self::markup(format!("<@{user}>"))
    }

    /// A point in time as people see it relative to now ("in 5 minutes"), in their own language.
    #[must_use]
    pub fn relative_time(unix_seconds: i64) -> Self {
        Self::markup(format!("<t:{unix_seconds}:R>"))
    }

    /// A point in time as date and time of day, in the reader's own zone and language.
    #[must_use]
    pub fn date_time(unix_seconds: i64) -> Self {
        Self::markup(format!("<t:{unix_seconds}:f>"))
    }
}

impl Args {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a number, a literal, or another [`Text`] (rendered in the same locale).
    #[must_use]
    pub fn raw(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Raw>) -> Self {
        self.values.push((name.into(), value.into()));
        self
    }

    /// Adds a person's words for a place where Discord reads markdown: escaped, on one line, isolated.
    #[must_use]
    pub fn escaped(self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.raw(name, Raw::markup(escape::name(text)))
    }

    /// Adds a person's words for a place without markdown (alt text, modal title, choice, picture):
    /// cleaned, on one line, isolated.
    #[must_use]
    pub fn plain(self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.raw(name, Raw::markup(escape::isolated(&escape::one_line(text))))
    }

    /// The names of the values, in the order they were added.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|(name, _)| name.as_ref())
    }

    pub(crate) fn to_fluent<'a>(&'a self, texts: &Texts) -> FluentArgs<'a> {
        let mut args = FluentArgs::with_capacity(self.values.len());
        for (name, Raw(value)) in &self.values {
            let value = match value {
                Value::Whole(number) if number.unsigned_abs() <= LARGEST_EXACT => {
                    FluentValue::from(*number)
                }
                Value::Whole(number) => FluentValue::from(number.to_string()),
                Value::Large(number) => FluentValue::from(number.to_string()),
                Value::Fraction(number) => FluentValue::from(*number),
                Value::Words(words) => FluentValue::from(words.as_ref()),
                Value::Nested(text) => FluentValue::from(texts.render(text)),
            };
            args.set(name.as_ref(), value);
        }
        args
    }
}

macro_rules! raw_from_whole {
    ($($number:ty),+) => {$(
        impl From<$number> for Raw {
            fn from(number: $number) -> Self {
                Self(Value::Whole(i64::from(number)))
            }
        }
    )+};
}
raw_from_whole!(i8, i16, i32, i64, u8, u16, u32);

impl From<u64> for Raw {
    fn from(number: u64) -> Self {
        Self(i64::try_from(number).map_or(Value::Large(number), Value::Whole))
    }
}

impl From<usize> for Raw {
    fn from(number: usize) -> Self {
        // A usize has at most 64 bits on every platform that Rust knows.
        Self::from(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<f64> for Raw {
    fn from(number: f64) -> Self {
        Self(Value::Fraction(number))
    }
}

impl From<&'static str> for Raw {
    fn from(words: &'static str) -> Self {
        Self(Value::Words(Cow::Borrowed(words)))
    }
}

impl From<Text> for Raw {
    fn from(text: Text) -> Self {
        Self(Value::Nested(Box::new(text)))
    }
}
