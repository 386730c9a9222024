//! Threads as people use them: started, posted, joined, left, renamed, put to rest and woken up.

use serde_json::{Value, json};

use super::{
    DriverError, MessageView, Seat,
    message::rejected,
    right::{awake, may, shared},
};
use crate::{
    clock::Moment,
    permission::{
        ATTACH_FILES, CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, MANAGE_THREADS, SEND_MESSAGES,
    },
    setup::Channel,
    validate,
    world::{
        ChannelKind, MessageDraft, MessageKind, Notice, Upload, World,
        channel::flag,
        thread::{Draft, MOST_ACTIVE},
    },
};

/// Tags of a post.
const MOST_TAGS: usize = 5;

/// What becomes of a thread; what is `None` stays.
#[derive(Debug, Clone, Default)]
pub(crate) struct ThreadChange {
    pub(crate) archived: Option<bool>,
    pub(crate) locked: Option<bool>,
    pub(crate) name: Option<String>,
}

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
        self.start(name, Some(message.id), false)
    }

    pub(crate) fn start(
        &self,
        name: &str,
        message: Option<u64>,
        private: bool,
    ) -> Result<Self, DriverError> {
        let name = named(name)?;
        let (person, channel) = (self.person.id(), self.channel.id());
        self.open(|world, now| {
            may(world, person, channel, 0, now)?;
            let kind = match (self.kind(world), private) {
                (Some(ChannelKind::Text), true) => ChannelKind::PrivateThread,
                (Some(ChannelKind::Text), false) => ChannelKind::PublicThread,
                (Some(ChannelKind::Announcement), false) => ChannelKind::AnnouncementThread,
                _ => return Err(DriverError::Refused("there are no such threads here")),
            };
            let needed = if private {
                CREATE_PRIVATE_THREADS
            } else {
                CREATE_PUBLIC_THREADS
            };
            may(world, person, channel, needed, now)?;
            if let Some(message) = message {
                if private {
                    let why = "a private thread grows from no message";
                    return Err(DriverError::Refused(why));
                }
                if shared(world, channel, message, person)?.kind.is_system() {
                    return Err(DriverError::Refused("no thread grows from such a message"));
                }
                if world.thread(message).is_some() {
                    return Err(DriverError::Refused("the message has a thread already"));
                }
            }
            room(world, channel, kind)?;
            let draft = Draft {
                kind,
                message,
                ..self.outline(name)
            };
            Ok(world.open_thread(&draft, now))
        })
    }

    /// Writes a post into this forum, with tags by name, and takes a seat in it.
    ///
    /// # Errors
    ///
    /// When this is no forum, the person may not write here, there is no such tag, or a tag is missing.
    pub fn post(&self, title: &str, text: &str, tags: &[&str]) -> Result<Self, DriverError> {
        let ids = self.hub().look(|world, _| {
            let forum = world.channels.get(&self.channel.id())?.forum.as_ref()?;
            let named = |name: &&str| forum.tags.iter().find(|tag| tag.name == *name);
            let ids = tags.iter().map(|name| named(name).map(|tag| tag.id));
            ids.collect::<Option<Vec<u64>>>()
        });
        let ids = ids.ok_or(DriverError::Refused("there is no such tag here"))?;
        self.open_post(title, &json!({"content": text}), &[], ids)
    }

    /// Writes a post with a message as Discord's API takes it, and takes a seat in it.
    pub(crate) fn open_post(
        &self,
        title: &str,
        body: &Value,
        files: &[Upload],
        tags: Vec<u64>,
    ) -> Result<Self, DriverError> {
        let name = named(title)?;
        super::message::check(body, files)?;
        let (person, channel) = (self.person.id(), self.channel.id());
        self.open(|world, now| {
            let attach = if files.is_empty() { 0 } else { ATTACH_FILES };
            may(world, person, channel, SEND_MESSAGES | attach, now)?;
            tagged(world, channel, &tags, |right| {
                may(world, person, channel, right, now)
            })?;
            room(world, channel, ChannelKind::PublicThread)?;
            let draft = Draft {
                tags: Some(tags),
                ..self.outline(name)
            };
            let first = MessageDraft {
                channel,
                author: person,
                body,
                files,
                kind: MessageKind::Plain,
                interaction: None,
                only_for: None,
                flags: 0,
                reply_to: None,
            };
            Ok(world.open_post(&draft, &first, now))
        })
    }

    /// Joins the thread that this seat is in.
    ///
    /// # Errors
    ///
    /// When the person does not see it, or it is archived or full.
    pub fn join_thread(&self) -> Result<(), DriverError> {
        self.in_thread(|world, id, now| {
            let joined = world.join_thread(id, self.person.id(), now);
            joined
                .then_some(())
                .ok_or(DriverError::Refused("the thread is full"))
        })
    }

    /// Leaves the thread that this seat is in.
    ///
    /// # Errors
    ///
    /// When the person is not in it, or it is archived.
    pub fn leave_thread(&self) -> Result<(), DriverError> {
        self.in_thread(|world, id, now| {
            let left = world.leave_thread(id, self.person.id(), now);
            left.then_some(())
                .ok_or(DriverError::Refused("the person is not in this thread"))
        })
    }

    /// Puts the thread that this seat is in to rest.
    ///
    /// # Errors
    ///
    /// When it rests already, or the person neither began it nor manages threads.
    pub fn archive(&self) -> Result<(), DriverError> {
        self.change_thread(&ThreadChange {
            archived: Some(true),
            ..ThreadChange::default()
        })
    }

    /// Changes the thread that this seat is in: who began it renames it and puts it to rest, everybody who writes there
    /// wakes it up, and who manages threads does all of it and locks it.
    pub(crate) fn change_thread(&self, change: &ThreadChange) -> Result<(), DriverError> {
        let name = change.name.as_deref().map(named).transpose()?;
        let (person, id) = (self.person.id(), self.channel.id());
        self.hub().turn(|world, now| {
            may(world, person, id, 0, now)?;
            let thread = world.thread(id).ok_or(NO_THREAD)?;
            let (slept, locked) = (thread.archived, thread.locked);
            let wakes = slept && change.archived == Some(false);
            if slept && !wakes {
                return Err(DriverError::Refused("the thread is archived"));
            }
            let began = thread.owner == person;
            let rests = change.archived == Some(true) && !began;
            let calls = name.is_some() && (!began || locked);
            if change.locked.is_some() || rests || calls || wakes && locked {
                may(world, person, id, MANAGE_THREADS, now)?;
            }
            if wakes {
                may(world, person, id, SEND_MESSAGES, now)?;
                room(
                    world,
                    id,
                    self.kind(world).unwrap_or(ChannelKind::PublicThread),
                )?;
            }
            let renamed = name.filter(|name| {
                let before = world.channels.get(&id);
                before.is_some_and(|channel| channel.name != *name)
            });
            world.change_thread(id, now, |channel, thread| {
                if let Some(name) = name {
                    name.clone_into(&mut channel.name);
                }
                thread.locked = change.locked.unwrap_or(thread.locked);
                if let Some(archived) = change.archived.filter(|to| *to != thread.archived) {
                    thread.turn(archived, now);
                }
            });
            if let Some(content) = renamed {
                let line = Notice {
                    channel: id,
                    author: person,
                    kind: MessageKind::Renamed,
                    content,
                    about: None,
                    mentions: &[],
                };
                world.notice(&line, now);
            }
            Ok(())
        })
    }

    fn in_thread(
        &self,
        act: impl FnOnce(&mut World, u64, Moment) -> Result<(), DriverError>,
    ) -> Result<(), DriverError> {
        let (person, id) = (self.person.id(), self.channel.id());
        self.hub().turn(|world, now| {
            may(world, person, id, 0, now)?;
            world.thread(id).ok_or(NO_THREAD)?;
            awake(world, id)?;
            act(world, id, now)
        })
    }

    fn open(
        &self,
        open: impl FnOnce(&mut World, Moment) -> Result<u64, DriverError>,
    ) -> Result<Self, DriverError> {
        let id = self.hub().turn(open)?;
        Ok(Self {
            channel: Channel::of(self.hub(), id),
            ..self.clone()
        })
    }

    fn kind(&self, world: &World) -> Option<ChannelKind> {
        let channel = world.channels.get(&self.channel.id());
        channel.map(|channel| channel.kind)
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

const NO_THREAD: DriverError = DriverError::Refused("this is no thread");

/// The name that a thread may have.
fn named(name: &str) -> Result<&str, DriverError> {
    let name = name.trim();
    validate::thread(&json!({"name": name})).map_err(rejected)?;
    Ok(name)
}

/// Refuses one more active thread than a guild may have.
fn room(world: &World, parent: u64, kind: ChannelKind) -> Result<(), DriverError> {
    let guild = world
        .channels
        .get(&parent)
        .and_then(|channel| channel.guild);
    let announcement = kind == ChannelKind::AnnouncementThread;
    match guild {
        Some(guild) if world.active_threads(guild, announcement) < MOST_ACTIVE => Ok(()),
        _ => Err(DriverError::Refused("there are too many threads already")),
    }
}

/// Refuses tags that a forum does not have, moderated ones without their right, and none where one is needed.
fn tagged(
    world: &World,
    forum: u64,
    tags: &[u64],
    may: impl Fn(u64) -> Result<(), DriverError>,
) -> Result<(), DriverError> {
    let channel = world.channels.get(&forum);
    let forum = channel.and_then(|channel| Some((channel, channel.forum.as_ref()?)));
    let (channel, forum) = forum.ok_or(DriverError::Refused("this is no forum"))?;
    if tags.len() > MOST_TAGS {
        return Err(DriverError::Refused("a post has five tags at most"));
    }
    if tags.is_empty() && channel.flags & flag::REQUIRE_TAG != 0 {
        return Err(DriverError::Refused("a post needs a tag here"));
    }
    for id in tags {
        let tag = forum.tags.iter().find(|tag| tag.id == *id);
        let tag = tag.ok_or(DriverError::Refused("there is no such tag here"))?;
        may(if tag.moderated { MANAGE_THREADS } else { 0 })?;
    }
    Ok(())
}
