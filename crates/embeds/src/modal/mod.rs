//! Modals: one to five labelled fields and texts in a window.

mod field;
mod group;
mod text_input;
mod upload;
mod wire;

pub use field::{Field, Input};
pub use group::{Checkbox, CheckboxGroup, GroupOption, RadioGroup};
pub use text_input::TextInput;
pub use upload::FileUpload;
pub use wire::{ModalPart, RadioComponent, RadioLabel, RadioOption, RenderedModal};

use twilight_model::channel::message::component::TextDisplay;

use crate::assemble::Assembly;
use crate::custom_id::CustomId;
use crate::error::{BuildError, at_most};
use crate::{cut, limits};

/// A window with fields that answers an interaction.
///
/// ```
/// # use embeds::{CustomId, Field, FileUpload, GroupOption, Modal, RadioGroup, TextInput, UserSelect};
/// let size = ["small", "large"].map(|size| GroupOption::new(size, size));
/// let modal = Modal::new(CustomId::new("cake.order", 1), "A cake")
///     .text("Baked by **tomorrow**.")
///     .field(Field::new("Size", RadioGroup::new("size").options(size)))
///     .field(Field::new("For whom", UserSelect::field("for").choose(0..=3)))
///     .field(Field::new("Picture", FileUpload::new("picture").required(false)).description("What goes on top"))
///     .text_input(TextInput::short("words", "Words").max(30));
/// assert_eq!(modal.finish().unwrap().components.len(), 5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Modal {
    id: CustomId,
    title: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Field(Box<Field>),
}

impl Modal {
    /// A modal; the title is cut at 45 characters.
    #[must_use]
    pub fn new(id: CustomId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            parts: Vec::new(),
        }
    }

    /// Adds a field. With the texts, at most five.
    #[must_use]
    pub fn field(mut self, field: impl Into<Field>) -> Self {
        self.parts.push(Part::Field(Box::new(field.into())));
        self
    }

    /// Adds a text input.
    #[must_use]
    pub fn text_input(self, input: TextInput) -> Self {
        self.field(input)
    }

    /// Adds words between the fields, in Markdown; left out if there is nothing to see.
    #[must_use]
    pub fn text(mut self, markdown: impl Into<String>) -> Self {
        let text = cut::lines(&markdown.into());
        if !text.is_empty() {
            self.parts.push(Part::Text(text));
        }
        self
    }

    /// The modal as Discord takes it.
    ///
    /// # Errors
    /// If it has nothing or more than five parts, a bad or double field name, a field that asks for what it does not
    /// offer, or an id that cannot be written.
    pub fn finish(self) -> Result<RenderedModal, BuildError> {
        if self.parts.is_empty() {
            return Err(BuildError::Empty);
        }
        at_most("parts of a modal", self.parts.len(), limits::MODAL_PARTS)?;
        let mut assembly = Assembly::default();
        // Texts share what a message's texts share.
        let lengths: Vec<usize> = self.parts.iter().filter_map(Part::length).collect();
        let cap = cut::fair_cap(&lengths, limits::TEXT_TOTAL);
        let components = self
            .parts
            .into_iter()
            .map(|part| match part {
                Part::Text(text) => Ok(ModalPart::Known(
                    TextDisplay {
                        content: cut::markdown(&text, cap).into_owned(),
                        id: None,
                    }
                    .into(),
                )),
                Part::Field(field) => field.part(&mut assembly),
            })
            .collect::<Result<_, _>>()?;
        let title = cut::or_ellipsis(cut::line(&self.title, limits::MODAL_TITLE));
        Ok(RenderedModal {
            custom_id: self.id.encode()?,
            title,
            components,
        })
    }
}

impl Part {
    /// Length of a text.
    fn length(&self) -> Option<usize> {
        match self {
            Self::Text(text) => Some(cut::length(text)),
            Self::Field(_) => None,
        }
    }
}
