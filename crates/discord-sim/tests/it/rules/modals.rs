//! Modals.

use serde_json::{Value, json};

use super::{Rule, Target, rule, x};

const MODAL: Target = Target::Modal;

pub(super) fn input() -> Value {
    json!({"type": 4, "custom_id": "a", "style": 1})
}

pub(super) fn with(mut component: Value, field: &str, value: Value) -> Value {
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
pub(super) fn asking(component: &Value) -> Value {
    modal(&[label(component)])
}

fn inputs(count: usize) -> Vec<Value> {
    (0..count)
        .map(|index| label(&with(input(), "custom_id", json!(index.to_string()))))
        .collect()
}

pub(super) fn rules() -> Vec<Rule> {
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
