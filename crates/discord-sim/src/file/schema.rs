//! The schemas of `openapi.json`, which also rule over world and scenario files: what breaks one, in sentences.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind as Kind},
};
use serde_json::{Value, json};

use super::complaint::Complaint;

/// The control API's description; its components are every shape that people write for the simulator.
pub(crate) const OPENAPI: &str = include_str!("../../openapi.json");

/// How alike two names must be to be worth mentioning, from 0 to 1.
const ALIKE_ENOUGH: f64 = 0.6;
/// Longest value that is shown whole, in characters.
const SHOWN: usize = 40;

static DESCRIPTION: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(OPENAPI).unwrap_or_default());
static VALIDATORS: LazyLock<Mutex<HashMap<String, std::sync::Arc<Validator>>>> =
    LazyLock::new(Mutex::default);

/// The description as JSON.
pub(crate) fn description() -> &'static Value {
    &DESCRIPTION
}

/// One schema with everything it refers to, as a JSON Schema of its own.
pub(crate) fn document(name: &str) -> Value {
    let text = DESCRIPTION["components"]["schemas"]
        .to_string()
        .replace("#/components/schemas/", "#/$defs/");
    let all: Value = serde_json::from_str(&text).unwrap_or_default();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": all[name]["title"].as_str().unwrap_or(name),
        "$ref": format!("#/$defs/{name}"),
        "$defs": all,
    })
}

/// Everything that is wrong with a value, in the order of its keys; nothing when it fits the schema.
pub(crate) fn check(name: &str, value: &Value) -> Vec<(String, Complaint)> {
    let validator = {
        let mut known = VALIDATORS.lock().unwrap_or_else(PoisonError::into_inner);
        match known.get(name) {
            Some(found) => found.clone(),
            None => match jsonschema::draft202012::new(&document(name)) {
                Ok(made) => {
                    let made = std::sync::Arc::new(made);
                    known.insert(name.to_owned(), made.clone());
                    made
                }
                Err(error) => {
                    let problem = format!("the schema {name} cannot be used: {error}");
                    return vec![(String::new(), Complaint::new("", problem, "report it"))];
                }
            },
        }
    };
    let mut found = Vec::new();
    if validator.is_valid(value) {
        return found;
    }
    let document = document(name);
    for error in validator.iter_errors(value) {
        tell(&document, &error, &mut found);
    }
    found
}

