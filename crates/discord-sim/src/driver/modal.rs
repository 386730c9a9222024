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
    /// Texts that stand between the fields.
    pub texts: Vec<String>,
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
    /// The smaller text beside the label.
    pub description: String,
    /// Discord's number of the component: 4 text, 3 and 5–8 selects, 19 files, 21 radio group, 22 checkbox group,
    /// 23 checkbox.
    pub kind: u64,
    /// What is filled in already: a text, or whether a checkbox is set.
    pub value: String,
    /// What is chosen already: values of options, or ids.
    pub chosen: Vec<String>,
    /// The hint inside.
    pub placeholder: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Shortest and longest text, or fewest and most choices or files.
    pub takes: (u64, u64),
    /// Values of a string select, a radio group or a checkbox group.
    pub options: Vec<String>,
    /// What a person reads of these options, in the same order.
    pub labels: Vec<String>,
}

impl ModalView {
    pub(crate) fn read(interaction: &Interaction, data: &Value) -> Self {
        let components = data["components"].as_array().cloned().unwrap_or_default();
        let texts = components.iter().filter(|top| top["type"] == kind::TEXT);
        Self {
            interaction_id: interaction.id,
            custom_id: text(&data["custom_id"]),
            title: text(&data["title"]),
            fields: components.iter().flat_map(fields).collect(),
            texts: texts.map(|top| text(&top["content"])).collect(),
            components,
        }
    }

    /// The field with this custom id or label.
    pub fn field(&self, name: &str) -> Option<&FieldView> {
        self.fields.iter().find(|field| field.is(name))
    }
}

/// The fields of one top-level component: a label's only one, or those of an old row.
pub(super) fn fields(top: &Value) -> Vec<FieldView> {
    if top["type"] == kind::LABEL {
        let mut field = FieldView::read(&top["component"], text(&top["label"]));
        field.description = text(&top["description"]);
        return vec![field];
    }
    let inner = top["components"].as_array().into_iter().flatten();
    inner
        .map(|component| FieldView::read(component, text(&component["label"])))
        .collect()
}

impl FieldView {
    /// Whether a person or a test means this field.
    pub(super) fn is(&self, name: &str) -> bool {
        self.custom_id == name || self.label == name
    }

    pub(super) fn read(component: &Value, label: String) -> Self {
        let kind = component["type"].as_u64().unwrap_or_default();
        let options: Vec<&Value> = component["options"]
            .as_array()
            .into_iter()
            .flatten()
            .collect();
        let all = options.len() as u64;
        let (least, most, default) = match kind {
            kind::TEXT_INPUT => ("min_length", "max_length", (0, 4_000)),
            kind::CHECKBOX_GROUP => ("min_values", "max_values", (1, all)),
            kind::CHECKBOX => ("", "", (0, 1)),
            _ => ("min_values", "max_values", (1, 1)),
        };
        let ids = component["default_values"].as_array().into_iter().flatten();
        let chosen = options
            .iter()
            .filter(|option| option["default"] == true)
            .map(|option| text(&option["value"]));
        Self {
            custom_id: text(&component["custom_id"]),
            label,
            description: String::new(),
            kind,
            value: match kind {
                kind::CHECKBOX => (component["default"] == true).to_string(),
                _ => text(&component["value"]),
            },
            chosen: chosen.chain(ids.map(|item| text(&item["id"]))).collect(),
            placeholder: text(&component["placeholder"]),
            // A single checkbox cannot be required (docs).
            required: kind != kind::CHECKBOX && component["required"].as_bool().unwrap_or(true),
            takes: (
                component[least].as_u64().unwrap_or(default.0),
                component[most].as_u64().unwrap_or(default.1),
            ),
            options: options
                .iter()
                .map(|option| text(&option["value"]))
                .collect(),
            labels: options
                .iter()
                .map(|option| text(&option["label"]))
                .collect(),
        }
    }
}
