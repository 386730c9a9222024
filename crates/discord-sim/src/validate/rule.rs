//! Discord's names and sentences for broken rules.
//!
//! Names marked *ours* are not documented and were not seen in answers of Discord: the rule is known, its name is not.

use std::fmt::Display;

/// A broken rule that does not know its place yet.
pub(super) struct Rule {
    pub(super) code: &'static str,
    pub(super) message: String,
}

impl Rule {
    /// A rule whose sentence has no parameters.
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

pub(super) fn required() -> Rule {
    Rule::new("BASE_TYPE_REQUIRED", "This field is required")
}

/// Wrong length of a text or a list; `min` 0 gives the shorter sentence.
pub(super) fn length(min: usize, max: usize) -> Rule {
    if min == 0 {
        Rule::new(
            "BASE_TYPE_MAX_LENGTH",
            format!("Must be {max} or fewer in length."),
        )
    } else {
        Rule::new(
            "BASE_TYPE_BAD_LENGTH",
            format!("Must be between {min} and {max} in length."),
        )
    }
}

pub(super) fn choices<T: Display>(allowed: impl IntoIterator<Item = T>) -> Rule {
    Rule::new(
        "BASE_TYPE_CHOICES",
        format!("Value must be one of ({}).", joined(allowed)),
    )
}

/// No variant of a union has this `type`.
pub(super) fn union(allowed: &[i64]) -> Rule {
    Rule::new(
        "UNION_TYPE_CHOICES",
        format!(
            "Value of field \"type\" must be one of ({}).",
            joined(allowed)
        ),
    )
}

/// Characters of a value that a sentence quotes.
const QUOTED: usize = 200;

/// A value as a sentence quotes it: a long one is cut.
fn quoted(value: impl Display) -> String {
    let mut text = value.to_string();
    if let Some((end, _)) = text.char_indices().nth(QUOTED) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// `what` is Discord's word for the type: `int`, `float`, `snowflake`.
pub(super) fn not_a(what: &str, value: impl Display) -> Rule {
    Rule::new(
        "NUMBER_TYPE_COERCE",
        format!("Value \"{}\" is not {what}.", quoted(value)),
    )
}

pub(super) fn too_small(what: &str, min: impl Display) -> Rule {
    Rule::new(
        "NUMBER_TYPE_MIN",
        format!("{what} value should be greater than or equal to {min}."),
    )
}

pub(super) fn too_large(what: &str, max: impl Display) -> Rule {
    Rule::new(
        "NUMBER_TYPE_MAX",
        format!("{what} value should be less than or equal to {max}."),
    )
}

pub(super) fn not_text() -> Rule {
    Rule::new(
        "STRING_TYPE_CONVERT",
        "Could not interpret value as string.",
    )
}

pub(super) fn not_boolean() -> Rule {
    Rule::new("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
}

pub(super) fn not_list() -> Rule {
    Rule::new(
        "LIST_TYPE_CONVERT",
        "Only iterables may be used in a ListType",
    )
}

pub(super) fn not_object() -> Rule {
    Rule::new(
        "MODEL_TYPE_CONVERT",
        "Only dictionaries may be used in a ModelType",
    )
}

pub(super) fn not_dictionary() -> Rule {
    Rule::new(
        "DICT_TYPE_CONVERT",
        "Only dictionaries may be used in a DictType",
    )
}

pub(super) fn not_a_time(value: &str) -> Rule {
    Rule::new(
        "DATE_TIME_TYPE_PARSE",
        format!("Could not parse {}. Should be ISO8601.", quoted(value)),
    )
}

pub(super) fn not_a_url() -> Rule {
    Rule::new("URL_TYPE_INVALID_URL", "Not a well formed URL.")
}

pub(super) fn bad_scheme(scheme: &str, allowed: &[&str]) -> Rule {
    let allowed = joined(allowed.iter().map(|name| format!("'{name}'")));
    Rule::new(
        "URL_TYPE_INVALID_SCHEME",
        format!(
            "Scheme \"{}\" is not supported. Scheme must be one of ({allowed}).",
            quoted(scheme)
        ),
    )
}

pub(super) fn repeated_value() -> Rule {
    Rule::new(
        "SET_TYPE_ALREADY_CONTAINS_VALUE",
        "The set already contains this value",
    )
}

pub(super) fn repeated_custom_id() -> Rule {
    Rule::new(
        "COMPONENT_CUSTOM_ID_DUPLICATED",
        "Component custom id cannot be duplicated",
    )
}

/// Name is *ours*.
pub(super) fn repeated_component_id() -> Rule {
    Rule::new(
        "COMPONENT_ID_DUPLICATED",
        "Component id cannot be duplicated",
    )
}

pub(super) fn too_wide() -> Rule {
    Rule::new(
        "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
        "The specified component exceeds the maximum width",
    )
}

fn joined<T: Display>(values: impl IntoIterator<Item = T>) -> String {
    let texts: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    texts.join(", ")
}
