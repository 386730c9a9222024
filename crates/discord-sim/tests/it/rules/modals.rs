//! Modals.

use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

const MODAL: Target = Target::Modal;

fn input() -> Value {
    json!({"type": 4, "custom_id": "a", "style": 1})
}

fn with(mut component: Value, field: &str, value: Value) -> Value {
    component[field] = value;
    component
}

fn label(component: &Value) -> Value {
    json!({"type": 18, "label": "a", "component": component})
}

fn modal(components: &[Value]) -> Value {
    json!({"custom_id": "m", "title": "a", "components": components})
}

/// A modal with one label around a component.
fn asking(component: &Value) -> Value {
    modal(&[label(component)])
}

fn inputs(count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| label(&with(input(), "custom_id", json!(index.to_string()))))
        .collect()
}

fn options(count: usize) -> Value {
    (0..count)
        .map(|index| json!({"label": "a", "value": index.to_string()}))
        .collect()
}

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = frames();
    rules.extend(text_inputs());
    rules.extend(others());
    rules
}

fn frames() -> Vec<Rule> {
    let fine = || asking(&input());
    let row = |inputs: &[Value]| modal(&[json!({"type": 1, "components": inputs})]);
    let old = |id: &str| json!({"type": 4, "custom_id": id, "style": 1, "label": "a"});
    vec![
        rule(
            "title",
            MODAL,
            (
                with(fine(), "title", json!(x(45))),
                with(fine(), "title", json!(x(46))),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "title",
        )
        .described(),
        rule(
            "a title",
            MODAL,
            (fine(), with(fine(), "title", json!(""))),
            "BASE_TYPE_REQUIRED",
            "title",
        )
        .described(),
        rule(
            "custom id",
            MODAL,
            (
                with(fine(), "custom_id", json!(x(100))),
                with(fine(), "custom_id", json!(x(101))),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "custom_id",
        )
        .described(),
        rule(
            "five components, although the description says 40",
            MODAL,
            (modal(&inputs(5)), modal(&inputs(6))),
            "BASE_TYPE_BAD_LENGTH",
            "components",
        ),
        rule(
            "a component at least",
            MODAL,
            (fine(), modal(&[])),
            "BASE_TYPE_BAD_LENGTH",
            "components",
        )
        .described(),
        rule(
            "no button in a modal",
            MODAL,
            (
                modal(&[json!({"type": 10, "content": "a"}), label(&input())]),
                asking(&json!({"type": 2, "style": 1, "label": "a", "custom_id": "a"})),
            ),
            "UNION_TYPE_CHOICES",
            "components.0.component",
        )
        .described(),
        rule(
            "no input without a label",
            MODAL,
            (fine(), modal(&[input()])),
            "UNION_TYPE_CHOICES",
            "components.0",
        )
        .described(),
        rule(
            "label",
            MODAL,
            (
                modal(&[with(label(&input()), "label", json!(x(45)))]),
                modal(&[with(label(&input()), "label", json!(x(46)))]),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.label",
        )
        .described(),
        rule(
            "a label's description",
            MODAL,
            (
                modal(&[with(label(&input()), "description", json!(x(100)))]),
                modal(&[with(label(&input()), "description", json!(x(101)))]),
            ),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.description",
        )
        .described(),
        rule(
            "custom ids are unique; the modal's own does not count",
            MODAL,
            (
                modal(&[label(&with(input(), "custom_id", json!("m")))]),
                modal(&[label(&input()), label(&input())]),
            ),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "components.1.component.custom_id",
        ),
        rule(
            "one input in an old row",
            MODAL,
            (row(&[old("a")]), row(&[old("a"), old("b")])),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "components.0.components.1",
        ),
        rule(
            "an input in an old row has its own label",
            MODAL,
            (row(&[old("a")]), row(&[input()])),
            "BASE_TYPE_REQUIRED",
            "components.0.components.0.label",
        ),
    ]
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
