//! Selects into Discord's type, of messages and of modals.

use std::collections::HashSet;

use twilight_model::channel::message::component::{SelectMenu, SelectMenuOption, SelectMenuType};

use super::emoji;
use crate::error::{BuildError, at_most};
use crate::select::{Parts, SelectOption};
use crate::{cut, limits};

/// `parts` with the id as Discord takes it. `name` is the family or field in errors.
pub(crate) fn menu<I>(
    parts: Parts<I>,
    custom_id: String,
    name: &str,
) -> Result<SelectMenu, BuildError> {
    let of_texts = parts.kind == SelectMenuType::Text;
    let offered = if of_texts {
        offered(name, parts.options.len())?
    } else {
        limits::SELECT_VALUES
    };
    let (min, max) = (*parts.choose.start(), (*parts.choose.end()).min(offered));
    if max == 0 || min > max {
        return Err(BuildError::Choose {
            family: name.to_owned(),
            min,
            max: *parts.choose.end(),
        });
    }
    let selected = parts.options.iter().filter(|option| option.selected);
    at_most(
        "chosen select options",
        selected.count() + parts.preselected.len(),
        usize::from(max),
    )?;
    let mut values = HashSet::new();
    let options = parts
        .options
        .into_iter()
        .map(|option| option_of(option, &mut values))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(SelectMenu {
        channel_types: Some(parts.channel_types).filter(|types| !types.is_empty()),
        custom_id,
        default_values: Some(parts.preselected).filter(|values| !values.is_empty()),
        disabled: parts.disabled,
        id: None,
        kind: parts.kind,
        max_values: Some(max),
        min_values: Some(min),
        options: of_texts.then_some(options),
        placeholder: parts
            .placeholder
            .map(|text| cut::line(&text, limits::SELECT_PLACEHOLDER))
            .filter(|text| !text.is_empty()),
        required: None,
    })
}

/// How many options there are: one to 25.
fn offered(name: &str, count: usize) -> Result<u8, BuildError> {
    at_most("select options", count, limits::SELECT_OPTIONS)?;
    u8::try_from(count)
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| BuildError::NoOptions {
            family: name.to_owned(),
        })
}

fn option_of(
    option: SelectOption,
    values: &mut HashSet<String>,
) -> Result<SelectMenuOption, BuildError> {
    Ok(SelectMenuOption {
        default: option.selected,
        description: second_line(option.description),
        emoji: emoji(option.emoji)?,
        label: cut::or_ellipsis(cut::line(&option.label, limits::SELECT_TEXT)),
        value: value_of(option.value, values)?,
    })
}

/// The description of an option, if it has something to see.
pub(crate) fn second_line(text: Option<String>) -> Option<String> {
    text.map(|text| cut::line(&text, limits::SELECT_TEXT))
        .filter(|text| !text.is_empty())
}

/// The value of an option, seen for the first time.
pub(crate) fn value_of(value: String, values: &mut HashSet<String>) -> Result<String, BuildError> {
    if value.trim().is_empty()
        || cut::length(&value) > limits::SELECT_TEXT
        || !values.insert(value.clone())
    {
        return Err(BuildError::OptionValue { value });
    }
    Ok(value)
}
