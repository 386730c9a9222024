//! What can be wrong with Fluent files.

use std::fmt;

use crate::locale::Locale;

/// Texts that cannot be used, everything at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct CatalogError {
    /// In the order of the files.
    pub problems: Vec<CatalogProblem>,
}

impl fmt::Display for CatalogError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unusable texts ({})", self.problems.len())?;
        self.problems
            .iter()
            .try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

/// One thing that is wrong with a Fluent file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message names its fields")]
pub enum CatalogProblem {
    /// Discord has no such locale.
    #[error("{file}: {code:?} is none of Discord's locales")]
    UnknownLocale { file: String, code: String },
    /// Not Fluent.
    #[error("{file}:{line} ({locale}): cannot be read{}: {reason}", key.as_ref().map(|key| format!(", at or after key {key}")).unwrap_or_default())]
    Syntax {
        locale: Locale,
        file: String,
        line: usize,
        key: Option<String>,
        reason: String,
    },
    /// A second definition of one key in one locale.
    #[error("{file}:{line} ({locale}): key {key} is already defined in {}:{}", first.0, first.1)]
    Duplicate {
        locale: Locale,
        file: String,
        line: usize,
        key: String,
        first: (String, usize),
    },
    /// Attributes of messages are never looked up here.
    #[error(
        "{file}:{line} ({locale}): key {key} needs a value and no attributes (found {attributes:?}); write {key}-… as keys of their own"
    )]
    Attributes {
        locale: Locale,
        file: String,
        line: usize,
        key: String,
        attributes: Vec<String>,
    },
    /// A reference to nothing, or in a circle.
    #[error("{file}:{line} ({locale}): key {key} refers to {reference}, which {}", if *circular { "leads back to it" } else { "this locale does not define" })]
    Reference {
        locale: Locale,
        file: String,
        line: usize,
        key: String,
        reference: String,
        circular: bool,
    },
    /// There is nothing to fall back to.
    #[error("there are texts, but none for en-US, to which all others fall back")]
    NoFallback,
}
