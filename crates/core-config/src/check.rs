//! Judging one value by its kind, and turning it into what serde reads.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use figment::value::{Dict, Tag, Value};

use crate::key::Kind;
use crate::secrets;
use crate::suggest;
use crate::units;
use crate::urls;

/// Entries that one list or map may have.
const MAX_ENTRIES: usize = 1000;

/// Why a value, or an entry of it, does not fit.
pub(crate) struct Mismatch {
    /// The entry, as it is written behind the key: `[2]`, or nothing.
    pub(crate) at: String,
    /// What the entry should be; `None`: what the key says.
    pub(crate) expected: Option<String>,
    /// What was there; shown only for public keys.
    pub(crate) found: String,
    /// What to do; never contains the value.
    pub(crate) remedy: String,
}

/// Checks `value` and returns it in the form that serde reads: durations as seconds and nanoseconds,
/// numbers as numbers, lists as lists.
pub(crate) fn check(kind: &Kind, value: &Value, secret: bool) -> Result<Value, Vec<Mismatch>> {
    match kind {
        Kind::List(entry) => list(entry, value, secret),
        Kind::Map(entry) => map(entry, value, secret),
        scalar => self::scalar(scalar, value, secret).map_err(|remedy| {
            vec![Mismatch {
                at: String::new(),
                expected: None,
                found: quote(value),
                remedy,
            }]
        }),
    }
}

fn scalar(kind: &Kind, value: &Value, secret: bool) -> Result<Value, String> {
    let text = match value {
        Value::String(_, text) => text.clone(),
        Value::Char(_, c) => c.to_string(),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Num(..) => number(value)
            .map(|number| number.to_string())
            .ok_or("write a whole number, or quote it")?,
        Value::Empty(..) => return Err("write a value, or remove the key".to_owned()),
        Value::Dict(..) | Value::Array(..) => return Err("write one plain value".to_owned()),
    };
    let trimmed = text.trim();
    match kind {
        Kind::Text { max } => {
            if trimmed.is_empty() {
                return Err("write something, or remove the key".to_owned());
            }
            if text.chars().any(char::is_control) {
                return Err("remove line breaks and control characters".to_owned());
            }
            match text.chars().count() {
                length if length > *max => Err(format!("shorten it: it has {length} characters")),
                _ => Ok(Value::from(text)),
            }
        }
        Kind::OneOf(words) => match words.iter().find(|word| **word == trimmed) {
            Some(word) => Ok(Value::from(*word)),
            None => Err(
                suggest::nearest(trimmed, words.iter().copied()).map_or_else(
                    || "write one of these words".to_owned(),
                    |word| format!("did you mean {word}?"),
                ),
            ),
        },
        Kind::Bool => trimmed
            .parse::<bool>()
            .map(Value::from)
            .map_err(|_| "write true or false".to_owned()),
        Kind::Integer { min, max } => match trimmed.parse::<i128>() {
            Ok(number) if number < i128::from(*min) => Err("raise it".to_owned()),
            Ok(number) if number > i128::from(*max) => Err("lower it".to_owned()),
            Ok(number) => i64::try_from(number)
                .map(Value::from)
                .map_err(|_| "lower it".to_owned()),
            Err(_) => Err("write digits only".to_owned()),
        },
        Kind::Duration { min, max } => match units::parse(trimmed) {
            Some(duration) if duration < *min => Err("raise it".to_owned()),
            Some(duration) if duration > *max => Err("lower it".to_owned()),
            Some(duration) => Ok(duration_value(duration)),
            None if trimmed.parse::<f64>().is_ok() => {
                Err(format!("add the unit, such as {trimmed}s"))
            }
            None => Err("write whole numbers with units (ms, s, m, h, d), such as 30s".to_owned()),
        },
        Kind::Url { schemes } => urls::check(trimmed, schemes, secret)
            .map(|()| Value::from(trimmed))
            .map_err(str::to_owned),
        Kind::Origin => urls::origin(trimmed)
            .map(Value::from)
            .map_err(str::to_owned),
        Kind::SocketAddr => match trimmed.parse::<SocketAddr>() {
            Ok(address) => Ok(Value::from(address.to_string())),
            Err(_) if trimmed.starts_with(':') => {
                Err(format!("write the host too: 0.0.0.0{trimmed} for all"))
            }
            Err(_) => Err("write IP address, colon and port; port 0 takes any free one".to_owned()),
        },
        Kind::Path if trimmed.is_empty() || trimmed.contains('\0') => {
            Err("name a file or folder".to_owned())
        }
        Kind::Path => Ok(Value::from(
            Path::new(trimmed).to_string_lossy().into_owned(),
        )),
        Kind::Snowflake => match trimmed.parse::<i64>() {
            Ok(id) if id > 0 => Ok(Value::from(id)),
            _ => Err("copy the id in Discord (developer mode, right click, copy id)".to_owned()),
        },
        Kind::Token => secrets::check_token(&text)
            .map(|()| Value::from(text.clone()))
            .map_err(str::to_owned),
        Kind::Custom { check, .. } if check(trimmed) => Ok(Value::from(trimmed)),
        Kind::Custom { .. } => Err("write it in this form".to_owned()),
        Kind::List(_) | Kind::Map(_) => Err("write one plain value per entry".to_owned()),
    }
}

