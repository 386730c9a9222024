//! Files that people write for the simulator: worlds and scenarios.
//!
//! A file is read with the place of every key, held against its schema in `openapi.json`, and only then turned into
//! types; so every mistake is told at once, with its line and what to do about it.

mod complaint;
mod export;
mod mistakes;
mod raise;
mod schema;
mod settings;
mod value;
mod world;
mod yaml;

use std::path::Path;

use serde::de::DeserializeOwned;
use serde_json::Value;

pub use complaint::{Complaint, FileError};
pub use settings::SettingsFile;
pub use value::Span;
pub(crate) use mistakes::{Found, Known};
pub(crate) use raise::{Made, Raise};
pub(crate) use schema::{check, description, nearest};
pub(crate) use world::{
    ApplicationFile, BotFile, ChannelFile, GuildFile, MemberFile, PersonFile, RoleFile,
};
pub use world::WorldFile;

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
) -> Result<T, FileError> {
    let failed = |complaints| FileError {
        file: name.to_owned(),
        complaints,
    };
    let document = yaml::read(text).map_err(|complaint| failed(vec![complaint]))?;
    let value = if document.value.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        document.value.clone()
    };
    let mut complaints: Vec<Complaint> = check(kind, &value)
        .into_iter()
        .map(|(pointer, complaint)| complaint.at(document.line(&pointer)))
        .collect();
    if complaints.is_empty() {
        match serde_json::from_value(value) {
            Ok(read) => return Ok(read),
            Err(error) => complaints.push(Complaint::new("", error.to_string(), "look at the schema")),
        }
    }
    complaints.sort_by_key(|complaint| complaint.line);
    Err(failed(complaints))
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
        let read: Self = parse(text, name, "World")?;
        let document = yaml::read(text).ok();
        let mut complaints: Vec<Complaint> = read
            .mistakes()
            .into_iter()
            .map(|(pointer, complaint)| {
                let line = document.as_ref().and_then(|document| document.line(&pointer));
                complaint.at(line)
            })
            .collect();
        if complaints.is_empty() {
            return Ok(read);
        }
        complaints.sort_by_key(|complaint| complaint.line);
        Err(FileError {
            file: name.to_owned(),
            complaints,
        })
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
