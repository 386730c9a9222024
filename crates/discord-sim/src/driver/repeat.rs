//! Doing the same again: what was done before, with the same choices, if it can still be done.

use serde_json::Value;

use super::{DriverError, Seat, act::Target, offer::Chosen};
use crate::world::{InteractionDraft, World, components::kind as component, interaction::kind};

impl Seat {
    /// Makes an interaction with the data of an earlier one, in the same place; its id. Waits for nothing.
    ///
    /// # Errors
    ///
    /// When this person cannot do that any more: the command, the message or its component is gone, or not for them.
    pub(crate) fn repeat(&self, interaction: u64) -> Result<u64, DriverError> {
        if !self.sees_channel() {
            return Err(DriverError::NoAccess);
        }
        let draft = self.hub().look(|world, _| again(world, interaction))?;
        match draft.kind {
            kind::COMPONENT => self.still_there(&draft)?,
            kind::MODAL => {}
            _ => self.still_offered(&draft)?,
        }
        Ok(self.hub().turn(|world, now| world.interact(&draft, now)))
    }

    /// Refuses a component that the message has no more, or that cannot be used.
    fn still_there(&self, draft: &InteractionDraft) -> Result<(), DriverError> {
        let message = draft.source.ok_or(DriverError::NoMessage)?;
        let place = (draft.channel, message);
        let wanted = draft.data["component_type"]
            .as_u64()
            .unwrap_or(component::BUTTON);
        let custom_id = draft.data["custom_id"].as_str().unwrap_or_default();
        self.find(place, &Target::id(custom_id), |number| number == wanted)?;
        Ok(())
    }

    /// Refuses a command that is gone, or not offered here any more, or whose target is gone.
    fn still_offered(&self, draft: &InteractionDraft) -> Result<(), DriverError> {
        let data = &draft.data;
        let name = data["name"].as_str().unwrap_or_default();
        self.hub().look(|world, now| {
            let application = world.applications.get(&draft.application);
            let found = application.and_then(|application| {
                let mut all = application.commands.iter();
                all.find_map(|(scope, commands)| {
                    let command = commands
                        .iter()
                        .find(|command| command["id"] == data["id"])?;
                    Some(Chosen {
                        application: draft.application,
                        scope: *scope,
                        command: command.clone(),
                    })
                })
            });
            let chosen = found.ok_or_else(|| DriverError::UnknownCommand(name.to_owned()))?;
            self.offered(world, now, &chosen, name)?;
            let target = data["target_id"].as_str().and_then(|id| id.parse().ok());
            let gone = match (data["type"].as_u64(), target) {
                (Some(3), Some(target)) => world.message(draft.channel, target).is_none(),
                (Some(2), Some(target)) => !world.users.contains_key(&target),
                _ => false,
            };
            if gone {
                return Err(DriverError::Refused("what the command was used on is gone"));
            }
            Ok(())
        })
    }
}

/// What makes the same interaction once more.
fn again(world: &World, interaction: u64) -> Result<InteractionDraft, DriverError> {
    let found = world.interactions.get(&interaction);
    let found = found.ok_or(DriverError::NoInteraction)?;
    if found.payload["token"].is_null() {
        return Err(DriverError::Refused(
            "it is so long ago that its data is gone",
        ));
    }
    Ok(InteractionDraft {
        application: found.application,
        kind: found.kind,
        user: found.user,
        channel: found.channel,
        source: found.source,
        opened_by: found.opened_by,
        nonce: None,
        data: found.payload["data"].clone(),
        overrides: Value::Null,
    })
}
