//! Messages that go away, one at a time or many at once.

use serde_json::json;

use super::{Channel, Message, World, alarm::Alarm, sight::message_intent};

impl World {
    /// Takes a message away and tells those who saw it.
    pub(crate) fn delete_message(&mut self, channel: u64, id: u64) {
        let Some(message) = self.messages.remove(&(channel, id)) else {
            return;
        };
        let guild = self.forget(&message);
        let data = json!({"id": id.to_string(), "channel_id": channel.to_string(),
            "guild_id": guild.map(|id| id.to_string())});
        for application in self.audience(&message) {
            self.tell(
                application,
                "MESSAGE_DELETE",
                data.clone(),
                guild,
                message_intent(guild, &message),
            );
        }
    }

    /// Takes many messages of a channel away with a single event; says how many there were.
    pub(crate) fn delete_messages(&mut self, channel: u64, ids: &[u64]) -> usize {
        let public = |message: &&Message| !message.ephemeral();
        let gone: Vec<Message> = ids
            .iter()
            .filter_map(|id| self.messages.get(&(channel, *id)))
            .filter(public)
            .cloned()
            .collect();
        let Some(first) = gone.first() else {
            return 0;
        };
        let ids: Vec<String> = gone.iter().map(|message| message.id.to_string()).collect();
        let mut guild = None;
        for message in &gone {
            self.messages.remove(&(channel, message.id));
            guild = self.forget(message);
        }
        let data = json!({"ids": ids, "channel_id": channel.to_string(),
            "guild_id": guild.map(|id| id.to_string())});
        for application in self.audience(first) {
            self.tell(
                application,
                "MESSAGE_DELETE_BULK",
                data.clone(),
                guild,
                message_intent(guild, first),
            );
        }
        gone.len()
    }

    /// Drops what hung on a message that is gone; gives its guild.
    fn forget(&mut self, message: &Message) -> Option<u64> {
        if let Some(poll) = &message.poll {
            let alarm = Alarm::Poll(message.channel, message.id);
            self.alarms.remove(&(poll.expiry, alarm));
        }
        self.unspoken_in(message.channel, message.id);
        self.channels.get(&message.channel).and_then(Channel::guild)
    }
}
