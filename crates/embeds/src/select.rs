//! String selects: one to 25 options to choose from.

use std::ops::RangeInclusive;

use crate::button::Emoji;
use crate::custom_id::CustomId;

/// One thing to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) description: Option<String>,
    pub(crate) emoji: Option<Emoji>,
    pub(crate) selected: bool,
}

impl SelectOption {
    /// `label` is shown (cut at 100 characters), `value` comes back (1 to 100 characters, unique in its select).
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            description: None,
            emoji: None,
            selected: false,
        }
    }

    /// A second line, cut at 100 characters.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// The emoji before the label.
    #[must_use]
    pub fn emoji(mut self, emoji: impl Into<Emoji>) -> Self {
        self.emoji = Some(emoji.into());
        self
    }

    /// Whether it is chosen from the start.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// A menu of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringSelect {
    pub(crate) id: CustomId,
    pub(crate) options: Vec<SelectOption>,
    pub(crate) placeholder: Option<String>,
    pub(crate) choose: RangeInclusive<u8>,
    pub(crate) disabled: bool,
}

impl StringSelect {
    /// A menu to choose exactly one from; it needs one to 25 options.
    #[must_use]
    pub fn new(id: CustomId) -> Self {
        Self {
            id,
            options: Vec::new(),
            placeholder: None,
            choose: 1..=1,
            disabled: false,
        }
    }

    /// Adds an option.
    #[must_use]
    pub fn option(mut self, option: SelectOption) -> Self {
        self.options.push(option);
        self
    }

    /// Adds several options.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = SelectOption>) -> Self {
        self.options.extend(options);
        self
    }

    /// What stands there before something is chosen, cut at 150 characters.
    #[must_use]
    pub fn placeholder(mut self, text: impl Into<String>) -> Self {
        self.placeholder = Some(text.into());
        self
    }

    /// How many may be chosen; the upper end is lowered to the number of options.
    #[must_use]
    pub fn choose(mut self, how_many: RangeInclusive<u8>) -> Self {
        self.choose = how_many;
        self
    }

    /// Whether nothing can be chosen.
    #[must_use]
    pub fn disabled(mut self, disabled: bool) -> Self {
        self.disabled = disabled;
        self
    }
}
