//! An application: its token, its intents, its commands.

use std::time::Duration;

use super::{Application, Guild};
use crate::{
    clock::Moment,
    driver::Person,
    world::{Scope, World},
};

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

    /// The secret with which it proves itself to the token endpoint.
    pub fn client_secret(&self) -> String {
        self.hub.look(|world, _| {
            world
                .applications
                .get(&self.id)
                .map(crate::world::Application::client_secret)
                .unwrap_or_default()
        })
    }

    /// Registers an address where OAuth2 may send people back to.
    pub fn add_redirect(&self, uri: &str) {
        self.hub.turn(|world, _| {
            if let Some(application) = world.applications.get_mut(&self.id) {
                application.redirect_uris.push(uri.to_owned());
            }
        });
    }

    /// Makes it a public client, which proves itself with a PKCE verifier instead of its secret.
    pub fn set_public_client(&self) {
        self.hub.turn(|world, _| {
            if let Some(application) = world.applications.get_mut(&self.id) {
                application.public_client = true;
            }
        });
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

    /// Installs it for a person, who may then use it everywhere, also where it is not.
    pub fn set_user_installed(&self, person: &Person) {
        self.install_for(person, true);
    }

    /// Takes it from a person who had installed it.
    pub fn remove_user_install(&self, person: &Person) {
        self.install_for(person, false);
    }

    fn install_for(&self, person: &Person, installed: bool) {
        self.hub
            .turn(|world, now| world.install_for(self.id, person.id(), installed, now));
    }

    /// When it was made.
    pub fn made(&self) -> Moment {
        crate::snowflake::made_at(self.id)
    }
}
