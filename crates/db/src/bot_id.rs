//! The name of an identity: database key, log field and metric label at once.

use std::{fmt, str::FromStr, sync::Arc};

use sea_orm::DeriveValueType;
use thiserror::Error;

/// Owner of rows that belong to the house and not to one identity.
pub const HOUSE: &str = "house";

/// Longest name: with the role prefix well below Postgres' 63 bytes.
const MAX_LEN: usize = 32;

/// Names that would collide with rows or roles of the house.
const RESERVED: [&str; 2] = [HOUSE, "maintenance"];

/// Which identity (one Discord application) a row belongs to: 1 to 32 of `a-z`, `0-9` and `-`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct BotId(Arc<str>);

/// Why a text is no [`BotId`].
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BotIdError {
    /// Empty or too long.
    #[error("an identity's id has 1 to 32 characters, found {0}")]
    Length(usize),
    /// A character outside the alphabet.
    #[error("an identity's id has only a-z, 0-9 and -, found {0:?}")]
    Character(char),
    /// Taken by the house itself.
    #[error("the id {0:?} is reserved for the house")]
    Reserved(&'static str),
}

impl BotId {
    /// Reads a name.
    ///
    /// # Errors
    /// [`BotIdError`] when it is empty, longer than 32, has other characters, or is reserved.
    pub fn parse(text: &str) -> Result<Self, BotIdError> {
        if text.is_empty() || text.len() > MAX_LEN {
            return Err(BotIdError::Length(text.chars().count()));
        }
        if let Some(other) = text
            .chars()
            .find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-'))
        {
            return Err(BotIdError::Character(other));
        }
        if let Some(reserved) = RESERVED.into_iter().find(|name| *name == text) {
            return Err(BotIdError::Reserved(reserved));
        }
        Ok(Self(text.into()))
    }

    /// The name itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The Postgres role this identity logs in as; the policies cut the same prefix off again.
    #[must_use]
    pub fn role(&self) -> String {
        format!("gh_{}", self.0)
    }
}

impl fmt::Display for BotId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for BotId {
    type Err = BotIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_roles() {
        assert_eq!(BotId::parse("hangman-2").unwrap().role(), "gh_hangman-2");
    }

    #[test]
    fn bad_names_are_refused() {
        assert_eq!(BotId::parse(""), Err(BotIdError::Length(0)));
        assert_eq!(BotId::parse(&"a".repeat(33)), Err(BotIdError::Length(33)));
        assert_eq!(BotId::parse("Hangman"), Err(BotIdError::Character('H')));
        assert_eq!(BotId::parse("a\"b"), Err(BotIdError::Character('"')));
        assert_eq!(BotId::parse("house"), Err(BotIdError::Reserved("house")));
        assert_eq!(
            BotId::parse("maintenance"),
            Err(BotIdError::Reserved("maintenance"))
        );
    }
}
