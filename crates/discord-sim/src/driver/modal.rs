//! Modals as a person sees them.

use serde_json::Value;

use super::view::text;
use crate::world::{Interaction, components::kind};

/// A modal that has opened.
#[derive(Debug, Clone)]
pub struct ModalView {
    /// The interaction that opened it.
    pub interaction_id: u64,
    /// What it sends.
    pub custom_id: String,
    /// Its heading.
    pub title: String,
    /// What can be filled in.
    pub fields: Vec<FieldView>,
    /// Component tree, as JSON.
    pub components: Vec<Value>,
}

/// A field of a modal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// What it sends.
    pub custom_id: String,
    /// The text above it.
    pub label: String,
    /// Discord's number of the component: 4 text, 3 and 5–8 selects.
    pub kind: u64,
    /// What is filled in already.
    pub value: String,
    /// The hint inside.
    pub placeholder: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Shortest and longest text, or fewest and most choices.
    pub takes: (u64, u64),
    /// Values of a string select.
    pub options: Vec<String>,
}

impl ModalView {
    pub(crate) fn read(interaction: &Interaction, data: &Value) -> Self {
        let components = data["components"].as_array().cloned().unwrap_or_default();
        Self {
            interaction_id: interaction.id,
            custom_id: text(&data["custom_id"]),
            title: text(&data["title"]),
            fields: components.iter().flat_map(fields).collect(),
            components,
        }
    }
}

/// The fields of one top-level component: a label's only one, or those of an old row.
fn fields(top: &Value) -> Vec<FieldView> {
    if top["type"] == kind::LABEL {
        return vec![FieldView::read(&top["component"], text(&top["label"]))];
    }
    let inner = top["components"].as_array().into_iter().flatten();
    inner
        .map(|component| FieldView::read(component, text(&component["label"])))
        .collect()
}

impl FieldView {
    fn read(component: &Value, label: String) -> Self {
        let is_text = component["type"] == kind::TEXT_INPUT;
        let (least, most, default) = if is_text {
            ("min_length", "max_length", 4_000)
        } else {
            ("min_values", "max_values", 1)
        };
        let options = component["options"].as_array().into_iter().flatten();
        Self {
            custom_id: text(&component["custom_id"]),
            label,
            kind: component["type"].as_u64().unwrap_or_default(),
            value: text(&component["value"]),
            placeholder: text(&component["placeholder"]),
            required: component["required"].as_bool().unwrap_or(true),
            takes: (
                component[least].as_u64().unwrap_or_default(),
                component[most].as_u64().unwrap_or(default),
            ),
            options: options.map(|option| text(&option["value"])).collect(),
        }
    }
}
