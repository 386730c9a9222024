//! Buttons: what each style needs and forbids.

use super::{
    emoji::emoji,
    form::{Form, Need::Optional, Need::Required, Object},
    rule::Rule,
    tree::Tree,
};

/// Code points of a label (docs).
const LABEL: usize = 80;
/// Code points of a link (docs).
const URL: usize = 512;
/// Styles (docs): 1–4 answer clicks, 5 is a link, 6 sells something.
const STYLES: [i64; 6] = [1, 2, 3, 4, LINK, PREMIUM];
const LINK: i64 = 5;
const PREMIUM: i64 = 6;
/// Addresses that a link button may open (K).
const LINKS: [&str; 3] = ["http", "https", "discord"];

/// Checks a button.
pub(super) fn button(form: &mut Form, tree: &mut Tree, button: &Object) {
    form.boolean(button, "disabled");
    form.text(button, "label", Optional, 0..=LABEL);
    emoji(form, button);
    match form.one_of(button, "style", Required, &STYLES) {
        Some(LINK) => link(form, button),
        Some(PREMIUM) => premium(form, button),
        Some(_) => {
            if given(button, "custom_id") {
                tree.custom_id(form, button);
            } else {
                form.refuse(Rule::new(
                    "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED",
                    "A custom id is required",
                ));
            }
            if given(button, "url") {
                form.refuse(custom_id_and_url());
            }
            forbidden(form, button, &["sku_id"]);
            face(form, button);
        }
        None => {}
    }
}

fn link(form: &mut Form, button: &Object) {
    if given(button, "url") {
        form.url(button, "url", Required, URL, &LINKS);
    } else {
        // The name is ours.
        form.refuse(Rule::new(
            "BUTTON_COMPONENT_URL_REQUIRED",
            "A url is required",
        ));
    }
    if given(button, "custom_id") {
        form.refuse(custom_id_and_url());
    }
    forbidden(form, button, &["sku_id"]);
    face(form, button);
}

fn premium(form: &mut Form, button: &Object) {
    form.snowflake(button, "sku_id", Required);
    forbidden(form, button, &["custom_id", "url", "label", "emoji"]);
}

/// Label or emoji, so that there is something to click (K; the name is ours).
fn face(form: &mut Form, button: &Object) {
    if !given(button, "label") && !given(button, "emoji") {
        form.refuse(Rule::new(
            "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
            "A label or an emoji is required",
        ));
    }
}

/// The name is ours; docs say which fields a style must not have.
fn forbidden(form: &mut Form, button: &Object, fields: &[&str]) {
    for field in fields {
        if given(button, field) {
            form.refuse_at(
                field,
                Rule::new(
                    "BUTTON_COMPONENT_FIELD_NOT_ALLOWED",
                    format!("A button of this style cannot have '{field}'"),
                ),
            );
        }
    }
}

fn custom_id_and_url() -> Rule {
    Rule::new(
        "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
        "A custom id and url cannot both be specified",
    )
}

fn given(button: &Object, field: &str) -> bool {
    button
        .get(field)
        .is_some_and(|value| !value.is_null() && value != "")
}
