//! Lists of ids, and moments in a query.

use serde_json::Value;

use super::{
    form::{Form, Need::Required},
    rule, value,
    violation::Rejection,
};
use crate::clock::Moment;

/// Reads a list of ids of which none repeats; how many there may be, the caller knows.
///
/// # Errors
///
/// When the list is missing, or something in it is no id or stands there twice.
pub fn ids(body: &Value, key: &str) -> Result<Vec<u64>, Rejection> {
    let mut form = Form::default();
    let mut ids = Vec::new();
    if let Some(object) = form.root(body)
        && let Some(list) = form.list(object, key, Required, 0..=usize::MAX)
    {
        ids = list.iter().filter_map(value::snowflake).collect();
        form.set(object, key, 0..=usize::MAX, |id| {
            value::snowflake(id)
                .is_none()
                .then(|| rule::not_a("snowflake", value::shown(id)))
        });
    }
    form.finish().map(|()| ids)
}

/// Reads a moment in ISO 8601.
///
/// # Errors
///
/// When it is none.
pub fn moment(key: &str, text: &str) -> Result<Moment, Rejection> {
    let mut form = Form::default();
    let read = Moment::parse(text).filter(|_| value::is_timestamp(text));
    if read.is_none() {
        form.refuse_at(key, rule::not_a_time(text));
    }
    form.finish().map(|()| read.unwrap_or_default())
}
