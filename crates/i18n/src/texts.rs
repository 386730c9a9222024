//! Rendering: the texts of one locale, and texts that wait to be rendered.

use std::borrow::Cow;
use std::fmt;

use crate::args::{Args, Raw};
use crate::catalog::Catalog;
use crate::locale::Locale;

/// A bot's texts as one reader sees them. Cheap to clone.
///
/// A key that the locale lacks is looked up in another region of its language, then in `en-US`; one that
/// is nowhere is rendered as the key itself, so that a person always sees something. Both are logged once.
#[derive(Clone)]
pub struct Texts {
    catalog: Catalog,
    locale: Locale,
    chain: [Option<Locale>; 3],
}

impl Texts {
    pub(crate) fn new(catalog: Catalog, locale: Locale) -> Self {
        let chain = catalog.chain(locale);
        Self {
            catalog,
            locale,
            chain,
        }
    }

    /// The text of `key`, which takes no values.
    #[must_use]
    pub fn get(&self, key: &str) -> String {
        self.catalog.format(self.chain, key, None)
    }

    /// The text of `key` with values filled in.
    #[must_use]
    pub fn with(&self, key: &str, args: &Args) -> String {
        self.catalog
            .format(self.chain, key, Some(&args.to_fluent(self)))
    }

    /// Renders a text that was written down earlier.
    #[must_use]
    pub fn render(&self, text: &Text) -> String {
        self.with(&text.key, &text.args)
    }

    /// The locale that was asked for, not the one that happened to have the text.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts")
            .field("locale", &self.locale)
            .finish_non_exhaustive()
    }
}

/// A text to be rendered later, once the reader's locale is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    key: Cow<'static, str>,
    args: Args,
}

impl Text {
    /// A text without values yet.
    #[must_use]
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self {
            key: key.into(),
            args: Args::new(),
        }
    }

    /// See [`Args::raw`].
    #[must_use]
    pub fn raw(mut self, name: impl Into<Cow<'static, str>>, value: impl Into<Raw>) -> Self {
        self.args = self.args.raw(name, value);
        self
    }

    /// See [`Args::escaped`].
    #[must_use]
    pub fn escaped(mut self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.args = self.args.escaped(name, text);
        self
    }

    /// See [`Args::plain`].
    #[must_use]
    pub fn plain(mut self, name: impl Into<Cow<'static, str>>, text: &str) -> Self {
        self.args = self.args.plain(name, text);
        self
    }

    /// The Fluent key.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The values.
    #[must_use]
    pub fn args(&self) -> &Args {
        &self.args
    }
}
