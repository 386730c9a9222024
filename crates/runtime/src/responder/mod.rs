//! The answer to one interaction: first response, deferral, follow-ups, edits, refusals.

mod body;
mod settle;

pub(crate) use self::settle::Settling;

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use embeds::{Message, Modal};
use secrecy::ExposeSecret as _;
use serde_json::json;
use twilight_http::routing::Route;

use self::body::{CallbackBody, Upload};
use crate::{
    Answers, Choice, Rest, RestError,
    interaction::Incoming,
    rest::{INVALID_FORM_BODY, Operation, Outgoing, UNKNOWN_MESSAGE},
};

/// Callback types (`interactions/receiving-and-responding.mdx`).
mod kind {
    pub(super) const MESSAGE: u8 = 4;
    pub(super) const DEFERRED_MESSAGE: u8 = 5;
    pub(super) const DEFERRED_UPDATE: u8 = 6;
    pub(super) const UPDATE: u8 = 7;
    pub(super) const CHOICES: u8 = 8;
    pub(super) const MODAL: u8 = 9;
}

/// Flag of a message that only the person sees.
const EPHEMERAL: u64 = 1 << 6;
/// Further messages that Discord takes where the app is installed for a person only
/// (`interactions/receiving-and-responding.mdx`, Followup Messages).
const USER_ONLY_FOLLOW_UPS: u32 = 5;
/// Most suggestions that Discord takes.
const CHOICES_MAX: usize = 25;
/// Longest name or value of a suggestion, in characters.
const CHOICE_LENGTH_MAX: usize = 100;

/// Answers one interaction.
#[derive(Clone)]
pub(crate) struct Responder {
    rest: Rest,
    incoming: Arc<Incoming>,
    /// How many further messages Discord still takes, where it counts them.
    left: Option<Arc<AtomicU32>>,
}

impl Responder {
    pub(crate) fn new(rest: Rest, incoming: Arc<Incoming>) -> Self {
        let counted = incoming.origin.owners.is_user_only();
        Self {
            rest,
            left: counted.then(|| Arc::new(AtomicU32::new(USER_ONLY_FOLLOW_UPS))),
            incoming,
        }
    }

    /// Whether Discord shows every answer to the person alone.
    pub(crate) fn stays_private(&self) -> bool {
        self.incoming.stays_private()
    }

    /// A message as first answer.
    pub(crate) async fn message(&self, message: Message, private: bool) -> Result<(), RestError> {
        let upload = Upload::new(message, &[])?.private(private);
        self.callback(kind::MESSAGE, Some(&upload)).await
    }

    /// The component's message as first answer. Files that it has already are not sent again.
    pub(crate) async fn update(&self, message: Message) -> Result<(), RestError> {
        let upload = Upload::new(message.clone(), self.held())?;
        let reuses = upload.reuses();
        match self.callback(kind::UPDATE, Some(&upload)).await {
            // Somebody else's click replaced the file meanwhile.
            Err(error) if reuses && error.code() == Some(INVALID_FORM_BODY) => {
                let whole = Upload::new(message, &[])?;
                self.callback(kind::UPDATE, Some(&whole)).await
            }
            result => result,
        }
    }

    /// A window as first answer.
    pub(crate) async fn modal(&self, modal: &Modal) -> Result<(), RestError> {
        let modal = modal.clone().finish().map_err(|_| RestError::Build {
            operation: "open modal",
            reason: "an impossible structure",
        })?;
        let body = json!({ "type": kind::MODAL, "data": modal });
        let operation = self.callback_operation("open modal")?.json(&body)?;
        self.rest.send(&operation).await.map(drop)
    }

    /// Suggestions as answer to an autocomplete.
    pub(crate) async fn choices(&self, choices: Vec<Choice>) -> Result<(), RestError> {
        let choices: Vec<_> = choices
            .into_iter()
            .filter(|choice| {
                !choice.name.is_empty() && choice.value.chars().count() <= CHOICE_LENGTH_MAX
            })
            .take(CHOICES_MAX)
            .map(|choice| {
                json!({
                    "name": embeds::cut::graphemes(&choice.name, CHOICE_LENGTH_MAX),
                    "value": choice.value,
                })
            })
            .collect();
        let body = json!({ "type": kind::CHOICES, "data": { "choices": choices } });
        let operation = self.callback_operation("suggest")?.json(&body)?;
        self.rest.send(&operation).await.map(drop)
    }

    /// The component's message stays as it is.
    pub(crate) async fn nothing(&self) -> Result<(), RestError> {
        self.plain(kind::DEFERRED_UPDATE, None).await
    }

