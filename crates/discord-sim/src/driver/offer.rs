//! Which commands the client offers to a person in a place (PROTOCOL 4, `application-commands.mdx`).

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{DriverError, Seat};
use crate::{
    clock::Moment,
    permission,
    world::{Channel, Scope, World, install, localization::is_called},
};

/// Command types by number.
pub(super) mod command_type {
    pub(crate) const CHAT: u64 = 1;
    pub(crate) const USER: u64 = 2;
    pub(crate) const MESSAGE: u64 = 3;
    pub(crate) const ENTRY_POINT: u64 = 4;
}

/// A registered command that somebody means.
#[derive(Debug, Clone)]
pub(super) struct Chosen {
    pub(super) application: u64,
    pub(super) scope: Scope,
    pub(super) command: Value,
}

impl Chosen {
    /// What an interaction says of the command.
    pub(super) fn data(&self) -> Value {
        let command = &self.command;
        let mut data =
            json!({"id": command["id"], "name": command["name"], "type": command["type"]});
        if let Scope::Guild(guild) = self.scope {
            data["guild_id"] = json!(guild.to_string());
        }
        data
    }
}

impl Seat {
    /// The language of this person's client.
    pub(super) fn locale(&self, world: &World) -> String {
        let user = world.users.get(&self.person.id());
        user.map(|user| user.locale.clone()).unwrap_or_default()
    }

    /// The applications whose commands this person may mean: those of the guild, and the person's own.
    pub(super) fn applications(&self) -> Vec<u64> {
        if let Some(application) = self.application {
            return vec![application];
        }
        self.hub().look(|world, _| {
            let guild = world
                .channels
                .get(&self.channel.id())
                .and_then(Channel::guild);
            let here = world.applications.values().filter(|application| {
                guild.is_some_and(|guild| world.is_member(guild, application.id))
                    || application.user_installs.contains(&self.person.id())
            });
            here.map(|application| application.id).collect()
        })
    }

    /// The command of a type that this person means by a name, in the language of the client or by default.
    pub(super) fn command(&self, name: &str, of: u64) -> Option<Chosen> {
        let applications = self.applications();
        self.hub().look(|world, now| {
            let locale = self.locale(world);
            let channel = self.channel.id();
            let guild = world.channels.get(&channel).and_then(Channel::guild);
            let found = |application: &u64| {
                let called = |command: &Value| is_called(command, name, &locale);
                let (scope, command) = world
                    .applications
                    .get(application)?
                    .command(guild, of, called)?;
                Some(Chosen {
                    application: *application,
                    scope,
                    command: command.clone(),
                })
            };
            let all: Vec<Chosen> = applications.iter().filter_map(found).collect();
            // Where two applications have a command of the name, the one that is offered is meant.
            let offered = all
                .iter()
                .find(|chosen| self.offered(world, now, chosen, name).is_ok());
            offered.or_else(|| all.first()).cloned()
        })
    }

    /// Whether the client shows the command to this person here.
    pub(super) fn offered(
        &self,
        world: &World,
        now: Moment,
        chosen: &Chosen,
        name: &str,
    ) -> Result<(), DriverError> {
        let (person, channel) = (self.person.id(), self.channel.id());
        let bits = world.permissions_in(person, channel, now);
        if bits & permission::VIEW_CHANNEL == 0 {
            return Err(DriverError::NoAccess);
        }
        let why = if bits & permission::USE_APPLICATION_COMMANDS == 0 {
            Some("the person may not use application commands")
        } else {
            why_not(world, chosen, person, channel, now)
        };
        match why {
            None => Ok(()),
            Some(why) => Err(DriverError::NotOffered {
                command: name.to_owned(),
                why: why.to_owned(),
            }),
        }
    }
}

/// Every command that the client offers to a person in a channel: where a guild has one of the same name and type, its
/// own hides the one for everywhere.
pub(crate) fn offers(world: &World, person: u64, channel: u64, now: Moment) -> Vec<Value> {
    let needed = permission::VIEW_CHANNEL | permission::USE_APPLICATION_COMMANDS;
    if world.permissions_in(person, channel, now) & needed != needed {
        return Vec::new();
    }
    let guild = world.channels.get(&channel).and_then(Channel::guild);
    let scopes = || guild.map(Scope::Guild).into_iter().chain([Scope::Global]);
    let mut offers = Vec::new();
    for application in world.applications.values() {
        let mut names = HashSet::new();
        let all = scopes().filter_map(|scope| Some((scope, application.commands.get(&scope)?)));
        for (scope, command) in
            all.flat_map(|(scope, list)| list.iter().map(move |one| (scope, one)))
        {
            let chosen = Chosen {
                application: application.id,
                scope,
                command: command.clone(),
            };
            let fresh = names.insert((&command["type"], &command["name"]));
            if fresh && why_not(world, &chosen, person, channel, now).is_none() {
                offers.push(chosen.command);
            }
        }
    }
    offers
}

/// What stands against a command in a place, if something does.
fn why_not(
    world: &World,
    chosen: &Chosen,
    person: u64,
    channel: u64,
    now: Moment,
) -> Option<&'static str> {
    let command = &chosen.command;
    let context = world.context(chosen.application, channel);
    let contexts = command["contexts"].as_array();
    if contexts.is_some_and(|contexts| !contexts.iter().any(|allowed| *allowed == context as u8)) {
        return Some("it is not for this kind of place");
    }
    if context == install::Context::BotDirect && command["dm_permission"] == false {
        return Some("it is for guilds only");
    }
    let types = install::types_of(command);
    let here = world.installed(chosen.application, person, channel);
    if !here.iter().any(|installed| types.contains(installed)) {
        return Some("the application is not installed here");
    }
    let place = world.channels.get(&channel)?;
    let guild = world.guilds.get(&place.guild()?)?;
    if command["nsfw"] == true && !place.nsfw {
        return Some("it is for age-restricted channels");
    }
    // What the guild's people decide counts where the guild has the application.
    let of_guild = here.contains(&install::GUILD) && types.contains(&install::GUILD);
    of_guild
        .then(|| world.command_refusal(chosen.application, guild, command, person, place, now))
        .flatten()
}
