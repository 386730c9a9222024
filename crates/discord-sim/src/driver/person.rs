//! A person, and the place where a person sits.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use serde_json::Value;

use super::{DriverError, MessageView, Shown};
use crate::{
    hub::Hub,
    permission,
    rest::multipart,
    setup::{Application, Channel},
    world::{InteractionDraft, Upload, World, interaction::kind},
};

/// Characters of the name that others see.
const LONGEST_NAME: usize = 32;

/// A person with a Discord account.
#[derive(Clone)]
pub struct Person {
    pub(crate) hub: Arc<Hub>,
    id: u64,
}

impl Person {
    pub(crate) fn of(hub: &Arc<Hub>, id: u64) -> Self {
        Self {
            hub: hub.clone(),
            id,
        }
    }

    /// The account's id.
    pub fn id(&self) -> u64 {
        self.id
    }

    /// The account's name.
    pub fn name(&self) -> String {
        self.hub.look(|world, _| {
            world
                .users
                .get(&self.id)
                .map(|user| user.name.clone())
                .unwrap_or_default()
        })
    }

    /// Sets the language of the person's client, for example `de`.
    pub fn set_locale(&self, locale: &str) {
        self.hub.turn(|world, _| {
            if let Some(user) = world.users.get_mut(&self.id) {
                locale.clone_into(&mut user.locale);
            }
        });
    }

    /// Sets the name that others see.
    pub fn set_display_name(&self, name: &str) {
        self.hub.turn(|world, _| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.display_name = Some(name.to_owned());
            }
        });
    }

    /// Takes another name that others see, or none.
    ///
    /// # Errors
    ///
    /// When it is too long.
    pub(crate) fn call(&self, name: Option<&str>) -> Result<(), DriverError> {
        let name = name.map(str::trim).filter(|name| !name.is_empty());
        if name.is_some_and(|name| name.chars().count() > LONGEST_NAME) {
            return Err(DriverError::Refused("the name is too long"));
        }
        self.hub.turn(|world, now| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.display_name = name.map(ToOwned::to_owned);
            }
            let guilds: Vec<u64> = world.guilds.keys().copied().collect();
            for guild in guilds {
                world.judge_profile(guild, self.id, now);
            }
        });
        Ok(())
    }

    /// Takes a seat in a guild's channel.
    pub fn in_channel(&self, channel: &Channel) -> Seat {
        Seat {
            person: self.clone(),
            channel: channel.clone(),
            application: None,
            files: Vec::new(),
        }
    }

    /// Takes a seat in the private channel with another person, where only applications that one of the two installed
    /// can be used.
    pub fn dm_with(&self, other: &Person) -> Seat {
        let id = self
            .hub
            .turn(|world, now| world.pair(self.id, other.id, now));
        self.in_channel(&Channel::of(&self.hub, id))
    }

    /// Takes a seat in the private channel with an account of either kind.
    ///
    /// # Errors
    ///
    /// When there is no such account, it is the person's own, or a bot that the person shares nothing with.
    pub(crate) fn direct_with(&self, other: u64) -> Result<Seat, DriverError> {
        let id = self.hub.turn(|world, now| {
            let account = world.users.get(&other);
            let account = account.ok_or(DriverError::Refused("there is no such account"))?;
            if other == self.id {
                return Err(DriverError::Refused("nobody writes to themselves"));
            }
            if !account.bot {
                return Ok(world.pair(self.id, other, now));
            }
            let application = world.applications.get(&other);
            let installed = application.is_some_and(|own| own.user_installs.contains(&self.id));
            if installed || world.mutual(self.id, other) {
                Ok(world.direct(self.id, other, now))
            } else {
                let why = "the person shares no server with this bot";
                Err(DriverError::Forbidden(why))
            }
        })?;
        Ok(self.in_channel(&Channel::of(&self.hub, id)))
    }

    /// Takes a seat in the private channel with a bot.
    pub fn dm(&self, application: &Application) -> Seat {
        let id = self
            .hub
            .turn(|world, now| world.direct(self.id, application.id(), now));
        let channel = Channel::of(&self.hub, id);
        Seat {
            person: self.clone(),
            channel,
            application: Some(application.id()),
            files: Vec::new(),
        }
    }
}

impl Upload {
    /// A file of that name; its media type follows from the name's ending.
    pub fn new(name: &str, bytes: impl Into<Bytes>) -> Self {
        Self {
            index: 0,
            name: name.to_owned(),
            content_type: multipart::guess(name),
            bytes: bytes.into(),
        }
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Person")
            .field("id", &self.id)
            .field("name", &self.name())
            .finish()
    }
}

