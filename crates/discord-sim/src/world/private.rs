//! Private channels of people, where no bot is: only applications that somebody there installed can be used in them.

use serde_json::{Value, json};

use super::{Channel, ChannelKind, World};
use crate::clock::Moment;

impl World {
    /// The private channel of two people, made at first use.
    pub(crate) fn pair(&mut self, one: u64, other: u64, now: Moment) -> u64 {
        let pair = |channel: &&Channel| {
            channel.kind == ChannelKind::Pair
                && [one, other]
                    .iter()
                    .all(|user| channel.people.contains(user))
        };
        match self.channels.values().find(pair) {
            Some(channel) => channel.id,
            None => self.private("", ChannelKind::Pair, vec![one, other], now),
        }
    }

    /// Makes a private group; the first of the people owns it.
    pub(crate) fn group(&mut self, name: &str, people: Vec<u64>, now: Moment) -> u64 {
        self.private(name, ChannelKind::Group, people, now)
    }

    fn private(&mut self, name: &str, kind: ChannelKind, people: Vec<u64>, now: Moment) -> u64 {
        let id = self.id(now);
        let mut channel = Channel::bare(id, name, kind, None);
        channel.people = people;
        self.channels.insert(id, channel);
        id
    }

    /// Writes who is in a private channel into its form on the wire.
    pub(super) fn show_people(&self, channel: &Channel, json: &mut Value) {
        let users = channel.people.iter().map(|user| self.user_json(*user));
        json["recipients"] = users.collect();
        if channel.kind == ChannelKind::Group {
            json["name"] = json!(channel.name);
            json["icon"] = Value::Null;
            json["owner_id"] = json!(channel.people.first().map(ToString::to_string));
        }
    }
}