/// Adds what an error means, to the right key.
fn tell(document: &Value, error: &ValidationError<'_>, found: &mut Vec<(String, Complaint)>) {
    let pointer = error.instance_path().to_string();
    let mut add = |pointer: String, problem: String, remedy: String| {
        let complaint = Complaint::new(&pointer, problem, remedy);
        found.push((pointer, complaint));
    };
    let shown = shown(error.instance());
    match error.kind() {
        Kind::AdditionalProperties { unexpected } => {
            let schema = schema_of(document, error.schema_path().as_str());
            let known: Vec<&str> = schema["properties"]
                .as_object()
                .into_iter()
                .flat_map(|properties| properties.keys())
                .map(String::as_str)
                .collect();
            for key in unexpected {
                let remedy = nearest(key, known.iter().copied()).map_or_else(
                    || format!("known here: {}", known.join(", ")),
                    |name| format!("did you mean {name}?"),
                );
                let below = format!("{pointer}/{}", super::yaml::escaped(key));
                add(below, "there is no such key".to_owned(), remedy);
            }
        }
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            add(
                pointer,
                format!("{name} is missing"),
                format!("add {name}: …"),
            );
        }
        Kind::Enum { options } => {
            let options: Vec<String> = options
                .as_array()
                .into_iter()
                .flatten()
                .map(plain)
                .collect();
            let remedy = nearest(&plain(error.instance()), options.iter().map(String::as_str))
                .map_or_else(
                    || format!("write one of {}", options.join(", ")),
                    |name| format!("did you mean {name}?"),
                );
            add(pointer, format!("{shown} is not known here"), remedy);
        }
        Kind::Type { kind } => {
            let wanted = match kind {
                TypeKind::Single(one) => one.to_string(),
                TypeKind::Multiple(several) => {
                    let names: Vec<String> = several.iter().map(|one| one.to_string()).collect();
                    names.join(" or ")
                }
            };
            add(
                pointer,
                format!("{shown} does not fit here"),
                format!("write {}", worded(&wanted)),
            );
        }
        Kind::Pattern { .. } | Kind::Format { .. } => {
            let schema = schema_of(document, error.schema_path().as_str());
            let example = &schema["examples"][0];
            let remedy = if example.is_null() {
                "look at its description in the schema".to_owned()
            } else {
                format!("write it like {}", plain(example))
            };
            add(pointer, format!("{shown} cannot be read"), remedy);
        }
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
            // The form that was meant is the one whose own type fits.
            let here = |error: &ValidationError<'_>| {
                error.instance_path().to_string() == pointer
                    && matches!(error.kind(), Kind::Type { .. })
            };
            let meant = context.iter().find(|errors| !errors.iter().any(here));
            match meant {
                Some(errors) => {
                    for error in errors {
                        tell(document, error, found);
                    }
                }
                None => {
                    let schema = schema_of(document, error.schema_path().as_str());
                    let remedy = schema["description"].as_str().map_or_else(
                        || "look at the schema".to_owned(),
                        |text| format!("write {}", text.trim_end_matches('.')),
                    );
                    add(pointer, format!("{shown} does not fit here"), remedy);
                }
            }
        }
        Kind::MinLength { .. } | Kind::MinItems { .. } | Kind::MinProperties { .. } => {
            add(pointer, format!("{shown} is too short"), error.to_string());
        }
        Kind::MaxLength { limit } => add(
            pointer,
            format!("{shown} is too long"),
            format!("write at most {limit} characters"),
        ),
        Kind::Minimum { limit } => add(
            pointer,
            format!("{shown} is too small"),
            format!("write {limit} or more"),
        ),
        Kind::Maximum { limit } => add(
            pointer,
            format!("{shown} is too large"),
            format!("write {limit} or less"),
        ),
        _ => add(pointer, error.to_string(), "look at the schema".to_owned()),
    }
}

/// The part of the schema that holds the keyword that a schema path ends with.
fn schema_of<'a>(document: &'a Value, path: &str) -> &'a Value {
    let mut parts: Vec<String> = path
        .split('/')
        .skip(1)
        .map(|part| part.replace("~1", "/").replace("~0", "~"))
        .collect();
    parts.pop();
    let mut at = document;
    for part in parts {
        at = if part == "$ref" {
            let target = at["$ref"].as_str().unwrap_or_default();
            document
                .pointer(target.trim_start_matches('#'))
                .unwrap_or(&Value::Null)
        } else {
            at.get(&part)
                .or_else(|| at.get(part.parse::<usize>().ok()?))
                .unwrap_or(&Value::Null)
        };
    }
    at
}

/// A type of JSON in the words of somebody who writes YAML.
fn worded(kind: &str) -> &str {
    match kind {
        "object" => "a section: one key with its value per line",
        "array" => "a list: [one, two], or one entry per line behind a hyphen",
        "string" => "a text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        other => other,
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), ToOwned::to_owned)
}

/// A value as it is quoted in a sentence.
fn shown(value: &Value) -> String {
    match value {
        Value::Object(_) => "a section".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Null => "nothing".to_owned(),
        other => {
            let text = other.to_string();
            if text.chars().count() > SHOWN {
                let head: String = text.chars().take(SHOWN).collect();
                format!("{head}…")
            } else {
                text
            }
        }
    }
}

/// The known name that is most like `typed`, if one is alike enough.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    known
        .into_iter()
        .map(|name| {
            let likeness = strsim::normalized_damerau_levenshtein(&typed, &name.to_lowercase());
            (likeness, name)
        })
        .filter(|(likeness, _)| *likeness >= ALIKE_ENOUGH)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}
