//! Who may use which command, as a guild's administrators set it.

use super::{Application, Channel, Guild, Role};
use crate::{
    driver::Person,
    world::{CommandPermission, CommandPermissionTarget},
};

impl CommandPermission {
    /// For the members with a role.
    pub fn role(role: Role, allow: bool) -> Self {
        Self::new(role.0, CommandPermissionTarget::Role, allow)
    }

    /// For everybody.
    pub fn everyone(guild: &Guild, allow: bool) -> Self {
        Self::new(guild.id, CommandPermissionTarget::Role, allow)
    }

    /// For one person.
    pub fn person(person: &Person, allow: bool) -> Self {
        Self::new(person.id(), CommandPermissionTarget::User, allow)
    }

    /// For one channel and its threads.
    pub fn channel(channel: &Channel, allow: bool) -> Self {
        Self::new(channel.id, CommandPermissionTarget::Channel, allow)
    }

    /// For all channels that have no exception of their own.
    pub fn all_channels(guild: &Guild, allow: bool) -> Self {
        Self::new(guild.id - 1, CommandPermissionTarget::Channel, allow)
    }

    fn new(id: u64, of: CommandPermissionTarget, allow: bool) -> Self {
        Self { id, of, allow }
    }
}

impl Guild {
    /// Sets, as an administrator does in the guild's settings, who may use a command, or all of an application's with
    /// `None`. The application is told. Returns whether there is such a command here.
    pub fn command_permissions(
        &self,
        application: &Application,
        command: Option<&str>,
        list: &[CommandPermission],
    ) -> bool {
        self.hub.turn(|world, now| {
            let Some(found) = world.applications.get(&application.id) else {
                return false;
            };
            let named = |name: &str| {
                let mut all = found.commands_in(self.id);
                let command = all.find(|command| command["name"] == name)?;
                command["id"].as_str()?.parse().ok()
            };
            let Some(id) = command.map_or(Some(application.id), named) else {
                return false;
            };
            let owner = world.guilds.get(&self.id).map_or(0, |guild| guild.owner);
            world.set_command_permissions(application.id, self.id, id, list.to_vec(), owner, now);
            true
        })
    }
}
