//! Changing the own account, and linked roles.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    Rejection,
    form::{Form, Need::Optional, Need::Required},
    localization::localizations,
    picture::picture,
    rule::{self, Rule},
};

/// Characters about an application (spec).
const ABOUT: usize = 400;
/// Characters of an address (spec).
const ADDRESS: usize = 2_048;
/// The one type that an application can have (spec).
const GUILD_ROLE_SUBSCRIPTIONS: i64 = 4;
/// Tags of an application, and characters of one (spec).
const TAGS: usize = 5;
const TAG: usize = 20;
/// Characters of a user name (*docs*).
const USERNAME: RangeInclusive<usize> = 2..=32;
/// Parts that no user name may contain (*docs*).
const FORBIDDEN: [&str; 5] = ["@", "#", ":", "```", "discord"];
/// Metadata records of an application (*docs*).
const RECORDS: usize = 5;
/// Characters of a metadata key (*docs*).
const KEY: RangeInclusive<usize> = 1..=50;
/// Characters of a metadata name (*docs*).
const NAME: RangeInclusive<usize> = 1..=100;
/// Characters of a metadata description (*docs*).
const DESCRIPTION: RangeInclusive<usize> = 1..=200;
/// Characters of a platform's name (*docs*).
const PLATFORM_NAME: RangeInclusive<usize> = 0..=50;
/// Characters of a person's name on a platform, and of a metadata value (*docs*).
const VALUE: RangeInclusive<usize> = 0..=100;
/// Kinds of comparison: integer, time, boolean (*docs*).
const KINDS: RangeInclusive<i64> = 1..=8;

/// A change of the own application. What the addresses of interactions and events must do is not checked here.
///
/// # Errors
///
/// For texts and lists that are too long, numbers and pictures that are none.
pub fn application(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        // The docs have a text; the spec wants one for each language.
        if body.get("description").is_some_and(Value::is_string) {
            form.text(body, "description", Optional, 0..=ABOUT);
        } else {
            form.nested(body, "description", Optional, |form, all| {
                form.text(all, "default", Required, 0..=ABOUT);
                localizations(form, all, "localizations", ABOUT, |_| None);
            });
        }
        for key in [
            "interactions_endpoint_url",
            "event_webhooks_url",
            "role_connections_verification_url",
            "custom_install_url",
        ] {
            form.url(body, key, Optional, ADDRESS, &["http", "https"]);
        }
        form.integer(body, "flags", Optional, 0..=i64::MAX);
        form.set(body, "tags", 0..=TAGS, |tag| match tag.as_str() {
            None => Some(rule::not_text()),
            Some(text) if text.chars().count() > TAG => Some(rule::length(0, TAG)),
            Some(_) => None,
        });
        form.one_of(body, "type", Optional, &[GUILD_ROLE_SUBSCRIPTIONS]);
        form.one_of(body, "explicit_content_filter", Optional, &[0, 1]);
        form.integer(body, "max_participants", Optional, -1..=i64::from(i32::MAX));
        form.snowflake(body, "team_id", Optional);
        form.object(body, "install_params", Optional);
        form.object(body, "integration_types_config", Optional);
        for key in ["icon", "cover_image"] {
            picture(&mut form, body, key);
        }
    }
    form.finish()
}

/// A change of the own account.
///
/// # Errors
///
/// For a name that Discord does not accept, and pictures that are none.
pub fn account(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    let body = form.root(body);
    if let Some(body) = body {
        picture(&mut form, body, "avatar");
        picture(&mut form, body, "banner");
    }
    if let Some(body) = body
        && let Some(name) = form.text(body, "username", Optional, USERNAME)
    {
        let lower = name.to_lowercase();
        let taboo = FORBIDDEN.iter().find(|part| lower.contains(**part));
        if let Some(part) = taboo {
            form.refuse_at(
                "username",
                Rule::new(
                    "USERNAME_INVALID_CONTAINS",
                    format!("Username cannot contain \"{part}\""),
                ),
            );
        } else if lower == "everyone" || lower == "here" {
            form.refuse_at(
                "username",
                Rule::new(
                    "USERNAME_INVALID",
                    format!("Username cannot be \"{lower}\""),
                ),
            );
        }
    }
    form.finish()
}

