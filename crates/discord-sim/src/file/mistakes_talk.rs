//! What is wrong with what was said before the start, which only the whole of a channel can tell.

use std::{collections::BTreeSet, time::Duration};

use super::{
    mistakes::{Found, Known, refer, say},
    talk::{PostFile, ThreadFile},
    world::{ApplicationFile, ChannelFile, KindFile, SkuKind},
};
use crate::world::reaction::is_unicode_emoji;

/// Different emojis under one message (PROTOCOL 3.3).
const MOST_KINDS: usize = 20;

impl ChannelFile {
    /// What is wrong with its tags, messages and threads.
    pub(super) fn talk_mistakes(&self, here: &str, found: &mut Found) {
        let forum = matches!(self.kind, KindFile::Forum | KindFile::Media);
        if !forum && !self.tags.is_empty() {
            let remedy = "take them away, or make it a forum";
            say(
                found,
                &format!("{here}/tags"),
                "only forums and media channels have tags",
                remedy,
            );
        }
        for (at, tag) in self.tags.iter().enumerate() {
            let pointer = format!("{here}/tags/{at}");
            if let Some(emoji) = &tag.emoji {
                picture(found, &format!("{pointer}/emoji"), emoji);
            }
            if self.tags[..at].iter().any(|before| before.name == tag.name) {
                let problem = format!("the tag {:?} stands here a second time", tag.name);
                say(
                    found,
                    &format!("{pointer}/name"),
                    problem,
                    "choose another name",
                );
            }
        }
        if (forum || self.kind == KindFile::Category) && !self.messages.is_empty() {
            let remedy = if forum {
                "put them into threads, each a post"
            } else {
                "put them into a text channel"
            };
            let at = format!("{here}/messages");
            say(found, &at, "nobody can write in such a channel", remedy);
        }
        let threads = forum || matches!(self.kind, KindFile::Text | KindFile::Announcement);
        if !threads && !self.threads.is_empty() {
            let remedy = "put them into a text channel or a forum";
            say(
                found,
                &format!("{here}/threads"),
                "such a channel has no threads",
                remedy,
            );
        }
        posts(&self.messages, &format!("{here}/messages"), threads, found);
        for (at, thread) in self.threads.iter().enumerate() {
            self.thread_mistakes(thread, &format!("{here}/threads/{at}"), found);
        }
        for (at, post) in self.messages.iter().enumerate() {
            if let Some(thread) = post.thread.as_ref().filter(|_| threads) {
                let pointer = format!("{here}/messages/{at}/thread");
                self.thread_mistakes(thread, &pointer, found);
                if thread.private {
                    let problem = "a thread of a message is for everybody";
                    say(
                        found,
                        &format!("{pointer}/private"),
                        problem,
                        "take it away",
                    );
                }
            }
        }
    }

    fn thread_mistakes(&self, thread: &ThreadFile, here: &str, found: &mut Found) {
        let forum = matches!(self.kind, KindFile::Forum | KindFile::Media);
        if forum && thread.messages.is_empty() {
            let remedy = "add messages: with one entry at least";
            say(found, here, "a post begins with a message", remedy);
        } else if thread.owner().is_none() {
            say(
                found,
                here,
                "nobody began it",
                "add from: and a name, or messages",
            );
        }
        if thread.private && self.kind != KindFile::Text {
            let problem = "only text channels have private threads";
            say(found, &format!("{here}/private"), problem, "take it away");
        }
        let known: BTreeSet<String> = self.tags.iter().map(|tag| tag.name.clone()).collect();
        for (at, tag) in thread.tags.iter().enumerate() {
            let what = "a tag to the channel";
            refer(found, &format!("{here}/tags/{at}"), what, tag, &known);
        }
        posts(&thread.messages, &format!("{here}/messages"), false, found);
    }
}

/// What is wrong with a list of messages; some places let threads begin with them.
fn posts(posts: &[PostFile], here: &str, threads: bool, found: &mut Found) {
    let mut last = None;
    for (at, post) in posts.iter().enumerate() {
        let pointer = format!("{here}/{at}");
        let ago = post.ago.map_or(Duration::ZERO, |ago| ago.0);
        if last.is_some_and(|last| ago > last) {
            let at = format!("{pointer}/ago");
            let remedy = "put it before that one, or write a shorter time";
            say(found, &at, "it is older than the message before it", remedy);
        }
        last = Some(ago);
        if let Some(number) = post.reply_to.filter(|number| *number == 0 || *number > at) {
            let remedy = match at {
                0 => "take it away: nothing is said before the first message".to_owned(),
                _ => format!("write the number of a message before it: 1 to {at}"),
            };
            let problem = format!("there is no message {number} before it");
            say(found, &format!("{pointer}/reply_to"), problem, remedy);
        }
        if post.thread.is_some() && !threads {
            let problem = "no thread can begin here";
            say(found, &format!("{pointer}/thread"), problem, "take it away");
        }
        if post.reactions.len() > MOST_KINDS {
            let problem = format!("{} different reactions", post.reactions.len());
            let remedy = format!("{MOST_KINDS} are the most");
            say(found, &format!("{pointer}/reactions"), problem, remedy);
        }
        for (at, reaction) in post.reactions.iter().enumerate() {
            let at = format!("{pointer}/reactions/{at}/emoji");
            picture(found, &at, &reaction.emoji);
        }
    }
}

/// Complains about an emoji that is none.
fn picture(found: &mut Found, pointer: &str, emoji: &str) {
    if !is_unicode_emoji(emoji) {
        say(
            found,
            pointer,
            format!("{emoji:?} is no emoji"),
            "write one such as 👍",
        );
    }
}

impl ApplicationFile {
    /// Guilds that own something must be there.
    pub(crate) fn owner_mistakes(&self, here: &str, there: &Known, found: &mut Found) {
        for (at, sku) in self.skus.iter().enumerate() {
            if sku.kind != SkuKind::GuildSubscription {
                continue;
            }
            for (number, guild) in sku.owned_by.iter().enumerate() {
                let pointer = format!("{here}/skus/{at}/owned_by/{number}");
                refer(found, &pointer, "a guild", guild, &there.guilds);
            }
        }
    }
}
