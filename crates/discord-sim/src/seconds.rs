//! Times in JSON: a number of seconds, with a fraction where needed.

use std::time::Duration;

use serde::{Deserialize, Deserializer, Serializer, de::Error};

/// Longer times are mistakes.
const LONGEST_SECONDS: f64 = 366.0 * 24.0 * 3600.0;

pub(crate) fn serialize<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    if !(0.0..=LONGEST_SECONDS).contains(&seconds) {
        return Err(D::Error::custom(format!(
            "{seconds} is no time: seconds from 0 to a year are expected"
        )));
    }
    Duration::try_from_secs_f64(seconds).map_err(D::Error::custom)
}
