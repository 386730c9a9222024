//! What a person sees after having done something.

use std::time::Duration;

use super::{Choice, DriverError, MessageView, ModalView, Seat, complete::choice};
use crate::{
    clock::Moment,
    world::{First, Interaction, Progress, TOKEN_LIFE},
};

/// How long [`Shown::settled`] waits in real time, in seconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// What became of something a person did. It can be looked at again later: it always shows the present state.
#[derive(Debug, Clone)]
pub struct Shown {
    seat: Seat,
    interaction: u64,
}

/// What the person sees.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// A new message; while it is deferred, [`MessageView::loading`] is true.
    Message(MessageView),
    /// The message that was used has changed.
    Updated(MessageView),
    /// A modal has opened.
    Modal(ModalView),
    /// Suggestions while typing.
    Choices(Vec<Choice>),
    /// The bot has acknowledged; nothing is to be seen yet, or the answer was deleted.
    Deferred,
    /// The application's Activity has started.
    Activity,
    /// The application's premium is offered (deprecated by Discord; premium buttons took its place).
    Upgrade,
    /// The application did not respond.
    Failed,
}

impl Outcome {
    fn name(&self) -> String {
        match self {
            Self::Message(message) => format!("a message: {}", message.text()),
            Self::Updated(message) => format!("an update: {}", message.text()),
            Self::Modal(modal) => format!("a modal: {}", modal.title),
            Self::Choices(_) => "suggestions".to_owned(),
            Self::Deferred => "a deferral".to_owned(),
            Self::Activity => "an activity".to_owned(),
            Self::Upgrade => "an offer of premium".to_owned(),
            Self::Failed => "nothing".to_owned(),
        }
    }
}

impl Shown {
    pub(super) fn new(seat: Seat, interaction: u64) -> Self {
        Self { seat, interaction }
    }

    /// The interaction's id.
    pub fn interaction_id(&self) -> u64 {
        self.interaction
    }

    /// The present state.
    pub fn outcome(&self) -> Outcome {
        self.seat.hub().look(|world, _| {
            let Some(interaction) = world.interactions.get(&self.interaction) else {
                return Outcome::Failed;
            };
            let view = |id: Option<u64>| {
                let message = world.message(interaction.channel, id?)?;
                Some(MessageView::read(world, message))
            };
            match &interaction.progress {
                Progress::Waiting | Progress::Failed => Outcome::Failed,
                Progress::Answered(First::Message { .. } | First::DeferredMessage { .. }) => {
                    view(interaction.original).map_or(Outcome::Deferred, Outcome::Message)
                }
                Progress::Answered(First::Update) => {
                    view(interaction.original).map_or(Outcome::Deferred, Outcome::Updated)
                }
                Progress::Answered(First::DeferredUpdate) if interaction.completed => {
                    view(interaction.original).map_or(Outcome::Deferred, Outcome::Updated)
                }
                Progress::Answered(First::DeferredUpdate) => Outcome::Deferred,
                Progress::Answered(First::Choices(choices)) => {
                    let locale = self.seat.locale(world);
                    let shown = choices.iter().map(|json| choice(json, &locale));
                    Outcome::Choices(shown.collect())
                }
                Progress::Answered(First::Activity) => Outcome::Activity,
                Progress::Answered(First::Upgrade) => Outcome::Upgrade,
                Progress::Answered(First::Modal(data)) => {
                    Outcome::Modal(ModalView::read(interaction, data))
                }
            }
        })
    }

    /// The message that is shown: the new one, or the changed one.
    ///
    /// # Errors
    ///
    /// When the bot did not answer, or with something else than a message.
    pub fn message(&self) -> Result<MessageView, DriverError> {
        match self.outcome() {
            Outcome::Message(message) | Outcome::Updated(message) => Ok(message),
            other => Err(unexpected("a message", &other)),
        }
    }

    /// The modal that has opened.
    ///
    /// # Errors
    ///
    /// When the bot did not answer with a modal.
    pub fn modal(&self) -> Result<ModalView, DriverError> {
        match self.outcome() {
            Outcome::Modal(modal) => Ok(modal),
            other => Err(unexpected("a modal", &other)),
        }
    }

