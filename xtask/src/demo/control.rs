//! The simulator's control API, as far as the demo speaks it: what goes out and what comes back.

use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Who and what is in the simulated world.
#[derive(Debug, Deserialize)]
pub(super) struct State {
    pub(super) guilds: Vec<Guild>,
    pub(super) users: Vec<Named>,
    #[serde(default)]
    pub(super) applications: Vec<Application>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Guild {
    pub(super) channels: Vec<Named>,
}

/// Anything with an id, which is handed back as it came, and a name.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Named {
    pub(super) id: Value,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Application {
    pub(super) connected: bool,
}

/// What a person sees after acting.
#[derive(Debug, Deserialize)]
pub(super) struct Shown {
    pub(super) outcome: String,
    #[serde(default)]
    pub(super) message: Option<Message>,
    #[serde(default)]
    pub(super) modal: Option<Modal>,
    #[serde(default)]
    pub(super) error: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Message {
    pub(super) id: Value,
    pub(super) rendered: String,
    #[serde(default)]
    pub(super) buttons: Vec<Button>,
    #[serde(default)]
    pub(super) attachments: Vec<Attachment>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Button {
    #[serde(default)]
    pub(super) label: String,
    #[serde(default)]
    pub(super) custom_id: String,
    #[serde(default)]
    pub(super) disabled: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct Attachment {
    pub(super) url: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Modal {
    pub(super) interaction: String,
    #[serde(default)]
    pub(super) title: String,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) custom_id: String,
    #[serde(default)]
    pub(super) label: String,
}

/// What a person does, without who and where.
pub(super) struct Act {
    body: Map<String, Value>,
}

impl Act {
    /// Sends a slash command, as typed.
    pub(super) fn slash(command: &str) -> Self {
        Self::new("slash", [("command", json!(command))])
    }

    pub(super) fn click(message: &Message, button: &Button) -> Self {
        Self::new(
            "click",
            [
                ("message", message.id.clone()),
                ("target", json!(button.custom_id)),
            ],
        )
    }

    /// Fills one field of a modal and sends it.
    pub(super) fn submit(modal: &Modal, field: &Field, text: &str) -> Self {
        let mut values = Map::new();
        values.insert(field.custom_id.clone(), json!(text));
        Self::new(
            "submit",
            [
                ("interaction", json!(modal.interaction)),
                ("values", Value::Object(values)),
            ],
        )
    }

    fn new<const N: usize>(kind: &str, rest: [(&str, Value); N]) -> Self {
        let mut body: Map<_, _> = rest
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value))
            .collect();
        body.insert("do".to_owned(), json!(kind));
        Self { body }
    }

    /// The request body of `POST /sim/v1/act`.
    pub(super) fn body(&self, person: &Named, channel: &Named) -> Value {
        let mut body = self.body.clone();
        body.insert("user".to_owned(), person.id.clone());
        body.insert("channel".to_owned(), channel.id.clone());
        Value::Object(body)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submit_names_modal_field_and_text() {
        let modal: Modal =
            serde_json::from_value(json!({"interaction": "3", "fields": [{"custom_id": "f"}]}))
                .unwrap();
        let named = |id: &str| Named {
            id: json!(id),
            name: String::new(),
        };
        assert_eq!(
            Act::submit(&modal, &modal.fields[0], "cat").body(&named("1"), &named("2")),
            json!({"do": "submit", "user": "1", "channel": "2", "interaction": "3", "values": {"f": "cat"}})
        );
    }

    #[test]
    fn an_answer_may_leave_out_what_it_does_not_have() {
        let shown: Shown =
            serde_json::from_value(json!({"outcome": "failed", "error": "no answer"})).unwrap();
        assert!(shown.message.is_none() && shown.modal.is_none());
        assert_eq!(shown.error.unwrap(), "no answer");
    }
}
