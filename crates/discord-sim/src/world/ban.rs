//! Bans, with the messages that go with them, and who a prune would take.

use std::{collections::HashSet, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::clock::Moment;

/// Somebody who may not join.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ban {
    pub(crate) user: u64,
    pub(crate) reason: Option<String>,
}

impl World {
    /// Bans a user, member or not, and deletes what the user wrote within `purge`; `false` when already banned.
    pub(crate) fn ban(
        &mut self,
        guild: u64,
        user: u64,
        reason: Option<String>,
        purge: Duration,
        now: Moment,
    ) -> bool {
        let Some(found) = self.guilds.get_mut(&guild) else {
            return false;
        };
        if found.bans.contains_key(&user) {
            return false;
        }
        found.bans.insert(user, Ban { user, reason });
        self.tell_ban(guild, user, "GUILD_BAN_ADD");
        self.purge(guild, user, purge, now);
        self.remove_member(guild, user, now);
        true
    }

    /// Lifts a ban; `false` when there is none.
    pub(crate) fn unban(&mut self, guild: u64, user: u64) -> bool {
        let found = self.guilds.get_mut(&guild);
        let lifted = found.is_some_and(|guild| guild.bans.remove(&user).is_some());
        if lifted {
            self.tell_ban(guild, user, "GUILD_BAN_REMOVE");
        }
        lifted
    }

    fn tell_ban(&mut self, guild: u64, user: u64, event: &'static str) {
        let data = json!({"guild_id": guild.to_string(), "user": self.user_json(user)});
        self.tell_guild(guild, event, &data, intent::GUILD_MODERATION);
    }

    pub(crate) fn ban_json(&self, ban: &Ban) -> Value {
        json!({"user": self.user_json(ban.user), "reason": ban.reason})
    }

    /// Deletes what a user wrote in a guild's channels within the last `purge`.
    fn purge(&mut self, guild: u64, user: u64, purge: Duration, now: Moment) {
        if purge.is_zero() {
            return;
        }
        let channels: Vec<u64> = self.channels_in(guild).map(|channel| channel.id).collect();
        for channel in channels {
            let written = self.messages_of(channel).filter(|message| {
                message.author == user && !message.ephemeral() && now.since(message.sent) <= purge
            });
            let ids: Vec<u64> = written.map(|message| message.id).collect();
            if ids.is_empty() {
                continue;
            }
            for id in &ids {
                self.messages.remove(&(channel, *id));
            }
            let data = json!({"ids": ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "channel_id": channel.to_string(), "guild_id": guild.to_string()});
            self.tell_channel(
                channel,
                "MESSAGE_DELETE_BULK",
                &data,
                intent::GUILD_MESSAGES,
                now,
            );
        }
    }

    /// Members who did nothing for `idle` and have no role but those in `roles`, bots and the owner apart.
    ///
    /// What counts as doing something are joining and writing a message that is still there.
    pub(crate) fn prunable(
        &self,
        guild: u64,
        idle: Duration,
        roles: &[u64],
        now: Moment,
    ) -> Vec<u64> {
        let Some(found) = self.guilds.get(&guild) else {
            return Vec::new();
        };
        let is_idle = |last: Moment| now.since(last) >= idle;
        let written = self
            .channels_in(guild)
            .flat_map(|channel| self.messages_of(channel.id))
            .filter(|message| !is_idle(message.sent));
        let wrote: HashSet<u64> = written.map(|message| message.author).collect();
        let candidates = found.members.values().filter(|member| {
            let person = self.users.get(&member.user).is_some_and(|user| !user.bot);
            person
                && member.user != found.owner
                && member.roles.iter().all(|role| roles.contains(role))
                && is_idle(member.joined)
                && !wrote.contains(&member.user)
        });
        candidates.map(|member| member.user).collect()
    }
}
