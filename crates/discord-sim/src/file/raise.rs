//! Makes the things of a world file in a world.
//!
//! What is there by name already is kept and added to, so that a file can be loaded into a world that runs. Bots join
//! last: they get a guild whole, in one event.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::json;

use super::{
    mistakes::{EVERYONE, Known},
    value::Id,
    world::{
        ApplicationFile, BotFile, GuildFile, MemberFile, PersonFile, RoleFile, WorldFile,
        intent_bits, names, permission_bits,
    },
};
use crate::{
    clock::Moment,
    world::{ChannelKind, World, intent, token_id},
};

/// A thing that was made or was there.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Named {
    pub(super) id: Id,
    pub(super) name: String,
}

/// What came of a file.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Made {
    guilds: Vec<Named>,
    pub(super) channels: Vec<Named>,
    roles: Vec<Named>,
    people: Vec<Named>,
    applications: Vec<Named>,
}

pub(super) fn note(list: &mut Vec<Named>, id: u64, name: &str) {
    list.push(Named {
        id: Id(id),
        name: name.to_owned(),
    });
}

/// A world that is being built on.
pub(crate) struct Raise<'a> {
    pub(super) world: &'a mut World,
    pub(super) now: Moment,
    people: HashMap<String, u64>,
    pub(super) applications: HashMap<String, u64>,
    /// Those that were there before.
    guilds: HashMap<String, u64>,
    pub(super) made: Made,
}

impl<'a> Raise<'a> {
    pub(crate) fn new(world: &'a mut World, now: Moment) -> Self {
        let people = world.users.values().filter(|user| !user.bot);
        let people = people.map(|user| (user.name.clone(), user.id)).collect();
        let applications = world.applications.values();
        let applications = applications.map(|found| (found.name.clone(), found.id));
        let guilds = world.guilds.values();
        let guilds = guilds.map(|guild| (guild.name.clone(), guild.id));
        Self {
            people,
            applications: applications.collect(),
            guilds: guilds.collect(),
            world,
            now,
            made: Made::default(),
        }
    }

    /// What was made or met.
    pub(crate) fn finish(self) -> Made {
        self.made
    }

    pub(crate) fn world(&mut self, file: &WorldFile) {
        for person in &file.people {
            self.person(person);
        }
        for application in &file.applications {
            self.application(application);
        }
        for guild in &file.guilds {
            self.guild(guild);
        }
        for application in &file.applications {
            self.purchases(application);
        }
    }

    pub(crate) fn person(&mut self, file: &PersonFile) {
        for name in names(&file.name, file.repeat) {
            self.world.ids.want(file.id.map(|id| id.0));
            let id = self.person_named(&name);
            self.world.ids.want(None);
            if let Some(user) = self.world.users.get_mut(&id) {
                if let Some(locale) = &file.locale {
                    locale.clone_into(&mut user.locale);
                }
                if file.display_name.is_some() {
                    user.display_name.clone_from(&file.display_name);
                }
            }
            note(&mut self.made.people, id, &name);
        }
    }

    pub(super) fn person_named(&mut self, name: &str) -> u64 {
        if let Some(id) = self.people.get(name) {
            return *id;
        }
        let id = self.world.add_person(name, self.now);
        self.people.insert(name.to_owned(), id);
        id
    }

    pub(crate) fn application(&mut self, file: &ApplicationFile) {
        let known = self.applications.get(&file.name).copied();
        let id = known.unwrap_or_else(|| {
            let token = file.token.as_deref();
            let id = file.id.map(|id| id.0).or_else(|| token.and_then(token_id));
            self.world.add_application(&file.name, token, id, self.now)
        });
        if let Some(application) = self.world.applications.get_mut(&id) {
            application.allowed_intents |= intent_bits(&file.intents);
            if let Some(owner) = self.world.users.get(&application.owner) {
                self.people.insert(owner.name.clone(), owner.id);
            }
        }
        self.applications.insert(file.name.clone(), id);
        for person in &file.installed_by {
            let person = self.person_named(person);
            self.world.install_for(id, person, true, self.now);
        }
        self.skus(id, &file.skus);
        note(&mut self.made.applications, id, &file.name);
    }

    pub(crate) fn guild(&mut self, file: &GuildFile) {
        for name in names(&file.name, file.repeat) {
            let there = self.guilds.get(&name).copied();
            let id = there.unwrap_or_else(|| {
                let owner = file
                    .owner
                    .clone()
                    .unwrap_or_else(|| format!("{}-owner", name.to_lowercase()));
                let owner = self.person_named(&owner);
                self.world.ids.want(file.id.map(|id| id.0));
                self.world.add_guild(&name, owner, self.now)
            });
            self.furnish(id, file, there.is_some());
            note(&mut self.made.guilds, id, &name);
        }
    }

