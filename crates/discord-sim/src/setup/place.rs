//! Channels of every sort, made and changed by the test's own hand; the bots that see them are told.

use super::{Application, Channel, Guild};
use crate::{
    driver::Person,
    world::{
        ChannelKind, VoiceChange, World,
        channel::{Tag, flag},
        thread::Draft,
    },
};

impl Guild {
    /// Makes a category.
    pub fn category(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Category)
    }

    /// Makes an announcement channel.
    pub fn announcement_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Announcement)
    }

    /// Makes a stage channel.
    pub fn stage_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Stage)
    }

    /// Makes a forum with these tags.
    pub fn forum_channel(&self, name: &str, tags: &[&str]) -> Channel {
        let forum = self.channel(name, ChannelKind::Forum);
        for tag in tags {
            forum.add_tag(tag, false);
        }
        forum
    }

    /// Makes a media channel.
    pub fn media_channel(&self, name: &str) -> Channel {
        self.channel(name, ChannelKind::Media)
    }
}

impl Guild {
    /// Mutes or deafens somebody who is in voice, as a moderator would; `false` for who is not.
    pub fn silence(&self, person: &Person, mute: bool, deaf: bool) -> bool {
        let change = VoiceChange {
            mute: Some(mute),
            deaf: Some(deaf),
            channel: None,
        };
        self.set_voice(person, change)
    }

    /// Moves somebody who is in voice to another voice channel, or out; `false` for who is not, or for a channel that is
    /// none for voice.
    pub fn move_to(&self, person: &Person, channel: Option<&Channel>) -> bool {
        let change = VoiceChange {
            channel: Some(channel.map(|channel| channel.id)),
            ..VoiceChange::default()
        };
        self.set_voice(person, change)
    }

    fn set_voice(&self, person: &Person, change: VoiceChange) -> bool {
        let set = |world: &mut World, now| world.set_voice(self.id, person.id(), change, now);
        self.hub.turn(set).is_ok()
    }
}

impl Channel {
    fn change(&self, change: impl FnOnce(&mut crate::world::Channel)) {
        self.hub.turn(|world, now| {
            world.change_channel(self.id, now, change);
        });
    }

    /// Gives it another name.
    pub fn rename(&self, name: &str) {
        self.change(|channel| name.clone_into(&mut channel.name));
    }

    /// Sets its topic; a forum's guidelines.
    pub fn set_topic(&self, topic: &str) {
        self.change(|channel| channel.topic = Some(topic.to_owned()));
    }

    /// Puts it into a category.
    pub fn put_into(&self, category: &Self) {
        self.change(|channel| channel.parent = Some(category.id));
    }

    /// Sets its slow mode, in seconds.
    pub fn set_slow_mode(&self, seconds: u32) {
        self.change(|channel| channel.slow_mode = seconds);
    }

    /// Lets as many people into a voice channel; 0 is without limit.
    pub fn set_user_limit(&self, people: u64) {
        self.change(|channel| {
            if let Some(hall) = &mut channel.hall {
                hall.user_limit = people;
            }
        });
    }

    /// Adds a tag to a forum and gives its id; a moderated one is for who manages threads.
    pub fn add_tag(&self, name: &str, moderated: bool) -> u64 {
        self.hub.turn(|world, now| {
            let id = world.id(now);
            world.change_channel(self.id, now, |channel| {
                if let Some(forum) = &mut channel.forum {
                    forum.tags.push(Tag {
                        id,
                        name: name.to_owned(),
                        moderated,
                        emoji_id: None,
                        emoji_name: None,
                    });
                }
            });
            id
        })
    }

    /// Whether posts of a forum need a tag.
    pub fn require_tag(&self, required: bool) {
        self.change(|channel| {
            channel.flags &= !flag::REQUIRE_TAG;
            if required {
                channel.flags |= flag::REQUIRE_TAG;
            }
        });
    }

    /// Makes a thread here as somebody, whatever that person may do: public where the channel is.
    pub fn thread(&self, owner: &Person, name: &str) -> Self {
        let id = self.hub.turn(|world, now| {
            let announcement = world
                .channels
                .get(&self.id)
                .is_some_and(|channel| channel.kind == ChannelKind::Announcement);
            let draft = Draft {
                parent: self.id,
                owner: owner.id(),
                name,
                kind: if announcement {
                    ChannelKind::AnnouncementThread
                } else {
                    ChannelKind::PublicThread
                },
                message: None,
                auto_archive: None,
                slow_mode: None,
                invitable: true,
                tags: None,
            };
            world.open_thread(&draft, now)
        });
        Self::of(&self.hub, id)
    }

    /// Puts a bot into this voice or stage channel, whatever it may do.
    pub fn connect(&self, application: &Application) {
        self.hub.turn(|world, now| {
            let guild = world
                .channels
                .get(&self.id)
                .and_then(crate::world::Channel::guild);
            if let Some(guild) = guild
                && world.join_voice(guild, application.id, self.id, now)
            {
                world.tell_voice_state(guild, application.id, now);
            }
        });
    }

    /// Takes the channel away with everything in it.
    pub fn remove(&self) {
        self.hub.turn(|world, now| {
            world.remove_channel(self.id, now);
        });
    }

    /// Whether it is still there.
    pub fn exists(&self) -> bool {
        self.hub
            .look(|world, _| world.channels.contains_key(&self.id))
    }

    /// Its threads, oldest first, archived ones included.
    pub fn threads(&self) -> Vec<Self> {
        let find = |world: &World| -> Vec<u64> {
            let guild = world
                .channels
                .get(&self.id)
                .and_then(crate::world::Channel::guild);
            let all = world.channels_in(guild.unwrap_or_default());
            all.filter(|channel| channel.thread.is_some() && channel.parent == Some(self.id))
                .map(|channel| channel.id)
                .collect()
        };
        let ids = self.hub.look(|world, _| find(world));
        ids.into_iter().map(|id| Self::of(&self.hub, id)).collect()
    }
}
