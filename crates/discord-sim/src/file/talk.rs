//! What a world file says about talk: messages that are there from the start, threads, and the tags of forums.

use serde::{Deserialize, Serialize};

use super::{
    value::{Span, unset},
    world::ChannelFile,
};

/// A message.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PostFile {
    pub(crate) from: String,
    pub(crate) text: String,
    /// How long before the start it was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ago: Option<Span>,
    /// The number of the message in its list that it answers, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reply_to: Option<usize>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) pinned: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) reactions: Vec<ReactionFile>,
    /// The thread that began with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) thread: Option<ThreadFile>,
}

/// One emoji under a message, and whose it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReactionFile {
    pub(crate) emoji: String,
    pub(crate) by: Vec<String>,
}

/// A thread, or a post of a forum.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ThreadFile {
    pub(crate) name: String,
    /// Who began it; the author of its first message if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) private: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) tags: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) archived: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) locked: bool,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) messages: Vec<PostFile>,
}

/// A tag that posts of a forum can have.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TagFile {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) emoji: Option<String>,
    #[serde(skip_serializing_if = "unset")]
    pub(crate) moderated: bool,
}

impl ThreadFile {
    /// Who began it.
    pub(crate) fn owner(&self) -> Option<&str> {
        let first = self.messages.first().map(|post| post.from.as_str());
        self.from.as_deref().or(first)
    }

    fn things(&self) -> usize {
        1 + posts(&self.messages)
    }
}

impl ChannelFile {
    /// How many things it makes, each time.
    pub(crate) fn things(&self) -> usize {
        let threads: usize = self.threads.iter().map(ThreadFile::things).sum();
        1 + posts(&self.messages) + threads
    }
}

fn posts(posts: &[PostFile]) -> usize {
    let threads = posts.iter().filter_map(|post| post.thread.as_ref());
    posts.len() + threads.map(ThreadFile::things).sum::<usize>()
}
