//! Options of slash commands and their choices.

use serde_json::{Value, json};

use super::{
    Rule, Target,
    commands::{option, taking, with},
    rule, x,
};

const COMMAND: Target = Target::Command;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = options();
    rules.extend(values());
    rules
}

/// A slash command with one string option that has one field set.
fn string(field: &str, value: Value) -> Value {
    taking(&[with(option(3, "a"), field, value)])
}

fn options() -> Vec<Rule> {
    let many = |count: usize| {
        let options: Vec<Value> = (0..count)
            .map(|index| option(3, &format!("o{index}")))
            .collect();
        taking(&options)
    };
    let required = |name: &str| with(option(3, name), "required", json!(true));
    let within = |kind: u8, inner: Value| with(option(kind, "g"), "options", json!([inner]));
    vec![
        rule(
            "25 options",
            COMMAND,
            (many(25), many(26)),
            "BASE_TYPE_MAX_LENGTH",
            "options",
        )
        .described(),
        rule(
            "known types of options",
            COMMAND,
            (taking(&[option(11, "a")]), taking(&[option(12, "a")])),
            "BASE_TYPE_CHOICES",
            "options.0.type",
        )
        .described(),
        rule(
            "an option has a description",
            COMMAND,
            (
                taking(&[option(3, "a")]),
                taking(&[with(option(3, "a"), "description", json!(""))]),
            ),
            "BASE_TYPE_REQUIRED",
            "options.0.description",
        )
        .described(),
        rule(
            "an option's name is lower case",
            COMMAND,
            (taking(&[option(3, "a")]), taking(&[option(3, "A")])),
            "APPLICATION_COMMAND_INVALID_NAME",
            "options.0.name",
        ),
        rule(
            "no group in a group",
            COMMAND,
            (
                taking(&[within(2, within(1, option(3, "a")))]),
                taking(&[within(2, within(2, option(1, "a")))]),
            ),
            "BASE_TYPE_CHOICES",
            "options.0.options.0.type",
        )
        .described(),
        rule(
            "no sub-command in a sub-command",
            COMMAND,
            (
                taking(&[within(1, option(3, "a"))]),
                taking(&[within(1, option(1, "a"))]),
            ),
            "BASE_TYPE_CHOICES",
            "options.0.options.0.type",
        )
        .described(),
        rule(
            "sub-commands or parameters, not both",
            COMMAND,
            (
                taking(&[option(1, "a"), option(2, "b")]),
                taking(&[option(1, "a"), option(3, "b")]),
            ),
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "options.1.type",
        ),
        rule(
            "required options come first",
            COMMAND,
            (
                taking(&[required("a"), option(3, "b")]),
                taking(&[option(3, "a"), required("b")]),
            ),
            "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "options.1",
        ),
        rule(
            "names of options are unique",
            COMMAND,
            (
                taking(&[option(3, "a"), option(3, "b")]),
                taking(&[option(3, "a"), option(3, "a")]),
            ),
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
            "options.1.name",
        ),
        rule(
            "in each language too",
            COMMAND,
            (
                taking(&[
                    option(3, "a"),
                    with(option(3, "b"), "name_localizations", json!({"de": "c"})),
                ]),
                taking(&[
                    option(3, "a"),
                    with(option(3, "b"), "name_localizations", json!({"de": "a"})),
                ]),
            ),
            "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
            "options.1.name",
        ),
    ]
}

