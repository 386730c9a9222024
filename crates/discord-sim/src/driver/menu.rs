//! Commands in the menus of people and of messages, and the one that launches an Activity.

use serde_json::{Value, json};

use super::{
    DriverError, MessageView, Person, Seat, Shown,
    offer::{Chosen, command_type},
    resolve::Resolver,
    right::seen,
};
use crate::world::{InteractionDraft, interaction::kind};

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
        self.send(self.user_menu_draft(&chosen, target)?).await
    }

    /// The interaction of a command of an account's menu.
    pub(super) fn user_menu_draft(
        &self,
        chosen: &Chosen,
        target: u64,
    ) -> Result<InteractionDraft, DriverError> {
        let name = &super::view::text(&chosen.command["name"]);
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
        Ok(self.draft(chosen.application, kind::COMMAND, data))
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
        self.send(self.message_menu_draft(&chosen, target.id)?)
            .await
    }

    /// The interaction of a command of a message's menu.
    pub(super) fn message_menu_draft(
        &self,
        chosen: &Chosen,
        target: u64,
    ) -> Result<InteractionDraft, DriverError> {
        let data = self.hub().look(|world, now| {
            let stored = seen(world, self.channel.id(), target, self.person.id())?;
            let mut resolver = Resolver::new(self, chosen.application, String::new(), now);
            resolver.message(world, stored);
            let mut data = chosen.data();
            data["target_id"] = json!(target.to_string());
            resolver.finish(&mut data);
            Ok::<Value, DriverError>(data)
        })?;
        Ok(self.draft(chosen.application, kind::COMMAND, data))
    }

    /// Launches an application's Activity by its entry point command, where the application handles that itself.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer such a command, or Discord launches it without asking.
    pub async fn launch(&self, name: &str) -> Result<Shown, DriverError> {
        let chosen = self.menu(name, command_type::ENTRY_POINT)?;
        self.send(self.launch_draft(&chosen)?).await
    }

    /// The interaction of an entry point command.
    pub(super) fn launch_draft(&self, chosen: &Chosen) -> Result<InteractionDraft, DriverError> {
        if chosen.command["handler"] == 2 {
            return Err(DriverError::NotOffered {
                command: super::view::text(&chosen.command["name"]),
                why: "Discord launches it without asking the application".to_owned(),
            });
        }
        Ok(self.draft(chosen.application, kind::COMMAND, chosen.data()))
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
