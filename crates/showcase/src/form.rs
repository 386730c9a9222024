//! A modal with every kind of input, and what came back of it.

use serde_json::{Value, json};

/// The answer that opens the modal. Discord takes five inputs at most, so there are kinds left out of it on purpose:
/// [`second`] has them.
pub(crate) fn modal() -> Value {
    json!({"type": 9, "data": {"custom_id": "form", "title": "Everything at once", "components": [
        {"type": 18, "label": "Your name", "description": "As others shall see it", "component":
            {"type": 4, "custom_id": "name", "style": 1, "min_length": 2, "max_length": 20, "placeholder": "Ann"}},
        {"type": 18, "label": "Why", "component":
            {"type": 4, "custom_id": "why", "style": 2, "required": false, "max_length": 300}},
        {"type": 18, "label": "Favourite colour", "component":
            {"type": 3, "custom_id": "colour", "placeholder": "Choose one", "options": [
                {"label": "Red", "value": "red", "description": "Like a ladybird", "emoji": {"name": "🔴"}},
                {"label": "Blue", "value": "blue", "emoji": {"name": "🔵"}}]}},
        {"type": 18, "label": "Who helps you", "component":
            {"type": 5, "custom_id": "helper", "required": false}},
        {"type": 18, "label": "A picture", "component":
            {"type": 19, "custom_id": "picture", "required": false, "max_values": 2}}]}})
}

/// The other kinds of input.
pub(crate) fn second() -> Value {
    json!({"type": 9, "data": {"custom_id": "second", "title": "More", "components": [
        {"type": 10, "content": "Some **text** in between."},
        {"type": 18, "label": "Size", "component":
            {"type": 21, "custom_id": "size", "options": [
                {"label": "Small", "value": "s"}, {"label": "Large", "value": "l", "description": "Takes more room"}]}},
        {"type": 18, "label": "Extras", "component":
            {"type": 22, "custom_id": "extras", "min_values": 0, "max_values": 2, "required": false, "options": [
                {"label": "Milk", "value": "milk"}, {"label": "Sugar", "value": "sugar"}]}},
        {"type": 18, "label": "Terms", "component":
            {"type": 23, "custom_id": "agreed"}},
        {"type": 18, "label": "Where", "component":
            {"type": 8, "custom_id": "where", "channel_types": [0], "required": false}}]}})
}

/// What was submitted, one line for each input.
pub(crate) fn read(data: &Value) -> String {
    let mut lines = Vec::new();
    for top in data["components"].as_array().into_iter().flatten() {
        let input = &top["component"];
        if let Some(name) = input["custom_id"].as_str() {
            let value = if input["values"].is_null() {
                &input["value"]
            } else {
                &input["values"]
            };
            lines.push(format!("**{name}** {value}"));
        }
    }
    lines.join("\n")
}
