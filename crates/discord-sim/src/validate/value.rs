//! Reading single JSON values the way Discord does: whole numbers, ids, addresses, moments.

use serde_json::Value;

/// Largest whole number that JSON clients keep exactly: 2^53 − 1.
pub(super) const SAFE_INTEGER: i64 = 9_007_199_254_740_991;

/// A whole number; `2.0` is one.
pub(super) fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        #[expect(
            clippy::cast_precision_loss,
            reason = "the bound is a power of two less one, rounding it up is harmless"
        )]
        let safe = SAFE_INTEGER as f64;
        if number.fract() != 0.0 || number.abs() > safe {
            return None;
        }
        #[expect(
            clippy::cast_possible_truncation,
            reason = "whole and within 2^53 as checked above"
        )]
        let whole = number as i64;
        Some(whole)
    })
}

/// An id: digits without a leading zero, or a number (Discord takes both).
pub(crate) fn snowflake(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text == "0" || !text.starts_with('0') => digits(text),
        _ => None,
    }
}

/// A set of permission bits: digits as text (what clients send), or a number.
pub(crate) fn bit_set(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => digits(text),
        _ => None,
    }
}

fn digits(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

/// A value as Discord's sentences quote it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Scheme and the rest of a well-formed address.
pub(super) fn url_parts(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_once("://")?;
    let named = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    let clean = !rest
        .chars()
        .any(|character| character.is_whitespace() || character.is_control());
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    (named && clean && !host.is_empty()).then_some((scheme, rest))
}

/// Whether a text is `YYYY-MM-DDTHH:MM:SS[.fraction](Z|±HH:MM)` with numbers in range.
pub(super) fn is_timestamp(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return false;
    };
    let Some(offset_at) = time.find(['Z', 'z', '+', '-']) else {
        return false;
    };
    let (clock, offset) = time.split_at(offset_at);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    is_date(date)
        && numbers(clock, ':', &[(2, 0, 23), (2, 0, 59), (2, 0, 60)])
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && (offset.eq_ignore_ascii_case("z")
            || numbers(
                offset.get(1..).unwrap_or_default(),
                ':',
                &[(2, 0, 23), (2, 0, 59)],
            ))
}

fn is_date(date: &str) -> bool {
    if !numbers(date, '-', &[(4, 0, 9999), (2, 1, 12), (2, 1, 31)]) {
        return false;
    }
    let mut parts = date
        .split('-')
        .map(|part| part.parse::<u32>().unwrap_or_default());
    let (year, month, day) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= days
}

/// Whether a text is numbers of fixed widths within bounds: (width, least, greatest) each.
fn numbers(text: &str, separator: char, shape: &[(usize, u32, u32)]) -> bool {
    let parts: Vec<&str> = text.split(separator).collect();
    parts.len() == shape.len()
        && parts.iter().zip(shape).all(|(part, (width, least, most))| {
            part.len() == *width
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part
                    .parse::<u32>()
                    .is_ok_and(|number| (*least..=*most).contains(&number))
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whole_numbers() {
        assert_eq!(integer(&json!(3)), Some(3));
        assert_eq!(integer(&json!(3.0)), Some(3));
        assert_eq!(integer(&json!(3.5)), None);
        assert_eq!(integer(&json!("3")), None);
    }

    #[test]
    fn ids() {
        assert_eq!(
            snowflake(&json!("175928847299117063")),
            Some(175_928_847_299_117_063)
        );
        assert_eq!(snowflake(&json!(7)), Some(7));
        assert_eq!(snowflake(&json!("0")), Some(0));
        for bad in [
            json!("007"),
            json!("-1"),
            json!("1a"),
            json!(""),
            json!(-1),
            json!(true),
        ] {
            assert_eq!(snowflake(&bad), None, "{bad}");
        }
    }

    #[test]
    fn moments() {
        for good in [
            "2026-11-20T12:00:00Z",
            "2026-11-20T12:00:00.123456+00:00",
            "2024-02-29T23:59:60-08:00",
        ] {
            assert!(is_timestamp(good), "{good}");
        }
        for bad in [
            "",
            "yesterday",
            "2026-11-20",
            "2026-11-20T12:00:00",
            "2026-13-20T12:00:00Z",
            "2025-02-29T12:00:00Z",
            "2026-11-20T24:00:00Z",
            "2026-11-20T12:00:00.Z",
            "2026-11-20T12:00:00+1:00",
        ] {
            assert!(!is_timestamp(bad), "{bad}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(
            url_parts("https://example.com/a?b"),
            Some(("https", "example.com/a?b"))
        );
        assert_eq!(
            url_parts("attachment://a.png"),
            Some(("attachment", "a.png"))
        );
        for bad in [
            "example.com",
            "https://",
            "https:// a",
            "://a",
            "1x://a",
            "https:///path",
        ] {
            assert_eq!(url_parts(bad), None, "{bad}");
        }
    }
}
