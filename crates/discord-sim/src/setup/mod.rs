//! Handles for the furniture of the world: guilds, channels, roles, applications.

mod application;
mod channel;
mod webhook;

pub use self::webhook::Webhook;
mod command_permission;
mod money;
mod place;

use std::{sync::Arc, time::Duration};

use crate::{
    driver::Person,
    hub::Hub,
    world::{ChannelKind, Guild as GuildData, Role as RoleData},
};

pub use money::Sku;

macro_rules! handle {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone)]
        pub struct $name {
            hub: Arc<Hub>,
            id: u64,
        }

        impl $name {
            pub(crate) fn of(hub: &Arc<Hub>, id: u64) -> Self {
                Self { hub: hub.clone(), id }
            }

            /// Its id.
            pub fn id(&self) -> u64 {
                self.id
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.id).finish()
            }
        }
    };
}

handle! {
    /// A guild.
    Guild
}
handle! {
    /// A channel.
    Channel
}
handle! {
    /// An application with its bot.
    Application
}

/// A role of a guild.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role(u64);

impl Role {
    /// Its id.
    pub fn id(self) -> u64 {
        self.0
    }
}

impl Guild {
    pub(crate) fn make(hub: &Arc<Hub>, name: &str) -> Self {
        let id = hub.turn(|world, now| {
            let owner = world.person(&format!("{}-owner", name.to_lowercase()), now);
            world.add_guild(name, owner, now)
        });
        Self::of(hub, id)
    }

    fn change<R: Default>(&self, change: impl FnOnce(&mut GuildData) -> R) -> R {
        self.hub.turn(|world, _| {
            world
                .guilds
                .get_mut(&self.id)
                .map(change)
                .unwrap_or_default()
        })
    }

    fn channel(&self, name: &str, kind: ChannelKind) -> Channel {
        Channel::of(
            &self.hub,
            self.hub
                .turn(|world, now| world.add_channel(self.id, name, kind, now)),
        )
    }

    /// Makes a text channel.
    pub fn text_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Text)
    }

    /// Makes a voice channel.
    pub fn voice_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Voice)
    }

    /// Makes a channel of Discord's type number `code`, threads excepted; `None` for a number without a kind.
    pub fn channel_of_type(&self, name: &str, code: u64) -> Option<Channel> {
        let kind = ChannelKind::of_code(code).filter(|kind| !kind.is_thread())?;
        Some(self.channel(name, kind))
    }

    /// Its channels without threads, oldest first.
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<u64> = self.hub.look(|world, _| {
            let own = world.channels_in(self.id);
            own.filter(|channel| channel.thread.is_none())
                .map(|channel| channel.id)
                .collect()
        });
        ids.into_iter()
            .map(|id| Channel::of(&self.hub, id))
            .collect()
    }

    /// Makes a role with these permission bits (see [`crate::permission`]).
    pub fn role(&self, name: &str, permissions: u64) -> Role {
        let id = self.hub.turn(|world, now| {
            let id = world.id(now);
            if let Some(guild) = world.guilds.get_mut(&self.id) {
                let role = RoleData {
                    id,
                    name: name.to_owned(),
                    permissions,
                    mentionable: false,
                    position: guild.next_position(),
                    color: 0,
                    hoist: false,
                    bot: None,
                };
                guild.roles.insert(id, role);
            }
            id
        });
        Role(id)
    }

    /// Sets what @everyone may do.
    pub fn everyone(&self, permissions: u64) {
        self.change(|guild| {
            if let Some(role) = guild.roles.get_mut(&guild.id) {
                role.permissions = permissions;
            }
        });
    }

    /// Makes somebody a member with these roles, or gives a member these roles as well.
    pub fn member(&self, person: &Person, roles: &[Role]) {
        let roles = roles.iter().map(|role| role.0).collect();
        self.hub
            .turn(|world, now| world.join(self.id, person.id(), roles, now));
    }

    /// The person of that name as a member.
    pub fn person(&self, name: &str) -> Person {
        let id = self.hub.turn(|world, now| {
            let id = world.person(name, now);
            if world
                .guilds
                .get(&self.id)
                .is_some_and(|guild| !guild.members.contains_key(&id))
            {
                world.join(self.id, id, Vec::new(), now);
            }
            id
        });
        Person::of(&self.hub, id)
    }

    /// Takes a person out.
    pub fn remove(&self, person: &Person) {
        self.hub
            .turn(|world, _| world.remove_member(self.id, person.id()));
    }

    /// Puts a member into time-out.
    pub fn time_out(&self, person: &Person, how_long: Duration) {
        self.hub.turn(|world, now| {
            let member = world
                .guilds
                .get_mut(&self.id)
                .and_then(|guild| guild.members.get_mut(&person.id()));
            if let Some(member) = member {
                member.timed_out_until = Some(now + how_long);
            }
        });
    }

    /// Takes all roles of a member.
    pub fn clear_roles(&self, person: &Person) {
        self.change(|guild| {
            if let Some(member) = guild.members.get_mut(&person.id()) {
                member.roles.clear();
            }
        });
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

    /// Sets its preferred locale, for example `de`.
    pub fn set_locale(&self, locale: &str) {
        self.change(|guild| locale.clone_into(&mut guild.locale));
    }

    /// Adds a bot with a role of its own that has these permission bits on top of @everyone's.
    pub fn install(&self, application: &Application, permissions: u64) {
        self.hub
            .turn(|world, now| world.install(self.id, application.id, permissions, now));
    }

    /// Sets the bits of the bot's own role.
    pub fn bot_permissions(&self, application: &Application, permissions: u64) {
        self.change(|guild| {
            if let Some(role) = guild
                .roles
                .values_mut()
                .find(|role| role.bot == Some(application.id))
            {
                role.permissions = permissions;
            }
        });
    }

    /// Throws a bot out.
    pub fn kick(&self, application: &Application) {
        self.hub
            .turn(|world, _| world.remove_member(self.id, application.id));
    }
}
