//! Threads as people use them: started, posted, joined, left, put to rest.

use serde_json::{Value, json};

use super::{DriverError, MessageView, Seat};
use crate::{
    clock::Moment,
    permission::{CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_THREADS, SEND_MESSAGES},
    setup::Channel,
    world::{ChannelKind, MessageDraft, MessageKind, World, channel::flag, thread::Draft},
};

impl Seat {
    /// Starts a public thread here, and takes a seat in it.
    ///
    /// # Errors
    ///
    /// When this is no channel for threads, or the person may not start one.
    pub fn thread(&self, name: &str) -> Result<Self, DriverError> {
        self.start(name, None, false)
    }

    /// Starts a private thread here, and takes a seat in it.
    ///
    /// # Errors
    ///
    /// When this is no channel for private threads, or the person may not start one.
    pub fn private_thread(&self, name: &str) -> Result<Self, DriverError> {
        self.start(name, None, true)
    }

    /// Starts a thread from a message, and takes a seat in it.
    ///
    /// # Errors
    ///
    /// When the person may not start one here, or the message has one.
    pub fn thread_from(&self, message: &MessageView, name: &str) -> Result<Self, DriverError> {
        if !self.sees(message) {
            return Err(DriverError::NoMessage);
        }
        self.start(name, Some(message.id), false)
    }

    fn start(&self, name: &str, message: Option<u64>, private: bool) -> Result<Self, DriverError> {
        self.open(|world, now| {
            let kind = match (self.kind(world), private) {
                (Some(ChannelKind::Text), true) => ChannelKind::PrivateThread,
                (Some(ChannelKind::Text), false) => ChannelKind::PublicThread,
                (Some(ChannelKind::Announcement), false) => ChannelKind::AnnouncementThread,
                _ => return None,
            };
            let needed = if private {
                CREATE_PRIVATE_THREADS
            } else {
                CREATE_PUBLIC_THREADS
            };
            let taken = message.is_some_and(|message| world.thread(message).is_some());
            if taken || !self.may(world, needed, now) {
                return None;
            }
            let draft = Draft {
                kind,
                message,
                ..self.outline(name)
            };
            Some(world.open_thread(&draft, now))
        })
    }

    /// Writes a post into this forum, with tags by name, and takes a seat in it.
    ///
    /// # Errors
    ///
    /// When this is no forum, the person may not write here, there is no such tag, or a tag is missing.
    pub fn post(&self, title: &str, text: &str, tags: &[&str]) -> Result<Self, DriverError> {
        self.open(|world, now| {
            let channel = world.channels.get(&self.channel.id())?;
            let forum = channel.forum.as_ref()?;
            let named = |name: &&str| forum.tags.iter().find(|tag| tag.name == *name);
            let tags = tags.iter().map(named).collect::<Option<Vec<_>>>()?;
            let moderated = tags.iter().any(|tag| tag.moderated);
            let missing = tags.is_empty() && channel.flags & flag::REQUIRE_TAG != 0;
            let tags: Vec<u64> = tags.iter().map(|tag| tag.id).collect();
            let needed = if moderated { MANAGE_THREADS } else { 0 } | SEND_MESSAGES;
            if missing || text.is_empty() || !self.may(world, needed, now) {
                return None;
            }
            let draft = Draft {
                tags: Some(tags),
                ..self.outline(title)
            };
            let body = json!({"content": text});
            let first = MessageDraft {
                channel: self.channel.id(),
                author: self.person.id(),
                body: &body,
                files: &[],
                kind: MessageKind::Plain,
                interaction: None,
                only_for: None,
                flags: 0,
                reply_to: None,
            };
            Some(world.open_post(&draft, &first, now))
        })
    }

    /// Joins the thread that this seat is in.
    ///
    /// # Errors
    ///
    /// When the person does not see it, or it is archived or full.
    pub fn join_thread(&self) -> Result<(), DriverError> {
        self.in_thread(|world, id, now| world.join_thread(id, self.person.id(), now))
    }

    /// Leaves the thread that this seat is in.
    ///
    /// # Errors
    ///
    /// When the person is not in it, or it is archived.
    pub fn leave_thread(&self) -> Result<(), DriverError> {
        self.in_thread(|world, id, now| world.leave_thread(id, self.person.id(), now))
    }

    /// Puts the thread that this seat is in to rest.
    ///
    /// # Errors
    ///
    /// When it rests already, or the person neither began it nor manages threads.
    pub fn archive(&self) -> Result<(), DriverError> {
        self.in_thread(|world, id, now| {
            let own = world
                .thread(id)
                .is_some_and(|thread| thread.owner == self.person.id());
            let may = own || self.may(world, MANAGE_THREADS, now);
            may && world.change_thread(id, now, |_, thread| thread.turn(true, now))
        })
    }

    fn in_thread(
        &self,
        act: impl FnOnce(&mut World, u64, Moment) -> bool,
    ) -> Result<(), DriverError> {
        if !self.sees_channel() {
            return Err(DriverError::NoAccess);
        }
        let id = self.channel.id();
        let done = self.hub().turn(|world, now| {
            let awake = world.thread(id).is_some_and(|thread| !thread.archived);
            awake && act(world, id, now)
        });
        done.then_some(()).ok_or(DriverError::NoAccess)
    }

    fn open(
        &self,
        open: impl FnOnce(&mut World, Moment) -> Option<u64>,
    ) -> Result<Self, DriverError> {
        let id = self.hub().turn(open).ok_or(DriverError::NoAccess)?;
        Ok(Self {
            channel: Channel::of(self.hub(), id),
            ..self.clone()
        })
    }

    fn kind(&self, world: &World) -> Option<ChannelKind> {
        world
            .channels
            .get(&self.channel.id())
            .map(|channel| channel.kind)
    }

    fn may(&self, world: &World, needed: u64, now: Moment) -> bool {
        world.permissions_in(self.person.id(), self.channel.id(), now) & needed == needed
    }

    fn outline<'a>(&self, name: &'a str) -> Draft<'a> {
        Draft {
            parent: self.channel.id(),
            owner: self.person.id(),
            name,
            kind: ChannelKind::PublicThread,
            message: None,
            auto_archive: None,
            slow_mode: None,
            invitable: true,
            tags: None,
        }
    }

    /// The channel as Discord writes it, as this person would get it; null when it is gone.
    pub fn channel_json(&self) -> Value {
        let (id, user) = (self.channel.id(), self.person.id());
        self.hub().look(|world, _| world.channel_json_for(id, user))
    }
}
