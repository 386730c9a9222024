//! Reads a bot's answer as a person sees it: which letters can be clicked, which files it has.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use crate::discord::payload;

/// Kind of component that is a button.
const BUTTON: u64 = 2;
/// Kinds of answer with a message: a new one, and the component's own changed.
const MESSAGE: u64 = 4;
const UPDATE: u64 = 7;
/// Flag of a message that only the person sees: a refusal, here.
const EPHEMERAL: u64 = 1 << 6;

/// A message with a keyboard.
#[derive(Debug)]
pub(crate) struct Board {
    /// `custom_id`s of the buttons with a single letter that can be clicked.
    pub(crate) letters: Vec<String>,
    /// Names and ids of its files.
    pub(crate) files: Vec<(String, u64)>,
    /// Its components as they were sent.
    pub(crate) components: Value,
}

impl Board {
    /// Reads the body of a callback; `files` are those that the message had before.
    pub(crate) fn read(body: &[u8], files: &[(String, u64)]) -> Result<Self> {
        let mut answer: Value = serde_json::from_slice(json_part(body)?)?;
        let kind = answer["type"].as_u64();
        if !matches!(kind, Some(MESSAGE | UPDATE)) {
            bail!("an answer of kind {kind:?} shows no board");
        }
        let mut data = answer["data"].take();
        if data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0 {
            bail!("a private answer shows no board");
        }
        let mut letters = Vec::new();
        collect(&data["components"], &mut letters);
        let attachments = data["attachments"].as_array().into_iter().flatten();
        let files = attachments
            .map(|file| held(file, files))
            .collect::<Result<_>>()?;
        Ok(Self {
            letters,
            files,
            components: data["components"].take(),
        })
    }
}

/// A file by name and id: a new one gets an id, one that stays is looked up.
fn held(file: &Value, before: &[(String, u64)]) -> Result<(String, u64)> {
    if let Some(name) = file["filename"].as_str() {
        return Ok((name.to_owned(), payload::snowflake()));
    }
    let id: u64 = file["id"].as_str().context("a file without id")?.parse()?;
    let found = before.iter().find(|(_, known)| *known == id);
    found.cloned().context("a file that the message never had")
}

fn collect(components: &Value, letters: &mut Vec<String>) {
    match components {
        Value::Array(list) => list.iter().for_each(|part| collect(part, letters)),
        Value::Object(parts) => {
            let text = |key: &str| parts.get(key).and_then(Value::as_str);
            let enabled = parts.get("disabled").and_then(Value::as_bool) != Some(true);
            let button = parts.get("type").and_then(Value::as_u64) == Some(BUTTON);
            let letter = text("label").is_some_and(|label| label.chars().count() == 1);
            if let (true, Some(id)) = (button && enabled && letter, text("custom_id")) {
                letters.push(id.to_owned());
            }
            for part in parts
                .values()
                .filter(|part| part.is_array() || part.is_object())
            {
                collect(part, letters);
            }
        }
        _ => {}
    }
}

/// The JSON of a body: all of it, or the first part of a form.
fn json_part(body: &[u8]) -> Result<&[u8]> {
    if !body.starts_with(b"--") {
        return Ok(body);
    }
    let line = find(body, b"\r\n").context("a form without boundary")?;
    let boundary = &body[..line];
    let start = find(body, b"\r\n\r\n").context("a form without parts")? + 4;
    let rest = &body[start..];
    let end = find(rest, boundary).context("a form without end")?;
    Ok(rest[..end].trim_ascii_end())
}

fn find(text: &[u8], wanted: &[u8]) -> Option<usize> {
    text.windows(wanted.len()).position(|at| at == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"type":7,"data":{"flags":32768,"components":[{"type":17,"components":[
        {"type":1,"components":[{"type":2,"label":"A","custom_id":"a"},
            {"type":2,"label":"B","custom_id":"b","disabled":true},
            {"type":2,"label":"Word","custom_id":"w"}]}]}],
        "attachments":[{"id":"9"},{"id":0,"filename":"new.png"}]}}"#;

    #[test]
    fn enabled_letters_and_files_are_found_in_json_and_in_forms() {
        let form = format!(
            "--x\r\nContent-Disposition: form-data; name=\"payload_json\"\r\n\r\n{JSON}\r\n--x\r\n\r\npng\r\n--x--"
        );
        for body in [JSON.as_bytes(), form.as_bytes()] {
            let board = Board::read(body, &[("old.png".to_owned(), 9)]).unwrap();
            assert_eq!(board.letters, ["a"]);
            assert_eq!(board.files[0], ("old.png".to_owned(), 9));
            assert_eq!(board.files[1].0, "new.png");
        }
    }

    #[test]
    fn a_refusal_is_no_board() {
        let refusal = br#"{"type":4,"data":{"flags":64,"content":"no","components":[]}}"#;
        assert!(Board::read(refusal, &[]).is_err());
    }
}
