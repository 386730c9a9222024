//! Who may use which command in a guild, as its administrators set it (`application-commands.mdx`, Permissions).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    Channel, Guild, World,
    audit::{self, Audit, action},
};
use crate::{clock::Moment, permission};

/// An exception for a role, a person or a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommandPermission {
    /// The role, the user or the channel; the guild's id is @everyone, that less one all channels.
    pub id: u64,
    /// What `id` is.
    pub of: CommandPermissionTarget,
    /// Allowed or forbidden.
    pub allow: bool,
}

/// What an exception is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommandPermissionTarget {
    /// A role.
    Role = 1,
    /// A person.
    User = 2,
    /// A channel.
    Channel = 3,
}

impl CommandPermission {
    fn json(self) -> Value {
        json!({"id": self.id.to_string(), "type": self.of as u8, "permission": self.allow})
    }
}

impl World {
    /// Sets the exceptions of a command, or of an application as a whole by its own id, and tells the application.
    pub(crate) fn set_command_permissions(
        &mut self,
        application: u64,
        guild: u64,
        id: u64,
        list: Vec<CommandPermission>,
        actor: u64,
        now: Moment,
    ) {
        let old = self.command_permissions_json(application, guild, id);
        if let Some(found) = self.applications.get_mut(&application) {
            found.command_permissions.insert((guild, id), list);
        }
        if let Some(data) = self.command_permissions_json(application, guild, id) {
            self.tell(
                application,
                "APPLICATION_COMMAND_PERMISSIONS_UPDATE",
                data,
                Some(guild),
                0,
            );
        }
        let new = self.command_permissions_json(application, guild, id);
        let changes = exceptions(old.as_ref(), new.as_ref());
        let what = Audit {
            guild,
            actor,
            action: action::APPLICATION_COMMAND_PERMISSION_UPDATE,
            target: Some(id),
            changes,
            options: json!({"application_id": application.to_string()}),
            ..Audit::default()
        };
        self.audit(what, now);
    }

    /// The exceptions that were set for one id.
    pub(crate) fn command_permissions_json(
        &self,
        application: u64,
        guild: u64,
        id: u64,
    ) -> Option<Value> {
        let found = self.applications.get(&application)?;
        let list = found.command_permissions.get(&(guild, id))?;
        Some(json!({
            "id": id.to_string(),
            "application_id": application.to_string(),
            "guild_id": guild.to_string(),
            "permissions": list.iter().map(|one| one.json()).collect::<Vec<_>>(),
        }))
    }

    /// Why a member may not use a command, if so. Administrators may use all.
    pub(crate) fn command_refusal(
        &self,
        application: u64,
        guild: &Guild,
        command: &Value,
        user: u64,
        channel: &Channel,
        now: Moment,
    ) -> Option<&'static str> {
        let bits = self.permissions_in(user, channel.id, now);
        if guild.owner == user || bits & permission::ADMINISTRATOR != 0 {
            return None;
        }
        let set = |id: u64| -> &[CommandPermission] {
            let found = self.applications.get(&application);
            found
                .and_then(|found| found.command_permissions.get(&(guild.id, id)))
                .map(Vec::as_slice)
                .unwrap_or_default()
        };
        let id = command["id"].as_str().and_then(|id| id.parse().ok());
        let (own, all) = (set(id.unwrap_or_default()), set(application));
        let places = channel_ids(self, channel);
        let place =
            in_channel(own, &places, guild.id).or_else(|| in_channel(all, &places, guild.id));
        if place == Some(false) {
            return Some("it is switched off in this channel");
        }
        let roles = guild
            .members
            .get(&user)
            .map(|member| member.roles.as_slice());
        let roles = roles.unwrap_or_default();
        match for_member(own, user, roles, guild.id) {
            Some(true) => return None,
            Some(false) => return Some("it is switched off for this person"),
            None => {}
        }
        if for_member(all, user, roles, guild.id) == Some(false) {
            return Some("the application is switched off for this person");
        }
        let needed = command["default_member_permissions"]
            .as_str()
            .and_then(|bits| bits.parse::<u64>().ok());
        match needed {
            Some(0) => Some("it is for administrators"),
            Some(needed) if bits & needed != needed => Some("the person lacks its permissions"),
            _ => None,
        }
    }
}

/// What changed, as the audit log says it: one change for each role, person and channel, its id as the key.
fn exceptions(old: Option<&Value>, new: Option<&Value>) -> Vec<Value> {
    let by_id = |whole: Option<&Value>| -> BTreeMap<String, Value> {
        let list = whole.and_then(|whole| whole["permissions"].as_array());
        let pair = |one: &Value| Some((one["id"].as_str()?.to_owned(), one.clone()));
        list.into_iter().flatten().filter_map(pair).collect()
    };
    let (old, new) = (by_id(old), by_id(new));
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let of = |map: &BTreeMap<String, Value>, id: &str| map.get(id).cloned().unwrap_or_default();
    ids.into_iter()
        .filter(|id| old.get(*id) != new.get(*id))
        .map(|id| audit::change(id, &of(&old, id), &of(&new, id)))
        .collect()
}

/// A channel and, for a thread, the channel that it hangs on.
fn channel_ids(world: &World, channel: &Channel) -> [u64; 2] {
    [channel.id, world.ruling(channel).id]
}

fn find(list: &[CommandPermission], of: CommandPermissionTarget, id: u64) -> Option<bool> {
    let mut found = list.iter().filter(|one| one.of == of && one.id == id);
    found.next().map(|one| one.allow)
}

fn in_channel(list: &[CommandPermission], ids: &[u64], guild: u64) -> Option<bool> {
    let of = CommandPermissionTarget::Channel;
    let named = ids.iter().find_map(|id| find(list, of, *id));
    named.or_else(|| find(list, of, guild.saturating_sub(1)))
}

/// A person's own exception comes first, then those of roles, where one that allows is enough, then @everyone's.
fn for_member(list: &[CommandPermission], user: u64, roles: &[u64], guild: u64) -> Option<bool> {
    let own = find(list, CommandPermissionTarget::User, user);
    let of_roles = || {
        let found = roles
            .iter()
            .filter_map(|role| find(list, CommandPermissionTarget::Role, *role));
        found.reduce(|one, other| one || other)
    };
    own.or_else(of_roles)
        .or_else(|| find(list, CommandPermissionTarget::Role, guild))
}
