//! Roles of guilds: their form, their order, and what becomes of those who have them.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Guild, World, intent};
use crate::{clock::Moment, permission::Overwrite};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Role {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) mentionable: bool,
    /// From 0, which is @everyone's; higher ones rule lower ones.
    pub(crate) position: u32,
    pub(crate) color: u32,
    /// The second and the third colour of a gradient.
    pub(crate) gradient: (Option<u32>, Option<u32>),
    pub(crate) hoist: bool,
    /// Hash of its icon.
    pub(crate) icon: Option<String>,
    pub(crate) emoji: Option<String>,
    /// The role that came with a bot.
    pub(crate) bot: Option<u64>,
}

impl Role {
    /// A role with nothing set.
    pub(crate) fn bare(id: u64, name: &str, permissions: u64, position: u32) -> Self {
        Self {
            id,
            name: name.to_owned(),
            permissions,
            mentionable: false,
            position,
            color: 0,
            gradient: (None, None),
            hoist: false,
            icon: None,
            emoji: None,
            bot: None,
        }
    }

    /// Whether Discord holds it, not the guild.
    pub(crate) fn managed(&self) -> bool {
        self.bot.is_some()
    }

    pub(crate) fn json(&self) -> Value {
        let (secondary, tertiary) = self.gradient;
        let mut role = json!({
            "id": self.id.to_string(),
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": secondary, "tertiary_color": tertiary},
            "hoist": self.hoist,
            "managed": self.managed(),
            "mentionable": self.mentionable,
            "icon": self.icon,
            "unicode_emoji": self.emoji,
            "flags": 0,
        });
        if let Some(bot) = self.bot {
            role["tags"] = json!({"bot_id": bot.to_string()});
        }
        role
    }
}

impl Guild {
    /// Its roles from the lowest to the highest, without @everyone. Of two at one place the older is the higher.
    pub(crate) fn ladder(&self) -> Vec<u64> {
        let mut roles: Vec<&Role> = self
            .roles
            .values()
            .filter(|role| role.id != self.id)
            .collect();
        roles.sort_unstable_by_key(|role| (role.position, Reverse(role.id)));
        roles.into_iter().map(|role| role.id).collect()
    }

    /// How many members have each role, without @everyone.
    pub(crate) fn role_counts(&self) -> Value {
        let mut counts = json!({});
        for id in self.ladder() {
            let having = self
                .members
                .values()
                .filter(|member| member.roles.contains(&id));
            counts[id.to_string()] = json!(having.count());
        }
        counts
    }
}

impl World {
    fn tell_role(&mut self, guild: u64, role: u64, event: &'static str) {
        let found = self
            .guilds
            .get(&guild)
            .and_then(|guild| guild.roles.get(&role));
        if let Some(role) = found {
            let data = json!({"guild_id": guild.to_string(), "role": role.json()});
            self.tell_guild(guild, event, &data, intent::GUILDS);
        }
    }

    /// Adds a role.
    pub(crate) fn add_role(&mut self, guild: u64, role: Role) {
        let id = role.id;
        if let Some(found) = self.guilds.get_mut(&guild) {
            found.roles.insert(id, role);
            self.tell_role(guild, id, "GUILD_ROLE_CREATE");
        }
    }

    /// Changes a role; tells nobody when nothing is different after it.
    pub(crate) fn change_role(&mut self, guild: u64, role: u64, change: impl FnOnce(&mut Role)) {
        // Time-outs do not change who sees what, so any moment will do.
        let moment = Moment::default();
        let found = self.guilds.get(&guild);
        let Some(before) = found.and_then(|guild| guild.roles.get(&role)) else {
            return;
        };
        let mut after = before.clone();
        change(&mut after);
        if after == *before {
            return;
        }
        // Names and places open no channel to anybody.
        let opens = after.permissions != before.permissions;
        let access = opens.then(|| self.access(guild, moment));
        if let Some(found) = self.guilds.get_mut(&guild) {
            found.roles.insert(role, after);
        }
        self.tell_role(guild, role, "GUILD_ROLE_UPDATE");
        if let Some(access) = access {
            self.sync_access(guild, &access, moment);
        }
    }

    /// Puts the roles into this order, lowest first.
    pub(crate) fn order_roles(&mut self, guild: u64, ladder: &[u64]) {
        for (role, position) in ladder.iter().zip(1..) {
            self.change_role(guild, *role, |role| role.position = position);
        }
    }

    /// Takes a role away from the guild, its members and its channels.
    pub(crate) fn delete_role(&mut self, guild: u64, role: u64, now: Moment) {
        let Some(found) = self.guilds.get_mut(&guild) else {
            return;
        };
        if found.roles.remove(&role).is_none() {
            return;
        }
        let having: Vec<u64> = found
            .members
            .values()
            .filter(|member| member.roles.contains(&role))
            .map(|member| member.user)
            .collect();
        let gone = json!({"guild_id": guild.to_string(), "role_id": role.to_string()});
        self.tell_guild(guild, "GUILD_ROLE_DELETE", &gone, intent::GUILDS);
        for user in having {
            self.change_member(guild, user, now, |member| {
                member.roles.retain(|id| *id != role);
            });
        }
        let of_role = |overwrite: &Overwrite| !overwrite.member && overwrite.id == role;
        let named = self
            .channels_in(guild)
            .filter(|channel| channel.overwrites.iter().any(of_role));
        let named: Vec<u64> = named.map(|channel| channel.id).collect();
        for channel in named {
            if let Some(found) = self.channels.get_mut(&channel) {
                found.overwrites.retain(|overwrite| !of_role(overwrite));
            }
            let data = self.channel_json(channel);
            self.tell_channel(channel, "CHANNEL_UPDATE", &data, intent::GUILDS, now);
        }
        let ladder = self
            .guilds
            .get(&guild)
            .map(Guild::ladder)
            .unwrap_or_default();
        self.order_roles(guild, &ladder);
    }
}
