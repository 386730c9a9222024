//! What people do and see, as the journal keeps it: messages they write, and what bots' answers show them.

use std::sync::Arc;

use serde_json::Value;

use super::{
    Message, MessageDraft, World,
    components::{self, kind},
    interaction::First,
};
use crate::journal::{Glimpse, SaidRecord, Sight, What};

impl World {
    /// Notes that a person wrote a message.
    pub(super) fn note_said(&mut self, draft: &MessageDraft<'_>, message: u64) {
        if self.users.get(&draft.author).is_none_or(|user| user.bot) {
            return;
        }
        let said = SaidRecord {
            user: draft.author,
            channel: draft.channel,
            message,
            text: draft.body["content"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            reply_to: draft.reply_to,
            files: draft.files.iter().map(|file| file.name.clone()).collect(),
        };
        self.deeds.push(What::Said(Arc::new(said)));
    }

    /// Notes what the person sees of the first answer to an interaction.
    pub(crate) fn note_answer(&mut self, id: u64, first: &First) {
        let Some(interaction) = self.interactions.get(&id) else {
            return;
        };
        let original = interaction.original;
        match first {
            First::Message { .. } => self.note_shown(id, Sight::Message, original),
            First::DeferredMessage { .. } => self.note_shown(id, Sight::Thinking, original),
            First::Update => self.note_shown(id, Sight::Updated, original),
            First::DeferredUpdate => self.note_shown(id, Sight::Nothing, None),
            First::Activity => self.note_shown(id, Sight::Activity, None),
            First::Upgrade => self.note_shown(id, Sight::Upgrade, None),
            First::Modal(modal) => {
                let title = modal["title"].as_str().unwrap_or_default();
                self.note_text(id, Sight::Modal, title.to_owned());
            }
            First::Choices(choices) => {
                let names = choices.iter().filter_map(|choice| choice["name"].as_str());
                self.note_text(id, Sight::Choices, names.collect::<Vec<_>>().join("\n"));
            }
        }
    }

    fn note_text(&mut self, interaction: u64, sort: Sight, text: String) {
        self.deeds.push(What::Shown(Arc::new(Glimpse {
            interaction,
            sort,
            message: None,
            text,
            buttons: Vec::new(),
            ephemeral: true,
        })));
    }

    /// Notes what the person sees of a message that belongs to an interaction.
    pub(crate) fn note_shown(&mut self, interaction: u64, sort: Sight, message: Option<u64>) {
        let channel = self
            .interactions
            .get(&interaction)
            .map(|found| found.channel);
        let found = channel
            .zip(message)
            .and_then(|(channel, message)| self.message(channel, message));
        let glimpse = Glimpse {
            interaction,
            sort,
            message,
            text: found.map(words).unwrap_or_default(),
            buttons: found.map(buttons).unwrap_or_default(),
            ephemeral: found.is_some_and(Message::ephemeral),
        };
        self.deeds.push(What::Shown(Arc::new(glimpse)));
    }
}

/// All text of a message, one line for each piece.
fn words(message: &Message) -> String {
    components::words(&message.content, &message.embeds, &message.components)
}

fn buttons(message: &Message) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    components::each(&message.components, &mut |component| {
        if component["type"] == kind::BUTTON {
            let face = |value: &Value| value.as_str().map(ToOwned::to_owned);
            let label = face(&component["label"]).filter(|label| !label.is_empty());
            let label = label.or_else(|| face(&component["emoji"]["name"]));
            found.push((label.unwrap_or_default(), component["disabled"] != true));
        }
    });
    found
}
