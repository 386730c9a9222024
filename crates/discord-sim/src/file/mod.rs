//! Files that people write for the simulator: worlds and scenarios.
//!
//! A file is read with the place of every key, held against its schema in `openapi.json`, and only then turned into
//! types; so every mistake is told at once, with its line and what to do about it.

mod complaint;
mod count;
mod export;
mod export_talk;
mod mistakes;
mod mistakes_talk;
mod raise;
mod raise_channel;
mod raise_shop;
mod raise_talk;
mod schema;
mod settings;
mod talk;
mod value;
mod world;
mod yaml;

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use complaint::{Complaint, FileError};
pub(crate) use mistakes::{Found, Known};
pub(crate) use raise::{Made, Raise};
pub(crate) use schema::{check, description, nearest};
pub use settings::SettingsFile;
pub use value::Span;
pub(crate) use value::{Id, moment};
pub use world::WorldFile;
pub(crate) use world::{
    ApplicationFile, BotFile, ChannelFile, GuildFile, MemberFile, PersonFile, RoleFile, SkuKind,
};

/// Largest file that is read, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The text of a file.
pub(crate) fn text_of(path: &Path) -> Result<String, FileError> {
    let told = |problem: String, remedy: &str| FileError {
        file: path.display().to_string(),
        complaints: vec![Complaint::new("", problem, remedy)],
    };
    match std::fs::metadata(path) {
        Ok(file) if file.len() > MAX_BYTES => {
            let problem = format!("it has {} bytes, more than {MAX_BYTES}", file.len());
            return Err(told(problem, "use repeat for many of a kind"));
        }
        Ok(_) => {}
        Err(error) => return Err(told(error.to_string(), "look at the path")),
    }
    std::fs::read_to_string(path).map_err(|error| told(error.to_string(), "write it in UTF-8"))
}

/// Reads a text of some kind: `World` or `Scenario`.
pub(crate) fn parse<T: DeserializeOwned>(
    text: &str,
    name: &str,
    kind: &str,
    mistakes: impl FnOnce(&T) -> Found,
) -> Result<T, FileError> {
    let failed = |complaints| FileError {
        file: name.to_owned(),
        complaints,
    };
    let document = yaml::read(text).map_err(|complaint| failed(vec![complaint]))?;
    let value = match &document.value {
        Value::Null => Value::Object(serde_json::Map::new()),
        value => value.clone(),
    };
    let found = match read(kind, value, mistakes) {
        Ok(read) => return Ok(read),
        Err(found) => found,
    };
    let mut complaints: Vec<Complaint> = found
        .into_iter()
        .map(|(pointer, complaint)| complaint.at(document.line(&pointer)))
        .collect();
    complaints.sort_by_key(|complaint| complaint.line);
    Err(failed(complaints))
}

/// Turns a value of some kind into its type: first its schema, then what only the whole can tell.
pub(crate) fn read<T: DeserializeOwned>(
    kind: &str,
    value: Value,
    mistakes: impl FnOnce(&T) -> Found,
) -> Result<T, Found> {
    fit(kind, without_nulls(value), mistakes)
}

/// The same for a value whose nulls say something.
pub(crate) fn fit<T: DeserializeOwned>(
    kind: &str,
    value: Value,
    mistakes: impl FnOnce(&T) -> Found,
) -> Result<T, Found> {
    let found = check(kind, &value);
    if !found.is_empty() {
        return Err(found);
    }
    let whole = |error: serde_json::Error| {
        let complaint = Complaint::new("", error.to_string(), "look at the schema");
        vec![(String::new(), complaint)]
    };
    let read: T = serde_json::from_value(value).map_err(whole)?;
    let found = mistakes(&read);
    if found.is_empty() {
        Ok(read)
    } else {
        Err(found)
    }
}

/// A key without a value says nothing, like a section whose lines are all comments.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let said = entries.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(
                said.map(|(key, value)| (key, without_nulls(value)))
                    .collect(),
            )
        }
        Value::Array(list) => Value::Array(list.into_iter().map(without_nulls).collect()),
        other => other,
    }
}

impl WorldFile {
    /// Reads a world file.
    ///
    /// # Errors
    ///
    /// Every mistake in it, with its line.
    pub fn read(path: &Path) -> Result<Self, FileError> {
        Self::parse(&text_of(path)?, &path.display().to_string())
    }

    /// Reads the text of a world file; `name` is what mistakes call it.
    ///
    /// # Errors
    ///
    /// Every mistake in it, with its line.
    pub fn parse(text: &str, name: &str) -> Result<Self, FileError> {
        parse(text, name, "World", Self::mistakes)
    }

    /// How the simulator behaves.
    #[must_use]
    pub fn settings(&self) -> &SettingsFile {
        &self.settings
    }

    /// The file's text, in YAML.
    #[must_use]
    pub fn text(&self) -> String {
        yaml::write(&self.json())
    }

    /// The file as JSON, which is YAML too.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The JSON Schema of world files, for editors.
    #[must_use]
    pub fn schema() -> Value {
        schema::document("World")
    }
}
