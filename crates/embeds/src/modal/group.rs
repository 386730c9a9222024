//! Radio buttons, of which one is chosen, and checkboxes, of which several may be.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use twilight_model::channel::message::component::{
    Checkbox as DiscordCheckbox, CheckboxGroup as DiscordCheckboxGroup, CheckboxGroupOption,
    Component,
};

use super::field::required;
use super::wire::{RadioComponent, RadioOption};
use crate::assemble::Assembly;
use crate::assemble::select::{second_line, value_of};
use crate::error::{BuildError, at_most};
use crate::{cut, limits};

/// One radio button or checkbox of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupOption {
    label: String,
    value: String,
    description: Option<String>,
    selected: bool,
}

impl GroupOption {
    /// `label` is shown (cut at 100 characters), `value` comes back (1 to 100 characters, unique in its group).
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            value: value.into(),
            description: None,
            selected: false,
        }
    }

    /// A second line, cut at 100 characters.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Whether it is chosen from the start.
    #[must_use]
    pub fn selected(mut self, selected: bool) -> Self {
        self.selected = selected;
        self
    }
}

/// Radio buttons: exactly one of two to ten is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioGroup {
    name: String,
    options: Vec<GroupOption>,
    required: bool,
}

impl RadioGroup {
    /// A group; `name` is 1 to 100 characters, unique in its modal.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            options: Vec::new(),
            required: true,
        }
    }

    /// Adds an option.
    #[must_use]
    pub fn option(mut self, option: GroupOption) -> Self {
        self.options.push(option);
        self
    }

    /// Adds several options.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = GroupOption>) -> Self {
        self.options.extend(options);
        self
    }

    /// Whether one must be chosen; it must unless this says otherwise.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = required;
        self
    }

    pub(super) fn component(self, assembly: &mut Assembly) -> Result<RadioComponent, BuildError> {
        let custom_id = assembly.field_name(&self.name)?;
        counted(&self.name, self.options.len(), &limits::RADIO_OPTIONS)?;
        preselected(&self.options, 1)?;
        let mut values = HashSet::new();
        let options = self
            .options
            .into_iter()
            .map(|option| {
                Ok(RadioOption {
                    default: option.selected,
                    description: second_line(option.description),
                    label: label(&option.label),
                    value: value_of(option.value, &mut values)?,
                })
            })
            .collect::<Result<_, BuildError>>()?;
        Ok(RadioComponent {
            custom_id,
            options,
            required: self.required,
        })
    }
}

/// Checkboxes: as many of one to ten as may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckboxGroup {
    name: String,
    options: Vec<GroupOption>,
    choose: RangeInclusive<u8>,
    required: Option<bool>,
}

impl CheckboxGroup {
    /// A group of which at least one is chosen; `name` is 1 to 100 characters, unique in its modal.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            options: Vec::new(),
            choose: 1..=u8::MAX,
            required: None,
        }
    }

    /// Adds an option.
    #[must_use]
    pub fn option(mut self, option: GroupOption) -> Self {
        self.options.push(option);
        self
    }

    /// Adds several options.
    #[must_use]
    pub fn options(mut self, options: impl IntoIterator<Item = GroupOption>) -> Self {
        self.options.extend(options);
        self
    }

    /// How many may be chosen; the upper end is lowered to the number of options.
    #[must_use]
    pub fn choose(mut self, how_many: RangeInclusive<u8>) -> Self {
        self.choose = how_many;
        self
    }

    /// Whether something must be chosen; it must unless [`choose`](Self::choose) begins at 0 or this says otherwise.
    #[must_use]
    pub fn required(mut self, required: bool) -> Self {
        self.required = Some(required);
        self
    }

    pub(super) fn component(self, assembly: &mut Assembly) -> Result<Component, BuildError> {
        let custom_id = assembly.field_name(&self.name)?;
        let offered = counted(&self.name, self.options.len(), &limits::CHECKBOX_OPTIONS)?;
        let (min, max) = (*self.choose.start(), (*self.choose.end()).min(offered));
        if max == 0 || min > max {
            return Err(BuildError::Choose {
                family: self.name,
                min,
                max: *self.choose.end(),
            });
        }
        preselected(&self.options, usize::from(max))?;
        let mut values = HashSet::new();
        let options = self
            .options
            .into_iter()
            .map(|option| {
                Ok(CheckboxGroupOption {
                    default: option.selected.then_some(true),
                    description: second_line(option.description),
                    label: label(&option.label),
                    value: value_of(option.value, &mut values)?,
                })
            })
            .collect::<Result<_, BuildError>>()?;
        Ok(DiscordCheckboxGroup {
            custom_id,
            id: None,
            max_values: Some(max),
            min_values: Some(min),
            options,
            required: Some(required(&self.name, self.required, min)?),
        }
        .into())
    }
}

/// One checkbox: yes or no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkbox {
    name: String,
    checked: bool,
}

impl Checkbox {
    /// An empty one; `name` is 1 to 100 characters, unique in its modal.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            checked: false,
        }
    }

    /// Whether it is checked from the start.
    #[must_use]
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    pub(super) fn component(self, assembly: &mut Assembly) -> Result<Component, BuildError> {
        Ok(DiscordCheckbox {
            custom_id: assembly.field_name(&self.name)?,
            default: Some(self.checked),
            id: None,
        }
        .into())
    }
}

/// The number of options, if it is within what Discord takes.
fn counted(field: &str, count: usize, range: &RangeInclusive<usize>) -> Result<u8, BuildError> {
    u8::try_from(count)
        .ok()
        .filter(|_| range.contains(&count))
        .ok_or_else(|| BuildError::Options {
            field: field.to_owned(),
            count,
            min: *range.start(),
            max: *range.end(),
        })
}

fn preselected(options: &[GroupOption], max: usize) -> Result<(), BuildError> {
    let selected = options.iter().filter(|option| option.selected).count();
    at_most("chosen options", selected, max)
}

fn label(text: &str) -> String {
    cut::or_ellipsis(cut::line(text, limits::SELECT_TEXT))
}
