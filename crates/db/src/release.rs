//! A release number that can be compared.

use std::{fmt, num::ParseIntError, str::FromStr};

use sea_orm::DeriveValueType;
use thiserror::Error;

/// `major.minor.patch`; what follows a `-` or `+` is left out, so a pre-release equals its release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String")]
pub struct Release {
    major: u32,
    minor: u32,
    patch: u32,
}

/// The text is not `major.minor.patch`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("a release is three numbers like 1.4.0, found {0:?}")]
pub struct ReleaseError(String);

impl Release {
    /// A release by its numbers.
    #[must_use]
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// Reads `major.minor.patch`.
    ///
    /// # Errors
    /// [`ReleaseError`] when it is anything else.
    pub fn parse(text: &str) -> Result<Self, ReleaseError> {
        let core = text.split(['-', '+']).next().unwrap_or_default();
        let numbers: Result<Vec<u32>, ParseIntError> = core.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok(&[major, minor, patch]) => Ok(Self {
                major,
                minor,
                patch,
            }),
            _ => Err(ReleaseError(text.chars().take(40).collect())),
        }
    }
}

impl fmt::Display for Release {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl FromStr for Release {
    type Err = ReleaseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_compare_as_numbers() {
        assert!(Release::parse("0.10.0").unwrap() > Release::parse("0.9.12").unwrap());
        assert_eq!(Release::parse("1.2.3-rc.1").unwrap(), Release::new(1, 2, 3));
        assert!(Release::parse("1.2").is_err());
        assert!(Release::parse("one").is_err());
    }
}
