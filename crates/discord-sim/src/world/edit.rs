//! Changes to a message that was sent (PROTOCOL 3.2 for what becomes of its files).

use serde_json::Value;

use super::{Message, Upload, World, alarm::Alarm, flag, poll::Poll, upload::number};
use crate::clock::Moment;

/// A change of a message: the request body, its files, and flags that go.
#[derive(Debug)]
pub(crate) struct Patch<'a> {
    pub(crate) body: &'a Value,
    pub(crate) files: &'a [Upload],
    /// Flags that this change takes away, such as LOADING.
    pub(crate) clear: u64,
}

/// Files in one message (PROTOCOL 3.2).
const MOST_FILES: usize = 10;

/// Why a message cannot be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unchangeable {
    /// It is not there.
    Gone,
    /// Nothing would be left of it.
    Empty,
    /// It would have more files than a message may have.
    TooManyFiles,
    /// It would show a file that it does not have.
    MissingFile,
    /// It becomes one of components, and still has what those do not have.
    LegacyFields,
}

impl World {
    /// Applies a change and tells those who see the message.
    pub(crate) fn edit(
        &mut self,
        channel: u64,
        id: u64,
        patch: &Patch<'_>,
        now: Moment,
    ) -> Result<(), Unchangeable> {
        let message = self.messages.get(&(channel, id));
        let mut message = message.cloned().ok_or(Unchangeable::Gone)?;
        let body = patch.body;
        if let Some(kept) = body.get("attachments") {
            keep_files(&mut message, kept, patch.files);
        }
        if message.attachments.len() + patch.files.len() > MOST_FILES {
            return Err(Unchangeable::TooManyFiles);
        }
        let new_files = self.store_files(channel, patch.files, &body["attachments"], now);
        message.attachments.extend(new_files);
        if let Some(content) = body.get("content") {
            message.content = content.as_str().unwrap_or_default().trim().to_owned();
        }
        let whole = |key: &str| {
            let value = body.get(key)?;
            Some(if value.is_null() {
                Value::Array(Vec::new())
            } else {
                value.clone()
            })
        };
        message.show(whole("components"), whole("embeds"), &self.base_url);
        if message.components.iter().any(names_a_file) {
            return Err(Unchangeable::MissingFile);
        }
        let polled = patch.clear & flag::LOADING != 0 && body["poll"].is_object();
        if message.is_empty() && !polled {
            return Err(Unchangeable::Empty);
        }
        message.flags &= !patch.clear;
        if let Some(flags) = body["flags"].as_u64() {
            // Of those that an edit may set, the V2 flag cannot be removed.
            message.flags &= !flag::SUPPRESS_EMBEDS;
            message.flags |= flags & (flag::SUPPRESS_EMBEDS | flag::COMPONENTS_V2);
        }
        let legacy = !message.content.is_empty() || !message.embeds.is_empty();
        if message.v2() && (legacy || message.poll.is_some() || !message.stickers.is_empty()) {
            return Err(Unchangeable::LegacyFields);
        }
        message.edited = Some(now);
        if patch.clear & flag::LOADING != 0 {
            message.poll = Poll::of(&body["poll"], now);
            if let Some(poll) = &message.poll {
                self.alarms.insert((poll.expiry, Alarm::Poll(channel, id)));
            }
            message.pings = self.pings_of(&message, body.get("allowed_mentions"), now);
        }
        self.messages.insert((channel, id), message);
        self.announce(channel, id, "MESSAGE_UPDATE", now);
        Ok(())
    }
}

/// Whether an `attachment://` address is left in it.
fn names_a_file(component: &Value) -> bool {
    match component {
        Value::String(text) => text.starts_with("attachment://"),
        Value::Array(list) => list.iter().any(names_a_file),
        Value::Object(fields) => fields.iter().any(|(key, value)| {
            !matches!(key.as_str(), "content" | "label") && names_a_file(value)
        }),
        _ => false,
    }
}

/// Keeps the old files that `list` names, with new descriptions where it gives them.
fn keep_files(message: &mut Message, list: &Value, files: &[Upload]) {
    let items: Vec<&Value> = list.as_array().into_iter().flatten().collect();
    let is_new = |id: u64| files.iter().any(|file| file.index == id);
    message.attachments.retain_mut(|attachment| {
        let named = items
            .iter()
            .find(|item| number(&item["id"]).is_some_and(|id| id == attachment.id && !is_new(id)));
        if let Some(description) = named.and_then(|item| item["description"].as_str()) {
            attachment.description = Some(description.to_owned());
        }
        named.is_some()
    });
}
