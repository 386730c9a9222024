//! Application commands.

use discord_sim::validate::{CommandScope, command, command_edit, commands};
use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

const COMMAND: Target = Target::Command;
const COMMANDS: Target = Target::Commands;

pub(super) fn with(mut object: Value, field: &str, value: Value) -> Value {
    object[field] = value;
    object
}

pub(super) fn slash(name: &str) -> Value {
    json!({"name": name, "description": "a"})
}

pub(super) fn option(kind: u8, name: &str) -> Value {
    json!({"type": kind, "name": name, "description": "a"})
}

/// A slash command with options.
pub(super) fn taking(options: &[Value]) -> Value {
    with(slash("a"), "options", json!(options))
}

fn named(count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| slash(&format!("c{index}")))
        .collect()
}

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = names();
    rules.extend(kinds());
    rules.extend(lists());
    rules
}

fn names() -> Vec<Rule> {
    let name = |good: &str, bad: &str, title: &'static str| {
        rule(
            title,
            COMMAND,
            (slash(good), slash(bad)),
            "APPLICATION_COMMAND_INVALID_NAME",
            "name",
        )
    };
    let localized = |texts: Value| with(slash("a"), "name_localizations", texts);
    vec![
        name("has-no_space", "Has Space", "no space in a name"),
        name("größe", "Größe", "lower case where there is one"),
        name(
            "日本語",
            "日本語！",
            "letters of any script, no punctuation",
        ),
        name("हिन्दी", "a😀", "Devanagari with its marks, no emoji"),
        name("ภาษาไทย", "a.b", "Thai with its marks, no full stop"),
        name("it's1", "a/b", "digits and apostrophes, no slash"),
        rule(
            "32 characters",
            COMMAND,
            (slash(&x(32)), slash(&x(33))),
            "BASE_TYPE_BAD_LENGTH",
            "name",
        )
        .described(),
        rule(
            "a name",
            COMMAND,
            (slash("a"), slash("")),
            "BASE_TYPE_REQUIRED",
            "name",
        )
        .described(),
        rule(
            "known locales",
            COMMAND,
            (
                localized(json!({"de": "ä", "es-419": "b"})),
                localized(json!({"xx": "a"})),
            ),
            "BASE_TYPE_CHOICES",
            "name_localizations.xx",
        ),
        rule(
            "localized names keep to the same characters",
            COMMAND,
            (
                localized(json!({"de": "spiel"})),
                localized(json!({"de": "Spiel"})),
            ),
            "APPLICATION_COMMAND_INVALID_NAME",
            "name_localizations.de",
        ),
        rule(
            "localized names have 32 characters",
            COMMAND,
            (
                localized(json!({"de": x(32)})),
                localized(json!({"de": x(33)})),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "name_localizations.de",
        )
        .described(),
        rule(
            "localized descriptions have 100 characters",
            COMMAND,
            (
                with(
                    slash("a"),
                    "description_localizations",
                    json!({"de": x(100)}),
                ),
                with(
                    slash("a"),
                    "description_localizations",
                    json!({"de": x(101)}),
                ),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "description_localizations.de",
        )
        .described(),
    ]
}

fn kinds() -> Vec<Rule> {
    let other = |kind: u8, field: &str, value: Value| {
        with(json!({"type": kind, "name": "launch"}), field, value)
    };
    let menu =
        |field: &str, value: Value| with(json!({"type": 2, "name": "Look Up"}), field, value);
    vec![
        rule(
            "description",
            COMMAND,
            (
                with(slash("a"), "description", json!(x(100))),
                with(slash("a"), "description", json!(x(101))),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "description",
        )
        .described(),
        rule(
            "a slash command has a description",
            COMMAND,
            (slash("a"), json!({"name": "a"})),
            "BASE_TYPE_REQUIRED",
            "description",
        ),
        rule(
            "a menu's command has none",
            COMMAND,
            (
                menu("description", json!("")),
                menu("description", json!("a")),
            ),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
            "description",
        ),
        rule(
            "nor options",
            COMMAND,
            (
                menu("options", json!([])),
                menu("options", json!([option(3, "a")])),
            ),
            "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED",
            "options",
        ),
        rule(
            "a message menu's neither",
            COMMAND,
            (
                other(3, "description", json!("")),
                other(3, "description", json!("a")),
            ),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
            "description",
        ),
        rule(
            "an entry point has none either",
            COMMAND,
            (
                other(4, "description", json!("")),
                other(4, "description", json!("a")),
            ),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_NOT_ALLOWED",
            "description",
        ),
        rule(
            "an entry point takes no options",
            COMMAND,
            (
                other(4, "options", json!([])),
                other(4, "options", json!([option(3, "a")])),
            ),
            "APPLICATION_COMMAND_CONTEXT_MENU_OPTIONS_NOT_ALLOWED",
            "options",
        ),
        rule(
            "only entry points have a handler",
            COMMAND,
            (other(4, "handler", json!(2)), menu("handler", json!(2))),
            "APPLICATION_COMMAND_HANDLER_NOT_ALLOWED",
            "handler",
        ),
        rule(
            "a handler is the application or Discord",
            COMMAND,
            (other(4, "handler", json!(1)), other(4, "handler", json!(3))),
            "BASE_TYPE_CHOICES",
            "handler",
        )
        .described(),
        rule(
            "known types",
            COMMAND,
            (menu("type", json!(3)), menu("type", json!(7))),
            "BASE_TYPE_CHOICES",
            "type",
        )
        .described(),
        rule(
            "permissions are bits, as text or number",
            COMMAND,
            (
                with(slash("a"), "default_member_permissions", json!("8")),
                with(slash("a"), "default_member_permissions", json!("admin")),
            ),
            "NUMBER_TYPE_COERCE",
            "default_member_permissions",
        )
        .described(),
        rule(
            "contexts are known",
            COMMAND,
            (
                with(slash("a"), "contexts", json!([0, 1, 2])),
                with(slash("a"), "contexts", json!([5])),
            ),
            "BASE_TYPE_CHOICES",
            "contexts.0",
        )
        .described(),
        rule(
            "contexts are unique",
            COMMAND,
            (
                with(slash("a"), "contexts", json!([0])),
                with(slash("a"), "contexts", json!([0, 0])),
            ),
            "SET_TYPE_ALREADY_CONTAINS_VALUE",
            "contexts.1",
        )
        .described(),
        rule(
            "integration types are not an empty list",
            COMMAND,
            (
                with(slash("a"), "integration_types", json!([0, 1])),
                with(slash("a"), "integration_types", json!([])),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "integration_types",
        )
        .described(),
    ]
}

/// A command whose texts have so many characters together; the longest localization counts.
fn sized(total: usize) -> Value {
    let big = |index: usize, length: usize| {
        json!({"type": 3, "name": format!("{index:02}"), "description": "a",
            "description_localizations": {"de": x(length)}})
    };
    // Name and description of the command are 2; each full option is 102.
    let rest = total - 2;
    let group = |index: usize, full: usize, last: usize| {
        let mut options: Vec<Value> = (0..full).map(|option| big(option, 100)).collect();
        if last > 0 {
            options.push(big(99, last));
        }
        json!({"type": 1, "name": format!("s{index}"), "description": "a", "options": options})
    };
    // Three sub-commands of 24 options (3 characters of their own each), and one that takes what is left.
    let left = rest - 3 * (3 + 24 * 102) - 3;
    let (full, last) = (left / 102, left % 102);
    with(
        slash("a"),
        "options",
        json!([
            group(0, 24, 0),
            group(1, 24, 0),
            group(2, 24, 0),
            group(3, full, last.saturating_sub(2))
        ]),
    )
}

fn lists() -> Vec<Rule> {
    let menus = |kind: u8, count: usize| -> Value {
        (0..count)
            .map(|index| json!({"type": kind, "name": format!("U {index}")}))
            .collect()
    };
    vec![
        rule(
            "8000 characters in all",
            COMMAND,
            (sized(8000), sized(8001)),
            "APPLICATION_COMMAND_TOO_LARGE",
            "",
        ),
        rule(
            "names are unique per type",
            COMMANDS,
            (
                json!([slash("a"), {"type": 2, "name": "a"}]),
                json!([slash("a"), slash("a")]),
            ),
            "APPLICATION_COMMANDS_DUPLICATE_NAME",
            "1",
        ),
        rule(
            "a hundred slash commands",
            COMMANDS,
            (json!(named(100)), json!(named(101))),
            "30032",
            "",
        ),
        rule(
            "fifteen commands on people",
            COMMANDS,
            (menus(2, 15), menus(2, 16)),
            "30032",
            "",
        ),
        rule(
            "fifteen commands on messages",
            COMMANDS,
            (menus(3, 15), menus(3, 16)),
            "30032",
            "",
        ),
        rule(
            "one entry point",
            COMMANDS,
            (menus(4, 1), menus(4, 2)),
            "30032",
            "",
        ),
        rule(
            "errors name the command",
            COMMANDS,
            (json!([slash("a")]), json!([slash("a"), slash("B")])),
            "APPLICATION_COMMAND_INVALID_NAME",
            "1.name",
        ),
    ]
}

#[test]
fn a_guild_has_no_entry_point() {
    let entry = json!({"type": 4, "name": "Launch", "handler": 1});
    assert_eq!(command(&entry, CommandScope::Global), Ok(()));
    assert!(command(&entry, CommandScope::Guild).is_err());
}

#[test]
fn an_edit_leaves_out_what_stays() {
    let existing = json!({"type": 1, "name": "a", "description": "a"});
    let edit = |body: Value| command_edit(&body, &existing, CommandScope::Global);
    assert_eq!(edit(json!({"description": "b"})), Ok(()));
    assert_eq!(edit(json!({})), Ok(()));
    assert!(edit(json!({"name": "Not Lower"})).is_err());
    let menu = json!({"type": 3, "name": "A"});
    assert_eq!(
        command_edit(&json!({"name": "Not Lower"}), &menu, CommandScope::Global),
        Ok(())
    );
}

#[test]
fn no_commands_are_fine() {
    assert_eq!(commands(&[], CommandScope::Guild), Ok(()));
}
