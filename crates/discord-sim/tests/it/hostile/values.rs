//! What is sent: values that no field expects, and bodies that have them.

use rand::{RngExt as _, rngs::StdRng};
use serde_json::{Value, json};

/// Ids that are none, or nobody's.
pub(crate) const IDS: [&str; 12] = [
    "0",
    "1",
    "-1",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775808",
    "1e9",
    "NaN",
    "%00",
    "%F0%9F%98%80",
    "..%2F..%2Fguilds",
    "@original",
];
/// Keys that queries of some operation have.
pub(crate) const QUERY: [&str; 26] = [
    "limit",
    "before",
    "after",
    "around",
    "offset",
    "days",
    "include_roles",
    "with_counts",
    "user_id",
    "action_type",
    "target_id",
    "query",
    "with_localizations",
    "sku_ids",
    "max_id",
    "min_id",
    "tag",
    "tag_setting",
    "sort_by",
    "sort_order",
    "name",
    "archived",
    "with_member",
    "with_response",
    "wait",
    "guild_id",
];

/// What takes the place of a value.
pub(crate) fn hostile(chance: &mut StdRng, ids: &[String]) -> Value {
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    let nested = (0..50).fold(
        json!({}),
        |inner, _| json!({"components": [inner], "type": 1, "options": []}),
    );
    let known = ids
        .get(chance.random_range(0..ids.len()))
        .cloned()
        .unwrap_or_default();
    let values = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(-0.0),
        json!(1e308),
        json!(7),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1_u64 << 32),
        json!(1_u64 << 53),
        json!(""),
        json!(" "),
        json!("\u{0}\u{200d}\u{1f468}\u{202e}"),
        json!("ä".repeat(2_001)),
        json!("x".repeat(70_000)),
        json!("9".repeat(400)),
        json!("18446744073709551615"),
        json!("-1"),
        json!("0"),
        json!("NaN"),
        json!([]),
        json!({}),
        deep,
        nested,
        json!(vec![json!({}); 300]),
        json!(vec![known.clone(); 300]),
        json!([[], {}, null, 1]),
        json!("1970-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59.999999+00:00"),
        json!("0000-01-01T00:00:00+23:59"),
        json!("2026-13-45T99:99:99Z"),
        json!("data:image/png;base64,"),
        json!("data:image/gif;base64,////"),
        json!("data:audio/ogg;base64,%%%"),
        json!("(((a{1,500}){1,500}){1,500})"),
        json!("(?i)\\p{L}{900}|(*"),
        json!("http://[::1"),
        json!("attachment://x"),
        json!("@everyone"),
        json!(known),
    ];
    values[chance.random_range(0..values.len())].clone()
}

/// Pointers of all values in a body.
fn places(body: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match body {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(key, value)| places(value, &format!("{at}/{key}"), found)),
        Value::Array(items) => items
            .iter()
            .take(3)
            .enumerate()
            .for_each(|(place, value)| places(value, &format!("{at}/{place}"), found)),
        _ => {}
    }
}

/// A body with some of its values replaced, taken away or many times there.
pub(crate) fn changed(mut body: Value, chance: &mut StdRng, ids: &[String]) -> Value {
    for _ in 0..chance.random_range(0..3) {
        let mut all = Vec::new();
        places(&body, "", &mut all);
        let pointer = &all[chance.random_range(0..all.len())];
        let new = hostile(chance, ids);
        match (chance.random_range(0..6), body.pointer_mut(pointer)) {
            (0, Some(Value::Array(items))) => {
                let copies = items.first().cloned().unwrap_or(new);
                items.extend(vec![copies; 300]);
            }
            (1, Some(Value::Object(fields))) => {
                let key = fields
                    .keys()
                    .nth(chance.random_range(0..fields.len().max(1)))
                    .cloned();
                fields.remove(&key.unwrap_or_default());
            }
            (_, Some(place)) => *place = new,
            (_, None) => {}
        }
    }
    body
}
