//! Application commands: names, descriptions, totals, limits per type, whole lists.

use std::{collections::HashSet, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use super::{
    form::{Form, Need, Need::Optional, Need::Required, Object},
    localization::localizations,
    option,
    rule::{self, Rule},
    value,
    violation::Rejection,
};

/// Code points of a name (docs).
pub(super) const NAME: usize = 32;
/// Code points of a description (docs).
pub(super) const DESCRIPTION: usize = 100;
/// Code points of names, descriptions and values of one command with all below it, the longest localization each (docs).
const TOTAL: usize = 8000;
/// Commands per type and scope (docs; 5 context menu commands until March 2026).
const LIMITS: [(i64, usize); 4] = [(CHAT, 100), (USER, 15), (MESSAGE, 15), (ENTRY_POINT, 1)];
/// Largest set of permission bits that the spec takes: 54 bits.
const PERMISSIONS: u64 = 18_014_398_509_481_983;

const CHAT: i64 = 1;
const USER: i64 = 2;
const MESSAGE: i64 = 3;
const ENTRY_POINT: i64 = 4;
/// The application answers a launch itself, or Discord does (docs).
const HANDLERS: [i64; 2] = [1, 2];

/// What docs say of names of slash commands and of options.
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$").ok());

/// Where commands are registered.
///
/// Docs say that `contexts` and `integration_types` are for global commands; a guild's commands may carry them, Discord
/// does not look at them there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandScope {
    /// Everywhere.
    Global,
    /// In one guild.
    Guild,
}

/// Checks the body of `PUT …/commands`, which replaces all commands of a scope.
///
/// # Errors
///
/// The broken rules (paths begin with the index), or code 30032 (too many of a type).
pub fn commands(list: &[Value], scope: CommandScope) -> Result<(), Rejection> {
    let mut form = Form::default();
    let mut seen = HashSet::new();
    for (index, body) in list.iter().enumerate() {
        form.item(index, |form| {
            let Some(object) = form.root(body) else {
                return;
            };
            whole(form, object, Required, scope);
            let name = object.get("name").and_then(Value::as_str);
            if let Some(name) = name
                && !seen.insert((kind(object), name.to_owned()))
            {
                form.refuse(Rule::new(
                    "APPLICATION_COMMANDS_DUPLICATE_NAME",
                    "Application command names must be unique",
                ));
            }
        });
    }
    form.finish()?;
    for (limited, most) in LIMITS {
        let count = list
            .iter()
            .filter_map(Value::as_object)
            .filter(|object| kind(object) == limited)
            .count();
        if count > most {
            return Err(Rejection::Code {
                status: 400,
                code: 30_032,
                message: "Maximum number of application commands reached",
            });
        }
    }
    Ok(())
}

/// Checks the body of `POST …/commands`.
///
/// # Errors
///
/// The broken rules.
pub fn command(body: &Value, scope: CommandScope) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        whole(&mut form, object, Required, scope);
    }
    form.finish()
}

/// Checks the body of `PATCH …/commands/{id}`, where every field may be left out; `existing` is the command as it is.
///
/// # Errors
///
/// The broken rules.
pub fn command_edit(body: &Value, existing: &Value, scope: CommandScope) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        let mut edited = object.clone();
        if let Some(kind) = existing.get("type") {
            edited.insert("type".to_owned(), kind.clone());
        }
        whole(&mut form, &edited, Optional, scope);
    }
    form.finish()
}

fn kind(object: &Object) -> i64 {
    object.get("type").and_then(value::integer).unwrap_or(CHAT)
}

fn whole(form: &mut Form, command: &Object, need: Need, scope: CommandScope) {
    let kinds: &[i64] = match scope {
        CommandScope::Global => &[CHAT, USER, MESSAGE, ENTRY_POINT],
        CommandScope::Guild => &[CHAT, USER, MESSAGE],
    };
    let kind = match form.one_of(command, "type", Optional, kinds) {
        Some(kind) => kind,
        None if command.get("type").is_none_or(Value::is_null) => CHAT,
        None => return,
    };
    if kind == CHAT {
        name(form, command, need);
        description(form, command, need);
        option::options(form, command);
    } else {
        menu_name(form, command, need);
        menu_only(form, command);
    }
    if kind == ENTRY_POINT {
        form.one_of(command, "handler", Optional, &HANDLERS);
    } else if command.get("handler").is_some_and(|given| !given.is_null()) {
        // The name is ours; docs: `handler` can only be set for entry points.
        form.refuse_at(
            "handler",
            Rule::new(
                "APPLICATION_COMMAND_HANDLER_NOT_ALLOWED",
                "Only entry point commands have a handler",
            ),
        );
    }
    permissions(form, command);
    form.boolean(command, "dm_permission");
    form.boolean(command, "nsfw");
    numbers(form, command, "contexts", &[0, 1, 2]);
    numbers(form, command, "integration_types", &[0, 1]);
    if size(command) > TOTAL {
        form.refuse(Rule::new(
            "APPLICATION_COMMAND_TOO_LARGE",
            format!("Command exceeds maximum size ({TOTAL})"),
        ));
    }
}

