//! Text inputs: one line or several.

use twilight_model::channel::message::component::{
    Component, TextInput as DiscordTextInput, TextInputStyle,
};

use super::field::{Field, Input, Kind};
use crate::assemble::Assembly;
use crate::error::BuildError;
use crate::{cut, limits};

/// A text input with its label. The field's name comes back with the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextInput {
    field: String,
    label: String,
    description: Option<String>,
    style: TextInputStyle,
    min: u16,
    max: u16,
    required: bool,
    placeholder: Option<String>,
    value: Option<String>,
}

impl TextInput {
    /// One line. `field` is a name of 1 to 100 characters, unique in its modal; the label is cut at 45 characters.
    #[must_use]
    pub fn short(field: &str, label: impl Into<String>) -> Self {
        Self::new(field, label.into(), TextInputStyle::Short)
    }

    /// Several lines.
    #[must_use]
    pub fn paragraph(field: &str, label: impl Into<String>) -> Self {
        Self::new(field, label.into(), TextInputStyle::Paragraph)
    }

    fn new(field: &str, label: String, style: TextInputStyle) -> Self {
        let field = field.to_owned();
        let (min, max, required) = (0, limits::INPUT_VALUE, true);
        Self {
            field,
            label,
            description: None,
            style,
            min,
            max,
            required,
            placeholder: None,
            value: None,
        }
    }

    /// The fewest characters, at most `max`.
    #[must_use]
    pub fn min(mut self, characters: u16) -> Self {
        self.min = characters;
        self
    }

    /// The most characters, 1 to 4,000.
    #[must_use]
    pub fn max(mut self, characters: u16) -> Self {
        self.max = characters;
        self
    }

    /// Whether something must be entered; it must unless this says otherwise.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    /// A line under the label, cut at 100 characters.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    /// What stands in the empty input, cut at 100 characters.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }

    /// What is already entered; cut at `max`, left out if shorter than `min`.
    #[must_use]
    pub fn value(mut self, text: impl Into<String>) -> Self {
        self.value = Some(text.into());
        self
    }

    pub(super) fn field(self) -> Field {
        let field = Field::new(self.label.clone(), Input(Kind::Text(self.clone())));
        match self.description {
            Some(description) => field.description(description),
            None => field,
        }
    }

    pub(super) fn component(self, assembly: &mut Assembly) -> Result<Component, BuildError> {
        let max = self.max.clamp(1, limits::INPUT_VALUE);
        let min = self.min.min(max);
        let value = self.value.map(|text| {
            cut::prefix(&cut::lines(&text), usize::from(max))
                .trim_end()
                .to_owned()
        });
        #[expect(
            deprecated,
            reason = "the field has no default; its text is on the label component"
        )]
        let input = DiscordTextInput {
            custom_id: assembly.field_name(&self.field)?,
            id: None,
            label: None,
            max_length: Some(max),
            min_length: Some(min),
            placeholder: self
                .placeholder
                .map(|text| cut::line(&text, limits::INPUT_PLACEHOLDER))
                .filter(|text| !text.is_empty()),
            required: Some(self.required),
            style: self.style,
            value: value
                .filter(|text| !text.is_empty() && text.chars().count() >= usize::from(min)),
        };
        Ok(input.into())
    }
}
