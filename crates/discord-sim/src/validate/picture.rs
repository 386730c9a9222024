//! Pictures inside a body: `data:image/png;base64,…`.

use super::{
    form::{Form, Need::Optional, Object},
    rule::Rule,
};

/// Media types that Discord takes for icons and avatars (docs, "Image Data").
const TYPES: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// Whether a text is a picture's data address with something in it.
fn is_picture(text: &str) -> bool {
    let parts = text
        .strip_prefix("data:")
        .and_then(|rest| rest.split_once(";base64,"));
    parts.is_some_and(|(kind, data)| {
        let digits = data.trim_end_matches('=');
        TYPES.contains(&kind)
            && !digits.is_empty()
            && digits
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
    })
}

/// Checks a field that is a picture or null. The rule's name is *ours*.
pub(super) fn picture(form: &mut Form, object: &Object, key: &str) {
    if let Some(text) = form.text(object, key, Optional, 0..=usize::MAX)
        && !is_picture(text)
    {
        form.refuse_at(
            key,
            Rule::new(
                "IMAGE_INVALID",
                "Invalid image data: a data address of a png, jpeg, gif or webp is needed.",
            ),
        );
    }
}
