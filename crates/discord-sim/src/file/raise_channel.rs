//! Makes the channels of a world file, with their exceptions.

use super::{
    raise::{Raise, note},
    world::{ChannelFile, KindFile, OverwriteFile, names, permission_bits},
};
use crate::{
    permission::Overwrite,
    world::{Channel, ChannelKind},
};

impl Raise<'_> {
    /// Makes a channel, last in its guild.
    pub(crate) fn channel(&mut self, guild: u64, file: &ChannelFile, there: bool) {
        for name in names(&file.name, file.repeat) {
            let known = if there {
                self.channel_named(guild, &name)
            } else {
                None
            };
            if let Some(id) = known {
                note(&mut self.made.channels, id, &name);
                continue;
            }
            self.world.ids.want(file.id.map(|id| id.0));
            let id = self.world.id(self.now);
            let mut channel = Channel::bare(id, &name, kind(file.kind), Some(guild));
            channel.topic.clone_from(&file.topic);
            channel.nsfw = file.nsfw;
            channel.slow_mode = file.slow_mode;
            let parent = file.parent.as_deref();
            channel.parent = parent.and_then(|parent| self.channel_named(guild, parent));
            let overwrites = file.overwrites.iter();
            channel.overwrites = overwrites
                .filter_map(|overwrite| self.overwrite(guild, overwrite))
                .collect();
            if let Some(forum) = &mut channel.forum {
                forum.tags = file.tags.iter().map(|tag| self.tag(tag)).collect();
            }
            self.world.open_channel(channel, self.now);
            self.talk(id, file);
            note(&mut self.made.channels, id, &name);
        }
    }

    fn channel_named(&self, guild: u64, name: &str) -> Option<u64> {
        let mut made = self.made.channels.iter().rev();
        // Names repeat between guilds: what was made last is nearest.
        let near = made.find(|found| {
            found.name == name
                && self
                    .world
                    .channels
                    .get(&found.id.0)
                    .and_then(Channel::guild)
                    == Some(guild)
        });
        near.map(|found| found.id.0).or_else(|| {
            let mut all = self.world.channels.values();
            all.find(|channel| channel.guild() == Some(guild) && channel.name == name)
                .map(|channel| channel.id)
        })
    }

    fn overwrite(&mut self, guild: u64, file: &OverwriteFile) -> Option<Overwrite> {
        let role = file
            .role
            .as_deref()
            .and_then(|name| self.role_named(guild, name));
        let bot = file
            .bot
            .as_ref()
            .and_then(|name| self.applications.get(name).copied());
        let person = file.person.as_deref().map(|name| self.person_named(name));
        Some(Overwrite {
            id: role.or(bot).or(person)?,
            member: role.is_none(),
            allow: permission_bits(&file.allow),
            deny: permission_bits(&file.deny),
        })
    }
}

fn kind(kind: KindFile) -> ChannelKind {
    match kind {
        KindFile::Text => ChannelKind::Text,
        KindFile::Voice => ChannelKind::Voice,
        KindFile::Category => ChannelKind::Category,
        KindFile::Announcement => ChannelKind::Announcement,
        KindFile::Stage => ChannelKind::Stage,
        KindFile::Forum => ChannelKind::Forum,
        KindFile::Media => ChannelKind::Media,
    }
}
