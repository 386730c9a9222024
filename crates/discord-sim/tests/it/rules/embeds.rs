//! Embeds.

use serde_json::{Value, json};

use super::{CREATE, Rule, rule, x};

pub(super) fn rules() -> Vec<Rule> {
    let mut rules = lengths();
    rules.extend(values());
    rules.push(rule(
        "6000 characters over all embeds, white space at the ends not counted",
        CREATE,
        (
            json!({"embeds": [{"description": format!(" {}\n", x(4000))}, {"description": x(2000)}]}),
            json!({"embeds": [{"description": x(4000)}, {"description": x(1990), "fields": [
                {"name": "abcde", "value": "abcdef"}]}]}),
        ),
        "MAX_EMBED_SIZE_EXCEEDED",
        "embeds",
    ));
    rules
}

fn one(embed: &Value) -> Value {
    json!({ "embeds": [embed] })
}

fn field(name: &str, value: &str) -> Value {
    one(&json!({"fields": [{"name": name, "value": value}]}))
}

fn lengths() -> Vec<Rule> {
    let embeds = |count: usize| json!({"embeds": vec![json!({"title": "a"}); count]});
    let fields =
        |count: usize| one(&json!({"fields": vec![json!({"name": "a", "value": "a"}); count]}));
    vec![
        rule(
            "ten embeds",
            CREATE,
            (embeds(10), embeds(11)),
            "BASE_TYPE_MAX_LENGTH",
            "embeds",
        )
        .described(),
        rule(
            "title",
            CREATE,
            (
                one(&json!({"title": x(256)})),
                one(&json!({"title": x(257)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.title",
        )
        .described(),
        rule(
            "description",
            CREATE,
            (
                one(&json!({"description": x(4096)})),
                one(&json!({"description": x(4097)})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.description",
        )
        .described(),
        rule(
            "footer",
            CREATE,
            (
                one(&json!({"footer": {"text": x(2048)}})),
                one(&json!({"footer": {"text": x(2049)}})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.footer.text",
        )
        .described(),
        rule(
            "author",
            CREATE,
            (
                one(&json!({"author": {"name": x(256)}})),
                one(&json!({"author": {"name": x(257)}})),
            ),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.author.name",
        )
        .described(),
        rule(
            "25 fields",
            CREATE,
            (fields(25), fields(26)),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.fields",
        )
        .described(),
        rule(
            "a field's name",
            CREATE,
            (field(&x(256), "a"), field(&x(257), "a")),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.fields.0.name",
        )
        .described(),
        rule(
            "a field's value",
            CREATE,
            (field("a", &x(1024)), field("a", &x(1025))),
            "BASE_TYPE_MAX_LENGTH",
            "embeds.0.fields.0.value",
        )
        .described(),
        rule(
            "a field's value is not blank",
            CREATE,
            (field("a", "\u{200b}"), field("a", " ")),
            "BASE_TYPE_REQUIRED",
            "embeds.0.fields.0.value",
        ),
        rule(
            "an embed shows something",
            CREATE,
            (
                one(&json!({"image": {"url": "https://example.com/a.png"}})),
                one(&json!({"color": 5})),
            ),
            "BASE_TYPE_REQUIRED",
            "embeds.0.description",
        ),
    ]
}

fn values() -> Vec<Rule> {
    let titled = |field: &str, value: Value| one(&json!({"title": "a", field: value}));
    vec![
        rule(
            "a colour has 24 bits",
            CREATE,
            (
                titled("color", json!(0xFF_FF_FF)),
                titled("color", json!(0x1_00_00_00)),
            ),
            "NUMBER_TYPE_MAX",
            "embeds.0.color",
        )
        .described(),
        rule(
            "a colour is a number",
            CREATE,
            (titled("color", json!(0)), titled("color", json!("red"))),
            "NUMBER_TYPE_COERCE",
            "embeds.0.color",
        )
        .described(),
        rule(
            "a moment is in ISO 8601",
            CREATE,
            (
                titled("timestamp", json!("2026-11-20T12:00:00Z")),
                titled("timestamp", json!("tomorrow")),
            ),
            "DATE_TIME_TYPE_PARSE",
            "embeds.0.timestamp",
        )
        .described(),
        rule(
            "an address has a scheme",
            CREATE,
            (
                titled("url", json!("https://example.com")),
                titled("url", json!("example")),
            ),
            "URL_TYPE_INVALID_URL",
            "embeds.0.url",
        )
        .described(),
        rule(
            "an address is one that a browser opens",
            CREATE,
            (
                titled("url", json!("http://example.com")),
                titled("url", json!("javascript://example.com")),
            ),
            "URL_TYPE_INVALID_SCHEME",
            "embeds.0.url",
        ),
        rule(
            "a picture may be an uploaded file",
            CREATE,
            (
                titled("image", json!({"url": "attachment://a.png"})),
                titled("image", json!({"url": "file://a.png"})),
            ),
            "URL_TYPE_INVALID_SCHEME",
            "embeds.0.image.url",
        ),
    ]
}
