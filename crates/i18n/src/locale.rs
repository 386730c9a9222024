//! The locales that Discord knows, as a closed list.

use std::fmt;

/// One of Discord's locales, for example `en-US` or `de`.
///
/// Ordered by its code, cheap to copy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(&'static str);

/// Source: Discord's reference, "Locales". The first of several regions of one language is where other
/// regions of that language (`es-MX`, `zh-HK`, plain `en`) land.
const CODES: [&str; 32] = [
    "en-US", "en-GB", "id", "da", "de", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];

impl Locale {
    /// American English: what every text falls back to.
    pub const EN_US: Self = Self("en-US");
    /// German.
    pub const DE: Self = Self("de");

    /// All locales that Discord knows.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.into_iter().map(Self)
    }

    /// Finds the locale that serves `code`: itself, or its language (`de-AT` is served by `de`, `en` by
    /// `en-US`). `None` when Discord has no locale of that language.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::exact(code).or_else(|| {
            let language = match language_of(code) {
                language
                    if language.eq_ignore_ascii_case("nb")
                        || language.eq_ignore_ascii_case("nn") =>
                {
                    "no"
                }
                language => language,
            };
            CODES
                .into_iter()
                .find(|known| language_of(known).eq_ignore_ascii_case(language))
                .map(Self)
        })
    }

    /// Finds the locale with exactly this code, in any case.
    pub(crate) fn exact(code: &str) -> Option<Self> {
        CODES
            .into_iter()
            .find(|known| known.eq_ignore_ascii_case(code))
            .map(Self)
    }

    /// The code as Discord writes it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0
    }

    /// The language without its region: `en` of `en-GB`.
    #[must_use]
    pub fn language(&self) -> &'static str {
        language_of(self.0)
    }
}

fn language_of(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

impl Default for Locale {
    fn default() -> Self {
        Self::EN_US
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn a_code_or_its_language_is_found() {
        let found = |code| Locale::parse(code).map(|locale| locale.as_str());
        assert_eq!(found("de"), Some("de"));
        assert_eq!(found("de-AT"), Some("de"));
        assert_eq!(found("EN-gb"), Some("en-GB"));
        assert_eq!(found("en"), Some("en-US"));
        assert_eq!(found("en_AU"), Some("en-US"));
        assert_eq!(found("es-MX"), Some("es-ES"));
        assert_eq!(found("nb-NO"), Some("no"));
        assert_eq!(found("tlh"), None);
        assert_eq!(found(""), None);
    }

    #[test]
    fn every_code_is_itself() {
        for locale in Locale::all() {
            assert_eq!(Locale::parse(locale.as_str()), Some(locale));
        }
    }
}
