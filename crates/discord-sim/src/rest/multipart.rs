//! Reads `multipart/form-data` as bots send it: `payload_json` and `files[n]`.

use bytes::Bytes;
use serde_json::{Map, Value};

use crate::world::Upload;

/// A form: its JSON text and its files.
#[derive(Debug, Default)]
pub(crate) struct Form {
    pub(crate) payload: Option<Bytes>,
    /// Plain fields, as text.
    pub(super) fields: Map<String, Value>,
    pub(crate) files: Vec<Upload>,
    /// A file came without a name.
    pub(crate) nameless: bool,
}

/// Longest boundary (RFC 2046); each place of a body is compared with it.
const LONGEST_BOUNDARY: usize = 70;

/// The boundary that a content type names.
pub(super) fn boundary(content_type: &str) -> Option<&str> {
    let value = content_type
        .split(';')
        .find_map(|part| part.trim().strip_prefix("boundary="))?;
    Some(value.trim_matches('"'))
        .filter(|boundary| (1..=LONGEST_BOUNDARY).contains(&boundary.len()))
}

/// Reads a form; `None` when it is not one.
pub(super) fn parse(body: &Bytes, boundary: &str) -> Option<Form> {
    let delimiter = format!("--{boundary}");
    let mut form = Form::default();
    let mut at = find(body, 0, delimiter.as_bytes())? + delimiter.len();
    loop {
        if body[at..].starts_with(b"--") {
            return Some(form);
        }
        let head = at + 2;
        let head_end = find(body, head, b"\r\n\r\n")?;
        let next = find(body, head_end, format!("\r\n{delimiter}").as_bytes())?;
        let headers = std::str::from_utf8(body.get(head..head_end)?).ok()?;
        part(
            &mut form,
            headers,
            body.slice(head_end + 4..next.max(head_end + 4)),
        )?;
        at = next + 2 + delimiter.len();
    }
}

fn part(form: &mut Form, headers: &str, content: Bytes) -> Option<()> {
    let header = |name: &str| {
        headers.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
        })
    };
    let disposition = header("content-disposition")?;
    let name = parameter(disposition, "name")?;
    if name == "payload_json" {
        form.payload = Some(content);
    } else if let Some(file_name) = parameter(disposition, "filename") {
        let index = match name.as_str() {
            "file" | "target_users_file" => "0",
            name => name.strip_prefix("files[")?.strip_suffix(']')?,
        };
        let content_type =
            header("content-type").map_or_else(|| guess(&file_name), ToOwned::to_owned);
        form.files.push(Upload {
            index: index.parse().ok()?,
            name: file_name,
            content_type,
            bytes: content,
        });
    } else if name.starts_with("files[") {
        form.nameless = true;
    } else {
        let text = String::from_utf8(content.to_vec()).ok()?;
        form.fields.insert(name, Value::String(text));
    }
    Some(())
}

fn parameter(disposition: &str, name: &str) -> Option<String> {
    let mut quoted = false;
    let parts = disposition.split(|sign| {
        quoted ^= sign == '"';
        sign == ';' && !quoted
    });
    let value = parts.into_iter().find_map(|part| {
        let (key, value) = part.trim().split_once('=')?;
        (key == name).then_some(value)
    })?;
    Some(value.trim_matches('"').to_owned())
}

fn find(body: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let first = *wanted.first()?;
    let mut at = from;
    while let Some(step) = body.get(at..)?.iter().position(|byte| *byte == first) {
        at += step;
        if body[at..].starts_with(wanted) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The media type of a file that came without one.
pub(crate) fn guess(name: &str) -> String {
    let extension = name
        .rsplit('.')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    match extension.as_str() {
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "ogg" | "oga" | "opus" => "audio/ogg",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "csv" => "text/csv; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_gives_its_payload_and_its_files() {
        let body = Bytes::from_static(
            b"--x\r\nContent-Disposition: form-data; name=\"payload_json\"\r\nContent-Type: application/json\r\n\r\n{}\r\n\
            --x\r\nContent-Disposition: form-data; name=\"files[3]\"; filename=\"a.png\"\r\n\r\n\x00\r\n--y\r\n--x--\r\n",
        );
        let form = parse(
            &body,
            boundary("multipart/form-data; boundary=\"x\"").expect("a boundary"),
        )
        .expect("a form");
        assert_eq!(form.payload.as_deref(), Some(b"{}".as_slice()));
        assert_eq!(form.files.len(), 1);
        let file = &form.files[0];
        assert_eq!(
            (file.index, file.name.as_str(), file.content_type.as_str()),
            (3, "a.png", "image/png")
        );
        assert_eq!(&file.bytes[..], b"\x00\r\n--y");
    }

    #[test]
    fn what_is_no_form_is_refused() {
        assert!(parse(&Bytes::from_static(b"hello"), "x").is_none());
        assert!(
            parse(
                &Bytes::from_static(
                    b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nopen"
                ),
                "x"
            )
            .is_none()
        );
        assert!(boundary("multipart/form-data").is_none());
        let long = format!("multipart/form-data; boundary={}", "-".repeat(71));
        assert!(
            boundary(&long).is_none(),
            "a body would be compared with it everywhere"
        );
    }
}
