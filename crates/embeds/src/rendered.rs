//! A message as Discord takes it, ready to serialise, to snapshot and to compare.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};
use serde_json::Value;
use twilight_model::channel::message::{AllowedMentions, Component, Embed, MessageFlags};

/// The parts of a request that creates or edits a message.
///
/// Serialises as the JSON body (`payload_json`): files as `attachments` numbered from 0 in the order of `files`,
/// parts that are not there left out, `allowed_mentions` always there.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    /// Components, of either version.
    pub components: Vec<Component>,
    /// Embeds; none in a V2 message.
    pub embeds: Vec<Embed>,
    /// Text; none in a V2 message.
    pub content: Option<String>,
    /// `IS_COMPONENTS_V2` or nothing; whether the message is private is not the view's matter.
    pub flags: MessageFlags,
    /// Who may be pinged.
    pub allowed_mentions: AllowedMentions,
    /// What to upload.
    pub files: Vec<File>,
}

/// A file to upload.
#[derive(Clone, PartialEq, Eq)]
pub struct File {
    /// Unique in its message; components name it as `attachment://name`.
    pub name: String,
    /// What is in it.
    pub bytes: Arc<[u8]>,
    /// What it shows.
    pub alt: String,
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("bytes", &self.bytes.len())
            .field("alt", &self.alt)
            .finish()
    }
}

/// A file as the body announces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment<'a> {
    /// Its place among the uploaded files.
    pub id: usize,
    /// Its name.
    pub filename: &'a str,
    /// Its alt text.
    pub description: &'a str,
}

impl Rendered {
    /// The files as the body announces them.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment<'_>> {
        self.files
            .iter()
            .enumerate()
            .map(|(id, file)| Attachment {
                id,
                filename: &file.name,
                description: &file.alt,
            })
            .collect()
    }

    /// Whether it is a Components V2 message.
    #[must_use]
    pub fn is_v2(&self) -> bool {
        self.flags.contains(MessageFlags::IS_COMPONENTS_V2)
    }

    /// The JSON body, for snapshots.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Only components of unknown type do not serialise, and no builder makes one.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The message drawn as plain text, for snapshots of what a person sees.
    #[must_use]
    pub fn render_text(&self) -> String {
        crate::draw::message(self)
    }
}

impl Serialize for Rendered {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = serializer.serialize_struct("Message", 6)?;
        if let Some(content) = &self.content {
            body.serialize_field("content", content)?;
        }
        if !self.embeds.is_empty() {
            body.serialize_field("embeds", &self.embeds)?;
        }
        if !self.components.is_empty() {
            body.serialize_field("components", &self.components)?;
        }
        if !self.flags.is_empty() {
            body.serialize_field("flags", &self.flags)?;
        }
        body.serialize_field("allowed_mentions", &self.allowed_mentions)?;
        if !self.files.is_empty() {
            body.serialize_field("attachments", &self.attachments())?;
        }
        body.end()
    }
}
