//! Voice messages: one file that sounds, and nothing else (`resources/message.mdx`).

use serde_json::Value;

use super::{
    attachment::Files, flags, form::Object, message::MessagePlace, value, violation::Rejection,
};

/// What a voice message cannot have.
const ALIEN: [&str; 5] = ["content", "embeds", "components", "sticker_ids", "poll"];

/// Refuses a voice message that is something else as well, or whose file is not described.
pub(super) fn whole(body: &Object, place: MessagePlace, files: Files<'_>) -> Result<(), Rejection> {
    let set = body
        .get("flags")
        .and_then(value::integer)
        .unwrap_or_default();
    if place != MessagePlace::Create || set & flags::IS_VOICE_MESSAGE == 0 {
        return Ok(());
    }
    let used = |key: &&str| match body.get(*key) {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    };
    if ALIEN.iter().any(used) {
        return Err(refused(
            50_159,
            "Voice messages do not support additional content",
        ));
    }
    if files.count() != 1 {
        return Err(refused(
            50_160,
            "Voice messages must have a single audio attachment",
        ));
    }
    let file = body.get("attachments").and_then(|list| list.get(0));
    let described =
        file.is_some_and(|file| file["waveform"].is_string() && file["duration_secs"].is_number());
    if described {
        Ok(())
    } else {
        Err(refused(
            50_161,
            "Voice messages must have supporting metadata",
        ))
    }
}

fn refused(code: u32, message: &'static str) -> Rejection {
    Rejection::Code {
        status: 400,
        code,
        message,
    }
}
