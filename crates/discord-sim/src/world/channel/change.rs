//! Changes of channels, and who gets to know of them.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Channel, ChannelKind};
use crate::{
    clock::Moment,
    permission::{self, Overwrite},
    world::{World, intent},
};

impl World {
    /// The applications that see a channel and that somebody listens for.
    pub(crate) fn viewers(&self, channel: u64, now: Moment) -> BTreeSet<u64> {
        let sees = |application: &u64| {
            self.permissions_in(*application, channel, now) & permission::VIEW_CHANNEL != 0
        };
        self.listening.keys().copied().filter(sees).collect()
    }

    /// Changes a channel, tells those who saw it before or see it now, and says whether anything changed. Who sees it
    /// only now gets its threads as well.
    pub(crate) fn change_channel(
        &mut self,
        id: u64,
        now: Moment,
        change: impl FnOnce(&mut Channel),
    ) -> bool {
        let (before, saw) = (self.channel_json(id), self.viewers(id, now));
        let Some(channel) = self.channels.get_mut(&id) else {
            return false;
        };
        change(channel);
        let (guild, kind) = (channel.guild, channel.kind);
        let data = self.channel_json(id);
        if data == before {
            return false;
        }
        let see = self.viewers(id, now);
        for application in saw.union(&see) {
            self.tell(
                *application,
                "CHANNEL_UPDATE",
                data.clone(),
                guild,
                intent::GUILDS,
            );
        }
        if kind.has_threads() {
            for application in see.difference(&saw) {
                self.sync_threads(*application, &[id], now);
            }
        }
        true
    }

    /// Changes the overwrites of a channel; those channels of a category that had the same ones follow it.
    pub(crate) fn change_overwrites(
        &mut self,
        id: u64,
        now: Moment,
        change: impl FnOnce(&mut Vec<Overwrite>),
    ) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let before = sorted(&channel.overwrites);
        let alike: Vec<u64> = match (channel.kind, channel.guild) {
            (ChannelKind::Category, Some(guild)) => self
                .channels_in(guild)
                .filter(|child| child.parent == Some(id) && sorted(&child.overwrites) == before)
                .map(|child| child.id)
                .collect(),
            _ => Vec::new(),
        };
        self.change_channel(id, now, |channel| change(&mut channel.overwrites));
        let after = self
            .channels
            .get(&id)
            .map(|channel| channel.overwrites.clone());
        for child in alike {
            self.change_channel(child, now, |child| {
                child.overwrites = after.clone().unwrap_or_default();
            });
        }
    }

    /// What each application sees of a guild's channels; with [`World::sync_access`] it gets the threads of those that
    /// a change of roles or members opens to it.
    pub(crate) fn access(&self, guild: u64, now: Moment) -> BTreeSet<(u64, u64)> {
        let channels = self
            .channels_in(guild)
            .filter(|channel| channel.kind.has_threads());
        let seen = channels.flat_map(|channel| {
            let viewers = self.viewers(channel.id, now);
            viewers.into_iter().map(move |viewer| (viewer, channel.id))
        });
        seen.collect()
    }

    /// Sends the threads of the channels that an application sees now and did not see at `before`.
    pub(crate) fn sync_access(&mut self, guild: u64, before: &BTreeSet<(u64, u64)>, now: Moment) {
        let gained: Vec<(u64, u64)> = self
            .access(guild, now)
            .difference(before)
            .copied()
            .collect();
        for group in gained.chunk_by(|one, other| one.0 == other.0) {
            let channels: Vec<u64> = group.iter().map(|(_, channel)| *channel).collect();
            if let Some((application, _)) = group.first() {
                self.sync_threads(*application, &channels, now);
            }
        }
    }

    /// Takes a channel or a thread away with everything in it, and gives its last form.
    pub(crate) fn remove_channel(&mut self, id: u64, now: Moment) -> Value {
        let last = self.channel_json(id);
        let Some(channel) = self.channels.get(&id) else {
            return last;
        };
        let (guild, thread) = (channel.guild, channel.thread.is_some());
        let viewers = self.viewers(id, now);
        self.empty_channel(id, now);
        self.channels.remove(&id);
        if let Some(guild) = guild {
            self.guild_channels.remove(&(guild, id));
        }
        if let Some(guild) = guild {
            self.unset_channel(guild, id);
        }
        let (event, data) = if thread {
            let gone = json!({"id": last["id"], "guild_id": last["guild_id"], "parent_id": last["parent_id"],
                "type": last["type"]});
            ("THREAD_DELETE", gone)
        } else {
            ("CHANNEL_DELETE", last.clone())
        };
        for application in viewers {
            self.tell(application, event, data.clone(), guild, intent::GUILDS);
        }
        last
    }

    /// Settings of a guild that named a channel which is gone name none.
    fn unset_channel(&mut self, guild: u64, id: u64) {
        let gone = id.to_string();
        self.change_guild(guild, |guild| {
            let names = |key: &str, value: &Value| key.ends_with("_channel_id") && *value == gone;
            guild.settings.retain(|key, value| !names(key, value));
        });
    }

    /// Takes away what is in a channel that is about to go: messages, threads, invites, a stage, the people in it. The
    /// channels of a category stay.
    fn empty_channel(&mut self, id: u64, now: Moment) {
        let guild = self
            .channels
            .get(&id)
            .and_then(Channel::guild)
            .unwrap_or_default();
        let messages: Vec<u64> = self.messages_of(id).map(|message| message.id).collect();
        for message in messages {
            self.messages.remove(&(id, message));
        }
        let below: Vec<(u64, bool)> = self
            .channels_in(guild)
            .filter(|channel| channel.parent == Some(id))
            .map(|channel| (channel.id, channel.thread.is_some()))
            .collect();
        for (child, thread) in below {
            if thread {
                // Clients drop the threads of a deleted channel by themselves.
                self.empty_channel(child, now);
                self.channels.remove(&child);
                self.guild_channels.remove(&(guild, child));
            } else {
                self.change_channel(child, now, |child| child.parent = None);
            }
        }
        self.invites.retain(|_, invite| invite.channel != id);
        self.close_stage(id, now);
        self.empty_hall(id, now);
    }
}

fn sorted(overwrites: &[Overwrite]) -> Vec<(u64, bool, u64, u64)> {
    let mut all: Vec<_> = overwrites
        .iter()
        .map(|one| (one.id, one.member, one.allow, one.deny))
        .collect();
    all.sort_unstable();
    all
}
