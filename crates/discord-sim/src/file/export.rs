//! A world as a world file that makes it again: everything that files can say, with ids and tokens.
//!
//! Messages of bots, interactions and private channels are left out: they are what happened, not what was there.

use std::collections::{BTreeMap, HashMap};

use super::{
    settings::SettingsFile,
    value::Id,
    world::{
        ApplicationFile, BotFile, ChannelFile, GuildFile, KindFile, MemberFile, OverwriteFile,
        PersonFile, RoleFile, SkuFile, SkuKind, WorldFile, intent_names, permission_names,
    },
};
use crate::{
    clock::Moment,
    permission,
    settings::Settings,
    world::{Channel, ChannelKind, Guild, Role, World},
};

impl World {
    /// The file that makes this world again.
    pub(crate) fn export(&self, settings: &Settings, now: Moment) -> WorldFile {
        let mut channels: HashMap<u64, Vec<&Channel>> = HashMap::new();
        for channel in self.channels.values() {
            if let Some(guild) = channel.guild() {
                channels.entry(guild).or_default().push(channel);
            }
        }
        let people = self.users.values().filter(|user| !user.bot);
        let people = people.map(|user| PersonFile {
            id: Some(Id(user.id)),
            name: user.name.clone(),
            display_name: user.display_name.clone(),
            locale: Some(user.locale.clone()),
            repeat: None,
        });
        let applications = self
            .applications
            .values()
            .map(|application| ApplicationFile {
                id: Some(Id(application.id)),
                name: application.name.clone(),
                token: Some(application.token.clone()),
                intents: intent_names(application.allowed_intents),
                installed_by: application
                    .user_installs
                    .iter()
                    .filter_map(|user| self.name_of(*user))
                    .collect(),
                skus: self.sku_files(application.id, now),
            });
        let guilds = self.guilds.values().map(|guild| {
            let mut own = channels.remove(&guild.id).unwrap_or_default();
            // A category stands before what is in it.
            own.sort_by_key(|channel| {
                (
                    channel.kind != ChannelKind::Category,
                    channel.position,
                    channel.id,
                )
            });
            self.guild_file(guild, &own, now)
        });
        WorldFile {
            settings: SettingsFile::of(settings, now),
            people: people.collect(),
            applications: applications.collect(),
            guilds: guilds.collect(),
        }
    }

    fn sku_files(&self, application: u64, now: Moment) -> Vec<SkuFile> {
        let own = self.money.skus.values();
        let own = own.filter(|sku| sku.application == application);
        own.filter_map(|sku| {
            let kind = SkuKind::of(sku.kind, sku.flags)?;
            Some(SkuFile {
                id: Some(Id(sku.id)),
                name: sku.name.clone(),
                kind,
                owned_by: self.owner_names(sku, kind, now),
            })
        })
        .collect()
    }

    pub(super) fn name_of(&self, user: u64) -> Option<String> {
        self.users.get(&user).map(|user| user.name.clone())
    }

    fn guild_file(&self, guild: &Guild, channels: &[&Channel], now: Moment) -> GuildFile {
        let mut roles: Vec<&Role> = guild
            .roles
            .values()
            .filter(|role| role.id != guild.id && role.bot.is_none())
            .collect();
        roles.sort_by_key(|role| (role.position, role.id));
        let everyone = guild.roles.get(&guild.id).map(|role| role.permissions);
        let (mut members, mut bots) = (Vec::new(), Vec::new());
        for member in guild.members.values() {
            if self.applications.contains_key(&member.user) {
                let mut own = guild.roles.values();
                let own = own.find(|role| role.bot == Some(member.user));
                bots.push(BotFile {
                    name: self.name_of(member.user).unwrap_or_default(),
                    permissions: permission_names(own.map_or(0, |role| role.permissions)),
                });
                continue;
            }
            let roles = member.roles.iter().filter_map(|id| guild.roles.get(id));
            let file = MemberFile {
                name: self.name_of(member.user).unwrap_or_default(),
                nick: member.nick.clone(),
                roles: roles.map(|role| role.name.clone()).collect(),
                repeat: None,
            };
            // The owner is a member anyway.
            if member.user != guild.owner || file.nick.is_some() || !file.roles.is_empty() {
                members.push(file);
            }
        }
        GuildFile {
            id: Some(Id(guild.id)),
            name: guild.name.clone(),
            owner: self.name_of(guild.owner),
            locale: Some(guild.locale.clone()).filter(|locale| locale != "en-US"),
            everyone: everyone
                .filter(|bits| *bits != permission::DEFAULT)
                .map(permission_names),
            roles: roles.into_iter().map(role_file).collect(),
            channels: channels
                .iter()
                .filter_map(|channel| self.channel_file(guild, channel, now))
                .collect(),
            members,
            bots,
            repeat: None,
        }
    }

    /// Nothing for a thread, which stands in its channel.
    fn channel_file(&self, guild: &Guild, channel: &Channel, now: Moment) -> Option<ChannelFile> {
        let kind = match channel.kind {
            ChannelKind::Text => KindFile::Text,
            ChannelKind::Voice => KindFile::Voice,
            ChannelKind::Category => KindFile::Category,
            ChannelKind::Announcement => KindFile::Announcement,
            ChannelKind::Stage => KindFile::Stage,
            ChannelKind::Forum => KindFile::Forum,
            ChannelKind::Media => KindFile::Media,
            _ => return None,
        };
        let parent = channel.parent.and_then(|id| self.channels.get(&id));
        // What several exceptions say about one bot is one exception in a file.
        let mut overwrites: BTreeMap<(u8, String), (u64, u64)> = BTreeMap::new();
        for overwrite in &channel.overwrites {
            let role = guild.roles.get(&overwrite.id).filter(|_| !overwrite.member);
            let bot = role.map_or(Some(overwrite.id), |role| role.bot);
            let key = match (role, bot.filter(|id| self.applications.contains_key(id))) {
                (_, Some(bot)) => (2, self.name_of(bot)?),
                (Some(role), None) => (0, role.name.clone()),
                (None, None) => match self.name_of(overwrite.id) {
                    Some(name) => (1, name),
                    None => continue,
                },
            };
            let (allow, deny) = overwrites.entry(key).or_default();
            *allow |= overwrite.allow;
            *deny |= overwrite.deny;
        }
        let overwrites = overwrites.into_iter().map(|((whom, name), (allow, deny))| {
            let name = Some(name);
            let mut file = OverwriteFile {
                allow: permission_names(allow),
                deny: permission_names(deny & !allow),
                ..OverwriteFile::default()
            };
            match whom {
                0 => file.role = name,
                1 => file.person = name,
                _ => file.bot = name,
            }
            file
        });
        Some(ChannelFile {
            id: Some(Id(channel.id)),
            name: channel.name.clone(),
            kind,
            topic: channel.topic.clone(),
            parent: parent.map(|parent| parent.name.clone()),
            nsfw: channel.nsfw,
            slow_mode: channel.slow_mode,
            overwrites: overwrites.collect(),
            tags: Self::tag_files(channel),
            messages: self.post_files(channel.id, now),
            threads: self.thread_files(channel, now),
            repeat: None,
        })
    }
}

fn role_file(role: &Role) -> RoleFile {
    RoleFile {
        id: Some(Id(role.id)),
        name: role.name.clone(),
        permissions: permission_names(role.permissions),
        color: role.color,
        hoist: role.hoist,
        mentionable: role.mentionable,
        repeat: None,
    }
}
