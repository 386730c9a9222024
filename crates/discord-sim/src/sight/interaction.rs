//! Interactions as the person's client follows them.

use serde_json::{Value, json};

use super::Sight;
use crate::world::{First, Interaction, Progress, localization::localized};

impl Sight<'_> {
    /// How far an own interaction is, and what the client shows of its answer.
    pub(crate) fn interaction(&self, interaction: &Interaction) -> Value {
        let data = &interaction.payload["data"];
        let first = match &interaction.progress {
            Progress::Answered(first) => Some(first),
            Progress::Waiting | Progress::Failed => None,
        };
        json!({
            "id": interaction.id.to_string(),
            "nonce": interaction.nonce,
            "application_id": interaction.application.to_string(),
            "channel_id": interaction.channel.to_string(),
            "message_id": interaction.source.map(|id| id.to_string()),
            "type": interaction.kind,
            "name": data["name"],
            "custom_id": data["custom_id"],
            "state": self.state(interaction),
            "answer": first.map(answer),
            "modal": match first { Some(First::Modal(modal)) => modal, _ => &Value::Null },
            "choices": match first { Some(First::Choices(list)) => self.choices(list), _ => Value::Null },
        })
    }

    fn state(&self, interaction: &Interaction) -> &'static str {
        match interaction.progress {
            Progress::Waiting => "waiting",
            Progress::Failed => "failed",
            Progress::Answered(_) if !interaction.unfinished() => "done",
            Progress::Answered(_) if interaction.token_works(self.now) => "answered",
            Progress::Answered(_) => "failed",
        }
    }

    /// Suggestions in the language of the client.
    fn choices(&self, list: &[Value]) -> Value {
        let locale = self
            .world
            .users
            .get(&self.person)
            .map(|user| user.locale.as_str());
        let locale = locale.unwrap_or_default();
        let shown = list.iter().map(|choice| {
            let name = localized(&choice["name_localizations"], locale);
            let name = name.map_or_else(|| choice["name"].clone(), |name| json!(name));
            json!({"name": name, "value": choice["value"]})
        });
        shown.collect()
    }
}

fn answer(first: &First) -> &'static str {
    match first {
        First::Message { .. } => "message",
        First::DeferredMessage { .. } => "deferred",
        First::DeferredUpdate => "deferred_update",
        First::Update => "update",
        First::Choices(_) => "choices",
        First::Modal(_) => "modal",
        First::Activity => "activity",
        First::Upgrade => "upgrade",
    }
}
