//! Options of slash commands: sub-commands and groups, parameters, choices, bounds.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    command::{description, name},
    form::{Form, Need::Optional, Need::Required, Object},
    localization::{LOCALES, localizations},
    rule::{self, Rule},
    select::channel_types,
    value::{self, SAFE_INTEGER},
};

/// Options of a command, a group or a sub-command (docs).
const OPTIONS: usize = 25;
/// Choices of an option (docs).
pub(super) const CHOICES: usize = 25;
/// Code points of a choice's name (docs).
pub(super) const CHOICE_NAME: usize = 100;
/// Code points of a choice's value (docs; the spec says 6000).
pub(super) const CHOICE_VALUE: usize = 100;
/// Largest `min_length` and `max_length` (docs).
const LENGTH: i64 = 6000;

const SUB_COMMAND: i64 = 1;
const GROUP: i64 = 2;
/// Types of options whose values are typed text or numbers.
pub(super) const STRING: i64 = 3;
pub(super) const INTEGER: i64 = 4;
pub(super) const NUMBER: i64 = 10;
const CHANNEL: i64 = 7;

/// Types at a command's top, in a group, in a sub-command (docs).
const AT_TOP: [i64; 11] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const IN_GROUP: [i64; 1] = [SUB_COMMAND];
const IN_SUB_COMMAND: [i64; 9] = [3, 4, 5, 6, 7, 8, 9, 10, 11];

/// Checks `options` of a command.
pub(super) fn options(form: &mut Form, command: &Object) {
    level(form, command, &AT_TOP);
}

fn level(form: &mut Form, parent: &Object, allowed: &[i64]) {
    let Some(list) = form.list(parent, "options", Optional, 0..=OPTIONS) else {
        return;
    };
    let mut first_is_sub = None;
    let mut optional_seen = false;
    form.each("options", list, |form, option, _| {
        let kind = form.one_of(option, "type", Required, allowed);
        name(form, option, Required);
        description(form, option, Required);
        let Some(kind) = kind else {
            return;
        };
        let is_sub = kind == SUB_COMMAND || kind == GROUP;
        if *first_is_sub.get_or_insert(is_sub) != is_sub {
            form.refuse_at("type", mixed());
        }
        match kind {
            GROUP => level(form, option, &IN_GROUP),
            SUB_COMMAND => level(form, option, &IN_SUB_COMMAND),
            _ => {
                let required = form.boolean(option, "required") == Some(true);
                if required && optional_seen {
                    form.refuse(Rule::new(
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options",
                    ));
                }
                optional_seen |= !required;
                parameter(form, option, kind);
            }
        }
    });
    unique_names(form, list);
}

fn mixed() -> Rule {
    Rule::new(
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
        "Sub-command and sub-command group option types are mutually exclusive to all other types",
    )
}

/// No two options of a level share a name, in any locale (K; the name of the rule is ours).
fn unique_names(form: &mut Form, list: &[Value]) {
    let mut seen: HashSet<(&str, &str)> = HashSet::new();
    for (index, option) in list.iter().enumerate() {
        let Some(default) = option.get("name").and_then(Value::as_str) else {
            continue;
        };
        let localized = |locale: &str| {
            option
                .get("name_localizations")
                .and_then(|texts| texts.get(locale))
                .and_then(Value::as_str)
                .unwrap_or(default)
        };
        let mut fresh = seen.insert(("", default));
        for locale in LOCALES {
            fresh &= seen.insert((locale, localized(locale)));
        }
        if !fresh {
            form.within("options", |form| {
                form.item(index, |form| {
                    form.refuse_at(
                        "name",
                        Rule::new(
                            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
                            "Option name already exists",
                        ),
                    );
                });
            });
        }
    }
}

fn parameter(form: &mut Form, option: &Object, kind: i64) {
    let typed = [STRING, INTEGER, NUMBER].contains(&kind);
    let autocomplete = form.boolean(option, "autocomplete") == Some(true);
    let chosen = form
        .list(option, "choices", Optional, 0..=CHOICES)
        .unwrap_or_default();
    if autocomplete && !typed {
        // The name is ours; docs list the types that may complete.
        form.refuse_at(
            "autocomplete",
            Rule::new(
                "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
                "Only string, integer and number options can autocomplete",
            ),
        );
    }
    if autocomplete && !chosen.is_empty() {
        // The name is ours; docs exclude the one with the other.
        form.refuse_at(
            "choices",
            Rule::new(
                "APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE",
                "Options that autocomplete cannot have choices",
            ),
        );
    }
    if typed {
        choices(form, chosen, kind);
    } else if !chosen.is_empty() {
        // The name is ours; docs list the types that may have choices.
        form.refuse_at(
            "choices",
            Rule::new(
                "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
                "Only string, integer and number options can have choices",
            ),
        );
    }
    bounds(form, option, kind);
    if kind == CHANNEL {
        channel_types(form, option);
    }
}

fn bounds(form: &mut Form, option: &Object, kind: i64) {
    match kind {
        STRING => {
            let least = form.integer(option, "min_length", Optional, 0..=LENGTH);
            let most = form.integer(option, "max_length", Optional, 1..=LENGTH);
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                form.refuse_at("min_length", rule::too_large("int", most));
            }
        }
        INTEGER => {
            let range = -SAFE_INTEGER..=SAFE_INTEGER;
            let least = form.integer(option, "min_value", Optional, range.clone());
            let most = form.integer(option, "max_value", Optional, range);
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                form.refuse_at("min_value", rule::too_large("int", most));
            }
        }
        NUMBER => {
            let least = form.number(option, "min_value", Optional);
            let most = form.number(option, "max_value", Optional);
            if let (Some(least), Some(most)) = (least, most)
                && least > most
            {
                form.refuse_at("min_value", rule::too_large("float", most));
            }
        }
        _ => {}
    }
}

/// Checks the choices of an option, or those that autocompletion offers, at `choices`.
pub(super) fn choices(form: &mut Form, list: &[Value], kind: i64) {
    let mut names = HashSet::new();
    let mut values = HashSet::new();
    form.each("choices", list, |form, choice, _| {
        localizations(form, choice, "name_localizations", CHOICE_NAME, |_| None);
        if let Some(name) = form.text(choice, "name", Required, 1..=CHOICE_NAME)
            && !names.insert(name.to_owned())
        {
            form.refuse_at("name", repeated("name"));
        }
        if let Some(value) = value_of(form, choice, kind)
            && !values.insert(value)
        {
            form.refuse_at("value", repeated("value"));
        }
    });
}

/// The names of these rules are ours.
fn repeated(what: &str) -> Rule {
    Rule::new(
        "APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS",
        format!("Option choice {what} already exists"),
    )
}

fn value_of(form: &mut Form, choice: &Object, kind: i64) -> Option<String> {
    match kind {
        STRING => form
            .text(choice, "value", Required, 1..=CHOICE_VALUE)
            .map(str::to_owned),
        INTEGER => form
            .integer(choice, "value", Required, -SAFE_INTEGER..=SAFE_INTEGER)
            .map(|value| value.to_string()),
        NUMBER => form
            .number(choice, "value", Required)
            .map(|value| value.to_string()),
        _ => form.value(choice, "value", Required).map(value::shown),
    }
}
