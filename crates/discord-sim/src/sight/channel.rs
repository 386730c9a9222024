//! Channels, threads and private channels as a person sees them.

use serde_json::{Value, json};

use super::Sight;
use crate::{
    permission,
    world::{Channel, ChannelKind},
};

impl Sight<'_> {
    /// A channel with what the person may do in it.
    pub(crate) fn channel(&self, id: u64) -> Value {
        let mut json = self.world.channel_json_for(id, self.person);
        json["permissions"] = json!(self.bits(id).to_string());
        let Some(channel) = self.world.channels.get(&id) else {
            return json;
        };
        if channel.guild.is_none() {
            let others = self.others(channel).into_iter();
            json["recipients"] = others.map(|user| self.world.user_json(user)).collect();
        }
        json
    }

    /// The other ones in a private channel.
    pub(super) fn others(&self, channel: &Channel) -> Vec<u64> {
        let mut all = match channel.kind {
            ChannelKind::Direct { person, bot } => vec![person, bot],
            _ => channel.people.clone(),
        };
        all.retain(|user| *user != self.person);
        all
    }

    /// The channels of a guild that the person sees, threads excepted.
    pub(super) fn channels(&self, guild: u64) -> impl Iterator<Item = u64> {
        let all = self.world.channels_in(guild);
        let seen = all.filter(|channel| channel.thread.is_none() && self.sees(channel.id));
        seen.map(|channel| channel.id)
    }

    /// The active threads of a guild that the person sees.
    pub(super) fn threads(&self, guild: u64) -> impl Iterator<Item = u64> {
        let all = self.world.visible_threads(guild, self.person, self.now);
        all.map(|channel| channel.id)
    }

    /// Every channel and thread of a guild that the person sees, archived ones too, with its parent.
    pub(super) fn places(&self, guild: u64) -> impl Iterator<Item = (u64, Option<u64>)> {
        let all = self.world.channels_in(guild);
        let seen = all.filter(|channel| self.sees(channel.id));
        seen.map(|channel| (channel.id, channel.parent))
    }

    /// The private channels of the person.
    pub(super) fn directs(&self) -> impl Iterator<Item = u64> {
        let private = self.world.channels.values();
        let private = private.filter(|channel| channel.guild.is_none());
        let own = private.filter(|channel| match channel.kind {
            ChannelKind::Direct { person, .. } => person == self.person,
            _ => channel.people.contains(&self.person),
        });
        own.map(|channel| channel.id)
    }

    /// Threads of a channel that the person sees, last spoken in first and pinned posts before all: a page of them,
    /// and how many there are. Posts of forums come with their first messages.
    pub(crate) fn threads_of(
        &self,
        parent: u64,
        archived: Option<bool>,
        skip: usize,
        most: usize,
    ) -> Value {
        let guild = self.world.channels.get(&parent).and_then(Channel::guild);
        let all = self.world.channels_in(guild.unwrap_or_default());
        let mut threads: Vec<&Channel> = all
            .filter(|channel| channel.parent == Some(parent))
            .filter(|channel| {
                let thread = channel.thread.as_ref();
                thread.is_some_and(|thread| archived.is_none_or(|wanted| thread.archived == wanted))
            })
            .filter(|channel| self.sees(channel.id))
            .collect();
        threads.sort_by_key(|channel| {
            let pinned = channel.flags & crate::world::channel::flag::PINNED != 0;
            let last = channel.last_message.unwrap_or_default().max(channel.id);
            std::cmp::Reverse((pinned, last))
        });
        let total = threads.len();
        let page: Vec<u64> = threads
            .iter()
            .skip(skip)
            .take(most)
            .map(|thread| thread.id)
            .collect();
        let history = self.bits(parent) & permission::READ_MESSAGE_HISTORY != 0;
        let firsts = page.iter().filter(|_| history);
        let firsts = firsts.filter_map(|id| self.world.message(*id, *id));
        json!({
            "threads": page.iter().map(|id| self.channel(*id)).collect::<Vec<_>>(),
            "messages": firsts.map(|first| self.message(first)).collect::<Vec<_>>(),
            "total": total,
        })
    }
}
