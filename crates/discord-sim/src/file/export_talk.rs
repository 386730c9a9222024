//! What people said and bought, as a world file says it again.

use std::time::Duration;

use super::{
    talk::{PostFile, ReactionFile, TagFile, ThreadFile},
    value::Span,
    world::SkuKind,
};
use crate::{
    clock::Moment,
    world::{Channel, ChannelKind, Message, MessageKind, World, money::Sku},
};

/// Messages younger than that are as good as new.
const NEW: Duration = Duration::from_secs(60);

impl World {
    /// The tags of a forum.
    pub(super) fn tag_files(channel: &Channel) -> Vec<TagFile> {
        let tags = channel.forum.iter().flat_map(|forum| &forum.tags);
        let file = |tag: &crate::world::channel::Tag| TagFile {
            name: tag.name.clone(),
            emoji: tag.emoji_name.clone().filter(|_| tag.emoji_id.is_none()),
            moderated: tag.moderated,
        };
        tags.map(file).collect()
    }

    /// What people said in a channel.
    pub(super) fn post_files(&self, channel: u64, now: Moment) -> Vec<PostFile> {
        let said: Vec<&Message> = self
            .messages_of(channel)
            .filter(|message| self.is_said(message))
            .collect();
        let number = |id: u64| said.iter().position(|message| message.id == id);
        let file = |message: &&Message| {
            Some(PostFile {
                from: self.name_of(message.author)?,
                text: message.content.clone(),
                ago: ago(message.sent, now),
                reply_to: message.reply_to.and_then(number).map(|place| place + 1),
                pinned: message.pinned.is_some(),
                reactions: self.reaction_files(message),
                thread: self
                    .channels
                    .get(&message.id)
                    .filter(|thread| thread.parent == Some(channel))
                    .and_then(|thread| self.thread_file(thread, now)),
            })
        };
        said.iter().filter_map(file).collect()
    }

    /// The threads of a channel that began with no message of a person, and the posts of a forum.
    pub(super) fn thread_files(&self, channel: &Channel, now: Moment) -> Vec<ThreadFile> {
        let Some(guild) = channel.guild() else {
            return Vec::new();
        };
        let own = self.channels_in(guild).filter(|thread| {
            let message = self.message(channel.id, thread.id);
            thread.thread.is_some()
                && thread.parent == Some(channel.id)
                && message.is_none_or(|message| !self.is_said(message))
        });
        let mut own: Vec<&Channel> = own.collect();
        own.sort_by_key(|thread| thread.id);
        own.iter()
            .filter_map(|thread| self.thread_file(thread, now))
            .collect()
    }

    /// Nothing for a thread that a bot began.
    fn thread_file(&self, channel: &Channel, now: Moment) -> Option<ThreadFile> {
        let thread = channel.thread.as_ref()?;
        let owner = self.users.get(&thread.owner).filter(|user| !user.bot)?;
        let messages = self.post_files(channel.id, now);
        let forum = channel
            .parent
            .and_then(|parent| self.channels.get(&parent)?.forum.as_ref());
        if forum.is_some() && messages.is_empty() {
            return None;
        }
        let first = messages.first().map(|post| post.from.as_str());
        let tags = forum.iter().flat_map(|forum| &forum.tags);
        let own = thread.tags.iter().flatten().collect::<Vec<_>>();
        Some(ThreadFile {
            name: channel.name.clone(),
            from: Some(owner.name.clone()).filter(|name| first != Some(name)),
            private: channel.kind == ChannelKind::PrivateThread,
            tags: tags
                .filter(|tag| own.contains(&&tag.id))
                .map(|tag| tag.name.clone())
                .collect(),
            archived: thread.archived,
            locked: thread.locked,
            messages,
        })
    }

    /// Whether a person said it, in words, to everybody.
    fn is_said(&self, message: &Message) -> bool {
        let author = self.users.get(&message.author);
        matches!(message.kind, MessageKind::Plain | MessageKind::Reply)
            && !message.content.is_empty()
            && message.only_for.is_none()
            && message.guise.is_none()
            && author.is_some_and(|author| !author.bot)
    }

    fn reaction_files(&self, message: &Message) -> Vec<ReactionFile> {
        let known = message.reactions.iter();
        let known = known.filter(|reaction| reaction.emoji.id.is_none());
        let files = known.map(|reaction| {
            let people = reaction.users.iter();
            let people = people.filter(|user| self.users.get(user).is_some_and(|user| !user.bot));
            ReactionFile {
                emoji: reaction.emoji.name.clone(),
                by: people.filter_map(|user| self.name_of(*user)).collect(),
            }
        });
        files.filter(|file| !file.by.is_empty()).collect()
    }

    /// Who owns something that is sold: people, or guilds by a guild's subscription.
    pub(super) fn owner_names(&self, sku: &Sku, kind: SkuKind, now: Moment) -> Vec<String> {
        let all = self.money.entitlements.values();
        let active = all.filter(|own| own.sku == sku.id && own.active(now));
        let name = |guild: Option<u64>, user: Option<u64>| match kind {
            SkuKind::GuildSubscription => Some(self.guilds.get(&guild?)?.name.clone()),
            _ => self.name_of(user?),
        };
        let mut owners: Vec<String> = active.filter_map(|own| name(own.guild, own.user)).collect();
        owners.sort();
        owners.dedup();
        owners
    }
}

/// How long ago something was said, in whole seconds.
fn ago(sent: Moment, now: Moment) -> Option<Span> {
    let ago = now.since(sent);
    (ago >= NEW).then(|| Span(Duration::from_secs(ago.as_secs())))
}
