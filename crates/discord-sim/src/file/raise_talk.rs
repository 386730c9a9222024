//! Makes what was said before the start: messages with their reactions, threads, posts of forums and their tags.

use std::time::Duration;

use serde_json::{Value, json};

use super::{
    raise::Raise,
    talk::{PostFile, TagFile, ThreadFile},
    value::Span,
    world::ChannelFile,
};
use crate::{
    clock::Moment,
    world::{ChannelKind, MessageDraft, MessageKind, channel::Tag, thread},
};

/// Threads of a file stay awake for a week, the longest time that Discord knows, in minutes.
const ARCHIVE: u32 = 10_080;

impl Raise<'_> {
    pub(super) fn tag(&mut self, file: &TagFile) -> Tag {
        Tag {
            id: self.world.id(self.now),
            name: file.name.clone(),
            moderated: file.moderated,
            emoji_id: None,
            emoji_name: file.emoji.clone(),
        }
    }

    /// What a channel's file says was said in it.
    pub(super) fn talk(&mut self, channel: u64, file: &ChannelFile) {
        self.posts(channel, &file.messages, &[]);
        for thread in &file.threads {
            self.thread(channel, thread, None);
        }
    }

    /// Writes messages into a channel, behind those that are there.
    fn posts(&mut self, channel: u64, posts: &[PostFile], there: &[u64]) {
        let mut sent = there.to_vec();
        for post in &posts[there.len().min(posts.len())..] {
            let now = self.back_to(post.ago);
            let reply_to = post
                .reply_to
                .and_then(|number| sent.get(number.checked_sub(1)?));
            let reply_to = reply_to.copied();
            let author = self.person_named(&post.from);
            let body = json!({"content": post.text});
            let draft = MessageDraft {
                kind: reply_to.map_or(MessageKind::Plain, |_| MessageKind::Reply),
                reply_to,
                ..said(channel, author, &body)
            };
            let id = self.world.send(&draft, now);
            self.finish_post(channel, id, post, now);
            sent.push(id);
        }
        self.world.ids.look_back(false);
    }

    /// What people did with a message.
    fn finish_post(&mut self, channel: u64, id: u64, post: &PostFile, now: Moment) {
        for reaction in &post.reactions {
            let Some(emoji) = self.world.emoji_of(channel, id, &reaction.emoji) else {
                continue;
            };
            for person in &reaction.by {
                let person = self.person_named(person);
                // More kinds than fit are a mistake that was told before.
                let _placed = self.world.react(channel, id, person, &emoji, now);
            }
        }
        if post.pinned {
            let author = self.person_named(&post.from);
            let _pinned = self.world.pin(channel, id, author, None, now);
        }
        if let Some(thread) = &post.thread {
            self.thread(channel, thread, Some((id, now)));
        }
    }

    /// Opens a thread in a channel, or from a message there and when that was written.
    fn thread(&mut self, parent: u64, file: &ThreadFile, message: Option<(u64, Moment)>) {
        let Some(owner) = file.owner() else {
            return;
        };
        let owner = self.person_named(owner);
        let first = file.messages.first();
        let now = match message {
            Some((_, when)) => when,
            None => self.back_to(first.and_then(|post| post.ago)),
        };
        let Some(channel) = self.world.channels.get(&parent) else {
            return;
        };
        let kind = match channel.kind {
            ChannelKind::Announcement => ChannelKind::AnnouncementThread,
            _ if file.private => ChannelKind::PrivateThread,
            _ => ChannelKind::PublicThread,
        };
        let tags = channel.forum.as_ref().map(|forum| {
            let tags = forum.tags.iter();
            let own = tags.filter(|tag| file.tags.contains(&tag.name));
            own.map(|tag| tag.id).collect::<Vec<u64>>()
        });
        let draft = thread::Draft {
            parent,
            owner,
            name: &file.name,
            kind,
            message: message.map(|(id, _)| id),
            auto_archive: Some(ARCHIVE),
            slow_mode: None,
            invitable: true,
            tags,
        };
        let id = match first.filter(|_| draft.tags.is_some()) {
            Some(first) => {
                let author = self.person_named(&first.from);
                let body = json!({"content": first.text});
                let id = self
                    .world
                    .open_post(&draft, &said(parent, author, &body), now);
                self.finish_post(id, id, first, now);
                self.posts(id, &file.messages, &[id]);
                id
            }
            None => {
                let id = self.world.open_thread(&draft, now);
                self.posts(id, &file.messages, &[]);
                id
            }
        };
        self.world.ids.look_back(false);
        if file.archived || file.locked {
            self.world.change_thread(id, self.now, |_, thread| {
                thread.locked = file.locked;
                if file.archived {
                    thread.turn(true, now);
                }
            });
        }
    }

    /// The moment of something that was so long ago; ids are of that time until they are told otherwise.
    fn back_to(&mut self, ago: Option<Span>) -> Moment {
        let ago = ago.map_or(Duration::ZERO, |ago| ago.0);
        self.world.ids.look_back(!ago.is_zero());
        self.now.before(ago)
    }
}

/// A message of a person in plain words.
fn said(channel: u64, author: u64, body: &Value) -> MessageDraft<'_> {
    MessageDraft {
        channel,
        author,
        body,
        files: &[],
        kind: MessageKind::Plain,
        interaction: None,
        only_for: None,
        flags: 0,
        reply_to: None,
    }
}
