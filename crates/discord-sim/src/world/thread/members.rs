//! Who is in a thread, and what those and others get to know of it.

use serde_json::{Value, json};

use super::MOST_MEMBERS;
use crate::{
    clock::Moment,
    world::{Channel, World, intent},
};

impl World {
    /// Puts somebody into a thread; `false` when it is full.
    pub(crate) fn join_thread(&mut self, id: u64, user: u64, now: Moment) -> bool {
        let Some(thread) = self.thread_mut(id) else {
            return false;
        };
        if thread.members.contains_key(&user) {
            return true;
        }
        if thread.members.len() >= MOST_MEMBERS {
            return false;
        }
        thread.members.insert(user, now);
        if self.listening.contains_key(&user) {
            let guild = self.channels.get(&id).and_then(Channel::guild);
            let data = self.channel_json_for(id, user);
            self.tell(user, "THREAD_CREATE", data, guild, intent::GUILDS);
        }
        self.tell_membership(id, user, true, now);
        true
    }

    /// Takes somebody out of a thread; `false` for who is not in it.
    pub(crate) fn leave_thread(&mut self, id: u64, user: u64, now: Moment) -> bool {
        let left = self
            .thread_mut(id)
            .is_some_and(|thread| thread.members.remove(&user).is_some());
        if left {
            self.tell_membership(id, user, false, now);
        }
        left
    }

    /// Takes somebody out of all threads of a guild.
    pub(crate) fn leave_threads(&mut self, guild: u64, user: u64, now: Moment) {
        let inside = self.channels_in(guild).filter(|channel| {
            let thread = channel.thread.as_ref();
            thread.is_some_and(|thread| thread.members.contains_key(&user))
        });
        let inside: Vec<u64> = inside.map(|channel| channel.id).collect();
        for thread in inside {
            self.leave_thread(thread, user, now);
        }
    }

    /// Tells that somebody is in a thread now, or is not any more: the one concerned always, others with the intent.
    pub(super) fn tell_membership(&mut self, id: u64, user: u64, there: bool, now: Moment) {
        let guild = self.channels.get(&id).and_then(Channel::guild);
        let Some((guild, thread)) = guild.zip(self.thread(id)) else {
            return;
        };
        let mut data = json!({"id": id.to_string(), "guild_id": guild.to_string(),
            "member_count": thread.shown_members()});
        if there {
            let mut member = self.thread_member_json(id, user).unwrap_or_default();
            member["member"] = self.member_json(guild, user, now);
            member["presence"] = Value::Null;
            data["added_members"] = json!([member]);
        } else {
            data["removed_member_ids"] = json!([user.to_string()]);
        }
        let mut told = self.viewers(id, now);
        if self.listening.contains_key(&user) {
            told.insert(user);
        }
        for application in told {
            let intents = if application == user {
                intent::GUILDS
            } else {
                intent::GUILD_MEMBERS
            };
            self.tell(
                application,
                "THREAD_MEMBERS_UPDATE",
                data.clone(),
                Some(guild),
                intents,
            );
        }
    }

    /// Tells the bots in a thread that woke up that they are in it.
    pub(super) fn tell_own_memberships(&mut self, id: u64, now: Moment) {
        let guild = self.channels.get(&id).and_then(Channel::guild);
        let members = self.viewers(id, now);
        for application in members {
            if let Some(mut member) = self.thread_member_json(id, application) {
                member["guild_id"] = json!(guild.map(|id| id.to_string()));
                self.tell(
                    application,
                    "THREAD_MEMBER_UPDATE",
                    member,
                    guild,
                    intent::GUILDS,
                );
            }
        }
    }

    /// Sends an application the active threads of channels that it sees only now.
    pub(crate) fn sync_threads(&mut self, application: u64, channels: &[u64], now: Moment) {
        let guild = channels
            .first()
            .and_then(|id| self.channels.get(id)?.guild());
        let Some(guild) = guild else {
            return;
        };
        let threads: Vec<u64> = self
            .visible_threads(guild, application, now)
            .filter(|channel| {
                channel
                    .parent
                    .is_some_and(|parent| channels.contains(&parent))
            })
            .map(|channel| channel.id)
            .collect();
        let members: Vec<Value> = threads
            .iter()
            .filter_map(|id| self.thread_member_json(*id, application))
            .collect();
        let data = json!({
            "guild_id": guild.to_string(),
            "channel_ids": channels.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "threads": threads.iter().map(|id| self.channel_json(*id)).collect::<Vec<_>>(),
            "members": members,
        });
        self.tell(
            application,
            "THREAD_LIST_SYNC",
            data,
            Some(guild),
            intent::GUILDS,
        );
    }
}
