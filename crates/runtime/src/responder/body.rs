//! A message as Discord takes it: the JSON body, and the files that must go with it.

use embeds::Message;
use serde::Serialize;
use twilight_model::channel::message::{AllowedMentions, Component, Embed};

use super::EPHEMERAL;
use crate::{RestError, rest::OutgoingFile};

/// Body of a callback.
#[derive(Serialize)]
pub(super) struct CallbackBody<'a> {
    #[serde(rename = "type")]
    pub(super) kind: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) data: Option<&'a MessageBody>,
}

/// Body of a message.
#[derive(Serialize)]
pub(super) struct MessageBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    embeds: Vec<Embed>,
    components: Vec<Component>,
    allowed_mentions: AllowedMentions,
    #[serde(skip_serializing_if = "is_zero")]
    flags: u64,
    attachments: Vec<AttachmentRef>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands out references"
)]
const fn is_zero(flags: &u64) -> bool {
    *flags == 0
}

/// A file of the message: a new one by its index, or one that the message has already.
#[derive(Serialize)]
#[serde(untagged)]
enum AttachmentRef {
    New {
        id: u64,
        filename: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        description: Option<String>,
    },
    Held {
        #[serde(serialize_with = "as_text")]
        id: u64,
    },
}

fn as_text<S: serde::Serializer>(id: &u64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(id)
}

/// Body and files.
pub(super) struct Upload {
    pub(super) body: MessageBody,
    pub(super) files: Vec<OutgoingFile>,
    reuses: bool,
}

impl Upload {
    /// `held` are name and id of files that the message has already. A file's name stands for
    /// its content (views name pictures after what they show), so those are kept as they are.
    pub(super) fn new(message: Message, held: &[(String, u64)]) -> Result<Self, RestError> {
        let rendered = message.finish().map_err(|_| RestError::Build {
            operation: "message",
            reason: "a component used twice, or an impossible structure",
        })?;
        let mut attachments = Vec::with_capacity(rendered.files.len());
        let mut files = Vec::new();
        let mut reuses = false;
        for file in rendered.files {
            if let Some((_, id)) = held.iter().find(|(name, _)| *name == file.name) {
                attachments.push(AttachmentRef::Held { id: *id });
                reuses = true;
                continue;
            }
            attachments.push(AttachmentRef::New {
                id: files.len() as u64,
                filename: file.name.clone(),
                description: (!file.alt.is_empty()).then_some(file.alt),
            });
            files.push(OutgoingFile {
                name: file.name,
                bytes: file.bytes,
            });
        }
        Ok(Self {
            body: MessageBody {
                content: rendered.content,
                embeds: rendered.embeds,
                components: rendered.components,
                allowed_mentions: rendered.allowed_mentions,
                flags: rendered.flags.bits(),
                attachments,
            },
            files,
            reuses,
        })
    }

    pub(super) const fn private(mut self, private: bool) -> Self {
        if private {
            self.body.flags |= EPHEMERAL;
        }
        self
    }

    /// Whether it counts on files that the message has already.
    pub(super) const fn reuses(&self) -> bool {
        self.reuses
    }
}