/// Checks `name` and its localizations of a slash command, a sub-command or an option.
pub(super) fn name(form: &mut Form, object: &Object, need: Need) {
    if let Some(name) = form.text(object, "name", need, 1..=NAME)
        && let Some(rule) = bad_name(name)
    {
        form.refuse_at("name", rule);
    }
    localizations(form, object, "name_localizations", NAME, bad_name);
}

/// Checks `description` and its localizations.
pub(super) fn description(form: &mut Form, object: &Object, need: Need) {
    form.text(object, "description", need, 1..=DESCRIPTION);
    localizations(
        form,
        object,
        "description_localizations",
        DESCRIPTION,
        |_| None,
    );
}

fn bad_name(name: &str) -> Option<Rule> {
    let fits = NAMES.as_ref().is_some_and(|names| names.is_match(name));
    // Letters without a lower-case form stay as they are.
    (!fits || name.to_lowercase() != name).then(|| {
        Rule::new(
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        )
    })
}

/// Names in menus may have capitals and spaces, but not be blank.
fn menu_name(form: &mut Form, command: &Object, need: Need) {
    let blank = |name: &str| name.trim().is_empty().then(rule::required);
    if let Some(name) = form.text(command, "name", need, 1..=NAME)
        && let Some(rule) = blank(name)
    {
        form.refuse_at("name", rule);
    }
    localizations(form, command, "name_localizations", NAME, blank);
}

/// Commands in menus of people and messages and entry points have neither description nor options (docs; the names are ours).
fn menu_only(form: &mut Form, command: &Object) {
    let text = form.text(command, "description", Optional, 0..=DESCRIPTION);
    if text.is_some_and(|text| !text.is_empty()) {
        form.refuse_at(
            "description",
            Rule::new(
                "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
                "Context menu commands cannot have description",
            ),
        );
    }
    let options = form.list(command, "options", Optional, 0..=usize::MAX);
    if options.is_some_and(|options| !options.is_empty()) {
        form.refuse_at(
            "options",
            Rule::new(
                "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED",
                "Context menu commands cannot have options",
            ),
        );
    }
}

fn permissions(form: &mut Form, command: &Object) {
    if let Some(found) = form.value(command, "default_member_permissions", Optional) {
        match value::bit_set(found) {
            Some(bits) if bits <= PERMISSIONS => {}
            Some(_) => form.refuse_at(
                "default_member_permissions",
                rule::too_large("int", PERMISSIONS),
            ),
            None => form.refuse_at(
                "default_member_permissions",
                rule::not_a("int", value::shown(found)),
            ),
        }
    }
}

/// A list of known numbers, each once, not empty.
fn numbers(form: &mut Form, command: &Object, key: &str, allowed: &[i64]) {
    form.set(command, key, 1..=allowed.len(), |item| {
        let known = value::integer(item).is_some_and(|number| allowed.contains(&number));
        (!known).then(|| rule::choices(allowed))
    });
}

/// Code points of names, descriptions and values in a command, an option or a choice and all below it.
fn size(object: &Object) -> usize {
    let own: usize = [
        ("name", "name_localizations"),
        ("description", "description_localizations"),
    ]
    .into_iter()
    .map(|(field, localized)| longest(object, field, localized))
    .sum();
    let value = object
        .get("value")
        .map_or(0, |value| value::shown(value).chars().count());
    let below: usize = ["options", "choices"]
        .into_iter()
        .filter_map(|list| object.get(list).and_then(Value::as_array))
        .flatten()
        .filter_map(Value::as_object)
        .map(size)
        .sum();
    own + value + below
}

fn longest(object: &Object, field: &str, localized: &str) -> usize {
    object
        .get(localized)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Object::values)
        .chain(object.get(field))
        .filter_map(Value::as_str)
        .map(|text| text.chars().count())
        .max()
        .unwrap_or_default()
}
