//! What Discord enforces and its description does not (PROTOCOL 1.2), point by point, with the rules of the table that
//! show it: each of them has an accepted and a refused body.

use std::collections::{BTreeMap, BTreeSet};

use super::families;

/// Number, what is said there, and the rules that show it as `family: name`.
const POINTS: &[(&str, &str, &[&str])] = &[
    (
        "1",
        "6000 characters in all embeds",
        &["embeds: 6000 characters over all embeds, white space at the ends not counted"],
    ),
    (
        "2",
        "an empty message",
        &[
            "messages: a message shows something",
            "callbacks: an answer shows something",
        ],
    ),
    ("2", "an empty embed", &["embeds: an embed shows something"]),
    (
        "2",
        "an empty field",
        &["embeds: a field's value is not blank"],
    ),
    (
        "2",
        "an empty follow-up",
        &["messages: a follow-up shows something"],
    ),
    (
        "2",
        "a private channel without recipient",
        &["others: a private channel has a recipient"],
    ),
    (
        "3",
        "content of 2000 characters",
        &[
            "messages: a bot's message has at most 2000 characters, although the description says 4000",
        ],
    ),
    ("4", "five rows", &["components: five rows"]),
    (
        "4",
        "40 components, nested ones counted",
        &["layouts: 40 components, nested ones counted"],
    ),
    (
        "4",
        "4000 characters in all texts",
        &["layouts: 4000 characters in all texts together"],
    ),
    (
        "5",
        "unique custom ids",
        &[
            "components: custom ids are unique in a message, disabled ones included",
            "layouts: custom ids are unique across containers",
            "modals: custom ids are unique; the modal's own does not count",
        ],
    ),
    (
        "5",
        "unique component ids",
        &["components: so are component ids, except zero"],
    ),
    (
        "5",
        "a select alone in a row",
        &["components: a select stands alone in its row"],
    ),
    (
        "6",
        "buttons 1 to 4",
        &[
            "components: a click needs a custom id",
            "components: a click leads nowhere",
            "components: a click sells nothing",
        ],
    ),
    (
        "6",
        "button 5",
        &[
            "components: a link has an address",
            "components: a link has no custom id",
        ],
    ),
    (
        "6",
        "button 6",
        &[
            "components: a premium button names what it sells",
            "components: a premium button has Discord's label",
        ],
    ),
    ("6", "label or emoji", &["components: a button has a face"]),
    (
        "7",
        "nothing of the older kind with components",
        &[
            "messages: a message of components has no content",
            "messages: nor embeds",
            "messages: nor stickers",
            "messages: nor a poll",
            "messages: it stays one of components without saying so",
            "callbacks: an update of components stays one",
        ],
    ),
    (
        "7",
        "newer components need the flag",
        &[
            "components: no newer components without the flag",
            "callbacks: an update may turn a message into components",
        ],
    ),
    (
        "7",
        "the flag stays",
        &["messages: and cannot be turned back"],
    ),
    (
        "7",
        "a deferral is ephemeral or nothing",
        &["callbacks: a deferred answer may be ephemeral and nothing else"],
    ),
    (
        "8",
        "flags by endpoint",
        &[
            "messages: a message in a channel cannot be ephemeral",
            "messages: a follow-up can, but not be crossposted",
            "messages: an edit sets two flags only",
            "messages: an edit through the webhook too",
            "callbacks: an answer is not a voice from elsewhere",
        ],
    ),
    ("9", "values once", &["selects: values are unique"]),
    (
        "9",
        "min and max",
        &[
            "selects: not more needed than allowed",
            "modal inputs: not more needed than allowed",
        ],
    ),
    (
        "9",
        "number of defaults",
        &[
            "selects: not more chosen than allowed",
            "selects: not more chosen people than allowed",
            "modal inputs: one radio option chosen",
        ],
    ),
    (
        "9",
        "required and min_values",
        &["modal inputs: what is required asks for something"],
    ),
    (
        "10",
        "five components of a modal",
        &["modals: five components, although the description says 40"],
    ),
    (
        "11",
        "names: characters",
        &[
            "commands: letters of any script, no punctuation",
            "commands: Devanagari with its marks, no emoji",
            "commands: Thai with its marks, no full stop",
            "commands: digits and apostrophes, no slash",
            "commands: localized names keep to the same characters",
        ],
    ),
    (
        "11",
        "names: lower case",
        &[
            "commands: lower case where there is one",
            "command options: an option's name is lower case",
        ],
    ),
    ("11", "names: no space", &["commands: no space in a name"]),
    (
        "11",
        "description of slash commands",
        &["commands: a slash command has a description"],
    ),
    (
        "11",
        "no description in menus",
        &[
            "commands: a menu's command has none",
            "commands: a message menu's neither",
            "commands: an entry point has none either",
        ],
    ),
    (
        "11",
        "options of slash commands only",
        &[
            "commands: nor options",
            "commands: an entry point takes no options",
        ],
    ),
    (
        "11",
        "a handler of entry points only",
        &["commands: only entry points have a handler"],
    ),
    (
        "11",
        "required options first",
        &["command options: required options come first"],
    ),
    (
        "11",
        "unique option names",
        &[
            "command options: names of options are unique",
            "command options: in each language too",
        ],
    ),
    (
        "11",
        "unique command names per type",
        &["commands: names are unique per type"],
    ),
    (
        "11",
        "autocompletion or choices",
        &["command options: choices or autocompletion, not both"],
    ),
    (
        "11",
        "choices of 100 characters",
        &[
            "command options: a choice's text, although the description says 6000",
            "callbacks: a choice's text",
        ],
    ),
    (
        "11",
        "different choices",
        &[
            "command options: choices have different names",
            "command options: and different values",
            "callbacks: names are unique",
        ],
    ),
    (
        "11",
        "sub-commands or parameters",
        &["command options: sub-commands or parameters, not both"],
    ),
    (
        "11",
        "bounds in order",
        &[
            "command options: whole numbers in order",
            "command options: numbers in order",
            "command options: lengths in order",
        ],
    ),
    (
        "11",
        "8000 characters",
        &["commands: 8000 characters in all"],
    ),
    (
        "11",
        "numbers per type",
        &[
            "commands: a hundred slash commands",
            "commands: fifteen commands on people",
            "commands: fifteen commands on messages",
            "commands: one entry point",
        ],
    ),
    ("11", "locales", &["commands: known locales"]),
    (
        "12",
        "parse or listed",
        &[
            "message parts: all users or listed users, not both",
            "message parts: all roles or listed roles, not both",
        ],
    ),
    (
        "13",
        "slow mode of a channel",
        &["others: slow mode lasts six hours at most"],
    ),
    (
        "13",
        "topic by type of channel",
        &[
            "others: a topic has 1024 characters",
            "others: a forum's guidelines have 4096",
        ],
    ),
];

