//! Small values of files: times, ids, lists of names.

use std::{fmt, time::Duration};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned, de::Error};
use serde_json::{Value, json};

use crate::clock::Moment;

/// A time in a file: `3s`, `500ms`, `2m`, or a number of seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span(pub Duration);

/// Units by their letters, in milliseconds; longer names first, so that `ms` is no `s`.
const UNITS: &[(&str, f64)] = &[
    ("ms", 1.0),
    ("s", 1_000.0),
    ("m", 60_000.0),
    ("h", 3_600_000.0),
    ("d", 86_400_000.0),
];
/// Longest time, in seconds: a leap year.
const LONGEST: f64 = 31_622_400.0;

impl Span {
    fn parse(text: &str) -> Option<Self> {
        let (number, unit) = UNITS
            .iter()
            .find_map(|(name, unit)| Some((text.strip_suffix(name)?, unit)))?;
        Self::of_seconds(number.parse::<f64>().ok()? * unit / 1_000.0)
    }

    fn of_seconds(seconds: f64) -> Option<Self> {
        let seconds = Some(seconds).filter(|seconds| (0.0..=LONGEST).contains(seconds))?;
        Duration::try_from_secs_f64(seconds).ok().map(Self)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.subsec_millis() == 0 {
            write!(f, "{}s", self.0.as_secs())
        } else {
            write!(f, "{}ms", self.0.as_millis())
        }
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let read = match &value {
            Value::String(text) => Self::parse(text),
            other => other.as_f64().and_then(Self::of_seconds),
        };
        read.ok_or_else(|| D::Error::custom(format!("{value} is no time such as 3s")))
    }
}

/// A moment, or the beginning of a day in UTC.
pub(crate) fn moment(text: &str) -> Option<Moment> {
    Moment::parse(text).or_else(|| Moment::parse(&format!("{text}T00:00:00Z")))
}

/// An id in digits, in quotes or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Id(pub(crate) u64);

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let id = match &value {
            Value::String(text) => text.parse().ok(),
            other => other.as_u64(),
        };
        id.filter(|id| *id > 0)
            .map(Self)
            .ok_or_else(|| D::Error::custom(format!("{value} is no id")))
    }
}

/// A list whose entries are sections with a `name`, or names alone.
pub(super) fn named<'de, D: Deserializer<'de>, T: DeserializeOwned>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let entries = Vec::<Value>::deserialize(deserializer)?;
    let entry = |value: Value| {
        let value = if value.is_string() {
            json!({"name": value})
        } else {
            value
        };
        serde_json::from_value(value).map_err(D::Error::custom)
    };
    entries.into_iter().map(entry).collect()
}

/// Whether a value need not be written.
pub(super) fn unset<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_all_units() {
        for (written, millis) in [
            (json!("3s"), 3_000),
            (json!("500ms"), 500),
            (json!("1.5s"), 1_500),
            (json!("2m"), 120_000),
            (json!("1h"), 3_600_000),
            (json!("1d"), 86_400_000),
            (json!(0.25), 250),
            (json!(4), 4_000),
        ] {
            let span: Span = serde_json::from_value(written).unwrap();
            assert_eq!(span.0, Duration::from_millis(millis));
            let again: Span = serde_json::from_value(serde_json::to_value(span).unwrap()).unwrap();
            assert_eq!(again, span);
        }
        for wrong in [
            json!("3"),
            json!("s"),
            json!("-3s"),
            json!(-1),
            json!("9999d"),
            json!(null),
            json!("NaNs"),
        ] {
            assert!(
                serde_json::from_value::<Span>(wrong.clone()).is_err(),
                "{wrong}"
            );
        }
    }

    #[test]
    fn a_day_begins_at_midnight() {
        let day = moment("2026-11-20");
        assert!(day.is_some() && day == moment("2026-11-20T00:00:00Z"));
        assert_eq!(moment("2026-02-30"), None);
    }

    #[test]
    fn ids_are_digits() {
        assert_eq!(serde_json::from_value::<Id>(json!("12")).unwrap(), Id(12));
        assert_eq!(serde_json::from_value::<Id>(json!(12)).unwrap(), Id(12));
        assert!(serde_json::from_value::<Id>(json!("0")).is_err());
        assert!(serde_json::from_value::<Id>(json!("x")).is_err());
    }
}
