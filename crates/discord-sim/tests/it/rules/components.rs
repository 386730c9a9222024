//! Rows, buttons, selects of messages without `IS_COMPONENTS_V2`.

use serde_json::{Value, json};

use super::{CREATE, Rule, rule, x};

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = rows();
    rules.extend(buttons());
    rules
}

fn rows_of(rows: &[Value]) -> Value {
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| json!({"type": 1, "components": row}))
        .collect();
    json!({"content": "a", "components": rows})
}

pub(super) fn row_of(component: &Value) -> Value {
    rows_of(&[json!([component])])
}

fn click(id: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "a", "custom_id": id})
}

fn clicks(count: usize) -> Value {
    (0..count).map(|index| click(&format!("{index}"))).collect()
}

/// A button that is fine, with some fields set.
fn with(change: Value) -> Value {
    changed(click("a"), change)
}

pub(super) fn changed(mut component: Value, change: Value) -> Value {
    let (Value::Object(fields), Value::Object(change)) = (&mut component, change) else {
        return component;
    };
    fields.extend(change);
    component
}

fn rows() -> Vec<Rule> {
    let single = |count: usize| {
        let rows: Vec<Value> = (0..count)
            .map(|row| json!([click(&format!("{row}"))]))
            .collect();
        rows_of(&rows)
    };
    let select = json!({"type": 5, "custom_id": "s"});
    vec![
        rule(
            "five rows",
            CREATE,
            (single(5), single(6)),
            "BASE_TYPE_MAX_LENGTH",
            "components",
        ),
        rule(
            "five buttons per row",
            CREATE,
            (rows_of(&[clicks(5)]), rows_of(&[clicks(6)])),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components",
        )
        .described(),
        rule(
            "no empty row",
            CREATE,
            (rows_of(&[clicks(1)]), rows_of(&[json!([])])),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components",
        )
        .described(),
        rule(
            "a select stands alone in its row",
            CREATE,
            (
                rows_of(&[json!([select]), json!([click("b")])]),
                rows_of(&[json!([click("b"), select])]),
            ),
            "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
            "components.0.components.1",
        ),
        rule(
            "no text input in a message",
            CREATE,
            (
                row_of(&click("a")),
                row_of(&json!({"type": 4, "custom_id": "a", "style": 1, "label": "a"})),
            ),
            "UNION_TYPE_CHOICES",
            "components.0.components.0",
        )
        .described(),
        rule(
            "no newer components without the flag",
            CREATE,
            (
                row_of(&click("a")),
                json!({"content": "a", "components": [{"type": 10, "content": "a"}]}),
            ),
            "UNION_TYPE_CHOICES",
            "components.0",
        ),
        rule(
            "a component has a type",
            CREATE,
            (
                row_of(&click("a")),
                json!({"content": "a", "components": [{}]}),
            ),
            "BASE_TYPE_REQUIRED",
            "components.0.type",
        )
        .described(),
        rule(
            "custom ids are unique in a message, disabled ones included",
            CREATE,
            (
                rows_of(&[json!([click("a")]), json!([click("b")])]),
                rows_of(&[
                    json!([click("a")]),
                    json!([with(json!({"disabled": true}))]),
                ]),
            ),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "components.1.components.0.custom_id",
        ),
        rule(
            "so are component ids, except zero",
            CREATE,
            (
                rows_of(&[json!([
                    changed(click("a"), json!({"id": 0})),
                    changed(click("b"), json!({"id": 0}))
                ])]),
                rows_of(&[json!([
                    changed(click("a"), json!({"id": 3})),
                    changed(click("b"), json!({"id": 3}))
                ])]),
            ),
            "COMPONENT_ID_DUPLICATED",
            "components.0.components.1.id",
        ),
    ]
}

fn buttons() -> Vec<Rule> {
    let at = "components.0.components.0";
    let link = json!({"type": 2, "style": 5, "label": "a", "url": "https://example.com"});
    let premium = json!({"type": 2, "style": 6, "sku_id": "5"});
    let button = |name, good: &Value, bad: &Value, code, at| {
        rule(name, CREATE, (row_of(good), row_of(bad)), code, at)
    };
    vec![
        button(
            "label",
            &with(json!({"label": x(80)})),
            &with(json!({"label": x(81)})),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.components.0.label",
        )
        .described(),
        button(
            "custom id",
            &click(&x(100)),
            &click(&x(101)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components.0.custom_id",
        )
        .described(),
        button(
            "known style",
            &click("a"),
            &with(json!({"style": 9})),
            "BASE_TYPE_CHOICES",
            "components.0.components.0.style",
        )
        .described(),
        button(
            "a style",
            &click("a"),
            &with(json!({"style": null})),
            "BASE_TYPE_REQUIRED",
            "components.0.components.0.style",
        )
        .described(),
        button(
            "a click needs a custom id",
            &click("a"),
            &with(json!({"custom_id": null})),
            "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
            at,
        ),
        button(
            "a click leads nowhere",
            &click("a"),
            &with(json!({"url": "https://example.com"})),
            "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
            at,
        ),
        button(
            "a click sells nothing",
            &click("a"),
            &with(json!({"sku_id": "5"})),
            "BUTTON_COMPONENT_FIELD_NOT_ALLOWED",
            "components.0.components.0.sku_id",
        ),
        button(
            "a button has a face",
            &with(json!({"label": null, "emoji": {"name": "🎲"}})),
            &with(json!({"label": ""})),
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            at,
        ),
        button(
            "an emoji is one",
            &with(json!({"emoji": {"name": "1\u{fe0f}\u{20e3}"}})),
            &with(json!({"emoji": {"name": "one"}})),
            "BUTTON_COMPONENT_INVALID_EMOJI",
            "components.0.components.0.emoji.name",
        ),
        button(
            "a link has an address",
            &link,
            &changed(link.clone(), json!({"url": null})),
            "BUTTON_COMPONENT_URL_REQUIRED",
            at,
        ),
        button(
            "a link has no custom id",
            &link,
            &changed(link.clone(), json!({"custom_id": "a"})),
            "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
            at,
        ),
        button(
            "a link has at most 512 characters",
            &changed(link.clone(), json!({"url": format!("https://{}", x(504))})),
            &changed(link.clone(), json!({"url": format!("https://{}", x(505))})),
            "BASE_TYPE_MAX_LENGTH",
            "components.0.components.0.url",
        )
        .described(),
        button(
            "a premium button names what it sells",
            &premium,
            &changed(premium.clone(), json!({"sku_id": null})),
            "BASE_TYPE_REQUIRED",
            "components.0.components.0.sku_id",
        ),
        button(
            "a premium button has Discord's label",
            &premium,
            &changed(premium.clone(), json!({"label": "a"})),
            "BUTTON_COMPONENT_FIELD_NOT_ALLOWED",
            "components.0.components.0.label",
        ),
    ]
}
