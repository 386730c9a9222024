//! A modal as Discord takes it: twilight's components, and beside them what twilight-model 0.18 has no type for.
//!
//! That is the radio group (component type 21). It lives in a label, whose twilight type holds twilight components
//! only, so a label with a radio group is ours as a whole. `docs/upstream/twilight-model.md` says what goes away
//! when twilight has it.

use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use serde_json::Value;
use twilight_model::channel::message::component::Component;

/// Component type of a label (component reference).
const LABEL: u8 = 18;
/// Component type of a radio group (component reference).
const RADIO_GROUP: u8 = 21;

/// A modal as Discord takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RenderedModal {
    /// What comes back when it is submitted.
    pub custom_id: String,
    /// Above the fields.
    pub title: String,
    /// Labels with their fields, and texts.
    pub components: Vec<ModalPart>,
}

impl RenderedModal {
    /// The JSON data of the answer, for snapshots.
    #[must_use]
    pub fn to_json(&self) -> Value {
        // Only components of unknown type do not serialise, and no builder makes one.
        serde_json::to_value(self).unwrap_or_default()
    }

    /// The modal drawn as plain text, for snapshots of what a person sees.
    #[must_use]
    pub fn render_text(&self) -> String {
        crate::draw::modal(self)
    }
}

/// A component at a modal's top.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum ModalPart {
    /// One that twilight has a type for.
    Known(Component),
    /// A label with a radio group.
    Radio(RadioLabel),
}

/// A label with a radio group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioLabel {
    /// Above the group.
    pub label: String,
    /// A line under the label.
    pub description: Option<String>,
    /// The group.
    pub component: RadioComponent,
}

/// A radio group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioComponent {
    /// The field's name.
    pub custom_id: String,
    /// Two to ten.
    pub options: Vec<RadioOption>,
    /// Whether one must be chosen.
    pub required: bool,
}

/// An option of a radio group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RadioOption {
    /// What is shown.
    pub label: String,
    /// What comes back.
    pub value: String,
    /// A second line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it is chosen from the start.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub default: bool,
}

impl Serialize for RadioLabel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut label = serializer.serialize_struct("Label", 4)?;
        label.serialize_field("type", &LABEL)?;
        label.serialize_field("label", &self.label)?;
        if let Some(description) = &self.description {
            label.serialize_field("description", description)?;
        }
        label.serialize_field("component", &self.component)?;
        label.end()
    }
}

impl Serialize for RadioComponent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut group = serializer.serialize_struct("RadioGroup", 4)?;
        group.serialize_field("type", &RADIO_GROUP)?;
        group.serialize_field("custom_id", &self.custom_id)?;
        group.serialize_field("options", &self.options)?;
        group.serialize_field("required", &self.required)?;
        group.end()
    }
}