fn list(entry: &Kind, value: &Value, secret: bool) -> Result<Value, Vec<Mismatch>> {
    let split;
    let entries = match value {
        Value::Array(_, entries) => entries,
        // Variables, and files that say `${VAR}`, write lists with commas.
        Value::String(_, text) => {
            split = text
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(Value::from)
                .collect();
            &split
        }
        Value::Num(..) => {
            split = vec![value.clone()];
            &split
        }
        _ => {
            return Err(vec![whole(
                value,
                "write a list: [one, two], or one entry per line behind a hyphen",
            )]);
        }
    };
    if entries.len() > MAX_ENTRIES {
        return Err(vec![whole(value, "shorten it to 1000 entries")]);
    }
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for (index, value) in entries.iter().enumerate() {
        match check(entry, value, secret) {
            Ok(value) => good.push(value),
            Err(mismatches) => bad.extend(
                mismatches
                    .into_iter()
                    .map(|m| m.inside(&format!("[{index}]"), entry)),
            ),
        }
    }
    if bad.is_empty() {
        Ok(Value::from(good))
    } else {
        Err(bad)
    }
}

fn map(entry: &Kind, value: &Value, secret: bool) -> Result<Value, Vec<Mismatch>> {
    let Value::Dict(_, entries) = value else {
        return Err(vec![whole(
            value,
            "write a section: one name with its value per line",
        )]);
    };
    if entries.len() > MAX_ENTRIES {
        return Err(vec![whole(value, "shorten it to 1000 entries")]);
    }
    let (mut good, mut bad) = (Dict::new(), Vec::new());
    for (name, value) in entries {
        match check(entry, value, secret) {
            Ok(value) => {
                good.insert(name.clone(), value);
            }
            Err(mismatches) => bad.extend(
                mismatches
                    .into_iter()
                    .map(|m| m.inside(&format!(".{name}"), entry)),
            ),
        }
    }
    if bad.is_empty() {
        Ok(Value::Dict(Tag::Default, good))
    } else {
        Err(bad)
    }
}

fn whole(value: &Value, remedy: &str) -> Mismatch {
    Mismatch {
        at: String::new(),
        expected: None,
        found: quote(value),
        remedy: remedy.to_owned(),
    }
}

impl Mismatch {
    fn inside(self, at: &str, kind: &Kind) -> Self {
        Self {
            at: format!("{at}{}", self.at),
            expected: self.expected.or_else(|| Some(kind.to_string())),
            ..self
        }
    }
}

fn duration_value(duration: Duration) -> Value {
    let mut dict = Dict::new();
    dict.insert("secs".to_owned(), Value::from(duration.as_secs()));
    dict.insert("nanos".to_owned(), Value::from(duration.subsec_nanos()));
    Value::Dict(Tag::Default, dict)
}

fn number(value: &Value) -> Option<i128> {
    value.to_i128().or_else(|| {
        value
            .to_u128()
            .and_then(|number| i128::try_from(number).ok())
    })
}

/// A value as a person would write it on one line.
pub(crate) fn show(value: &Value) -> String {
    match value {
        Value::String(_, text) => text.clone(),
        Value::Char(_, c) => c.to_string(),
        Value::Bool(_, flag) => flag.to_string(),
        Value::Num(_, number) => number
            .to_i128()
            .map(|number| number.to_string())
            .or_else(|| number.to_u128().map(|number| number.to_string()))
            .or_else(|| number.to_f64().map(|number| number.to_string()))
            .unwrap_or_default(),
        Value::Empty(..) => "nothing".to_owned(),
        Value::Array(_, entries) => format!(
            "[{}]",
            entries.iter().map(show).collect::<Vec<_>>().join(", ")
        ),
        Value::Dict(_, entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|(name, value)| format!("{name}: {}", show(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// A value as an error shows it.
pub(crate) fn quote(value: &Value) -> String {
    match value {
        Value::String(_, text) => format!("{text:?}"),
        Value::Char(_, c) => format!("{:?}", c.to_string()),
        Value::Dict(..) => "a section".to_owned(),
        Value::Array(..) => "a list".to_owned(),
        other => show(other),
    }
}
