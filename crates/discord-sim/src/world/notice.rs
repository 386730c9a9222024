//! Messages that Discord itself writes: a thread was made, somebody was added, a name was changed.

use serde_json::json;

use super::{MessageDraft, MessageKind, World};
use crate::clock::Moment;

/// A line about to be written.
#[derive(Debug)]
pub(crate) struct Notice<'a> {
    pub(crate) channel: u64,
    /// Who caused it.
    pub(crate) author: u64,
    pub(crate) kind: MessageKind,
    pub(crate) content: &'a str,
    /// The channel, and perhaps the message, that it is about.
    pub(crate) about: Option<(u64, Option<u64>)>,
    /// Who is named in it.
    pub(crate) mentions: &'a [u64],
}

impl World {
    /// Writes the line, and tells who sees it.
    pub(crate) fn notice(&mut self, notice: &Notice<'_>, now: Moment) -> u64 {
        let body = json!({});
        let id = self.id(now);
        let draft = MessageDraft {
            channel: notice.channel,
            author: notice.author,
            body: &body,
            files: &[],
            kind: notice.kind,
            interaction: None,
            only_for: None,
            flags: 0,
            reply_to: None,
        };
        let mut message = self.compose(id, &draft, now);
        notice.content.clone_into(&mut message.content);
        message.about = notice.about;
        message.pings.users = notice.mentions.to_vec();
        self.deliver(message, now)
    }
}
