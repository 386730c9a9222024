//! A message as a whole, in each place where a bot sends or edits one.

use serde_json::Value;

use super::{
    attachment::{Attachments, Files, attachments},
    embed::embeds,
    flags,
    form::{Form, Need::Optional, Need::Required, Object},
    layout::components,
    mentions::mentions,
    poll::poll,
    rule::{self, Rule},
    value,
    violation::Rejection,
    voice_message, webhook,
};

/// Code points of `content` for bots everywhere (docs; the spec's 4000 on create message is for people with Nitro).
const CONTENT: usize = 2000;
/// Stickers of a message (docs).
const STICKERS: usize = 3;
/// Code points of a `nonce` (docs).
const NONCE: usize = 25;

/// Where a message goes. `v2` tells whether the message that is edited has `IS_COMPONENTS_V2` already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagePlace {
    /// `POST /channels/{id}/messages`
    Create,
    /// `PATCH /channels/{id}/messages/{id}`
    Edit {
        /// The message has the flag already.
        v2: bool,
    },
    /// `data` of an answer of type 4.
    Callback,
    /// `data` of an answer of type 7.
    CallbackUpdate {
        /// The message has the flag already.
        v2: bool,
    },
    /// `POST /webhooks/{id}/{token}` with the token of an interaction.
    Followup,
    /// `POST /webhooks/{id}/{token}` with the token of a channel's webhook.
    Webhook,
    /// `PATCH /webhooks/{id}/{token}/messages/…`
    WebhookEdit {
        /// The message has the flag already.
        v2: bool,
    },
}

impl MessagePlace {
    pub(super) fn is_v2(self) -> bool {
        matches!(
            self,
            Self::Edit { v2: true }
                | Self::CallbackUpdate { v2: true }
                | Self::WebhookEdit { v2: true }
        )
    }

    fn is_edit(self) -> bool {
        !matches!(
            self,
            Self::Create | Self::Callback | Self::Followup | Self::Webhook
        )
    }
}

/// Checks a message's body, with the files that came beside it.
///
/// # Errors
///
/// The broken rules, or code 50006 (nothing to see) or 30015 (more than 10 files).
pub fn message<'a>(
    body: &Value,
    place: MessagePlace,
    files: impl Into<Files<'a>>,
) -> Result<(), Rejection> {
    let files = files.into();
    let mut form = Form::default();
    let Some(object) = form.root(body) else {
        return form.finish();
    };
    fields(&mut form, object, place, files);
    form.finish()?;
    whole(object, place, files)
}

/// Checks the fields of a message; `whole` follows when they are fine.
pub(super) fn fields(form: &mut Form, body: &Object, place: MessagePlace, files: Files<'_>) {
    form.text(body, "content", Optional, 0..=CONTENT);
    form.boolean(body, "tts");
    embeds(form, body);
    mentions(form, body);
    poll(form, body);
    let v2 = flags::message(form, body, place);
    let held: Attachments = attachments(form, body, files, place.is_edit());
    components(form, body, v2, held);
    match place {
        MessagePlace::Create => sending(form, body),
        MessagePlace::Webhook => webhook::posting(form, body),
        _ => {}
    }
}

/// Refuses what only the whole message shows: too many files, nothing to see.
pub(super) fn whole(body: &Object, place: MessagePlace, files: Files<'_>) -> Result<(), Rejection> {
    files.admit()?;
    voice_message::whole(body, place, files)?;
    // An edit leaves absent fields as they are, so it empties a message only where it names them all.
    let emptied = ["content", "embeds", "components", "attachments"]
        .iter()
        .all(|field| body.contains_key(*field));
    let judged = !place.is_edit() || emptied;
    if judged && files.count() == 0 && !shows_something(body) {
        return Err(Rejection::EMPTY_MESSAGE);
    }
    Ok(())
}

fn sending(form: &mut Form, body: &Object) {
    form.set(body, "sticker_ids", 0..=STICKERS, |id| {
        value::snowflake(id)
            .is_none()
            .then(|| rule::not_a("snowflake", value::shown(id)))
    });
    match form.value(body, "nonce", Optional) {
        Some(Value::String(nonce)) if nonce.chars().count() > NONCE => form.refuse_at(
            "nonce",
            Rule::new(
                "NONCE_TYPE_TOO_LONG",
                format!("Must be {NONCE} or fewer characters long."),
            ),
        ),
        None | Some(Value::String(_)) => {}
        Some(nonce) if value::integer(nonce).is_some() => {}
        Some(_) => form.refuse_at(
            "nonce",
            Rule::new(
                "NONCE_TYPE_INVALID_TYPE",
                "This field must be a string or integer.",
            ),
        ),
    }
    form.boolean(body, "enforce_nonce");
    form.nested(body, "message_reference", Optional, |form, reference| {
        form.one_of(reference, "type", Optional, &[0, 1]);
        form.snowflake(reference, "message_id", Required);
        form.snowflake(reference, "channel_id", Optional);
        form.snowflake(reference, "guild_id", Optional);
        form.boolean(reference, "fail_if_not_exists");
    });
}

fn shows_something(body: &Object) -> bool {
    let text = body.get("content").and_then(Value::as_str);
    let forward = body
        .get("message_reference")
        .and_then(|reference| reference.get("type"))
        .and_then(value::integer)
        == Some(1);
    text.is_some_and(|text| !text.trim().is_empty())
        || ["embeds", "components", "sticker_ids", "attachments"]
            .iter()
            .filter_map(|field| body.get(*field).and_then(Value::as_array))
            .any(|list| !list.is_empty())
        || body.get("poll").is_some_and(|poll| !poll.is_null())
        || forward
}
