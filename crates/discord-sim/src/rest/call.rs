//! A request, read: path parameters, query, JSON body, files.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, header};
use bytes::Bytes;
use serde_json::Value;

use super::{
    multipart,
    refusal::{self, Refusal},
};
use crate::{
    clock::Moment,
    validate::Files,
    world::{Upload, audit::Audit},
};

/// Files in one request (PROTOCOL 3.2).
const MOST_FILES: usize = 10;
/// Bytes in one file (PROTOCOL 3.2).
const LARGEST_FILE: usize = 10 * 1024 * 1024;

/// A request as its operation sees it.
#[derive(Debug, Default)]
pub(crate) struct Call {
    /// Who asks; 0 where the operation needs no token.
    pub(crate) application: u64,
    /// The person whose OAuth2 token was sent, where it was one.
    pub(crate) bearer: Option<Bearer>,
    pub(crate) params: BTreeMap<&'static str, String>,
    /// The last value of each key.
    pub(crate) query: BTreeMap<String, String>,
    /// Every pair, for keys that repeat.
    pub(crate) repeated: Vec<(String, String)>,
    /// `X-Audit-Log-Reason`, decoded.
    pub(crate) reason: Option<String>,
    /// The language that the caller wants answers in: `X-Discord-Locale`, then the first of `Accept-Language`.
    pub(crate) locale: String,
    pub(crate) body: Value,
    pub(crate) files: Vec<Upload>,
    /// Fields with addresses that failed Discord's test, and why.
    pub(crate) distrusted: Vec<(&'static str, String)>,
}

/// A person's OAuth2 token, as far as operations need it.
#[derive(Debug, Clone)]
pub(crate) struct Bearer {
    pub(crate) application: u64,
    pub(crate) user: u64,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires: Moment,
}

/// File names, or how many files there are.
pub(crate) enum Named {
    Names(Vec<String>),
    Count(usize),
}

impl<'a> From<&'a Named> for Files<'a> {
    fn from(named: &'a Named) -> Self {
        match named {
            Named::Names(names) => Self::Named(names),
            Named::Count(count) => Self::Count(*count),
        }
    }
}

impl Call {
    /// Whose account the operation is about: the person's of the token, else the bot's.
    pub(crate) fn account(&self) -> u64 {
        self.bearer
            .as_ref()
            .map_or(self.application, |bearer| bearer.user)
    }

    /// The audit log's entry for what this request did to `target`.
    pub(crate) fn audit(&self, guild: u64, action: u16, target: u64, changes: Vec<Value>) -> Audit {
        Audit {
            guild,
            actor: self.application,
            action,
            target: Some(target),
            reason: self.reason.clone(),
            changes,
            options: Value::Null,
        }
    }

    /// Refuses a person's token without this scope; a bot's has all that the operation needs.
    pub(crate) fn scope(&self, scope: &str) -> Result<(), Refusal> {
        match &self.bearer {
            Some(bearer) if !bearer.scopes.iter().any(|given| given == scope) => {
                Err(refusal::missing_scope())
            }
            _ => Ok(()),
        }
    }

    /// The uploaded files as the rules want them: by name where they are numbered without gaps.
    pub(crate) fn named_files(&self) -> Named {
        let mut files: Vec<&Upload> = self.files.iter().collect();
        files.sort_unstable_by_key(|file| file.index);
        let gapless = files
            .iter()
            .zip(0..)
            .all(|(file, number)| file.index == number);
        if gapless {
            Named::Names(files.into_iter().map(|file| file.name.clone()).collect())
        } else {
            Named::Count(files.len())
        }
    }

    /// A path parameter as text.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.params
            .get(name)
            .map(String::as_str)
            .unwrap_or_default()
    }

    /// A path parameter as an id.
    pub(crate) fn id(&self, name: &'static str) -> Result<u64, Refusal> {
        let text = self.text(name);
        text.parse().map_err(|_| {
            Refusal::form(
                &[name],
                "NUMBER_TYPE_COERCE",
                &format!("Value \"{text}\" is not snowflake."),
            )
        })
    }

    /// A boolean of the query: `True`, `true` and `1` are true.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.query
            .get(name)
            .is_some_and(|value| matches!(value.as_str(), "True" | "true" | "1"))
    }

    /// All values of a key of the query, repeated or joined by commas.
    pub(crate) fn list(&self, name: &str) -> Vec<&str> {
        let given = self.repeated.iter().filter(|(key, _)| key == name);
        given
            .flat_map(|(_, value)| value.split(','))
            .filter(|value| !value.is_empty())
            .collect()
    }

    /// How many items of a list are asked for: at least one, at most `most`.
    pub(crate) fn limit(&self, usual: u64, most: u64) -> Result<usize, Refusal> {
        let limit = self.number("limit")?.unwrap_or(usual);
        if (1..=most).contains(&limit) {
            return Ok(usize::try_from(limit).unwrap_or(usize::MAX));
        }
        let (code, text) = if limit == 0 {
            ("NUMBER_TYPE_MIN", "greater than or equal to 1".to_owned())
        } else {
            ("NUMBER_TYPE_MAX", format!("less than or equal to {most}"))
        };
        Err(Refusal::form(
            &["limit"],
            code,
            &format!("int value should be {text}."),
        ))
    }

    /// A number of the query.
    pub(crate) fn number(&self, name: &'static str) -> Result<Option<u64>, Refusal> {
        let Some(text) = self.query.get(name) else {
            return Ok(None);
        };
        let number = text.parse().map_err(|_| {
            Refusal::form(
                &[name],
                "NUMBER_TYPE_COERCE",
                &format!("Value \"{text}\" is not int."),
            )
        })?;
        Ok(Some(number))
    }
}

