//! Commands in the menus of people and of messages, and the one that launches an Activity.

use serde_json::{Value, json};

use super::{
    DriverError, MessageView, Person, Seat, Shown,
    offer::{Chosen, command_type},
    resolve::Resolver,
};
use crate::world::interaction::kind;

impl Seat {
    /// Runs a command of the menu that opens on a person, and waits for the bot's first answer.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer such a command.
    pub async fn user_menu(&self, name: &str, target: &Person) -> Result<Shown, DriverError> {
        self.user_menu_id(name, target.id()).await
    }

    /// Like [`Seat::user_menu`], on any account, a bot's for instance.
    ///
    /// # Errors
    ///
    /// As [`Seat::user_menu`], and when there is no such account.
    pub async fn user_menu_id(&self, name: &str, target: u64) -> Result<Shown, DriverError> {
        let chosen = self.menu(name, command_type::USER)?;
        let data = self.hub().look(|world, now| {
            let mut resolver = Resolver::new(self, chosen.application, name.to_owned(), now);
            let found = resolver.user(world, &target.to_string());
            let target = found.map_err(|why| DriverError::BadValue {
                option: name.to_owned(),
                value: target.to_string(),
                why,
            })?;
            let mut data = chosen.data();
            data["target_id"] = target;
            resolver.finish(&mut data);
            Ok::<Value, DriverError>(data)
        })?;
        self.send(self.draft(chosen.application, kind::COMMAND, data))
            .await
    }

    /// Runs a command of the menu that opens on a message, and waits for the bot's first answer.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer such a command, or this person does not see the message.
    pub async fn message_menu(
        &self,
        name: &str,
        target: &MessageView,
    ) -> Result<Shown, DriverError> {
        let chosen = self.menu(name, command_type::MESSAGE)?;
        let data = self.hub().look(|world, now| {
            let stored = world.message(self.channel.id(), target.id);
            let stored =
                stored.filter(|found| found.only_for.is_none_or(|user| user == self.person.id()));
            let stored = stored.ok_or(DriverError::NoMessage)?;
            let mut resolver = Resolver::new(self, chosen.application, name.to_owned(), now);
            resolver.message(world, stored);
            let mut data = chosen.data();
            data["target_id"] = json!(target.id.to_string());
            resolver.finish(&mut data);
            Ok::<Value, DriverError>(data)
        })?;
        self.send(self.draft(chosen.application, kind::COMMAND, data))
            .await
    }

    /// Launches an application's Activity by its entry point command, where the application handles that itself.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer such a command, or Discord launches it without asking.
    pub async fn launch(&self, name: &str) -> Result<Shown, DriverError> {
        let chosen = self.menu(name, command_type::ENTRY_POINT)?;
        if chosen.command["handler"] == 2 {
            return Err(DriverError::NotOffered {
                command: name.to_owned(),
                why: "Discord launches it without asking the application".to_owned(),
            });
        }
        let data = chosen.data();
        self.send(self.draft(chosen.application, kind::COMMAND, data))
            .await
    }

    fn menu(&self, name: &str, of: u64) -> Result<Chosen, DriverError> {
        let chosen = self
            .command(name, of)
            .ok_or_else(|| DriverError::UnknownCommand(name.to_owned()))?;
        self.hub()
            .look(|world, now| self.offered(world, now, &chosen, name))?;
        Ok(chosen)
    }
}
