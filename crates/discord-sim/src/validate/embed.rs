//! Embeds: lengths per part, 6000 characters over all embeds of a message, something to see in each.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    rule::{self, Rule},
};

/// Embeds of one message (docs).
const EMBEDS: usize = 10;
/// Code points of a title (docs).
const TITLE: usize = 256;
/// Code points of a description (docs).
const DESCRIPTION: usize = 4096;
/// Fields of one embed (docs).
const FIELDS: usize = 25;
/// Code points of a field's name (docs).
const FIELD_NAME: usize = 256;
/// Code points of a field's value (docs).
const FIELD_VALUE: usize = 1024;
/// Code points of the footer's text (docs).
const FOOTER: usize = 2048;
/// Code points of the author's name (docs).
const AUTHOR: usize = 256;
/// Code points over all embeds of a message, trimmed: titles, descriptions, field names and values, footers, authors (docs).
const TOTAL: usize = 6000;
/// Largest colour, 24 bits of RGB (spec).
pub(super) const COLOUR: i64 = 0xFF_FF_FF;
/// Code points of an address (spec).
const URL: usize = 2048;

/// Addresses that a person can follow.
const LINKS: [&str; 2] = ["http", "https"];
/// Addresses of pictures; `attachment` names an uploaded file.
const PICTURES: [&str; 3] = ["http", "https", "attachment"];
/// Parts of which one at least must be there (K: otherwise "description: This field is required").
const VISIBLE: [&str; 8] = [
    "title",
    "description",
    "fields",
    "image",
    "thumbnail",
    "video",
    "footer",
    "author",
];

/// Checks `embeds`.
pub(super) fn embeds(form: &mut Form, body: &Object) {
    let Some(list) = form.list(body, "embeds", Optional, 0..=EMBEDS) else {
        return;
    };
    let mut total = 0;
    form.each("embeds", list, |form, embed, _| {
        total += self::embed(form, embed);
    });
    if total > TOTAL {
        form.refuse_at(
            "embeds",
            Rule::new(
                "MAX_EMBED_SIZE_EXCEEDED",
                format!("Embed size exceeds maximum size of {TOTAL}"),
            ),
        );
    }
}

/// Checks one embed and returns its share of the total.
fn embed(form: &mut Form, embed: &Object) -> usize {
    let mut size = 0;
    size += text(form, embed, "title", TITLE);
    size += text(form, embed, "description", DESCRIPTION);
    form.url(embed, "url", Optional, URL, &LINKS);
    form.integer(embed, "color", Optional, 0..=COLOUR);
    form.timestamp(embed, "timestamp");
    form.nested(embed, "footer", Optional, |form, footer| {
        size += text(form, footer, "text", FOOTER);
        form.url(footer, "icon_url", Optional, URL, &PICTURES);
    });
    form.nested(embed, "author", Optional, |form, author| {
        size += text(form, author, "name", AUTHOR);
        form.url(author, "url", Optional, URL, &LINKS);
        form.url(author, "icon_url", Optional, URL, &PICTURES);
    });
    for picture in ["image", "thumbnail"] {
        form.nested(embed, picture, Optional, |form, picture| {
            form.url(picture, "url", Optional, URL, &PICTURES);
        });
    }
    if let Some(fields) = form.list(embed, "fields", Optional, 0..=FIELDS) {
        form.each("fields", fields, |form, field, _| {
            size += required_text(form, field, "name", FIELD_NAME);
            size += required_text(form, field, "value", FIELD_VALUE);
            form.boolean(field, "inline");
        });
    }
    if !VISIBLE.iter().any(|part| holds_something(embed.get(*part))) {
        form.refuse_at("description", rule::required());
    }
    size
}

/// An optional text; returns its trimmed length.
fn text(form: &mut Form, object: &Object, key: &str, max: usize) -> usize {
    form.text(object, key, Optional, 0..=max)
        .map_or(0, trimmed_length)
}

/// A text that must hold more than white space; returns its trimmed length.
fn required_text(form: &mut Form, object: &Object, key: &str, max: usize) -> usize {
    let length = form
        .text(object, key, Required, 0..=max)
        .map(trimmed_length);
    if length == Some(0) {
        form.refuse_at(key, rule::required());
    }
    length.unwrap_or_default()
}

fn trimmed_length(text: &str) -> usize {
    text.trim().chars().count()
}

fn holds_something(part: Option<&Value>) -> bool {
    match part {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.trim().is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(Value::Object(object)) => object.values().any(|value| holds_something(Some(value))),
        Some(_) => true,
    }
}
