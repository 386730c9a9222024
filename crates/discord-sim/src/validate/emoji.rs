//! Emoji of buttons, select options and poll answers.

use super::{
    form::{Form, Need::Optional, Object},
    rule::Rule,
};

/// Code points of an emoji's name (spec).
const NAME: usize = 32;
/// The keycap mark that makes an emoji of `1`, `#`, `*`.
const KEYCAP: char = '\u{20E3}';

/// Checks `emoji`: a custom one by `id`, or a Unicode one as `name`.
pub(super) fn emoji(form: &mut Form, object: &Object) {
    form.nested(object, "emoji", Optional, |form, emoji| {
        let id = form.snowflake(emoji, "id", Optional);
        let name = form.text(emoji, "name", Optional, 0..=NAME);
        let unicode = name.is_some_and(|name| !name.is_ascii() || name.ends_with(KEYCAP));
        if id.is_none() && !unicode {
            form.refuse_at(
                "name",
                Rule::new("BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji"),
            );
        }
    });
}
