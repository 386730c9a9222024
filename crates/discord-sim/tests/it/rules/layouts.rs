//! Messages of components only (`IS_COMPONENTS_V2`).

use discord_sim::validate::MessagePlace;
use serde_json::{Value, json};

use super::{CREATE, Rule, Target, rule, x};

fn v2(components: &Value) -> Value {
    json!({"flags": 1 << 15, "components": components})
}

fn only(component: &Value) -> Value {
    v2(&json!([component]))
}

fn text(length: usize) -> Value {
    json!({"type": 10, "content": x(length)})
}

fn container(children: &Value) -> Value {
    only(&json!({"type": 17, "components": children}))
}

fn section(texts: usize, accessory: &Value) -> Value {
    only(&json!({"type": 9, "components": vec![text(1); texts], "accessory": accessory}))
}

fn gallery(items: usize, item: &Value) -> Value {
    only(&json!({"type": 12, "items": vec![item; items]}))
}

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = sizes();
    rules.extend(nesting());
    rules.extend(media());
    rules
}

fn sizes() -> Vec<Rule> {
    let texts = |count: usize| json!(vec![text(1); count]);
    let coloured =
        |colour: i64| only(&json!({"type": 17, "accent_color": colour, "components": [text(1)]}));
    vec![
        rule(
            "40 components, nested ones counted",
            CREATE,
            (container(&texts(39)), container(&texts(40))),
            "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
            "components",
        ),
        rule(
            "40 in one list",
            CREATE,
            (v2(&texts(40)), v2(&texts(41))),
            "BASE_TYPE_MAX_LENGTH",
            "components",
        )
        .described(),
        rule(
            "4000 characters in one text",
            CREATE,
            (only(&text(4000)), only(&text(4001))),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.content",
        )
        .described(),
        rule(
            "4000 characters in all texts together",
            CREATE,
            (
                v2(&json!([text(2000), text(2000)])),
                v2(&json!([text(2000), text(2001)])),
            ),
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            "components",
        ),
        rule(
            "no empty text",
            CREATE,
            (only(&text(1)), only(&text(0))),
            "BASE_TYPE_REQUIRED",
            "components.0.content",
        )
        .described(),
        rule(
            "a message of components has some",
            CREATE,
            (only(&text(1)), v2(&json!([]))),
            "50006",
            "",
        ),
        rule(
            "a container's colour has 24 bits",
            CREATE,
            (coloured(0), coloured(0x1_00_00_00)),
            "NUMBER_TYPE_MAX",
            "components.0.accent_color",
        )
        .described(),
        rule(
            "a separator is small or large",
            CREATE,
            (
                only(&json!({"type": 14, "spacing": 2, "divider": false})),
                only(&json!({"type": 14, "spacing": 3})),
            ),
            "BASE_TYPE_CHOICES",
            "components.0.spacing",
        )
        .described(),
    ]
}

fn nesting() -> Vec<Rule> {
    let button = json!({"type": 2, "style": 2, "label": "a", "custom_id": "a"});
    let inner = json!({"type": 17, "components": [text(1)]});
    vec![
        rule(
            "no container in a container",
            CREATE,
            (container(&json!([text(1)])), container(&json!([inner]))),
            "UNION_TYPE_CHOICES",
            "components.0.components.0",
        )
        .described(),
        rule(
            "no empty container",
            CREATE,
            (container(&json!([text(1)])), container(&json!([]))),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components",
        )
        .described(),
        rule(
            "no button outside a row",
            CREATE,
            (
                only(&json!({"type": 1, "components": [button]})),
                only(&button),
            ),
            "UNION_TYPE_CHOICES",
            "components.0",
        )
        .described(),
        rule(
            "three texts in a section",
            CREATE,
            (section(3, &button), section(4, &button)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.components",
        )
        .described(),
        rule(
            "a section has something beside it",
            CREATE,
            (section(1, &button), section(1, &Value::Null)),
            "BASE_TYPE_REQUIRED",
            "components.0.accessory",
        )
        .described(),
        rule(
            "which is a button or a thumbnail",
            CREATE,
            (
                section(
                    1,
                    &json!({"type": 11, "media": {"url": "https://example.com/a.png"}}),
                ),
                section(1, &text(1)),
            ),
            "UNION_TYPE_CHOICES",
            "components.0.accessory",
        )
        .described(),
        rule(
            "custom ids are unique across containers",
            CREATE,
            (
                section(1, &button),
                v2(&json!([
                   {"type": 17, "components": [{"type": 9, "components": [text(1)], "accessory": button}]},
                   {"type": 1, "components": [button]},
                ])),
            ),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            "components.1.components.0.custom_id",
        ),
    ]
}

fn media() -> Vec<Rule> {
    let url = |url: &str| json!({"media": {"url": url}});
    let described = |length: usize| json!({"media": {"url": "https://example.com/a.png"}, "description": x(length)});
    let picture = url("https://example.com/a.png");
    vec![
        rule(
            "ten pictures in a gallery",
            CREATE,
            (gallery(10, &picture), gallery(11, &picture)),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.items",
        )
        .described(),
        rule(
            "a picture's alternative text",
            CREATE,
            (gallery(1, &described(1024)), gallery(1, &described(1025))),
            "BASE_TYPE_BAD_LENGTH",
            "components.0.items.0.description",
        )
        .described(),
        rule(
            "a picture is somewhere",
            CREATE,
            (gallery(1, &picture), gallery(1, &json!({"media": {}}))),
            "BASE_TYPE_REQUIRED",
            "components.0.items.0.media.url",
        )
        .described(),
        rule(
            "an address of a picture is one",
            CREATE,
            (gallery(1, &picture), gallery(1, &url("a.png"))),
            "URL_TYPE_INVALID_URL",
            "components.0.items.0.media.url",
        )
        .described(),
        rule(
            "a file is an uploaded one",
            Target::Message(MessagePlace::Create, 1),
            (
                only(&json!({"type": 13, "file": {"url": "attachment://a.txt"}})),
                only(&json!({"type": 13, "file": {"url": "https://example.com/a.txt"}})),
            ),
            "URL_TYPE_INVALID_SCHEME",
            "components.0.file.url",
        ),
        rule(
            "an uploaded file is there",
            CREATE,
            (
                only(&text(1)),
                only(&json!({"type": 13, "file": {"url": "attachment://a.txt"}})),
            ),
            "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND",
            "components.0.file.url",
        ),
    ]
}
