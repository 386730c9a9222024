//! Answers to interactions: which type fits which kind, and what its `data` must be.

use serde_json::Value;

use super::{
    attachment::Files,
    autocomplete, flags,
    form::{Form, Need::Optional, Need::Required},
    message::{self, MessagePlace},
    modal,
    violation::Rejection,
};

const PONG: i64 = 1;
const MESSAGE: i64 = 4;
const DEFERRED_MESSAGE: i64 = 5;
const DEFERRED_UPDATE: i64 = 6;
const UPDATE: i64 = 7;
const CHOICES: i64 = 8;
const MODAL: i64 = 9;
/// Deprecated, but still answered (docs); Discord's description does not know it any more.
const UPGRADE: i64 = 10;
const ACTIVITY: i64 = 12;

/// What the rules need to know of an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InteractionFacts {
    /// 1 ping, 2 command, 3 component, 4 autocompletion, 5 modal.
    pub kind: u8,
    /// It came from a message: a component, or a modal that a component opened.
    pub from_message: bool,
    /// That message has `IS_COMPONENTS_V2`.
    pub message_v2: bool,
    /// Type of the option that is being typed; 0 where there is none.
    pub focused: u8,
}

impl InteractionFacts {
    /// A slash command, or one from a menu.
    #[must_use]
    pub fn command() -> Self {
        Self {
            kind: 2,
            from_message: false,
            message_v2: false,
            focused: 0,
        }
    }

    /// A click or a selection on a message.
    #[must_use]
    pub fn component(message_v2: bool) -> Self {
        Self {
            kind: 3,
            from_message: true,
            message_v2,
            focused: 0,
        }
    }

    /// Typing in an option of a type.
    #[must_use]
    pub fn autocomplete(focused: u8) -> Self {
        Self {
            kind: 4,
            focused,
            ..Self::command()
        }
    }

    /// A modal, with whether the message behind it has `IS_COMPONENTS_V2` where there is one.
    #[must_use]
    pub fn modal(message_v2: Option<bool>) -> Self {
        Self {
            kind: 5,
            from_message: message_v2.is_some(),
            message_v2: message_v2.unwrap_or_default(),
            focused: 0,
        }
    }

    /// Types of answers that fit (docs; that 6 and 7 fit a modal opened from a message, and 8 nothing else, is K).
    fn answers(self) -> &'static [i64] {
        match (self.kind, self.from_message) {
            (1, _) => &[PONG],
            (2, _) => &[MESSAGE, DEFERRED_MESSAGE, MODAL, UPGRADE, ACTIVITY],
            (3, _) => &[
                MESSAGE,
                DEFERRED_MESSAGE,
                DEFERRED_UPDATE,
                UPDATE,
                MODAL,
                UPGRADE,
                ACTIVITY,
            ],
            (4, _) => &[CHOICES],
            (_, true) => &[
                MESSAGE,
                DEFERRED_MESSAGE,
                DEFERRED_UPDATE,
                UPDATE,
                UPGRADE,
                ACTIVITY,
            ],
            (_, false) => &[MESSAGE, DEFERRED_MESSAGE, UPGRADE, ACTIVITY],
        }
    }
}

/// Checks the body of an answer, with the files that came beside it. Paths begin with `data`.
///
/// # Errors
///
/// The broken rules, or a code of the message as a whole (see [`message`](super::message())).
pub fn callback<'a>(
    body: &Value,
    interaction: InteractionFacts,
    files: impl Into<Files<'a>>,
) -> Result<(), Rejection> {
    let files = files.into();
    let mut form = Form::default();
    let Some(object) = form.root(body) else {
        return form.finish();
    };
    let Some(kind) = form.one_of(object, "type", Required, interaction.answers()) else {
        return form.finish();
    };
    let place = match kind {
        MESSAGE => MessagePlace::Callback,
        UPDATE => MessagePlace::CallbackUpdate {
            v2: interaction.message_v2,
        },
        DEFERRED_MESSAGE => {
            form.nested(object, "data", Optional, flags::deferred);
            return form.finish();
        }
        CHOICES => {
            form.nested(object, "data", Required, |form, data| {
                autocomplete::fields(form, data, interaction.focused);
            });
            return form.finish();
        }
        MODAL => {
            form.nested(object, "data", Required, modal::fields);
            return form.finish();
        }
        _ => return Ok(()),
    };
    match form.object(object, "data", Optional) {
        Some(data) => {
            form.within("data", |form| message::fields(form, data, place, files));
            form.finish()?;
            message::whole(data, place, files)
        }
        None => {
            form.finish()?;
            if place == MessagePlace::Callback {
                Err(Rejection::EMPTY_MESSAGE)
            } else {
                Ok(())
            }
        }
    }
}
