//! Which of a command's texts a client shows in a language (`reference.mdx`, Locales).

use serde_json::Value;

/// The text of a dictionary such as `name_localizations` for a language, with Discord's two fallbacks.
pub(crate) fn localized<'a>(texts: &'a Value, locale: &str) -> Option<&'a str> {
    let other = match locale {
        "en-US" => "en-GB",
        "en-GB" => "en-US",
        "es-419" => "es-ES",
        _ => "",
    };
    let found = |locale: &str| texts.get(locale).and_then(Value::as_str);
    found(locale).or_else(|| found(other))
}

/// Whether `word` is what a person with this language reads or could type: the shown name, or the default one.
pub(crate) fn is_called(object: &Value, word: &str, locale: &str) -> bool {
    object["name"] == word || localized(&object["name_localizations"], locale) == Some(word)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_english_and_spanish_fall_back() {
        let texts = json!({"en-GB": "colour", "es-ES": "color", "de": "Farbe"});
        assert_eq!(localized(&texts, "de"), Some("Farbe"));
        assert_eq!(localized(&texts, "en-US"), Some("colour"));
        assert_eq!(localized(&texts, "es-419"), Some("color"));
        assert_eq!(localized(&texts, "fr"), None);
        assert_eq!(localized(&Value::Null, "de"), None);
        assert_eq!(localized(&json!({"es-419": "color"}), "es-ES"), None);
    }

    #[test]
    fn both_names_are_understood() {
        let command = json!({"name": "play", "name_localizations": {"de": "spielen"}});
        assert!(is_called(&command, "spielen", "de") && is_called(&command, "play", "de"));
        assert!(!is_called(&command, "spielen", "fr"));
    }
}
