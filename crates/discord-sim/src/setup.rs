//! Handles for the furniture of the world: guilds, channels, roles, applications.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::Moment,
    driver::{MessageView, Person},
    hub::Hub,
    permission::Overwrite,
    world::{ChannelKind, Guild as GuildData, Role as RoleData, World},
};

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
                .turn(|world, now| world.add_channel(name, kind, now)),
        )
    }

    /// Makes a text channel.
    pub fn text_channel(&self, name: &str) -> Channel {
        self.channel(
            name,
            ChannelKind::Text {
                guild: self.id,
                overwrites: Vec::new(),
            },
        )
    }

    /// Makes a voice channel.
    pub fn voice_channel(&self, name: &str) -> Channel {
        self.channel(
            name,
            ChannelKind::Voice {
                guild: self.id,
                overwrites: Vec::new(),
            },
        )
    }

    /// Its channels, oldest first.
    pub fn channels(&self) -> Vec<Channel> {
        let ids: Vec<u64> = self.hub.look(|world, _| {
            let own = world
                .channels
                .values()
                .filter(|channel| channel.guild() == Some(self.id));
            own.map(|channel| channel.id).collect()
        });
        ids.into_iter()
            .map(|id| Channel::of(&self.hub, id))
            .collect()
    }

    /// Makes a role with these permission bits (see [`crate::permission`]).
    pub fn role(&self, name: &str, permissions: u64) -> Role {
        let id = self.hub.turn(|world, now| {
            let id = world.id(now);
            let role = RoleData {
                id,
                name: name.to_owned(),
                permissions,
                mentionable: false,
                bot: None,
            };
            if let Some(guild) = world.guilds.get_mut(&self.id) {
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

impl Channel {
    /// Its name.
    pub fn name(&self) -> String {
        self.hub.look(|world, _| {
            world
                .channels
                .get(&self.id)
                .map(|channel| channel.name.clone())
                .unwrap_or_default()
        })
    }

    fn overwrite(&self, new: Overwrite) {
        self.hub.turn(|world, _| {
            if let Some(list) = world
                .channels
                .get_mut(&self.id)
                .and_then(|channel| channel.overwrites_mut())
            {
                list.retain(|old| (old.id, old.member) != (new.id, new.member));
                list.push(new);
            }
        });
    }

    /// What a role may and may not here.
    pub fn for_role(&self, role: Role, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: role.0,
            member: false,
            allow,
            deny,
        });
    }

    /// What @everyone may and may not here.
    pub fn for_everyone(&self, allow: u64, deny: u64) {
        let guild = self.hub.look(|world, _| {
            world
                .channels
                .get(&self.id)
                .and_then(|channel| channel.guild())
        });
        if let Some(id) = guild {
            self.overwrite(Overwrite {
                id,
                member: false,
                allow,
                deny,
            });
        }
    }

    /// What one person may and may not here.
    pub fn for_person(&self, person: &Person, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: person.id(),
            member: true,
            allow,
            deny,
        });
    }

    /// What a bot may and may not here.
    pub fn for_bot(&self, application: &Application, allow: u64, deny: u64) {
        self.overwrite(Overwrite {
            id: application.id,
            member: true,
            allow,
            deny,
        });
    }

    /// Its messages, oldest first, without those that only one person sees.
    pub fn messages(&self) -> Vec<MessageView> {
        self.views(None)
    }

    /// Its messages as `person` sees them.
    pub(crate) fn views(&self, person: Option<u64>) -> Vec<MessageView> {
        self.hub.look(|world, _| {
            let seen = world
                .messages_of(self.id)
                .filter(|message| message.only_for.is_none_or(|user| Some(user) == person));
            seen.map(|message| MessageView::read(world, message))
                .collect()
        })
    }

    /// The newest message that everybody sees.
    pub fn last(&self) -> Option<MessageView> {
        self.messages().pop()
    }

    /// Takes a message away, as a moderator would.
    pub fn delete(&self, message: &MessageView) {
        self.hub
            .turn(|world, _| world.delete_message(self.id, message.id));
    }
}

impl Application {
    /// Its bot token.
    pub fn token(&self) -> String {
        self.hub.look(|world, _| {
            world
                .applications
                .get(&self.id)
                .map(|found| found.token.clone())
                .unwrap_or_default()
        })
    }

    /// Its name.
    pub fn name(&self) -> String {
        self.hub.look(|world, _| {
            world
                .applications
                .get(&self.id)
                .map(|found| found.name.clone())
                .unwrap_or_default()
        })
    }

    /// Whether it has a session on the gateway.
    pub fn connected(&self) -> bool {
        self.hub.gateway.connected(self.id)
    }

    /// Lets it ask for these gateway intents, privileged ones included.
    pub fn allow_intents(&self, intents: u64) {
        self.hub.turn(|world, _| {
            if let Some(application) = world.applications.get_mut(&self.id) {
                application.allowed_intents |= intents;
            }
        });
    }

    /// The commands that a person sees in a guild, or in private with `None`, as they were registered.
    pub fn commands(&self, guild: Option<&Guild>) -> Vec<serde_json::Value> {
        use crate::world::Scope;
        let scope = guild.map_or(Scope::Global, |guild| Scope::Guild(guild.id));
        self.hub.look(|world, _| {
            let application = world.applications.get(&self.id);
            application
                .and_then(|found| found.commands.get(&scope))
                .cloned()
                .unwrap_or_default()
        })
    }

    /// Waits until the bot has registered a command of this name, in whatever scope; `false` after `patience`.
    pub async fn has_command(&self, name: &str, patience: Duration) -> bool {
        let found = |world: &World| {
            let mut all = world
                .applications
                .get(&self.id)?
                .commands
                .values()
                .flatten();
            all.any(|command| command["name"] == name).then_some(())
        };
        self.hub.wait_for(patience, found).await.is_some()
    }

    /// When it was made.
    pub fn made(&self) -> Moment {
        crate::snowflake::made_at(self.id)
    }
}
