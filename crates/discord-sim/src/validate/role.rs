//! Roles: what they are made of, and their order.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Need::Required, Object},
    picture::picture,
    rule::{self, Rule},
    value,
    violation::Rejection,
};

/// Code points of a role's name (docs).
const NAME: std::ops::RangeInclusive<usize> = 1..=100;
/// Code points of an emoji as an icon (spec).
const EMOJI: usize = 100;
/// The largest colour.
const WHITE: i64 = 0xFF_FFFF;
/// The one triple of colours that may have a third (docs).
const HOLOGRAPHIC: [i64; 3] = [11_127_295, 16_759_788, 16_761_760];

/// Checks a role that is made or changed.
///
/// # Errors
///
/// For names of a wrong length, numbers that are no colours or permissions, and pictures that are none.
pub fn role(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    if !body.is_null()
        && let Some(body) = form.root(body)
    {
        form.text(body, "name", Optional, NAME);
        permissions(&mut form, body);
        form.integer(body, "color", Optional, 0..=WHITE);
        form.nested(body, "colors", Optional, colors);
        form.boolean(body, "hoist");
        form.boolean(body, "mentionable");
        picture(&mut form, body, "icon");
        form.text(body, "unicode_emoji", Optional, 0..=EMOJI);
    }
    form.finish()
}

fn permissions(form: &mut Form, body: &Object) {
    if let Some(bits) = form.value(body, "permissions", Optional)
        && value::bit_set(bits).is_none()
    {
        form.refuse_at("permissions", rule::not_a("int", value::shown(bits)));
    }
}

fn colors(form: &mut Form, colors: &Object) {
    let primary = form.integer(colors, "primary_color", Required, 0..=WHITE);
    let secondary = form.integer(colors, "secondary_color", Optional, 0..=WHITE);
    let tertiary = form.integer(colors, "tertiary_color", Optional, 0..=WHITE);
    if tertiary.is_some() && [primary, secondary, tertiary] != HOLOGRAPHIC.map(Some) {
        form.refuse_at(
            "tertiary_color",
            // The name is *ours*.
            Rule::new(
                "ROLE_COLORS_INVALID",
                "Only the holographic colors have a third one.",
            ),
        );
    }
}

/// Checks a new order of roles.
///
/// # Errors
///
/// For a body that is no list, and items without an id or with a place that is none.
pub fn role_positions(body: &Value) -> Result<(), Rejection> {
    let mut form = Form::default();
    match body.as_array() {
        None => form.refuse(rule::not_list()),
        Some(list) => {
            for (index, item) in list.iter().enumerate() {
                form.item(index, |form| {
                    if let Some(item) = form.root(item) {
                        form.snowflake(item, "id", Required);
                        form.integer(item, "position", Optional, 0..=i64::from(i32::MAX));
                    }
                });
            }
        }
    }
    form.finish()
}
