//! Message flags: which a bot may set where, and what `IS_COMPONENTS_V2` forbids.

use serde_json::Value;

use super::{
    form::{Form, Need::Optional, Object},
    message::MessagePlace,
    rule::Rule,
};

/// Do not show embeds of links (docs, resources/message).
const SUPPRESS_EMBEDS: i64 = 1 << 2;
/// Only the person of the interaction sees the message.
const EPHEMERAL: i64 = 1 << 6;
/// No push or desktop notification.
const SUPPRESS_NOTIFICATIONS: i64 = 1 << 12;
/// A voice message.
pub(super) const IS_VOICE_MESSAGE: i64 = 1 << 13;
/// The message is built of components only.
const IS_COMPONENTS_V2: i64 = 1 << 15;

/// What a bot may set on a new message.
const ON_CREATE: i64 =
    SUPPRESS_EMBEDS | SUPPRESS_NOTIFICATIONS | IS_VOICE_MESSAGE | IS_COMPONENTS_V2;
/// What it may set on an edit.
const ON_EDIT: i64 = SUPPRESS_EMBEDS | IS_COMPONENTS_V2;

/// Fields of the older kind of message, which `IS_COMPONENTS_V2` excludes.
const LEGACY_FIELDS: [&str; 4] = ["content", "embeds", "sticker_ids", "poll"];

/// Checks `flags` and returns whether the message is one of components only.
pub(super) fn message(form: &mut Form, body: &Object, place: MessagePlace) -> bool {
    let allowed = match place {
        MessagePlace::Create => ON_CREATE,
        MessagePlace::Webhook => ON_CREATE & !IS_VOICE_MESSAGE,
        MessagePlace::Callback | MessagePlace::Followup => ON_CREATE | EPHEMERAL,
        MessagePlace::CallbackUpdate { .. } => ON_EDIT | EPHEMERAL,
        MessagePlace::Edit { .. } | MessagePlace::WebhookEdit { .. } => ON_EDIT,
    };
    let flags = within(form, body, allowed);
    let set = flags.is_some_and(|flags| flags & IS_COMPONENTS_V2 != 0);
    if place.is_v2() && flags.is_some() && !set {
        // The name is ours: docs say that the flag cannot be removed.
        form.refuse_at(
            "flags",
            Rule::new(
                "MESSAGE_COMPONENTS_V2_FLAG_REMOVED",
                "MessageFlags.IS_COMPONENTS_V2 cannot be removed",
            ),
        );
    }
    let v2 = set || place.is_v2();
    if v2 {
        refuse_legacy_fields(form, body);
    }
    v2
}

/// Checks `flags` of a deferred answer, where docs allow `EPHEMERAL` only.
pub(super) fn deferred(form: &mut Form, data: &Object) {
    within(form, data, EPHEMERAL);
}

fn within(form: &mut Form, body: &Object, allowed: i64) -> Option<i64> {
    let flags = form.integer(body, "flags", Optional, 0..=i64::MAX)?;
    let others = flags & !allowed;
    if others != 0 {
        // The name is ours: docs list per endpoint what can be set.
        form.refuse_at(
            "flags",
            Rule::new(
                "MESSAGE_FLAGS_NOT_ALLOWED",
                format!("Flags {others:#x} cannot be set here"),
            ),
        );
    }
    Some(flags)
}

fn refuse_legacy_fields(form: &mut Form, body: &Object) {
    for field in LEGACY_FIELDS {
        let used = body.get(field).is_some_and(|value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(list) => !list.is_empty(),
            _ => true,
        });
        if used {
            form.refuse_at(
                field,
                Rule::new(
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    format!(
                        "The '{field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                    ),
                ),
            );
        }
    }
}
