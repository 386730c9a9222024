//! Webhooks that people made in a channel's settings.

use serde_json::Value;

use super::Channel;
use crate::driver::Person;

/// A webhook: who has its address can post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Its id.
    pub id: u64,
    /// Its secret.
    pub token: String,
    /// The path of its API without `/api/v10`.
    pub path: String,
}

impl Channel {
    /// Makes a webhook as `person` would in the channel's settings; `None` in a private channel, or with 15 of them.
    pub fn webhook(&self, name: &str, person: &Person) -> Option<Webhook> {
        self.hub.turn(|world, now| {
            let guild = world.channels.get(&self.id)?.guild()?;
            let id = world
                .add_webhook((guild, self.id), name, person.id(), None, None, now)
                .ok()?;
            let token = world.webhooks.get(&id)?.token()?.to_owned();
            Some(Webhook {
                path: format!("/webhooks/{id}/{token}"),
                id,
                token,
            })
        })
    }

    /// Its webhooks as JSON, oldest first.
    pub fn webhooks(&self) -> Vec<Value> {
        self.hub.look(|world, _| {
            let own = world
                .webhooks
                .values()
                .filter(|webhook| webhook.channel == self.id);
            own.map(|webhook| world.webhook_json(webhook.id, true))
                .collect()
        })
    }
}