    /// Puts into a guild what the file says is in it.
    fn furnish(&mut self, id: u64, file: &GuildFile, there: bool) {
        if let Some(guild) = self.world.guilds.get_mut(&id) {
            if let Some(locale) = &file.locale {
                locale.clone_into(&mut guild.locale);
            }
            if let Some(everyone) = &file.everyone
                && let Some(role) = guild.roles.get_mut(&id)
            {
                role.permissions = permission_bits(everyone);
            }
        }
        for role in &file.roles {
            self.role(id, role, there);
        }
        // Exceptions may name bots and people, so members come before channels; bots get their guild at the end.
        for member in &file.members {
            self.member(id, member);
        }
        for channel in &file.channels {
            self.channel(id, channel, there);
        }
        for bot in &file.bots {
            self.bot(id, bot);
        }
    }

    pub(crate) fn role(&mut self, guild_id: u64, file: &RoleFile, there: bool) {
        for name in names(&file.name, file.repeat) {
            let there = Some(())
                .filter(|()| there)
                .and_then(|()| self.role_named(guild_id, &name));
            let id = there.unwrap_or_else(|| {
                self.world.ids.want(file.id.map(|id| id.0));
                self.world.id(self.now)
            });
            let Some(guild) = self.world.guilds.get_mut(&guild_id) else {
                return;
            };
            let position = guild.next_position();
            let model = guild.roles.get(&guild_id).cloned();
            if let Some(mut role) = guild.roles.get(&id).cloned().or(model) {
                if there.is_none() {
                    role.position = position;
                }
                role.id = id;
                role.name.clone_from(&name);
                role.permissions = permission_bits(&file.permissions);
                role.color = file.color;
                role.hoist = file.hoist;
                role.mentionable = file.mentionable;
                guild.roles.insert(id, role);
            }
            let told = self
                .world
                .guilds
                .get(&guild_id)
                .and_then(|guild| guild.roles.get(&id));
            if let Some(role) = told.map(crate::world::Role::json) {
                let event = if there.is_some() {
                    "GUILD_ROLE_UPDATE"
                } else {
                    "GUILD_ROLE_CREATE"
                };
                let data = json!({"guild_id": guild_id.to_string(), "role": role});
                self.world
                    .tell_guild(guild_id, event, &data, intent::GUILDS);
            }
            note(&mut self.made.roles, id, &name);
        }
    }

    pub(super) fn role_named(&self, guild: u64, name: &str) -> Option<u64> {
        if name == EVERYONE {
            return Some(guild);
        }
        let roles = &self.world.guilds.get(&guild)?.roles;
        let found = roles
            .values()
            .find(|role| role.name == name && role.bot.is_none());
        found.map(|role| role.id)
    }

    pub(crate) fn member(&mut self, guild: u64, file: &MemberFile) {
        let roles: Vec<u64> = file
            .roles
            .iter()
            .filter_map(|name| self.role_named(guild, name))
            .collect();
        for name in names(&file.name, file.repeat) {
            let id = self.person_named(&name);
            let joined = self
                .world
                .guilds
                .get(&guild)
                .is_some_and(|guild| guild.members.contains_key(&id));
            if !joined || !roles.is_empty() {
                self.world.join(guild, id, roles.clone(), self.now);
            }
            let member = self.world.guilds.get_mut(&guild);
            if let Some(member) = member.and_then(|guild| guild.members.get_mut(&id))
                && file.nick.is_some()
            {
                member.nick.clone_from(&file.nick);
            }
            note(&mut self.made.people, id, &name);
        }
    }

    pub(crate) fn bot(&mut self, guild: u64, file: &BotFile) {
        if let Some(id) = self.applications.get(&file.name).copied() {
            let bits = permission_bits(&file.permissions);
            self.world.install(guild, id, bits, self.now);
            note(&mut self.made.applications, id, &file.name);
        }
    }
}

impl World {
    /// What a file that is loaded beside this world may refer to; the roles and categories are one guild's.
    pub(crate) fn known(&self, guild: Option<u64>) -> Known {
        let roles = guild.and_then(|guild| self.guilds.get(&guild));
        let roles = roles.into_iter().flat_map(|guild| guild.roles.values());
        let categories = self.channels.values().filter(|channel| {
            guild.is_some() && channel.guild() == guild && channel.kind == ChannelKind::Category
        });
        Known {
            applications: self
                .applications
                .values()
                .map(|found| found.name.clone())
                .collect(),
            roles: roles.map(|role| role.name.clone()).collect(),
            categories: categories.map(|channel| channel.name.clone()).collect(),
            guilds: self
                .guilds
                .values()
                .map(|guild| guild.name.clone())
                .collect(),
        }
    }
}
