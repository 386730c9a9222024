//! Message content behind its privileged intent: what a session without `MESSAGE_CONTENT` sees of a message.
//!
//! Own messages, direct messages and messages that mention the bot are shown whole.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Dispatch, intents, session::Event};

/// An event in the forms that sessions may see.
pub(super) struct Views {
    full: Arc<Event>,
    hidden: Option<Hidden>,
}

struct Hidden {
    event: Arc<Event>,
    /// Users who see the full form anyway.
    shown_to: Vec<String>,
}

impl Views {
    pub(super) fn of(dispatch: Dispatch) -> Self {
        let name = dispatch.event;
        let event = |data: &Value| {
            Arc::new(Event {
                name,
                data: data.to_string(),
            })
        };
        let full = event(&dispatch.data);
        let is_message = matches!(name, "MESSAGE_CREATE" | "MESSAGE_UPDATE");
        let hidden = match dispatch.data {
            Value::Object(message) if is_message && dispatch.guild_id.is_some() => Some(Hidden {
                shown_to: shown_to(&message),
                event: event(&without_content(message)),
            }),
            _ => None,
        };
        Self { full, hidden }
    }

    /// The form that a session of this user with these intents sees.
    pub(super) fn seen_by(&self, user_id: &str, intents: u64) -> Arc<Event> {
        match &self.hidden {
            Some(hidden)
                if intents & intents::MESSAGE_CONTENT == 0
                    && !hidden.shown_to.iter().any(|id| id == user_id) =>
            {
                Arc::clone(&hidden.event)
            }
            _ => Arc::clone(&self.full),
        }
    }
}

fn shown_to(message: &Map<String, Value>) -> Vec<String> {
    let author = message.get("author");
    let mentioned = message.get("mentions").and_then(Value::as_array);
    author
        .into_iter()
        .chain(mentioned.into_iter().flatten())
        .filter_map(|user| user["id"].as_str().map(str::to_owned))
        .collect()
}

fn without_content(mut message: Map<String, Value>) -> Value {
    for (key, empty) in [
        ("content", Value::from("")),
        ("embeds", Value::Array(Vec::new())),
        ("attachments", Value::Array(Vec::new())),
        ("components", Value::Array(Vec::new())),
    ] {
        if let Some(value) = message.get_mut(key) {
            *value = empty;
        }
    }
    message.remove("poll");
    Value::Object(message)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn seen(guild_id: Option<u64>, user_id: &str, intents: u64) -> bool {
        let views = Views::of(Dispatch {
            application_id: 1,
            event: "MESSAGE_CREATE",
            data: json!({"content": "word", "author": {"id": "5"}, "mentions": [{"id": "6"}], "poll": {}}),
            guild_id,
            intents: 0,
        });
        views.seen_by(user_id, intents).data.contains("word")
    }

    #[test]
    fn content_needs_the_intent_a_mention_or_a_direct_message() {
        assert!(!seen(Some(1), "7", 0));
        assert!(seen(Some(1), "7", intents::MESSAGE_CONTENT));
        assert!(seen(Some(1), "5", 0));
        assert!(seen(Some(1), "6", 0));
        assert!(seen(None, "7", 0));
    }
}