    /// Takes more time than the 3 s that Discord gives; what people see follows `answers`.
    pub(crate) async fn defer(&self, answers: Answers) -> Result<(), RestError> {
        match answers {
            Answers::Private => self.plain(kind::DEFERRED_MESSAGE, Some(EPHEMERAL)).await,
            Answers::Public => self.plain(kind::DEFERRED_MESSAGE, None).await,
            Answers::Update => self.plain(kind::DEFERRED_UPDATE, None).await,
            Answers::Modal => Ok(()),
        }
    }

    /// Edits the first answer, when that was a message of its own.
    pub(crate) async fn edit_original(&self, message: Message) -> Result<(), RestError> {
        self.edit(&Upload::new(message, &[])?).await
    }

    /// Edits the component's message, after it was answered by an update. Files that it has
    /// already are not sent again: that would give them new ids, and those who answer at the
    /// same time would miss the old ones.
    pub(crate) async fn edit_source(&self, message: Message) -> Result<(), RestError> {
        let upload = Upload::new(message.clone(), self.held())?;
        let reuses = upload.reuses();
        match self.edit(&upload).await {
            Err(error) if reuses && error.code() == Some(INVALID_FORM_BODY) => {
                self.edit(&Upload::new(message, &[])?).await
            }
            result => result,
        }
    }

    /// Name and id of the files that the component's message had when it was used.
    fn held(&self) -> &[(String, u64)] {
        self.incoming
            .source
            .as_ref()
            .map_or(&[][..], |source| &source.attachments)
    }

    async fn edit(&self, upload: &Upload) -> Result<(), RestError> {
        let route = Route::UpdateInteractionOriginal {
            application_id: self.incoming.application.get(),
            interaction_token: self.incoming.token.expose_secret(),
        };
        let operation = Operation::new("edit original", &route)?;
        let operation = Outgoing {
            body: &upload.body,
            files: &upload.files,
        }
        .into_operation(operation)?;
        self.rest.send(&operation).await.map(drop)
    }

    /// Removes the first answer; one that is gone already is as good.
    pub(crate) async fn delete_original(&self) -> Result<(), RestError> {
        let route = Route::DeleteInteractionOriginal {
            application_id: self.incoming.application.get(),
            interaction_token: self.incoming.token.expose_secret(),
        };
        let operation = Operation::new("delete original", &route)?;
        match self.rest.send(&operation).await {
            Err(error) if error.code() == Some(UNKNOWN_MESSAGE) => Ok(()),
            result => result.map(drop),
        }
    }

    /// A further message. One more than Discord takes is left out, and the log says so.
    pub(crate) async fn follow_up(&self, message: Message, private: bool) -> Result<(), RestError> {
        if !self.may_follow_up() {
            metrics::counter!("follow_ups_left_out_total").increment(1);
            tracing::warn!(
                most = USER_ONLY_FOLLOW_UPS,
                "message left out: where the app is installed for a person only, Discord takes no more"
            );
            return Ok(());
        }
        let upload = Upload::new(message, &[])?.private(private);
        let route = Route::ExecuteWebhook {
            thread_id: None,
            token: self.incoming.token.expose_secret(),
            wait: None,
            with_components: None,
            webhook_id: self.incoming.application.get(),
        };
        let operation = Operation::new("follow up", &route)?;
        let operation = Outgoing {
            body: &upload.body,
            files: &upload.files,
        }
        .into_operation(operation)?;
        self.rest.send(&operation).await.map(drop)
    }

    fn may_follow_up(&self) -> bool {
        let less = |left: u32| left.checked_sub(1);
        self.left.as_ref().is_none_or(|left| {
            left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less)
                .is_ok()
        })
    }

    async fn callback(&self, kind: u8, upload: Option<&Upload>) -> Result<(), RestError> {
        let body = CallbackBody {
            kind,
            data: upload.map(|upload| &upload.body),
        };
        let operation = self.callback_operation("answer")?;
        let operation = Outgoing {
            body: &body,
            files: upload.map_or(&[], |upload| &upload.files),
        }
        .into_operation(operation)?;
        self.rest.send(&operation).await.map(drop)
    }

    async fn plain(&self, kind: u8, flags: Option<u64>) -> Result<(), RestError> {
        let body = match flags {
            Some(flags) => json!({ "type": kind, "data": { "flags": flags } }),
            None => json!({ "type": kind }),
        };
        let operation = self.callback_operation("defer")?.json(&body)?;
        self.rest.send(&operation).await.map(drop)
    }

    fn callback_operation(&self, name: &'static str) -> Result<Operation, RestError> {
        Operation::new(
            name,
            &Route::InteractionCallback {
                interaction_id: self.incoming.id.get(),
                interaction_token: self.incoming.token.expose_secret(),
                with_response: false,
            },
        )
    }
}
