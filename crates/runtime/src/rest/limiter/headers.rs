//! What an answer says about rate limits (discord-api-docs, "Rate Limits").

use std::time::Duration;

use bytes::Bytes;
use http::HeaderMap;

/// Wait after a 429 that does not say how long.
const UNSAID_RETRY: Duration = Duration::from_secs(1);
/// Longest wait that a 429 can ask for; more is treated as this.
const LONGEST_RETRY: Duration = Duration::from_secs(3_600);

/// Whether a 429 counts for a resource that others share.
pub(in super::super) fn is_shared(headers: &HeaderMap) -> bool {
    text(headers, "x-ratelimit-scope") == Some("shared")
}

pub(super) fn is_global(headers: &HeaderMap, body: &Bytes) -> bool {
    text(headers, "x-ratelimit-global") == Some("true")
        || text(headers, "x-ratelimit-scope") == Some("global")
        || serde_json::from_slice::<serde_json::Value>(body)
            .is_ok_and(|body| body["global"].as_bool() == Some(true))
}

/// How long to wait after a 429. The body says it with decimals, the header in whole seconds.
pub(super) fn retry_after(headers: &HeaderMap, body: &Bytes) -> Duration {
    let said = serde_json::from_slice::<serde_json::Value>(body)
        .ok()
        .and_then(|body| body["retry_after"].as_f64())
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    said.or_else(|| seconds(headers, "retry-after"))
        .unwrap_or(UNSAID_RETRY)
        .min(LONGEST_RETRY)
}

pub(super) fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

pub(super) fn number(headers: &HeaderMap, name: &str) -> Option<u32> {
    text(headers, name)?.parse().ok()
}

pub(super) fn seconds(headers: &HeaderMap, name: &str) -> Option<Duration> {
    Duration::try_from_secs_f64(text(headers, name)?.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_body_says_how_long_to_wait_and_the_header_where_it_does_not() {
        let mut headers = HeaderMap::new();
        let wait = |headers: &HeaderMap, body: &'static str| {
            retry_after(headers, &Bytes::from_static(body.as_bytes())).as_millis()
        };
        assert_eq!(wait(&headers, "<html>"), 1_000);
        headers.insert("retry-after", HeaderValue::from_static("2"));
        for (body, expected) in [
            (r#"{"retry_after": 0.15}"#, 150),
            (r#"{"retry_after": 1.5, "global": true}"#, 1_500),
            (r#"{"retry_after": 3}"#, 3_000),
            (r#"{"retry_after": 1e300}"#, 2_000),
            (r#"{"retry_after": 1e9}"#, 3_600_000),
            (r#"{"retry_after": -1}"#, 2_000),
            (r#"{"retry_after": "0.15"}"#, 2_000),
            ("{}", 2_000),
            ("<html>", 2_000),
        ] {
            assert_eq!(wait(&headers, body), expected, "{body}");
        }
    }
}
