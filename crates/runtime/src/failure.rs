//! The two ways a handler fails: the person must act, or we must.

use std::{error::Error, fmt};

use i18n::Text;
use rand::RngExt as _;

/// What a handler returns instead of a reply.
#[derive(Debug)]
pub enum Failure {
    /// The person's turn to act: told privately in their language; nothing changed.
    Refusal(Refusal),
    /// Ours: an apology with a reference id for the person, the whole chain in the log.
    Internal(Internal),
}

/// A clear, translated word on why not and what to do about it.
#[derive(Clone, Debug)]
pub struct Refusal {
    pub(crate) text: Text,
    pub(crate) reason: &'static str,
}

impl Refusal {
    /// A refusal shown as `text`. `reason` is its name in metrics and logs, such as
    /// `other_players_game`.
    #[must_use]
    pub const fn new(reason: &'static str, text: Text) -> Self {
        Self { text, reason }
    }

    /// Its name in metrics and logs.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        self.reason
    }
}

/// An error of ours, with everything that led to it.
pub struct Internal {
    source: Box<dyn Error + Send + Sync>,
}

impl Internal {
    pub(crate) fn new(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self {
            source: source.into(),
        }
    }

    /// The error that was returned.
    #[must_use]
    pub fn source(&self) -> &(dyn Error + Send + Sync + 'static) {
        self.source.as_ref()
    }

    /// The whole chain, outermost first.
    pub(crate) fn chain(&self) -> String {
        chain(self.source.as_ref())
    }
}

/// An error and its causes in one line, outermost first.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(source) = cause {
        text.push_str(": ");
        text.push_str(&source.to_string());
        cause = source.source();
    }
    text
}

impl fmt::Debug for Internal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.chain())
    }
}

impl Failure {
    /// Short name for metrics: the refusal's reason, or `internal`.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::Refusal(refusal) => refusal.reason,
            Self::Internal(_) => "internal",
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refusal(refusal)
    }
}

impl<E: Error + Send + Sync + 'static> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Internal(Internal::new(error))
    }
}

/// Ties what a person reports to one line of the log: eight letters and digits that are not
/// mistaken for one another when read aloud.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Reference([u8; 8]);

/// Crockford's base 32.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

impl Reference {
    pub(crate) fn random() -> Self {
        let mut rng = rand::rng();
        Self(std::array::from_fn(|_| {
            ALPHABET[rng.random_range(0..ALPHABET.len())]
        }))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, &byte) in self.0.iter().enumerate() {
            if index == 4 {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(byte))?;
        }
        Ok(())
    }
}
