//! Localized names and descriptions of commands, options and choices.

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
};

/// Locales of the docs and, beyond them, of the spec (`ar`, `he`).
pub(super) const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE",
    "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Checks a dictionary of texts by locale; `judge` says what is wrong with one text.
pub(super) fn localizations(
    form: &mut Form,
    object: &Object,
    key: &str,
    max: usize,
    judge: impl Fn(&str) -> Option<Rule>,
) {
    let Some(value) = form.value(object, key, Optional) else {
        return;
    };
    let Some(texts) = value.as_object() else {
        form.refuse_at(key, rule::not_dictionary());
        return;
    };
    form.within(key, |form| {
        for locale in texts.keys() {
            if !LOCALES.contains(&locale.as_str()) {
                form.refuse_at(
                    locale,
                    rule::choices(LOCALES.map(|locale| format!("'{locale}'"))),
                );
            } else if let Some(text) = form.text(texts, locale, Required, 1..=max)
                && let Some(rule) = judge(text)
            {
                form.refuse_at(locale, rule);
            }
        }
    });
}
