//! What stands in a modal's labels.

use serde_json::{Value, json};

use super::{
    CREATE, Rule, Target,
    components::changed,
    modals::{asking, input, with},
    rule, x,
};

const MODAL: Target = Target::Modal;

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = text_inputs();
    rules.extend(others());
    rules.extend(fields());
    rules
}

/// A modal around one field.
fn field(kind: u8, more: Value) -> Value {
    asking(&changed(json!({"type": kind, "custom_id": "a"}), more))
}

fn fields() -> Vec<Rule> {
    const FIELD: &str = "components.0.component";
    let bare =
        |components: Value| json!({"custom_id": "m", "title": "a", "components": components});
    let file = json!({"type": 19, "custom_id": "a"});
    let group = |more: Value| field(22, changed(json!({"options": options(3)}), more));
    let twice = json!([{"label": "a", "value": "a"}, {"label": "b", "value": "a"}]);
    let once = json!([{"label": "a", "value": "a"}, {"label": "a", "value": "b"}]);
    let chosen = |kind: &str| json!({"default_values": [{"id": "1", "type": kind}]});
    vec![
        rule(
            "a label holds a field",
            MODAL,
            (asking(&file), bare(json!([{"type": 18, "label": "a"}]))),
            "BASE_TYPE_REQUIRED",
            FIELD,
        )
        .described(),
        rule(
            "a field stands in a label",
            MODAL,
            (asking(&file), bare(json!([file]))),
            "UNION_TYPE_CHOICES",
            "components.0",
        )
        .described(),
        rule(
            "a row holds texts only",
            MODAL,
            (
                bare(json!([{"type": 1, "components": [
                    {"type": 4, "custom_id": "a", "style": 1, "label": "a"}]}])),
                bare(json!([{"type": 1, "components": [{"type": 5, "custom_id": "a"}]}])),
            ),
            "UNION_TYPE_CHOICES",
            "components.0.components.0",
        )
        .described(),
        rule(
            "a text between fields says something",
            MODAL,
            (
                bare(json!([{"type": 10, "content": "a"}])),
                bare(json!([{"type": 10, "content": ""}])),
            ),
            "BASE_TYPE_REQUIRED",
            "components.0.content",
        )
        .described(),
        rule(
            "radio options have different values",
            MODAL,
            (
                field(21, json!({"options": once})),
                field(21, json!({"options": twice})),
            ),
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "components.0.component.options.1.value",
        ),
        rule(
            "so have checkboxes",
            MODAL,
            (
                field(22, json!({"options": once})),
                field(22, json!({"options": twice})),
            ),
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
            "components.0.component.options.1.value",
        ),
        rule(
            "not more checkboxes needed than allowed",
            MODAL,
            (
                group(json!({"min_values": 2, "max_values": 2})),
                group(json!({"min_values": 3, "max_values": 2})),
            ),
            "NUMBER_TYPE_MAX",
            "components.0.component.min_values",
        ),
        rule(
            "not more files needed than allowed",
            MODAL,
            (
                field(19, json!({"min_values": 2, "max_values": 2})),
                field(19, json!({"min_values": 2})),
            ),
            "NUMBER_TYPE_MAX",
            "components.0.component.min_values",
        ),
        rule(
            "a file that is required is asked for",
            MODAL,
            (
                field(19, json!({"required": false, "min_values": 0})),
                field(19, json!({"min_values": 0})),
            ),
            "NUMBER_TYPE_MIN",
            "components.0.component.min_values",
        ),
        rule(
            "a select of roles has roles chosen",
            MODAL,
            (field(6, chosen("role")), field(6, chosen("user"))),
            "BASE_TYPE_CHOICES",
            "components.0.component.default_values.0.type",
        )
        .described(),
        rule(
            "one of mentionables has either",
            MODAL,
            (field(7, chosen("role")), field(7, chosen("channel"))),
            "BASE_TYPE_CHOICES",
            "components.0.component.default_values.0.type",
        )
        .described(),
        rule(
            "one of channels has known types",
            MODAL,
            (
                field(8, json!({"channel_types": [0, 15]})),
                field(8, json!({"channel_types": [99]})),
            ),
            "BASE_TYPE_CHOICES",
            "components.0.component.channel_types.0",
        )
        .described(),
        rule(
            "no file upload in a message",
            CREATE,
            (
                json!({"content": "a", "components": []}),
                json!({"content": "a", "components": [{"type": 1, "components": [file]}]}),
            ),
            "UNION_TYPE_CHOICES",
            "components.0.components.0",
        )
        .described(),
    ]
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|index| json!({"label": "a", "value": index.to_string()}))
        .collect()
}

