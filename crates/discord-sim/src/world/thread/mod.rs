//! Threads: how they begin, go quiet, wake up and end (`topics/threads.mdx`).

mod members;
mod show;

use std::{collections::BTreeMap, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    Channel, ChannelKind, MessageDraft, MessageKind, World, alarm::Alarm, channel::flag, intent,
    message::flag::HAS_THREAD, notice::Notice,
};
use crate::{clock::Moment, permission};

/// Active threads of one sort that a guild may have: announcement threads are counted apart.
pub(crate) const MOST_ACTIVE: usize = 1_000;
/// People in one thread.
pub(crate) const MOST_MEMBERS: usize = 1_000;
/// Minutes until a quiet thread archives itself, where nobody says otherwise.
const USUAL_ARCHIVE: u32 = 4_320;
/// A message older than this gets a line in the channel when a thread starts from it. The docs only say that the time
/// is very small.
const OLD: Duration = Duration::from_secs(60);

/// What a channel has that is a thread.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Thread {
    pub(crate) owner: u64,
    pub(crate) archived: bool,
    pub(crate) locked: bool,
    /// Whether members may add others; only of private threads.
    pub(crate) invitable: bool,
    /// Minutes of quiet after which it archives itself.
    pub(crate) auto_archive: u32,
    /// When it was archived or woken up, or its time was changed.
    pub(crate) turned: Moment,
    /// When somebody last spoke, or it was woken up.
    pub(crate) active: Moment,
    pub(crate) made: Moment,
    /// Since when each member is in it.
    pub(crate) members: BTreeMap<u64, Moment>,
    /// Messages that are there, the first one not counted.
    pub(crate) messages: u32,
    /// Messages that were ever sent.
    pub(crate) sent: u32,
    /// Of a post in a forum.
    pub(crate) tags: Option<Vec<u64>>,
}

/// A thread about to begin.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) parent: u64,
    pub(crate) owner: u64,
    pub(crate) name: &'a str,
    pub(crate) kind: ChannelKind,
    /// The message that it starts from, whose id it gets.
    pub(crate) message: Option<u64>,
    pub(crate) auto_archive: Option<u32>,
    pub(crate) slow_mode: Option<u32>,
    pub(crate) invitable: bool,
    pub(crate) tags: Option<Vec<u64>>,
}

impl Thread {
    fn new(draft: &Draft<'_>, now: Moment) -> Self {
        Self {
            owner: draft.owner,
            archived: false,
            locked: false,
            invitable: draft.invitable,
            auto_archive: draft.auto_archive.unwrap_or(USUAL_ARCHIVE),
            turned: now,
            active: now,
            made: now,
            members: BTreeMap::from([(draft.owner, now)]),
            messages: 0,
            sent: 0,
            tags: draft.tags.clone(),
        }
    }

    /// When it archives itself if nobody says anything.
    fn due(&self) -> Moment {
        self.active + Duration::from_secs(u64::from(self.auto_archive) * 60)
    }

    /// Archives it or wakes it up.
    pub(crate) fn turn(&mut self, archived: bool, now: Moment) {
        self.archived = archived;
        self.turned = now;
        if !archived {
            self.active = now;
        }
    }
}

impl World {
    /// Begins a thread with its owner in it, and tells who sees it.
    pub(crate) fn open_thread(&mut self, draft: &Draft<'_>, now: Moment) -> u64 {
        let id = match draft.message {
            Some(message) => message,
            None => self.id(now),
        };
        let parent = self.channels.get(&draft.parent);
        let (guild, slow_mode) =
            parent.map_or((None, 0), |parent| (parent.guild, parent.default_slow_mode));
        let mut channel = Channel::bare(id, draft.name, draft.kind, guild);
        channel.parent = Some(draft.parent);
        channel.slow_mode = draft.slow_mode.unwrap_or(slow_mode);
        let thread = Thread::new(draft, now);
        self.alarms.insert((thread.due(), Alarm::Archive(id)));
        channel.thread = Some(Box::new(thread));
        self.insert_channel(channel);
        if draft.tags.is_some()
            && let Some(forum) = self.channels.get_mut(&draft.parent)
        {
            forum.last_message = Some(id);
        }
        for application in self.viewers(id, now) {
            let mut data = self.channel_json_for(id, application);
            data["newly_created"] = json!(true);
            self.tell(application, "THREAD_CREATE", data, guild, intent::GUILDS);
        }
        self.tell_membership(id, draft.owner, true, now);
        if let Some(message) = draft.message {
            self.start_from(draft, message, now);
        } else if draft.kind == ChannelKind::PublicThread && draft.tags.is_none() {
            self.say_thread_created(draft, id, now);
        }
        id
    }

    /// Begins a post: a thread of a forum with its first message, which has the thread's id.
    pub(crate) fn open_post(
        &mut self,
        draft: &Draft<'_>,
        first: &MessageDraft<'_>,
        now: Moment,
    ) -> u64 {
        let id = self.open_thread(draft, now);
        let first = MessageDraft {
            channel: id,
            body: first.body,
            files: first.files,
            ..*first
        };
        self.send_as(id, &first, now);
        self.uncount(id);
        id
    }

