//! Answers to interactions, and autocompletion.

use discord_sim::validate::InteractionFacts;
use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

fn answer(kind: u8, data: &Value) -> Value {
    json!({"type": kind, "data": data})
}

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = types();
    rules.extend(data());
    rules.extend(choices());
    rules
}

fn types() -> Vec<Rule> {
    let command = Target::Callback(InteractionFacts::command(), 0);
    let component = Target::Callback(InteractionFacts::component(false), 0);
    let typing = Target::Callback(InteractionFacts::autocomplete(3), 0);
    let modal = Target::Callback(InteractionFacts::modal(None), 0);
    let modal_of_message = Target::Callback(InteractionFacts::modal(Some(false)), 0);
    let ping = Target::Callback(
        InteractionFacts {
            kind: 1,
            ..InteractionFacts::command()
        },
        0,
    );
    let message = || answer(4, &json!({"content": "a"}));
    let form = || {
        answer(
            9,
            &json!({"custom_id": "m", "title": "a", "components": [
            {"type": 18, "label": "a", "component": {"type": 4, "custom_id": "a", "style": 1}}]}),
        )
    };
    let offers = || answer(8, &json!({"choices": []}));
    vec![
        rule(
            "an answer has a type",
            command,
            (message(), json!({})),
            "BASE_TYPE_REQUIRED",
            "type",
        )
        .described(),
        rule(
            "a known one",
            command,
            (message(), answer(11, &json!({}))),
            "BASE_TYPE_CHOICES",
            "type",
        )
        .described(),
        rule(
            "a command updates no message",
            command,
            (json!({"type": 5}), json!({"type": 6})),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a component does",
            component,
            (json!({"type": 6}), offers()),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "typing gets choices only",
            typing,
            (offers(), message()),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a modal opens no modal",
            modal,
            (message(), form()),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a modal without a message updates none",
            modal,
            (json!({"type": 5}), answer(7, &json!({"content": "a"}))),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a modal from a message updates it",
            modal_of_message,
            (answer(7, &json!({"content": "a"})), form()),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a ping gets a pong",
            ping,
            (json!({"type": 1}), message()),
            "BASE_TYPE_CHOICES",
            "type",
        ),
        rule(
            "a modal has data",
            command,
            (form(), json!({"type": 9})),
            "BASE_TYPE_REQUIRED",
            "data",
        )
        .described(),
        rule(
            "choices have data",
            typing,
            (offers(), json!({"type": 8})),
            "BASE_TYPE_REQUIRED",
            "data",
        )
        .described(),
    ]
}

fn data() -> Vec<Rule> {
    let command = Target::Callback(InteractionFacts::command(), 0);
    let with_file = Target::Callback(InteractionFacts::command(), 1);
    let component = Target::Callback(InteractionFacts::component(false), 0);
    let on_v2 = Target::Callback(InteractionFacts::component(true), 0);
    let text = json!([{"type": 10, "content": "a"}]);
    vec![
        rule("paths begin with data", command, (answer(4, &json!({"content": x(2000)})), answer(4, &json!({"content": x(2001)}))),
            "BASE_TYPE_MAX_LENGTH", "data.content").described(),
        rule("an answer shows something", command, (answer(4, &json!({"content": "a"})), json!({"type": 4})), "50006", ""),
        rule("a file is something", with_file, (answer(4, &json!({})), answer(4, &json!({"embeds": [{}]}))),
            "BASE_TYPE_REQUIRED", "data.embeds.0.description"),
        rule("a deferred answer may be ephemeral and nothing else", command,
            (answer(5, &json!({"flags": 64})), answer(5, &json!({"flags": 64 | 1 << 15}))),
            "MESSAGE_FLAGS_NOT_ALLOWED", "data.flags"),
        rule("an answer is not a voice from elsewhere", command,
            (answer(4, &json!({"content": "a", "flags": 64 | 4 | 4096})), answer(4, &json!({"content": "a", "flags": 2}))),
            "MESSAGE_FLAGS_NOT_ALLOWED", "data.flags"),
        rule("an update may turn a message into components", component,
            (answer(7, &json!({"flags": 1 << 15, "components": text})), answer(7, &json!({"components": text}))),
            "UNION_TYPE_CHOICES", "data.components.0"),
        rule("an update of components stays one", on_v2,
            (answer(7, &json!({"components": text})), answer(7, &json!({"content": "a"}))),
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "data.content"),
        rule("a modal's title", command,
            (answer(9, &json!({"custom_id": "m", "title": "a", "components": [{"type": 10, "content": "a"}]})),
             answer(9, &json!({"custom_id": "m", "components": [{"type": 10, "content": "a"}]}))),
            "BASE_TYPE_REQUIRED", "data.title").described(),
    ]
}

fn choices() -> Vec<Rule> {
    let text = Target::Autocomplete(3);
    let whole = Target::Autocomplete(4);
    let number = Target::Autocomplete(10);
    let one = |name: &str, value: Value| json!({"choices": [{"name": name, "value": value}]});
    let many = |count: usize| -> Value {
        let choices: Vec<Value> = (0..count)
            .map(|index| json!({"name": index.to_string(), "value": index.to_string()}))
            .collect();
        json!({ "choices": choices })
    };
    vec![
        rule(
            "25 choices",
            text,
            (many(25), many(26)),
            "BASE_TYPE_MAX_LENGTH",
            "choices",
        )
        .described(),
        rule(
            "a list of choices",
            text,
            (many(0), json!({"choices": null})),
            "BASE_TYPE_REQUIRED",
            "choices",
        ),
        rule(
            "a choice's name",
            text,
            (one(&x(100), json!("a")), one(&x(101), json!("a"))),
            "BASE_TYPE_BAD_LENGTH",
            "choices.0.name",
        )
        .described(),
        rule(
            "a choice's text",
            text,
            (one("a", json!(x(100))), one("a", json!(x(101)))),
            "BASE_TYPE_BAD_LENGTH",
            "choices.0.value",
        ),
        rule(
            "texts for a text",
            text,
            (one("a", json!("1")), one("a", json!(1))),
            "STRING_TYPE_CONVERT",
            "choices.0.value",
        ),
        rule(
            "whole numbers for a whole number",
            whole,
            (one("a", json!(1)), one("a", json!(1.5))),
            "NUMBER_TYPE_COERCE",
            "choices.0.value",
        ),
        rule(
            "numbers for a number",
            number,
            (one("a", json!(1.5)), one("a", json!("x"))),
            "NUMBER_TYPE_COERCE",
            "choices.0.value",
        ),
        rule(
            "names are unique",
            text,
            (
                many(2),
                json!({"choices": [{"name": "a", "value": "a"}, {"name": "a", "value": "b"}]}),
            ),
            "APPLICATION_COMMAND_OPTIONS_CHOICE_ALREADY_EXISTS",
            "choices.1.name",
        ),
    ]
}