/// The metadata records of an application.
///
/// # Errors
///
/// For too many records, keys that are no identifiers or repeat, and texts of a wrong length.
pub fn role_connection_metadata(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    let Some(list) = body.as_array() else {
        form.refuse(rule::not_list());
        return form.finish();
    };
    if list.len() > RECORDS {
        form.refuse(rule::length(0, RECORDS));
    }
    let mut keys = Vec::new();
    for (index, record) in list.iter().enumerate() {
        form.item(index, |form| {
            let Some(record) = form.root(record) else {
                return;
            };
            form.integer(record, "type", Required, KINDS);
            if let Some(key) = form.text(record, "key", Required, KEY) {
                let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
                if !key.chars().all(plain) {
                    form.refuse_at(
                        "key",
                        Rule::new(
                            "STRING_TYPE_REGEX",
                            "String value did not match validation regex.",
                        ),
                    );
                } else if keys.contains(&key.to_owned()) {
                    form.refuse_at("key", rule::repeated_value());
                }
                keys.push(key.to_owned());
            }
            form.text(record, "name", Required, NAME);
            localizations(form, record, "name_localizations", *NAME.end(), |_| None);
            form.text(record, "description", Required, DESCRIPTION);
            localizations(
                form,
                record,
                "description_localizations",
                *DESCRIPTION.end(),
                |_| None,
            );
        });
    }
    form.finish()
}

/// What an application says about a person; `known` are its metadata records.
///
/// # Errors
///
/// For keys that are not among the records and texts that are too long.
pub fn role_connection(body: &Value, known: &[Value]) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        form.text(body, "platform_name", Optional, PLATFORM_NAME);
        form.text(body, "platform_username", Optional, VALUE);
        form.nested(body, "metadata", Optional, |form, values| {
            for (key, value) in values {
                if !known.iter().any(|record| record["key"] == key.as_str()) {
                    form.refuse_at(
                        key,
                        Rule::new(
                            "APPLICATION_ROLE_CONNECTION_METADATA_UNKNOWN_KEY",
                            "Unknown metadata key.",
                        ),
                    );
                } else if value.is_string() {
                    form.text(values, key, Optional, VALUE);
                }
            }
        });
    }
    form.finish()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_that_pretends_is_refused() {
        for (name, accepted) in [
            ("hangman", true),
            ("a", false),
            ("my discord bot", false),
            ("Everyone", false),
            ("a@b", false),
        ] {
            assert_eq!(
                account(&json!({"username": name})).is_ok(),
                accepted,
                "{name}"
            );
        }
    }

    #[test]
    fn metadata_records_and_values_fit_each_other() {
        let record =
            |key: &str| json!({"type": 2, "key": key, "name": "Games", "description": "Games won"});
        for (body, accepted) in [
            (json!([record("won")]), true),
            (json!([record("won"), record("won")]), false),
            (json!([record("Won!")]), false),
            (
                json!([{"type": 9, "key": "won", "name": "a", "description": "b"}]),
                false,
            ),
            (
                json!([1, 2, 3, 4, 5, 6].map(|n| record(&format!("k{n}")))),
                false,
            ),
        ] {
            assert_eq!(role_connection_metadata(&body).is_ok(), accepted, "{body}");
        }
        let known = [record("won")];
        assert!(role_connection(&json!({"metadata": {"won": 3}}), &known).is_ok());
        assert!(role_connection(&json!({"metadata": {"lost": 3}}), &known).is_err());
        assert!(role_connection(&json!({"platform_name": "x".repeat(51)}), &known).is_err());
    }
}
