//! Selects of messages.

use serde_json::{Value, json};

use super::{
    CREATE, Rule,
    components::{changed, row_of},
    rule, x,
};

fn options(count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| json!({"label": "a", "value": index.to_string()}))
        .collect()
}

fn select_of(options: &[Value]) -> Value {
    row_of(&json!({"type": 3, "custom_id": "a", "options": options}))
}

fn select_with(change: Value) -> Value {
    row_of(&changed(
        json!({"type": 3, "custom_id": "a", "options": options(3)}),
        change,
    ))
}

fn option_with(change: Value) -> Value {
    select_of(&[changed(json!({"label": "a", "value": "a"}), change)])
}

fn users_with(change: Value) -> Value {
    row_of(&changed(json!({"type": 5, "custom_id": "a"}), change))
}

pub(super) fn rules() -> Vec<Rule> {
    let default = json!({"id": "1", "type": "user"});
    let chosen = |count: usize| -> Vec<Value> {
        options(3)
            .into_iter()
            .enumerate()
            .map(|(index, option)| changed(option, json!({"default": index < count})))
            .collect()
    };
    vec![
        rule(
            "25 options",
            CREATE,
            (select_of(&options(25)), select_of(&options(26))),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.options",
        )
        .described(),
        rule(
            "an option at least",
            CREATE,
            (select_of(&options(1)), select_of(&[])),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.options",
        )
        .described(),
        rule(
            "options of a string select",
            CREATE,
            (
                select_of(&options(1)),
                select_with(json!({"options": null})),
            ),
            "BASE_TYPE_REQUIRED",
            "components.0.components.0.options",
        )
        .described(),
        rule(
            "an option's label",
            CREATE,
            (
                option_with(json!({"label": x(100)})),
                option_with(json!({"label": x(101)})),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.options.0.label",
        )
        .described(),
        rule(
            "an option's value",
            CREATE,
            (
                option_with(json!({"value": x(100)})),
                option_with(json!({"value": x(101)})),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.options.0.value",
        )
        .described(),
        rule(
            "an option's description",
            CREATE,
            (
                option_with(json!({"description": x(100)})),
                option_with(json!({"description": x(101)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.components.0.options.0.description",
        )
        .described(),
        rule(
            "values are unique",
            CREATE,
            (
                select_of(&options(2)),
                select_of(&[
                    json!({"label": "a", "value": "v"}),
                    json!({"label": "b", "value": "v"}),
                ]),
            ),
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "components.0.components.0.options.1.value",
        ),
        rule(
            "placeholder",
            CREATE,
            (
                select_with(json!({"placeholder": x(150)})),
                select_with(json!({"placeholder": x(151)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.components.0.placeholder",
        )
        .described(),
        rule(
            "max_values",
            CREATE,
            (
                users_with(json!({"max_values": 25})),
                users_with(json!({"max_values": 26})),
            ),
            "NUMBER_TYPE_MAX",
            "components.0.components.0.max_values",
        )
        .described(),
        rule(
            "min_values",
            CREATE,
            (
                users_with(json!({"min_values": 0})),
                users_with(json!({"min_values": -1})),
            ),
            "NUMBER_TYPE_MIN",
            "components.0.components.0.min_values",
        )
        .described(),
        rule(
            "not more needed than allowed",
            CREATE,
            (
                select_with(json!({"min_values": 2, "max_values": 2})),
                select_with(json!({"min_values": 3, "max_values": 2})),
            ),
            "NUMBER_TYPE_MAX",
            "components.0.components.0.min_values",
        ),
        rule(
            "as many options as may be chosen",
            CREATE,
            (
                select_with(json!({"max_values": 3})),
                select_with(json!({"max_values": 4})),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.options",
        ),
        rule(
            "not more chosen than allowed",
            CREATE,
            (select_of(&chosen(1)), select_of(&chosen(2))),
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            "components.0.components.0.options",
        ),
        rule(
            "not more chosen people than allowed",
            CREATE,
            (
                users_with(json!({"default_values": [default]})),
                users_with(json!({"default_values": [default, {"id": "2", "type": "user"}]})),
            ),
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            "components.0.components.0.default_values",
        ),
        rule(
            "chosen people are people",
            CREATE,
            (
                users_with(json!({"default_values": [default]})),
                users_with(json!({"default_values": [{"id": "1", "type": "role"}]})),
            ),
            "BASE_TYPE_CHOICES",
            "components.0.components.0.default_values.0.type",
        )
        .described(),
        rule(
            "known channel types",
            CREATE,
            (
                row_of(&json!({"type": 8, "custom_id": "a", "channel_types": [0, 5]})),
                row_of(&json!({"type": 8, "custom_id": "a", "channel_types": [99]})),
            ),
            "BASE_TYPE_CHOICES",
            "components.0.components.0.channel_types.0",
        )
        .described(),
    ]
}
