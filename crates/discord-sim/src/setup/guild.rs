//! A guild's settings and roles. What changes here, bots hear of, as if somebody had done it; no log entry is written.

use serde_json::{Value, json};

use super::{Application, Channel, Guild, Role};
use crate::{
    driver::Person,
    world::{Guild as GuildData, Role as RoleData},
};

impl Guild {
    fn change(&self, change: impl FnOnce(&mut GuildData)) {
        self.hub
            .turn(|world, _| world.change_guild(self.id, change));
    }

    fn set(&self, key: &str, value: Value) {
        self.change(|guild| {
            guild.settings.insert(key.to_owned(), value);
        });
    }

    /// Makes a role with these permission bits (see [`crate::permission`]), above all others.
    pub fn role(&self, name: &str, permissions: u64) -> Role {
        let id = self.hub.turn(|world, now| {
            let id = world.id(now);
            let position = world
                .guilds
                .get(&self.id)
                .map_or(1, GuildData::next_position);
            world.add_role(self.id, RoleData::bare(id, name, permissions, position));
            id
        });
        Role(id)
    }

    /// The role of that name.
    pub fn find_role(&self, name: &str) -> Option<Role> {
        self.hub.look(|world, _| {
            let mut roles = world.guilds.get(&self.id)?.roles.values();
            roles
                .find(|role| role.name == name)
                .map(|role| Role(role.id))
        })
    }

    /// Where a role stands: 0 is @everyone, higher ones rule lower ones.
    pub fn place_of(&self, role: Role) -> Option<u32> {
        self.hub.look(|world, _| {
            let role = world.guilds.get(&self.id)?.roles.get(&role.0)?;
            Some(role.position)
        })
    }

    /// Puts a role at the top.
    pub fn raise(&self, role: Role) {
        self.hub.turn(|world, _| {
            let Some(guild) = world.guilds.get(&self.id) else {
                return;
            };
            let mut ladder = guild.ladder();
            ladder.retain(|id| *id != role.0);
            ladder.push(role.0);
            world.order_roles(self.id, &ladder);
        });
    }

    /// The bot's own role.
    pub fn bot_role(&self, application: &Application) -> Option<Role> {
        self.hub.look(|world, _| {
            let mut roles = world.guilds.get(&self.id)?.roles.values();
            let own = roles.find(|role| role.bot == Some(application.id));
            own.map(|role| Role(role.id))
        })
    }

    /// Sets what @everyone may do.
    pub fn everyone(&self, permissions: u64) {
        self.hub.turn(|world, _| {
            world.change_role(self.id, self.id, |role| role.permissions = permissions);
        });
    }

    /// Sets the bits of the bot's own role.
    pub fn bot_permissions(&self, application: &Application, permissions: u64) {
        if let Some(Role(id)) = self.bot_role(application) {
            self.hub.turn(|world, _| {
                world.change_role(self.id, id, |role| role.permissions = permissions);
            });
        }
    }

    /// Who owns it.
    pub fn owner(&self) -> Person {
        let id = self
            .hub
            .look(|world, _| world.guilds.get(&self.id).map_or(0, |guild| guild.owner));
        Person::of(&self.hub, id)
    }

    /// Gives it to somebody, who joins if need be.
    pub fn set_owner(&self, person: &Person) {
        self.member(person, &[]);
        self.change(|guild| guild.owner = person.id());
    }

    /// Gives it to a bot that is in it, as if the bot had made it.
    pub fn give_to(&self, application: &Application) {
        self.change(|guild| guild.owner = application.id);
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.hub.look(|world, _| {
            let guild = world.guilds.get(&self.id);
            guild.map(|guild| guild.name.clone()).unwrap_or_default()
        })
    }

    /// Gives it another name.
    pub fn rename(&self, name: &str) {
        self.set("name", json!(name));
    }

    /// Sets its preferred locale, for example `de`.
    pub fn set_locale(&self, locale: &str) {
        self.change(|guild| locale.clone_into(&mut guild.locale));
    }

    /// Says in this channel who joins; nowhere with `None`.
    pub fn set_system_channel(&self, channel: Option<&Channel>) {
        let id = channel.map(|channel| channel.id().to_string());
        self.set("system_channel_id", json!(id));
    }

    /// Gives it these features, for example `COMMUNITY` or `ROLE_ICONS`, and no others.
    pub fn set_features(&self, features: &[&str]) {
        self.set("features", json!(features));
    }

    /// The permission bits of a person in the guild as a whole.
    pub fn permissions_of(&self, person: &Person) -> u64 {
        self.hub
            .look(|world, now| world.guild_permissions(person.id(), self.id, now))
    }
}
