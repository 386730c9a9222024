//! Integrations of a guild: here these are its bots, each with the id of its application.

use serde_json::{Value, json};

use super::{World, intent};

impl World {
    /// A bot as an integration; `None` for an application that does not exist.
    pub(crate) fn integration_json(&self, application: u64) -> Option<Value> {
        let found = self.applications.get(&application)?;
        Some(json!({
            "id": application.to_string(),
            "type": "discord",
            "name": found.name,
            "account": {"id": application.to_string(), "name": found.name},
            "enabled": true,
            "application": {
                "id": application.to_string(),
                "name": found.name,
                "icon": null,
                "description": found.description,
                "type": null,
                "bot": self.user_json(application),
            },
            "scopes": ["applications.commands", "bot"],
            "user": self.user_json(found.owner),
        }))
    }

    /// Tells the other bots of a guild that a bot came or went.
    pub(super) fn tell_integration(&mut self, guild: u64, application: u64, event: &'static str) {
        let mut listeners = self.listeners_of(guild);
        listeners.retain(|bot| *bot != application);
        if listeners.is_empty() {
            return;
        }
        let mut data = if event == "INTEGRATION_DELETE" {
            let id = application.to_string();
            json!({"id": id, "application_id": id})
        } else {
            self.integration_json(application).unwrap_or_default()
        };
        data["guild_id"] = json!(guild.to_string());
        for bot in listeners {
            self.tell(
                bot,
                event,
                data.clone(),
                Some(guild),
                intent::GUILD_INTEGRATIONS,
            );
        }
    }
}
