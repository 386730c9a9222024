//! Addresses of this simulator inside a saved world: it may listen elsewhere now.

use serde_json::Value;

use crate::world::World;

/// Puts `new` where an address begins with `old`.
struct Moved<'a> {
    old: &'a str,
    new: &'a str,
}

impl Moved<'_> {
    fn text(&self, text: &mut String) {
        if let Some(path) = text.strip_prefix(self.old)
            && path.starts_with('/')
        {
            *text = format!("{}{path}", self.new);
        }
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::String(text) => self.text(text),
            Value::Array(items) => self.values(items),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.value(value)),
            _ => {}
        }
    }

    fn values<'a>(&self, values: impl IntoIterator<Item = &'a mut Value>) {
        values.into_iter().for_each(|value| self.value(value));
    }
}

impl World {
    /// The world's own addresses begin with `base_url` from now on, no longer with `old`.
    pub(super) fn move_from(&mut self, old: &str) {
        if old == self.base_url {
            return;
        }
        let moved = Moved {
            old,
            new: &self.base_url,
        };
        for message in self.messages.all_quietly() {
            for attachment in &mut message.attachments {
                moved.text(&mut attachment.url);
            }
            moved.values(&mut message.embeds);
            moved.values(&mut message.components);
            moved.values(&mut message.snapshots);
            moved.values(&mut message.metadata);
        }
        for interaction in self.interactions.all_quietly() {
            moved.value(&mut interaction.payload);
        }
    }
}
