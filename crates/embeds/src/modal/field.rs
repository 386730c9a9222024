//! A field of a modal: its label, a line below it, and what is filled in.

use twilight_model::channel::message::component::{Component, Label};

use super::group::{Checkbox, CheckboxGroup, RadioGroup};
use super::text_input::TextInput;
use super::upload::FileUpload;
use super::wire::{ModalPart, RadioLabel};
use crate::assemble::{Assembly, select};
use crate::error::BuildError;
use crate::select::{FieldName, Offers, Parts, Select};
use crate::{cut, limits};

/// A field with its label. The name of what is in it comes back with what was entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    label: String,
    description: Option<String>,
    input: Input,
}

/// What is filled in: a select, radio buttons, checkboxes, files or text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input(pub(super) Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text(TextInput),
    Select(Parts<FieldName>),
    Radio(RadioGroup),
    CheckboxGroup(CheckboxGroup),
    Checkbox(Checkbox),
    Files(FileUpload),
}

impl<K: Offers> From<Select<K, FieldName>> for Input {
    fn from(select: Select<K, FieldName>) -> Self {
        Self(Kind::Select(select.parts))
    }
}

impl From<RadioGroup> for Input {
    fn from(group: RadioGroup) -> Self {
        Self(Kind::Radio(group))
    }
}

impl From<CheckboxGroup> for Input {
    fn from(group: CheckboxGroup) -> Self {
        Self(Kind::CheckboxGroup(group))
    }
}

impl From<Checkbox> for Input {
    fn from(checkbox: Checkbox) -> Self {
        Self(Kind::Checkbox(checkbox))
    }
}

impl From<FileUpload> for Input {
    fn from(upload: FileUpload) -> Self {
        Self(Kind::Files(upload))
    }
}

impl From<TextInput> for Field {
    fn from(input: TextInput) -> Self {
        input.field()
    }
}

impl Field {
    /// A field; the label is cut at 45 characters.
    #[must_use]
    pub fn new(label: impl Into<String>, input: impl Into<Input>) -> Self {
        Self {
            label: label.into(),
            description: None,
            input: input.into(),
        }
    }

    /// A line under the label, cut at 100 characters.
    #[must_use]
    pub fn description(mut self, text: impl Into<String>) -> Self {
        self.description = Some(text.into());
        self
    }

    pub(super) fn part(self, assembly: &mut Assembly) -> Result<ModalPart, BuildError> {
        let label = cut::or_ellipsis(cut::line(&self.label, limits::INPUT_LABEL));
        let description = self
            .description
            .map(|text| cut::line(&text, limits::INPUT_DESCRIPTION))
            .filter(|text| !text.is_empty());
        let component: Component = match self.input.0 {
            Kind::Radio(group) => {
                return Ok(ModalPart::Radio(RadioLabel {
                    label,
                    description,
                    component: group.component(assembly)?,
                }));
            }
            Kind::Text(input) => input.component(assembly)?,
            Kind::Select(parts) => {
                let name = assembly.field_name(&parts.id.0)?;
                let wish = parts.required;
                let mut menu = select::menu(parts, name.clone(), &name)?;
                menu.required = Some(required(&name, wish, menu.min_values.unwrap_or(1))?);
                menu.into()
            }
            Kind::CheckboxGroup(group) => group.component(assembly)?,
            Kind::Checkbox(checkbox) => checkbox.component(assembly)?,
            Kind::Files(upload) => upload.component(assembly)?,
        };
        Ok(ModalPart::Known(
            Label {
                component: Box::new(component),
                description,
                id: None,
                label,
            }
            .into(),
        ))
    }
}

/// Whether a field must be filled in: as wished, else if it asks for anything. Discord refuses one that must be and
/// asks for nothing.
pub(super) fn required(field: &str, wish: Option<bool>, min: u8) -> Result<bool, BuildError> {
    match (wish, min) {
        (Some(true), 0) => Err(BuildError::Required {
            field: field.to_owned(),
        }),
        (Some(wish), _) => Ok(wish),
        (None, min) => Ok(min > 0),
    }
}
