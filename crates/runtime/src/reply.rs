//! What a handler hands back: the answer, what follows it, and how the answer is kept true.

use std::{fmt, sync::Arc};

use embeds::{Message, Modal};
use futures_util::future::BoxFuture;

use crate::Failure;

/// How a handler answers; decides what Discord shows while it is not done.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Answers {
    /// A message that only the person sees.
    Private,
    /// A message for everyone in the channel.
    Public,
    /// The message whose component was used changes.
    Update,
    /// A window opens. Discord knows no waiting state for it: the handler must be quick.
    Modal,
}

/// The answer to an interaction.
#[derive(Debug)]
pub struct Reply {
    pub(crate) first: First,
    pub(crate) then: Vec<FollowUp>,
    pub(crate) settle: Option<Settle>,
}

#[derive(Debug)]
pub(crate) enum First {
    Message {
        message: Box<Message>,
        private: bool,
    },
    Update(Box<Message>),
    Modal(Box<Modal>),
    Nothing,
}

/// A further message after the answer.
#[derive(Debug)]
pub(crate) struct FollowUp {
    pub(crate) message: Message,
    pub(crate) private: bool,
}

/// One suggestion of an autocomplete: what people see, and what the command receives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Choice {
    /// What people see; cut to Discord's limit.
    pub name: String,
    /// What the command receives.
    pub value: String,
}

/// Loads what is true now: its version and the message that shows it; `None` if it is gone.
pub type Latest =
    dyn Fn() -> BoxFuture<'static, Result<Option<(i64, Message)>, Failure>> + Send + Sync;

/// Keeps a shown message equal to its row when many change it at once.
pub(crate) struct Settle {
    pub(crate) key: String,
    pub(crate) shown: i64,
    pub(crate) latest: Arc<Latest>,
}

impl fmt::Debug for Settle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settle")
            .field("key", &self.key)
            .field("shown", &self.shown)
            .finish_non_exhaustive()
    }
}

impl Reply {
    fn new(first: First) -> Self {
        Self {
            first,
            then: Vec::new(),
            settle: None,
        }
    }

    /// A message for everyone in the channel.
    #[must_use]
    pub fn public(message: impl Into<Message>) -> Self {
        Self::new(First::Message {
            message: Box::new(message.into()),
            private: false,
        })
    }

    /// A message that only the person sees.
    #[must_use]
    pub fn private(message: impl Into<Message>) -> Self {
        Self::new(First::Message {
            message: Box::new(message.into()),
            private: true,
        })
    }

    /// The message whose component was used becomes `message`.
    #[must_use]
    pub fn update(message: impl Into<Message>) -> Self {
        Self::new(First::Update(Box::new(message.into())))
    }

    /// A window with inputs opens.
    #[must_use]
    pub fn modal(modal: Modal) -> Self {
        Self::new(First::Modal(Box::new(modal)))
    }

    /// The component's message stays as it is.
    #[must_use]
    pub fn nothing() -> Self {
        Self::new(First::Nothing)
    }

    /// Sends `message` after the answer, to everyone in the channel.
    #[must_use]
    pub fn then_public(mut self, message: impl Into<Message>) -> Self {
        self.then.push(FollowUp {
            message: message.into(),
            private: false,
        });
        self
    }

    /// Sends `message` after the answer, to the person alone.
    #[must_use]
    pub fn then_private(mut self, message: impl Into<Message>) -> Self {
        self.then.push(FollowUp {
            message: message.into(),
            private: true,
        });
        self
    }

    /// After answering with version `shown` of what `key` names, compares with what `latest`
    /// loads, and edits the message once more if that moved on. Runs for one key are joined.
    /// For updates of a component's message.
    #[must_use]
    pub fn settled_by<F>(mut self, key: impl Into<String>, shown: i64, latest: F) -> Self
    where
        F: Fn() -> BoxFuture<'static, Result<Option<(i64, Message)>, Failure>>
            + Send
            + Sync
            + 'static,
    {
        self.settle = Some(Settle {
            key: key.into(),
            shown,
            latest: Arc::new(latest),
        });
        self
    }
}