fn text_inputs() -> Vec<Rule> {
    let of = |field: &str, value: Value| asking(&with(input(), field, value));
    let between = |least: i64, most: i64| {
        asking(&with(
            with(input(), "min_length", json!(least)),
            "max_length",
            json!(most),
        ))
    };
    vec![
        rule(
            "value",
            MODAL,
            (of("value", json!(x(4000))), of("value", json!(x(4001)))),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.component.value",
        )
        .described(),
        rule(
            "placeholder",
            MODAL,
            (
                of("placeholder", json!(x(100))),
                of("placeholder", json!(x(101))),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.component.placeholder",
        )
        .described(),
        rule(
            "max_length",
            MODAL,
            (of("max_length", json!(4000)), of("max_length", json!(4001))),
            "NUMBER_TYPE_MAX",
            "components.0.component.max_length",
        )
        .described(),
        rule(
            "max_length is not nothing",
            MODAL,
            (of("max_length", json!(1)), of("max_length", json!(0))),
            "NUMBER_TYPE_MIN",
            "components.0.component.max_length",
        )
        .described(),
        rule(
            "not more needed than allowed",
            MODAL,
            (between(5, 5), between(6, 5)),
            "NUMBER_TYPE_MAX",
            "components.0.component.min_length",
        ),
        rule(
            "style",
            MODAL,
            (of("style", json!(2)), of("style", json!(3))),
            "BASE_TYPE_CHOICES",
            "components.0.component.style",
        )
        .described(),
    ]
}

fn others() -> Vec<Rule> {
    let select = |field: &str, value: Value| {
        asking(&with(
            json!({"type": 3, "custom_id": "a", "options": options(3)}),
            field,
            value,
        ))
    };
    let radio =
        |count: usize| asking(&json!({"type": 21, "custom_id": "a", "options": options(count)}));
    let checkboxes =
        |count: usize| asking(&json!({"type": 22, "custom_id": "a", "options": options(count)}));
    let upload = |most: i64| asking(&json!({"type": 19, "custom_id": "a", "max_values": most}));
    let preset = |kind: u8, chosen: usize| {
        let options: Vec<Value> = (0..3)
            .map(|index| json!({"label": "a", "value": index.to_string(), "default": index < chosen}))
            .collect();
        asking(&json!({"type": kind, "custom_id": "a", "options": options}))
    };
    vec![
        rule(
            "no disabled select",
            MODAL,
            (
                select("disabled", json!(false)),
                select("disabled", json!(true)),
            ),
            "SELECT_COMPONENT_DISABLED_IN_MODAL",
            "components.0.component.disabled",
        ),
        rule(
            "what is required asks for something",
            MODAL,
            (
                asking(&json!({"type": 5, "custom_id": "a", "required": false, "min_values": 0})),
                select("min_values", json!(0)),
            ),
            "NUMBER_TYPE_MIN",
            "components.0.component.min_values",
        ),
        rule(
            "two radio options at least",
            MODAL,
            (radio(2), radio(1)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.component.options",
        )
        .described(),
        rule(
            "ten radio options at most",
            MODAL,
            (radio(10), radio(11)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.component.options",
        )
        .described(),
        rule(
            "one radio option chosen",
            MODAL,
            (preset(21, 1), preset(21, 2)),
            "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES",
            "components.0.component.options",
        ),
        rule(
            "ten checkboxes at most, all of them chosen if you like",
            MODAL,
            (preset(22, 3), checkboxes(11)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.component.options",
        )
        .described(),
        rule(
            "a checkbox has a custom id",
            MODAL,
            (
                asking(&json!({"type": 23, "custom_id": "a", "default": true})),
                asking(&json!({"type": 23})),
            ),
            "BASE_TYPE_REQUIRED",
            "components.0.component.custom_id",
        )
        .described(),
        rule(
            "ten uploaded files",
            MODAL,
            (upload(10), upload(11)),
            "NUMBER_TYPE_MAX",
            "components.0.component.max_values",
        )
        .described(),
    ]
}