    /// The message of a thread knows of it, and the thread opens with a line about the message.
    fn start_from(&mut self, draft: &Draft<'_>, message: u64, now: Moment) {
        let key = (draft.parent, message);
        let Some(origin) = self.messages.get_mut(&key) else {
            return;
        };
        origin.flags |= HAS_THREAD;
        let (author, old) = (origin.author, now.since(origin.sent) > OLD);
        self.announce(draft.parent, message, "MESSAGE_UPDATE", now);
        let line = Notice {
            channel: message,
            author,
            kind: MessageKind::ThreadStarter,
            content: "",
            about: Some((draft.parent, Some(message))),
            mentions: &[],
        };
        self.notice(&line, now);
        self.uncount(message);
        if old && draft.kind == ChannelKind::PublicThread {
            self.say_thread_created(draft, message, now);
        }
    }

    fn say_thread_created(&mut self, draft: &Draft<'_>, thread: u64, now: Moment) {
        let line = Notice {
            channel: draft.parent,
            author: draft.owner,
            kind: MessageKind::ThreadCreated,
            content: draft.name,
            about: Some((thread, None)),
            mentions: &[],
        };
        self.notice(&line, now);
    }

    /// The first message of a thread does not count.
    pub(super) fn uncount(&mut self, id: u64) {
        if let Some(thread) = self.thread_mut(id) {
            (thread.messages, thread.sent) = (0, 0);
        }
    }

    pub(crate) fn thread(&self, id: u64) -> Option<&Thread> {
        self.channels.get(&id)?.thread.as_deref()
    }

    fn thread_mut(&mut self, id: u64) -> Option<&mut Thread> {
        self.channels.get_mut(&id)?.thread.as_deref_mut()
    }

    /// Changes a thread, and tells who sees it if that changed anything.
    pub(crate) fn change_thread(
        &mut self,
        id: u64,
        now: Moment,
        change: impl FnOnce(&mut Channel, &mut Thread),
    ) -> bool {
        let before = self.channel_json(id);
        let slept = self.thread(id).is_some_and(|thread| thread.archived);
        let Some(channel) = self.channels.get_mut(&id) else {
            return false;
        };
        let Some(mut thread) = channel.thread.take() else {
            return false;
        };
        change(channel, &mut thread);
        if thread.archived {
            channel.flags &= !flag::PINNED;
        } else {
            self.alarms.insert((thread.due(), Alarm::Archive(id)));
        }
        let woken = slept && !thread.archived;
        channel.thread = Some(thread);
        let data = self.channel_json(id);
        if data == before {
            return false;
        }
        self.tell_channel(id, "THREAD_UPDATE", &data, intent::GUILDS, now);
        if woken {
            self.tell_own_memberships(id, now);
        }
        true
    }

    /// Whether a channel takes messages at all, and of this user where it is a locked thread.
    pub(crate) fn takes_messages(&self, user: u64, channel: u64, now: Moment) -> bool {
        let Some(found) = self.channels.get(&channel) else {
            return false;
        };
        let locked = found.thread.as_ref().is_some_and(|thread| thread.locked);
        let bits = self.permissions_in(user, channel, now);
        found.kind.has_messages() && (!locked || bits & permission::MANAGE_THREADS != 0)
    }

    /// What a message about to be sent does to its thread: it wakes up and its author is in it.
    pub(super) fn spoken_in(&mut self, id: u64, author: u64, now: Moment) {
        let Some(thread) = self.thread(id) else {
            return;
        };
        if thread.archived {
            self.change_thread(id, now, |_, thread| thread.turn(false, now));
        }
        let guild = self.channels.get(&id).and_then(Channel::guild);
        let member = guild
            .and_then(|guild| self.guilds.get(&guild))
            .is_some_and(|guild| guild.members.contains_key(&author));
        if member {
            self.join_thread(id, author, now);
        }
        if let Some(thread) = self.thread_mut(id) {
            thread.active = now;
            thread.messages += 1;
            thread.sent += 1;
        }
    }

    /// What the end of a message does to its thread.
    pub(super) fn unspoken_in(&mut self, id: u64, message: u64) {
        if let Some(thread) = self.thread_mut(id).filter(|_| id != message) {
            thread.messages = thread.messages.saturating_sub(1);
        }
    }

    /// Archives a thread that was quiet for its time; another one is looked at again when its time has come.
    pub(super) fn archive_if_quiet(&mut self, id: u64, now: Moment) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let pinned = channel.flags & flag::PINNED != 0;
        let Some(thread) = channel.thread.as_ref().filter(|thread| !thread.archived) else {
            return;
        };
        let due = thread.due();
        if due > now {
            self.alarms.insert((due, Alarm::Archive(id)));
        } else if pinned {
            // A pinned post does not archive itself, but may once it is unpinned.
            let later = now + due.since(thread.active);
            self.alarms.insert((later, Alarm::Archive(id)));
        } else {
            self.change_thread(id, now, |_, thread| thread.turn(true, now));
        }
    }

    /// Active threads of a guild: announcement threads, or all others.
    pub(crate) fn active_threads(&self, guild: u64, announcements: bool) -> usize {
        let active = self.channels_in(guild).filter(|channel| {
            channel
                .thread
                .as_ref()
                .is_some_and(|thread| !thread.archived)
                && (channel.kind == ChannelKind::AnnouncementThread) == announcements
        });
        active.count()
    }
}
