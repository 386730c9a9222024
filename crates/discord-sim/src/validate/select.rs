//! Selects: options or default values, how many may be chosen.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    emoji::emoji,
    form::{Form, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
    tree::Tree,
    value,
};

/// Types of selects: string, user, role, mentionable, channel (docs).
pub(super) const SELECTS: [i64; 5] = [STRING, USER, ROLE, MENTIONABLE, CHANNEL];
const STRING: i64 = 3;
const USER: i64 = 5;
const ROLE: i64 = 6;
const MENTIONABLE: i64 = 7;
const CHANNEL: i64 = 8;

/// Options, and likewise values chosen at once (docs).
const VALUES: usize = 25;
/// `VALUES` as `min_values` and `max_values` count.
const MAX_VALUES: i64 = 25;
/// Code points of a placeholder (docs).
const PLACEHOLDER: usize = 150;
/// Code points of an option's label (docs).
const LABEL: usize = 100;
/// Code points of an option's value (docs).
const VALUE: usize = 100;
/// Code points of an option's description (docs).
const DESCRIPTION: usize = 100;
/// Channel types (docs, resources/channel).
pub(super) const CHANNEL_TYPES: [i64; 13] = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 14, 15, 16];

/// Where a select stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Host {
    Message,
    Modal,
}

/// Checks a select of any type.
pub(super) fn select(form: &mut Form, tree: &mut Tree, select: &Object, kind: i64, host: Host) {
    tree.custom_id(form, select);
    form.text(select, "placeholder", Optional, 0..=PLACEHOLDER);
    let required = form.boolean(select, "required");
    if form.boolean(select, "disabled") == Some(true) && host == Host::Modal {
        // The name is ours; docs: disabled selects in modals are an error.
        form.refuse_at(
            "disabled",
            Rule::new(
                "SELECT_COMPONENT_DISABLED_IN_MODAL",
                "Selects in modals cannot be disabled",
            ),
        );
    }
    let most = chosen(form, select, MAX_VALUES, 1);
    if host == Host::Modal {
        needed(form, select, required);
    }
    if kind == STRING {
        options(form, select, most);
    } else {
        defaults(form, select, kind, most);
    }
    if kind == CHANNEL {
        channel_types(form, select);
    }
}

/// Checks `min_values` and `max_values`, which is `default` where it is left out; returns how many may be chosen.
pub(super) fn chosen(form: &mut Form, object: &Object, most: i64, default: i64) -> usize {
    let least = form.integer(object, "min_values", Optional, 0..=most);
    let limit = form
        .integer(object, "max_values", Optional, 1..=most)
        .unwrap_or(default);
    if least.is_some_and(|least| least > limit) {
        form.refuse_at("min_values", rule::too_large("int", limit));
    }
    usize::try_from(limit).unwrap_or_default()
}

/// In a modal, something required cannot also ask for nothing (docs: `required` is true unless said otherwise).
pub(super) fn needed(form: &mut Form, object: &Object, required: Option<bool>) {
    let none = object.get("min_values").and_then(value::integer) == Some(0);
    if none && required != Some(false) {
        form.refuse_at("min_values", rule::too_small("int", 1));
    }
}

fn options(form: &mut Form, select: &Object, most: usize) {
    let Some(list) = form.list(select, "options", Required, 1..=VALUES) else {
        return;
    };
    if list.len() < most && !list.is_empty() {
        // K: "Must be between 5 and 25 in length." where max_values is 5 and there are fewer options.
        form.refuse_at("options", rule::length(most, VALUES));
    }
    labelled(form, list, most);
}

/// Checks options with label, value, description, default: of selects, radio and checkbox groups.
pub(super) fn labelled(form: &mut Form, list: &[Value], most: usize) {
    let mut values = HashSet::new();
    let mut chosen = 0;
    form.each("options", list, |form, option, _| {
        form.text(option, "label", Required, 1..=LABEL);
        form.text(option, "description", Optional, 0..=DESCRIPTION);
        emoji(form, option);
        if form.boolean(option, "default") == Some(true) {
            chosen += 1;
        }
        if let Some(value) = form.text(option, "value", Required, 1..=VALUE)
            && !values.insert(value.to_owned())
        {
            form.refuse_at(
                "value",
                Rule::new(
                    "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                    "The specified option value is already used",
                ),
            );
        }
    });
    if chosen > most {
        form.refuse_at("options", too_many_defaults());
    }
}

fn defaults(form: &mut Form, select: &Object, kind: i64, most: usize) {
    let Some(list) = form.list(select, "default_values", Optional, 0..=VALUES) else {
        return;
    };
    let allowed: &[&str] = match kind {
        USER => &["user"],
        ROLE => &["role"],
        MENTIONABLE => &["user", "role"],
        _ => &["channel"],
    };
    let mut ids = HashSet::new();
    form.each("default_values", list, |form, item, _| {
        if let Some(id) = form.snowflake(item, "id", Required)
            && !ids.insert(id)
        {
            form.refuse_at("id", rule::repeated_value());
        }
        if let Some(word) = form.text(item, "type", Required, 1..=usize::MAX)
            && !allowed.contains(&word)
        {
            form.refuse_at(
                "type",
                rule::choices(allowed.iter().map(|word| format!("'{word}'"))),
            );
        }
    });
    if list.len() > most {
        form.refuse_at("default_values", too_many_defaults());
    }
}

/// Checks `channel_types` of a select or of a command's option.
pub(super) fn channel_types(form: &mut Form, object: &Object) {
    form.set(object, "channel_types", 0..=usize::MAX, |item| {
        let known = value::integer(item).is_some_and(|kind| CHANNEL_TYPES.contains(&kind));
        (!known).then(|| rule::choices(CHANNEL_TYPES))
    });
}

fn too_many_defaults() -> Rule {
    Rule::new(
        "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
        "The specified number of default values exceeds the specified maximum values",
    )
}