    /// The suggestions while typing.
    ///
    /// # Errors
    ///
    /// When the bot did not answer with suggestions.
    pub fn choices(&self) -> Result<Vec<Choice>, DriverError> {
        match self.outcome() {
            Outcome::Choices(choices) => Ok(choices),
            other => Err(unexpected("suggestions", &other)),
        }
    }

    /// Whether the bot did not answer in time.
    pub fn failed(&self) -> bool {
        matches!(self.outcome(), Outcome::Failed)
    }

    /// The messages that followed the first answer, oldest first, as far as they still exist.
    pub fn followups(&self) -> Vec<MessageView> {
        self.seat.hub().look(|world, _| {
            let Some(interaction) = world.interactions.get(&self.interaction) else {
                return Vec::new();
            };
            let messages = interaction
                .followups
                .iter()
                .filter_map(|id| world.message(interaction.channel, *id));
            messages
                .map(|message| MessageView::read(world, message))
                .collect()
        })
    }

    /// Waits until a deferred answer was completed. An answer that was none is returned at once.
    ///
    /// # Errors
    ///
    /// When the bot did not answer, or did not go on while the token worked.
    pub async fn settled(self) -> Result<Self, DriverError> {
        if self.failed() {
            return Err(DriverError::NoResponse);
        }
        self.wait_until(TOKEN_LIFE, PATIENCE, |interaction| interaction.completed)
            .await?;
        Ok(self)
    }

    /// Waits until the bot has sent this many follow-ups.
    ///
    /// # Errors
    ///
    /// When it did not while the token worked.
    pub async fn with_followups(self, count: usize) -> Result<Self, DriverError> {
        self.wait_until(TOKEN_LIFE, PATIENCE, |interaction| {
            interaction.followups.len() >= count
        })
        .await?;
        Ok(self)
    }

    /// Waits until the shown message was changed after what [`Shown::message`] showed.
    ///
    /// # Errors
    ///
    /// When it did not change in half a minute of real time.
    pub async fn wait_for_edit(&self, seen: &MessageView) -> Result<MessageView, DriverError> {
        let id = seen.id;
        self.seat
            .wait_for(PATIENCE, |message| {
                message.id == id && message.edited_at != seen.edited_at
            })
            .await
    }

    /// Waits for the first answer, or until it is too late for one.
    pub(super) async fn answered(&self) {
        let within = self.seat.hub().settings.answer_within;
        // Far more than the bot has: only a clock that stands still gets this far.
        let patience = within + PATIENCE;
        if self
            .wait_until(within, patience, |interaction| !interaction.waiting())
            .await
            .is_err()
        {
            self.seat.hub().expire();
        }
    }

    async fn wait_until(
        &self,
        limit: Duration,
        patience: Duration,
        reached: impl Fn(&Interaction) -> bool,
    ) -> Result<(), DriverError> {
        let hub = self.seat.hub();
        let subscribe =
            |interaction: &Interaction| (interaction.changed.subscribe(), interaction.made + limit);
        let found = hub.look(|world, _| world.interactions.get(&self.interaction).map(subscribe));
        let (mut changed, end): (_, Moment) = found.ok_or(DriverError::NoInteraction)?;
        let is_reached = || {
            hub.look(|world, _| {
                world
                    .interactions
                    .get(&self.interaction)
                    .is_some_and(&reached)
            })
        };
        let wait = async {
            loop {
                changed.borrow_and_update();
                if is_reached() {
                    return Ok(());
                }
                tokio::select! {
                    biased;
                    changed = changed.changed() => if changed.is_err() { return Err(DriverError::NoInteraction) },
                    () = hub.clock.wait_until(end) => return if is_reached() { Ok(()) } else { Err(DriverError::NoResponse) },
                }
            }
        };
        let waited = tokio::time::timeout(patience, wait).await;
        waited.unwrap_or(Err(DriverError::Waited(patience.as_secs(), "the bot")))
    }
}

fn unexpected(wanted: &'static str, got: &Outcome) -> DriverError {
    match got {
        Outcome::Failed => DriverError::NoResponse,
        got => DriverError::Unexpected {
            wanted,
            got: got.name(),
        },
    }
}