/// A person in a channel. Clones are the same person in the same channel.
#[derive(Debug, Clone)]
pub struct Seat {
    pub(crate) person: Person,
    pub(crate) channel: Channel,
    pub(crate) application: Option<u64>,
    pub(crate) files: Vec<Upload>,
}

impl Seat {
    /// Who sits here.
    pub fn person(&self) -> &Person {
        &self.person
    }

    /// Where.
    pub fn channel(&self) -> &Channel {
        &self.channel
    }

    /// Only this application's commands are meant from now on.
    #[must_use]
    pub fn with(mut self, application: &Application) -> Self {
        self.application = Some(application.id());
        self
    }

    /// Has a file at hand for the next attachment option, which names it: `picture:cat.png`.
    #[must_use]
    pub fn holding(mut self, name: &str, bytes: impl Into<Bytes>) -> Self {
        self.files.push(Upload::new(name, bytes));
        self
    }

    /// The channel's messages as this person sees them, oldest first, ephemeral ones included.
    pub fn messages(&self) -> Vec<MessageView> {
        if self.sees_channel() {
            self.channel.views(Some(self.person.id))
        } else {
            Vec::new()
        }
    }

    /// Whether this person sees a message.
    pub fn sees(&self, message: &MessageView) -> bool {
        self.messages().iter().any(|seen| seen.id == message.id)
    }

    /// Waits until a message satisfies `wanted`, as this person sees it.
    ///
    /// # Errors
    ///
    /// When none does within `patience` of real time.
    pub async fn wait_for(
        &self,
        patience: Duration,
        wanted: impl Fn(&MessageView) -> bool,
    ) -> Result<MessageView, DriverError> {
        let person = self.person.id;
        let channel = self.channel.id();
        let find = |world: &World| {
            let seen = world
                .messages_of(channel)
                .filter(|message| message.only_for.is_none_or(|user| user == person));
            seen.map(|message| MessageView::read(world, message))
                .find(|view| wanted(view))
        };
        let found = self.hub().wait_for(patience, find).await;
        found.ok_or(DriverError::Waited(patience.as_secs(), "a message"))
    }

    /// Sends an interaction whose payload has these keys in place of its own, and waits for the answer. `type` chooses
    /// the kind, `data` is sent as it is.
    ///
    /// # Errors
    ///
    /// When there is no application to send it to.
    pub async fn raw_interaction(&self, overrides: Value) -> Result<Shown, DriverError> {
        let application = self.application_here()?;
        let kind = overrides["type"]
            .as_u64()
            .and_then(|kind| u8::try_from(kind).ok())
            .unwrap_or(kind::COMMAND);
        let mut draft = self.draft(application, kind, overrides["data"].clone());
        draft.overrides = overrides;
        self.send(draft).await
    }

    /// Sends the event of an interaction a second time.
    ///
    /// # Errors
    ///
    /// When there is no such interaction.
    pub fn redeliver(&self, interaction: u64) -> Result<(), DriverError> {
        let sent = self.hub().turn(|world, _| world.redeliver(interaction));
        if sent {
            Ok(())
        } else {
            Err(DriverError::NoInteraction)
        }
    }

    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.person.hub
    }

    pub(crate) fn sees_channel(&self) -> bool {
        let bits = self
            .hub()
            .look(|world, now| world.permissions_in(self.person.id, self.channel.id(), now));
        bits & permission::VIEW_CHANNEL != 0
    }

    /// The application that was chosen, or the only one here.
    pub(super) fn application_here(&self) -> Result<u64, DriverError> {
        let here = self.applications();
        here.first()
            .copied()
            .ok_or_else(|| DriverError::UnknownCommand("?".to_owned()))
    }

    pub(super) fn draft(&self, application: u64, kind: u8, data: Value) -> InteractionDraft {
        InteractionDraft {
            application,
            kind,
            user: self.person.id,
            channel: self.channel.id(),
            source: None,
            opened_by: None,
            nonce: None,
            data,
            overrides: Value::Null,
        }
    }

    /// Makes the interaction and waits for the bot's first answer.
    pub(super) async fn send(&self, draft: InteractionDraft) -> Result<Shown, DriverError> {
        let id = self.make(&draft, |_| Ok(()))?;
        let shown = Shown::new(self.clone(), id);
        shown.answered().await;
        Ok(shown)
    }

    /// Makes the interaction, if `check` of the same moment has nothing against it.
    pub(super) fn make(
        &self,
        draft: &InteractionDraft,
        check: impl FnOnce(&World) -> Result<(), DriverError>,
    ) -> Result<u64, DriverError> {
        self.hub().turn(|world, now| {
            check(world)?;
            Ok(world.interact(draft, now))
        })
    }
}
