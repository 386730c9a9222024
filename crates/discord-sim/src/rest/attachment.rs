//! Serves uploaded files to those whose address is signed and not too old.

use std::sync::Arc;

use axum::{
    body::Body,
    extract::{Path, RawQuery, State},
    http::{HeaderMap, HeaderValue, Response, StatusCode, header},
};
use bytes::Bytes;

use super::{call, plain};
use crate::{
    hub::Hub,
    world::{StoredFile, Unserved},
};

pub(super) async fn get(
    State(hub): State<Arc<Hub>>,
    Path((_, attachment, name)): Path<(u64, u64, String)>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let query = call::query(&query.unwrap_or_default());
    let stored = hub.look(|world, now| {
        world.serves(attachment, &name, |key| query.get(key).cloned(), now)?;
        let file = world
            .files
            .get(&attachment)
            .filter(|file| file.name == name);
        file.cloned().ok_or(Unserved::Expired)
    });
    match stored {
        Ok(file) => served(&file, &headers),
        Err(Unserved::Expired) => plain(
            StatusCode::NOT_FOUND,
            "This content is no longer available.",
        ),
        Err(Unserved::Forged) => plain(StatusCode::FORBIDDEN, "Access denied"),
    }
}

/// A file, or the part of it that a `Range` header asks for.
pub(super) fn served(file: &StoredFile, headers: &HeaderMap) -> Response<Body> {
    let wanted = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok())
        .and_then(|text| text.strip_prefix("bytes="));
    let size = file.bytes.len();
    let (status, bytes, range) = match wanted.map(|text| range(text, size)) {
        None => (StatusCode::OK, file.bytes.clone(), None),
        Some(Some((first, last))) => (
            StatusCode::PARTIAL_CONTENT,
            file.bytes.slice(first..=last),
            Some(format!("bytes {first}-{last}/{size}")),
        ),
        Some(None) => (
            StatusCode::RANGE_NOT_SATISFIABLE,
            Bytes::new(),
            Some(format!("bytes */{size}")),
        ),
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let answer = response.headers_mut();
    let content_type = HeaderValue::from_str(&file.content_type)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"));
    answer.insert(header::CONTENT_TYPE, content_type);
    answer.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Some(range) = range.and_then(|range| HeaderValue::from_str(&range).ok()) {
        answer.insert(header::CONTENT_RANGE, range);
    }
    response
}

/// First and last byte of `first-last`, `first-` or `-count`.
fn range(text: &str, size: usize) -> Option<(usize, usize)> {
    let (first, last) = text.split_once('-')?;
    let end = size.checked_sub(1)?;
    if first.is_empty() {
        let count = last.parse::<usize>().ok().filter(|count| *count > 0)?;
        return Some((size.saturating_sub(count), end));
    }
    let first = first.parse::<usize>().ok()?;
    let last = if last.is_empty() {
        end
    } else {
        last.parse::<usize>().ok()?.min(end)
    };
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_file() {
        for (text, wanted) in [
            ("0-3", Some((0, 3))),
            ("4-", Some((4, 9))),
            ("-3", Some((7, 9))),
            ("-30", Some((0, 9))),
            ("8-99", Some((8, 9))),
            ("10-12", None),
            ("5-4", None),
            ("-0", None),
            ("x-1", None),
            ("3", None),
        ] {
            assert_eq!(range(text, 10), wanted, "{text}");
        }
        assert_eq!(range("0-", 0), None);
    }
}