/// Points that need state or time, with the tests that show them.
const ELSEWHERE: &[(&str, &str)] = &[
    ("11", "200 creates a day: commands.rs"),
    (
        "14",
        "deadlines and repetitions: interactions.rs; five follow-ups: installs.rs; rights: messages.rs, guilds.rs; limits: limits.rs",
    ),
];

#[test]
fn each_point_is_shown_by_rules_of_the_table() {
    let table: BTreeMap<String, bool> = families::all()
        .into_iter()
        .flat_map(|(family, rules)| {
            let named =
                move |rule: super::Rule| (format!("{family}: {}", rule.name), rule.described);
            rules.into_iter().map(named)
        })
        .collect();
    let mut failures = Vec::new();
    for (number, point, shown_by) in POINTS {
        let known: Vec<&&str> = shown_by
            .iter()
            .filter(|name| table.contains_key(**name))
            .collect();
        for name in *shown_by {
            if !known.contains(&name) {
                failures.push(format!("{number}, {point}: there is no rule {name:?}"));
            }
        }
        if !known.iter().any(|name| table.get(**name) == Some(&false)) {
            failures.push(format!(
                "{number}, {point}: the description knows it after all"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn no_point_is_left_out() {
    let points = POINTS.iter().map(|(number, ..)| *number);
    let elsewhere = ELSEWHERE.iter().map(|(number, _)| *number);
    let found: BTreeSet<u32> = points
        .chain(elsewhere)
        .filter_map(|number| number.parse().ok())
        .collect();
    assert_eq!(found, (1..=14).collect());
}