/// The JSON body and the files of a request.
pub(super) fn content(headers: &HeaderMap, bytes: &Bytes) -> Result<(Value, Vec<Upload>), Refusal> {
    if bytes.is_empty() {
        return Ok((Value::Null, Vec::new()));
    }
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/json" => Ok((json(bytes)?, Vec::new())),
        "multipart/form-data" => form(content_type, bytes),
        "application/x-www-form-urlencoded" => Ok((urlencoded(bytes), Vec::new())),
        _ => Err(Refusal::form(
            &["_"],
            "CONTENT_TYPE_INVALID",
            "Expected \"Content-Type\" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.",
        )),
    }
}

/// A form's fields, as text like those of a multipart one.
fn urlencoded(bytes: &Bytes) -> Value {
    let pairs = form_urlencoded::parse(bytes);
    let fields = pairs.map(|(key, value)| (key.into_owned(), Value::String(value.into_owned())));
    Value::Object(fields.collect())
}

fn form(content_type: &str, bytes: &Bytes) -> Result<(Value, Vec<Upload>), Refusal> {
    let form =
        multipart::boundary(content_type).and_then(|boundary| multipart::parse(bytes, boundary));
    if form.as_ref().is_some_and(|form| form.nameless) {
        return Err(refusal::invalid_file());
    }
    let form = form.ok_or_else(|| {
        Refusal::form(
            &["_"],
            "MULTIPART_INVALID",
            "The multipart body cannot be read.",
        )
    })?;
    if form.files.len() > MOST_FILES {
        return Err(refusal::too_many_files());
    }
    if form
        .files
        .iter()
        .any(|file| file.bytes.len() > LARGEST_FILE)
    {
        return Err(refusal::too_large());
    }
    let body = form
        .payload
        .as_ref()
        .map_or_else(|| Ok(typed(form.fields)), json)?;
    Ok((body, form.files))
}

/// Plain fields of a form, with those that are no text read as what they are.
fn typed(mut fields: serde_json::Map<String, Value>) -> Value {
    for key in ["tts", "flags"] {
        let text = fields.get(key).and_then(Value::as_str);
        if let Some(value) = text.and_then(|text| serde_json::from_str(&text.to_lowercase()).ok()) {
            fields.insert(key.to_owned(), value);
        }
    }
    Value::Object(fields)
}

fn json(bytes: &Bytes) -> Result<Value, Refusal> {
    serde_json::from_slice(bytes).map_err(|_| refusal::bad_json())
}

/// Longest `X-Audit-Log-Reason` in characters.
const LONGEST_REASON: usize = 512;

/// The reason for the audit log.
pub(super) fn reason(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(given) = headers.get("x-audit-log-reason") else {
        return Ok(None);
    };
    let text = decode(given.to_str().unwrap_or_default()).trim().to_owned();
    if text.chars().count() > LONGEST_REASON {
        return Err(Refusal::form(
            &["reason"],
            "BASE_TYPE_BAD_LENGTH",
            "Must be between 1 and 512 in length.",
        ));
    }
    Ok((!text.is_empty()).then_some(text))
}

/// The language that the caller wants.
pub(super) fn locale(headers: &HeaderMap) -> String {
    let read = |name: &str| headers.get(name)?.to_str().ok();
    let given = read("x-discord-locale").or_else(|| read("accept-language"));
    let first = given.unwrap_or_default().split([',', ';']).next();
    first.unwrap_or_default().trim().to_owned()
}

/// The query of an address, percent-decoded.
pub(super) fn query(text: &str) -> BTreeMap<String, String> {
    pairs(text).into_iter().collect()
}

/// The pairs of a query in order, percent-decoded.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        })
        .collect()
}

/// Undoes percent-encoding in a path, where a plus is a plus.
pub(super) fn decode_path(path: &str) -> String {
    decode(&path.replace('+', "%2B"))
}

/// Undoes percent-encoding.
pub(super) fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match (first, code) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            (b'+', _) => {
                bytes.push(b' ');
                rest = tail;
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_are_decoded() {
        let query = query("limit=5&name=a%20b%C3%A4&flag");
        assert_eq!(query.get("limit").map(String::as_str), Some("5"));
        assert_eq!(query.get("name").map(String::as_str), Some("a bä"));
        assert_eq!(query.get("flag").map(String::as_str), Some(""));
    }

    #[test]
    fn forms_are_read_as_discord_reads_them() {
        let mut headers = HeaderMap::new();
        let kind = "application/x-www-form-urlencoded; charset=utf-8";
        headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
        let body = Bytes::from_static(b"name=a+b%C3%A4&topic=");
        let (body, files) = content(&headers, &body).expect("a form");
        assert_eq!(body, serde_json::json!({"name": "a b\u{e4}", "topic": ""}));
        assert!(files.is_empty());
    }

    #[test]
    fn other_content_types_and_broken_json_are_refused() {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("text/plain"),
        );
        assert_eq!(
            content(&headers, &Bytes::from_static(b"x"))
                .expect_err("refused")
                .code(),
            50035
        );
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("application/json"),
        );
        assert_eq!(
            content(&headers, &Bytes::from_static(b"{"))
                .expect_err("refused")
                .code(),
            50109
        );
    }
}
