//! Uploaded files: kept, named, measured, and how they look on the wire.

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{StoredFile, World, picture::dimensions};
use crate::clock::Moment;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) content_type: String,
    pub(crate) size: usize,
    pub(crate) dimensions: Option<(u32, u32)>,
    /// Bare: it is signed when it is shown.
    pub(crate) url: String,
    /// A voice message's shape and length.
    pub(crate) voice: Option<(String, f64)>,
    pub(crate) spoiler: bool,
}

/// An attachment's flag for what is hidden until it is clicked.
const IS_SPOILER: u64 = 1 << 3;

/// A file as it was uploaded in a request.
#[derive(Debug, Clone)]
pub struct Upload {
    /// The `n` of `files[n]`.
    pub index: u64,
    /// File name as sent.
    pub name: String,
    /// Media type as sent.
    pub content_type: String,
    /// What is in it.
    pub bytes: Bytes,
}

impl Attachment {
    pub(crate) fn json(&self, ephemeral: bool) -> Value {
        let mut json = json!({
            "id": self.id.to_string(),
            "filename": self.name,
            "size": self.size,
            "url": self.url,
            "proxy_url": self.url,
            "content_type": self.content_type,
        });
        if let Some(description) = &self.description {
            json["description"] = json!(description);
        }
        if let Some((width, height)) = self.dimensions {
            json["width"] = json!(width);
            json["height"] = json!(height);
        }
        if let Some((waveform, seconds)) = &self.voice {
            json["waveform"] = json!(waveform);
            json["duration_secs"] = json!(seconds);
        }
        if self.spoiler {
            json["flags"] = json!(IS_SPOILER);
        }
        if ephemeral {
            json["ephemeral"] = json!(true);
        }
        json
    }

    /// As it stands inside a component.
    pub(super) fn media(&self) -> Value {
        let (width, height) = self.dimensions.unzip();
        json!({"id": self.id.to_string(), "attachment_id": self.id.to_string(), "url": self.url, "proxy_url": self.url,
            "width": width, "height": height, "content_type": self.content_type, "name": self.name, "size": self.size})
    }
}

impl World {
    /// Keeps uploaded files and gives them their metadata from the body's `attachments`.
    pub(crate) fn store_files(
        &mut self,
        channel: u64,
        files: &[Upload],
        metadata: &Value,
        now: Moment,
    ) -> Vec<Attachment> {
        let mut attachments = Vec::new();
        for file in files {
            let id = self.id(now);
            let given = metadata
                .as_array()
                .into_iter()
                .flatten()
                .find(|item| number(&item["id"]) == Some(file.index));
            let name = safe_name(
                given
                    .and_then(|item| item["filename"].as_str())
                    .unwrap_or(&file.name),
            );
            let url = format!("{}/attachments/{channel}/{id}/{name}", self.base_url);
            attachments.push(Attachment {
                id,
                description: given
                    .and_then(|item| item["description"].as_str())
                    .map(ToOwned::to_owned),
                content_type: file.content_type.clone(),
                size: file.bytes.len(),
                dimensions: dimensions(&file.bytes),
                url,
                voice: given.and_then(|item| {
                    let waveform = item["waveform"].as_str()?;
                    Some((waveform.to_owned(), item["duration_secs"].as_f64()?))
                }),
                spoiler: given.is_some_and(|item| item["is_spoiler"] == true),
                name: name.clone(),
            });
            self.files.insert(
                id,
                StoredFile {
                    name,
                    content_type: file.content_type.clone(),
                    bytes: file.bytes.clone(),
                },
            );
        }
        attachments
    }
}

/// An id that is written as a number or as text.
pub(super) fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// The name as Discord serves it: other characters become `_`.
fn safe_name(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "._-".contains(c) {
                c
            } else {
                '_'
            }
        })
        .collect()
}
