//! Users: people and bot accounts, and how they look on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::World;
use crate::clock::Moment;

/// A person, or the account of a bot.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) display_name: Option<String>,
    pub(crate) bot: bool,
    pub(crate) locale: String,
}

impl User {
    /// As other users see it.
    pub(crate) fn json(&self) -> Value {
        let mut user = json!({
            "id": self.id.to_string(),
            "username": self.name,
            "global_name": self.display_name,
            "discriminator": if self.bot { "0001" } else { "0" },
            "avatar": null,
            "banner": null,
            "accent_color": null,
            "avatar_decoration_data": null,
            "collectibles": null,
            "clan": null,
            "primary_guild": null,
            "public_flags": 0,
            "flags": 0,
        });
        if self.bot {
            user["bot"] = json!(true);
        }
        user
    }

    /// The address of the account, in a domain that no mail reaches.
    pub(crate) fn email(&self) -> String {
        format!("{}@example.invalid", self.id)
    }

    /// As the user itself sees it (`GET /users/@me`).
    pub(crate) fn own_json(&self) -> Value {
        let mut user = self.json();
        user["mfa_enabled"] = json!(false);
        user["locale"] = json!(self.locale);
        user["premium_type"] = json!(0);
        user["verified"] = json!(true);
        user["email"] = Value::Null;
        user["bio"] = json!("");
        user
    }
}

impl World {
    /// The person of that name, made at first sight.
    pub(crate) fn person(&mut self, name: &str, now: Moment) -> u64 {
        if let Some(id) = self.people.get(name) {
            return *id;
        }
        self.add_person(name, now)
    }

    /// Makes a person, whether or not another has that name.
    pub(crate) fn add_person(&mut self, name: &str, now: Moment) -> u64 {
        let id = self.id(now);
        self.people.insert(name.to_owned(), id);
        self.users.insert(
            id,
            User {
                id,
                name: name.to_owned(),
                display_name: None,
                bot: false,
                locale: "en-US".to_owned(),
            },
        );
        id
    }

    /// The user's public form; a bare unknown user when it does not exist.
    pub(crate) fn user_json(&self, id: u64) -> Value {
        self.users.get(&id).map_or_else(
            || json!({"id": id.to_string(), "username": "Deleted User", "discriminator": "0000", "avatar": null,
                "global_name": null, "primary_guild": null, "public_flags": 0, "flags": 0}),
            User::json,
        )
    }
}
