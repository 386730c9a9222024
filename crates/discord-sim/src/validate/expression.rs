//! Emojis, stickers and sounds: names, sizes, and the data addresses that carry them.

use std::ops::RangeInclusive;

use serde_json::Value;

use super::{
    Rejection,
    form::{Form, Need, Object},
    rule::Rule,
};

/// Characters of an emoji's name (spec).
const EMOJI_NAME: RangeInclusive<usize> = 2..=32;
/// Largest emoji in bytes (*docs*).
const EMOJI_BYTES: usize = 256 * 1024;
/// Characters of a sticker's name (spec).
const STICKER_NAME: RangeInclusive<usize> = 2..=30;
/// Characters of a sticker's tags (spec).
const STICKER_TAGS: RangeInclusive<usize> = 1..=200;
/// Characters of a sticker's description (spec).
const STICKER_DESCRIPTION: RangeInclusive<usize> = 0..=100;
/// Characters of a sound's name (spec).
const SOUND_NAME: RangeInclusive<usize> = 2..=32;
/// Characters of the emoji beside a sound (spec).
const EMOJI_OF_SOUND: RangeInclusive<usize> = 1..=32;
/// Largest sound in bytes (*docs*).
const SOUND_BYTES: usize = 512 * 1024;

/// A new emoji, or a change of one where `new` is false.
///
/// # Errors
///
/// For a name that is none, or a picture that is none or too large.
pub fn emoji_body(body: &Value, new: bool) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let need = if new { Need::Required } else { Need::Optional };
        if let Some(name) = form.text(body, "name", need, EMOJI_NAME)
            && !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        {
            let rule = Rule::new(
                "STRING_TYPE_REGEX",
                "String value did not match validation regex.",
            );
            form.refuse_at("name", rule);
        }
        if new {
            data_address(&mut form, body, "image", "image/", EMOJI_BYTES);
        }
    }
    form.finish()
}

/// A new sticker's fields, or a change of one where `new` is false.
///
/// # Errors
///
/// For texts of a wrong length.
pub fn sticker_body(body: &Value, new: bool) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let need = if new { Need::Required } else { Need::Optional };
        form.text(body, "name", need, STICKER_NAME);
        form.text(body, "tags", need, STICKER_TAGS);
        form.text(body, "description", Need::Optional, STICKER_DESCRIPTION);
    }
    form.finish()
}

/// A new sound, or a change of one where `new` is false.
///
/// # Errors
///
/// For a name or a volume outside of its bounds, or a sound that is none or too large.
pub fn sound_body(body: &Value, new: bool) -> Result<(), Rejection> {
    let mut form = Form::default();
    if let Some(body) = form.root(body) {
        let need = if new { Need::Required } else { Need::Optional };
        form.text(body, "name", need, SOUND_NAME);
        if let Some(volume) = form.number(body, "volume", Need::Optional)
            && !(0.0..=1.0).contains(&volume)
        {
            form.refuse_at(
                "volume",
                Rule::new(
                    "NUMBER_TYPE_MAX",
                    "float value should be between 0.0 and 1.0.",
                ),
            );
        }
        form.snowflake(body, "emoji_id", Need::Optional);
        form.text(body, "emoji_name", Need::Optional, EMOJI_OF_SOUND);
        if new {
            data_address(&mut form, body, "sound", "audio/", SOUND_BYTES);
        }
    }
    form.finish()
}

/// `data:image/png;base64,…` with at most `most` bytes behind it.
fn data_address(form: &mut Form, body: &Object, key: &str, family: &str, most: usize) {
    let Some(text) = form.text(body, key, Need::Required, 1..=usize::MAX) else {
        return;
    };
    let payload = text
        .strip_prefix("data:")
        .filter(|rest| rest.starts_with(family))
        .and_then(|rest| rest.split_once(";base64,"))
        .map(|(_, payload)| payload);
    match payload {
        None => form.refuse_at(
            key,
            Rule::new(
                "IMAGE_INVALID",
                "The data address is malformed or of another kind.",
            ),
        ),
        // Four characters carry three bytes.
        Some(payload) if payload.len() / 4 * 3 > most => form.refuse_at(
            key,
            Rule::new(
                "BINARY_TYPE_MAX_SIZE",
                format!("File cannot be larger than {:.1} kb.", most as f64 / 1024.0),
            ),
        ),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn expressions_keep_their_bounds() {
        let png = "data:image/png;base64,AAAA";
        let large = format!("data:image/png;base64,{}", "A".repeat(400_000));
        for (body, accepted) in [
            (json!({"name": "party_blob", "image": png}), true),
            (json!({"name": "a", "image": png}), false),
            (json!({"name": "no spaces", "image": png}), false),
            (
                json!({"name": "party", "image": "https://example.org/a.png"}),
                false,
            ),
            (
                json!({"name": "party", "image": "data:audio/ogg;base64,AAAA"}),
                false,
            ),
            (json!({"name": "party", "image": large}), false),
            (json!({"name": "party"}), false),
        ] {
            assert_eq!(
                emoji_body(&body, true).is_ok(),
                accepted,
                "{}",
                body["name"]
            );
        }
        assert!(emoji_body(&json!({"name": "new_name"}), false).is_ok());
        let ogg = "data:audio/ogg;base64,AAAA";
        assert!(sound_body(&json!({"name": "quack", "sound": ogg, "volume": 0.5}), true).is_ok());
        assert!(sound_body(&json!({"name": "quack", "sound": ogg, "volume": 1.5}), true).is_err());
        assert!(sticker_body(&json!({"name": "wave", "tags": "wave"}), true).is_ok());
        assert!(sticker_body(&json!({"name": "wave", "tags": ""}), true).is_err());
    }
}
