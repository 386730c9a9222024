//! Bodies of a person's acts: JSON, or a form with `payload_json` and `files[n]`, as Discord's own client sends them.

use axum::{
    extract::Request,
    http::{HeaderMap, StatusCode, header},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::{
    control::reply::{Reply, body_with_nulls},
    driver::LARGEST_FILE,
    rest,
    world::Upload,
};

/// Files in one act.
const MOST_FILES: usize = 10;
/// Largest JSON in bytes.
const LARGEST_JSON: usize = 1024 * 1024;

/// Reads a body of a kind that the description has, with its files.
pub(super) async fn read<T: DeserializeOwned>(
    request: Request,
    kind: &str,
) -> Result<(T, Vec<Upload>), Reply> {
    let (parts, stream) = request.into_parts();
    let bytes = rest::read(stream).await;
    let bytes = bytes.ok_or_else(|| too_large("the request is larger than 25 MiB"))?;
    let (json, files) = content(&parts.headers, bytes)?;
    if json.len() > LARGEST_JSON {
        return Err(too_large("the JSON is larger than 1 MiB"));
    }
    Ok((body_with_nulls(&json, kind)?, files))
}

/// Reads a body that has no files.
pub(super) async fn plain<T: DeserializeOwned>(request: Request, kind: &str) -> Result<T, Reply> {
    let (read, files) = read(request, kind).await?;
    if files.is_empty() {
        Ok(read)
    } else {
        Err(Reply::bad("no files belong to this"))
    }
}

fn content(headers: &HeaderMap, bytes: Bytes) -> Result<(Bytes, Vec<Upload>), Reply> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().starts_with("multipart/form-data") {
        return Ok((bytes, Vec::new()));
    }
    let form = rest::form(kind, &bytes);
    let form = form.ok_or_else(|| Reply::bad("the form cannot be read"))?;
    if form.nameless {
        return Err(Reply::bad("a file has no name"));
    }
    if form.files.len() > MOST_FILES {
        return Err(Reply::bad("there are more than 10 files"));
    }
    for (place, file) in form.files.iter().enumerate() {
        if file.bytes.len() > LARGEST_FILE {
            let error = format!("{} is larger than 10 MiB", file.name);
            return Err(too_large(&error));
        }
        if form.files[..place]
            .iter()
            .any(|other| other.index == file.index)
        {
            return Err(Reply::bad("two files have the same number"));
        }
    }
    let json = form
        .payload
        .ok_or_else(|| Reply::bad("payload_json is missing"))?;
    Ok((json, form.files))
}

fn too_large(error: &str) -> Reply {
    Reply::refused(StatusCode::PAYLOAD_TOO_LARGE, error, &[])
}
