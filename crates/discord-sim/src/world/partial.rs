//! Channels as interactions carry them: less than the channel has, and what somebody may do there.

use serde_json::{Value, json};

use super::World;
use crate::clock::Moment;

/// What an interaction says of a channel, where the channel has it (`receiving-and-responding.mdx`).
const SHOWN: [&str; 16] = [
    "id",
    "type",
    "name",
    "guild_id",
    "parent_id",
    "flags",
    "last_message_id",
    "last_pin_timestamp",
    "nsfw",
    "position",
    "topic",
    "rate_limit_per_user",
    "thread_metadata",
    "recipients",
    "owner_id",
    "icon",
];

impl World {
    /// The partial channel, with what `user` may do in it.
    pub(crate) fn partial_channel(&self, id: u64, user: u64, now: Moment) -> Value {
        let whole = self.channel_json(id);
        let parts = SHOWN
            .iter()
            .filter_map(|key| Some(((*key).to_owned(), whole.get(*key)?.clone())));
        let mut partial = Value::Object(parts.collect());
        partial["permissions"] = json!(self.permissions_in(user, id, now).to_string());
        partial
    }
}
