//! Webhooks themselves, and the name under which one of their messages is sent.

use serde_json::Value;

use super::{
    form::{Form, Need, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
    violation::Rejection,
};

/// Code points of a webhook's name (docs).
const NAME: usize = 80;
/// Code points of a picture's address (spec).
const URL: usize = 2048;
/// Code points of the name of a new thread (docs).
const THREAD_NAME: usize = 100;
/// Tags of a new thread (docs).
const TAGS: usize = 5;
/// What no name may contain (docs).
const FORBIDDEN: [&str; 2] = ["clyde", "discord"];
/// Component types that somebody can use: rows hold little else (docs; 2 is judged by its style).
const USED: [u64; 5] = [3, 5, 6, 7, 8];
/// The style of a button that only opens an address.
const LINK: u64 = 5;

/// What is done with a webhook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookPlace {
    /// `POST /channels/{id}/webhooks`
    Create,
    /// `PATCH /webhooks/{id}`, with or without a token
    Edit,
}

/// Checks a webhook's body.
///
/// # Errors
///
/// The broken rules.
pub fn webhook(body: &Value, place: WebhookPlace) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(object) = form.root(body) {
        let need = match place {
            WebhookPlace::Create => Required,
            WebhookPlace::Edit => Optional,
        };
        if object.get("name").is_some_and(Value::is_null) {
            form.refuse_at("name", rule::not_text());
        } else {
            name(&mut form, object, "name", need);
        }
        form.text(object, "avatar", Optional, 0..=usize::MAX);
        form.snowflake(object, "channel_id", Optional);
    }
    form.finish()
}

/// Checks what only a webhook's message has.
pub(super) fn posting(form: &mut Form, body: &Object) {
    name(form, body, "username", Optional);
    form.url(body, "avatar_url", Optional, URL, &["http", "https"]);
    form.text(body, "thread_name", Optional, 0..=THREAD_NAME);
    form.list(body, "applied_tags", Optional, 0..=TAGS);
}

fn name(form: &mut Form, body: &Object, key: &str, need: Need) {
    let Some(name) = form.text(body, key, need, 1..=NAME) else {
        return;
    };
    let lower = name.to_lowercase();
    if name.trim().is_empty() {
        form.refuse_at(key, rule::required());
    } else if let Some(word) = FORBIDDEN.iter().find(|word| lower.contains(*word)) {
        form.refuse_at(
            key,
            Rule::new(
                "USERNAME_INVALID_CONTAINS",
                format!("Username cannot contain \"{word}\""),
            ),
        );
    }
}

/// Whether somebody could use one of these components.
#[must_use]
pub fn interactive(components: &Value) -> bool {
    match components {
        Value::Array(list) => list.iter().any(interactive),
        Value::Object(fields) => {
            let kind = fields.get("type").and_then(Value::as_u64);
            let style = fields.get("style").and_then(Value::as_u64);
            kind.is_some_and(|kind| USED.contains(&kind) || kind == 2 && style != Some(LINK))
                || ["components", "accessory"]
                    .iter()
                    .filter_map(|key| fields.get(*key))
                    .any(interactive)
        }
        _ => false,
    }
}
