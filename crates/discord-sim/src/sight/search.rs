//! Searching the messages of a guild as a person.

use serde_json::{Value, json};

use super::Sight;
use crate::world::{Guild, Message};

/// What is looked for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    /// In lower case.
    pub(crate) content: String,
    pub(crate) channel: Option<u64>,
    pub(crate) author: Option<u64>,
    pub(crate) skip: usize,
    pub(crate) most: usize,
}

impl Wanted {
    fn fits(&self, message: &Message) -> bool {
        self.author.is_none_or(|author| author == message.author)
            && message.content.to_lowercase().contains(&self.content)
    }
}

impl Sight<'_> {
    /// A page of the messages that fit, newest first, and how many there are.
    pub(crate) fn search(&self, guild: &Guild, wanted: &Wanted) -> Value {
        let places = self.places(guild.id).map(|(id, _)| id);
        let places = places.filter(|id| wanted.channel.is_none_or(|channel| channel == *id));
        let mut found: Vec<&Message> = places
            .flat_map(|channel| self.world.messages_of(channel))
            .filter(|message| !message.ephemeral() && self.shows(message) && wanted.fits(message))
            .collect();
        found.sort_by_key(|message| std::cmp::Reverse(message.id));
        let page = found.iter().skip(wanted.skip).take(wanted.most);
        let page: Vec<Value> = page.map(|message| self.message(message)).collect();
        json!({"messages": page, "total": found.len()})
    }
}