fn values() -> Vec<Rule> {
    let choice = |name: &str, value: Value| json!({"name": name, "value": value});
    let many = |count: usize| -> Value {
        (0..count)
            .map(|index| choice(&format!("c{index}"), json!(index.to_string())))
            .collect()
    };
    let number = |kind: u8, least: Value, most: Value| {
        taking(&[with(
            with(option(kind, "a"), "min_value", least),
            "max_value",
            most,
        )])
    };
    let integers =
        |value: Value| taking(&[with(option(4, "a"), "choices", json!([choice("a", value)]))]);
    let lengths = |least: i64, most: i64| {
        taking(&[with(
            with(option(3, "a"), "min_length", json!(least)),
            "max_length",
            json!(most),
        )])
    };
    vec![
        rule(
            "25 choices",
            COMMAND,
            (string("choices", many(25)), string("choices", many(26))),
            "BASE_TYPE_MAX_LENGTH",
            "options.0.choices",
        )
        .described(),
        rule(
            "a choice's name",
            COMMAND,
            (
                string("choices", json!([choice(&x(100), json!("a"))])),
                string("choices", json!([choice(&x(101), json!("a"))])),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "options.0.choices.0.name",
        )
        .described(),
        rule(
            "a choice's text, although the description says 6000",
            COMMAND,
            (
                string("choices", json!([choice("a", json!(x(100)))])),
                string("choices", json!([choice("a", json!(x(101)))])),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "options.0.choices.0.value",
        ),
        rule(
            "a whole number's choices are whole numbers",
            COMMAND,
            (integers(json!(3)), integers(json!(3.5))),
            "NUMBER_TYPE_COERCE",
            "options.0.choices.0.value",
        )
        .described(),
        rule(
            "within 2^53",
            COMMAND,
            (
                integers(json!(9_007_199_254_740_991_i64)),
                integers(json!(9_007_199_254_740_992_i64)),
            ),
            "NUMBER_TYPE_MAX",
            "options.0.choices.0.value",
        )
        .described(),
        rule(
            "choices have different names",
            COMMAND,
            (
                string("choices", many(2)),
                string(
                    "choices",
                    json!([choice("a", json!("a")), choice("a", json!("b"))]),
                ),
            ),
            "APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS",
            "options.0.choices.1.name",
        ),
        rule(
            "and different values",
            COMMAND,
            (
                string("choices", many(2)),
                string(
                    "choices",
                    json!([choice("a", json!("a")), choice("b", json!("a"))]),
                ),
            ),
            "APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS",
            "options.0.choices.1.value",
        ),
        rule(
            "choices or autocompletion, not both",
            COMMAND,
            (
                string("autocomplete", json!(true)),
                taking(&[with(
                    with(option(3, "a"), "autocomplete", json!(true)),
                    "choices",
                    many(1),
                )]),
            ),
            "APPLICATION_COMMAND_OPTIONS_CHOICES_WITH_AUTOCOMPLETE",
            "options.0.choices",
        ),
        rule(
            "users do not complete",
            COMMAND,
            (
                taking(&[option(6, "a")]),
                taking(&[with(option(6, "a"), "autocomplete", json!(true))]),
            ),
            "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_INVALID",
            "options.0.autocomplete",
        ),
        rule(
            "nor have they choices",
            COMMAND,
            (
                taking(&[option(6, "a")]),
                taking(&[with(option(6, "a"), "choices", many(1))]),
            ),
            "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID",
            "options.0.choices",
        ),
        rule(
            "whole numbers in order",
            COMMAND,
            (number(4, json!(1), json!(1)), number(4, json!(2), json!(1))),
            "NUMBER_TYPE_MAX",
            "options.0.min_value",
        ),
        rule(
            "numbers in order",
            COMMAND,
            (
                number(10, json!(0.5), json!(1.5)),
                number(10, json!(1.5), json!(0.5)),
            ),
            "NUMBER_TYPE_MAX",
            "options.0.min_value",
        ),
        rule(
            "lengths in order",
            COMMAND,
            (lengths(3, 3), lengths(4, 3)),
            "NUMBER_TYPE_MAX",
            "options.0.min_length",
        ),
        rule(
            "lengths up to 6000",
            COMMAND,
            (lengths(0, 6000), lengths(0, 6001)),
            "NUMBER_TYPE_MAX",
            "options.0.max_length",
        )
        .described(),
        rule(
            "known channel types",
            COMMAND,
            (
                taking(&[with(option(7, "a"), "channel_types", json!([0]))]),
                taking(&[with(option(7, "a"), "channel_types", json!([9]))]),
            ),
            "BASE_TYPE_CHOICES",
            "options.0.channel_types.0",
        )
        .described(),
    ]
}
