//! Guilds with their roles and members, and the permissions that follow from them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{
    World,
    expression::{Emoji, Sound, Sticker},
    intent,
    scheduled_event::ScheduledEvent,
};
use crate::{
    clock::Moment,
    permission::{self, Overwrite, Place, Subject},
};

#[derive(Debug, Clone)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) owner: u64,
    pub(crate) locale: String,
    /// The role with the guild's own id is @everyone.
    pub(crate) roles: BTreeMap<u64, Role>,
    pub(crate) members: BTreeMap<u64, Member>,
    pub(crate) emojis: BTreeMap<u64, Emoji>,
    pub(crate) stickers: BTreeMap<u64, Sticker>,
    pub(crate) sounds: BTreeMap<u64, Sound>,
}

#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) permissions: u64,
    pub(crate) mentionable: bool,
    /// From 0, which is @everyone's; higher ones rule lower ones.
    pub(crate) position: u32,
    pub(crate) color: u32,
    pub(crate) hoist: bool,
    /// The role that came with a bot.
    pub(crate) bot: Option<u64>,
}

#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) user: u64,
    pub(crate) nick: Option<String>,
    pub(crate) roles: Vec<u64>,
    pub(crate) joined: Moment,
    pub(crate) timed_out_until: Option<Moment>,
}

impl Role {
    pub(crate) fn json(&self) -> Value {
        let mut role = json!({
            "id": self.id.to_string(),
            "name": self.name,
            "description": null,
            "permissions": self.permissions.to_string(),
            "position": self.position,
            "color": self.color,
            "colors": {"primary_color": self.color, "secondary_color": null, "tertiary_color": null},
            "hoist": self.hoist,
            "managed": self.bot.is_some(),
            "mentionable": self.mentionable,
            "icon": null,
            "unicode_emoji": null,
            "flags": 0,
        });
        if let Some(bot) = self.bot {
            role["tags"] = json!({"bot_id": bot.to_string()});
        }
        role
    }
}

impl Guild {
    pub(crate) fn roles_json(&self) -> Vec<Value> {
        self.roles.values().map(Role::json).collect()
    }

    fn role_bits(&self, user: u64) -> Vec<(u64, u64)> {
        let roles = self
            .members
            .get(&user)
            .map(|member| member.roles.as_slice())
            .unwrap_or_default();
        roles
            .iter()
            .filter_map(|id| Some((*id, self.roles.get(id)?.permissions)))
            .collect()
    }

    fn subject<'a>(&self, user: u64, roles: &'a [(u64, u64)], now: Moment) -> Subject<'a> {
        Subject {
            user_id: user,
            owner: self.owner == user,
            timed_out: self
                .members
                .get(&user)
                .and_then(|member| member.timed_out_until)
                .is_some_and(|end| end > now),
            guild_id: self.id,
            everyone: self.roles.get(&self.id).map_or(0, |role| role.permissions),
            roles,
        }
    }

    /// A user's bits under these overwrites; none for a stranger.
    pub(crate) fn permissions_in(
        &self,
        user: u64,
        overwrites: &[Overwrite],
        place: Place,
        now: Moment,
    ) -> u64 {
        if !self.members.contains_key(&user) {
            return permission::NONE;
        }
        self.subject(user, &self.role_bits(user), now)
            .in_channel(overwrites, place)
    }

    /// A user's bits in the guild as a whole; none for a stranger.
    pub(crate) fn permissions(&self, user: u64, now: Moment) -> u64 {
        if !self.members.contains_key(&user) {
            return permission::NONE;
        }
        self.subject(user, &self.role_bits(user), now).in_guild()
    }

    /// The place of a member's highest role; `u32::MAX` for the owner, 0 for who has none.
    pub(crate) fn rank(&self, user: u64) -> u32 {
        if self.owner == user {
            return u32::MAX;
        }
        let roles = self.members.get(&user).map(|member| &member.roles);
        roles
            .into_iter()
            .flatten()
            .filter_map(|id| self.roles.get(id))
            .map(|role| role.position)
            .max()
            .unwrap_or_default()
    }

    /// The place of a role that is made now: above all others.
    pub(crate) fn next_position(&self) -> u32 {
        self.roles
            .values()
            .map(|role| role.position)
            .max()
            .unwrap_or_default()
            + 1
    }

    /// The bits of @everyone under these overwrites, for applications that are used here and are no members.
    pub(crate) fn permissions_of_strangers(&self, overwrites: &[Overwrite], place: Place) -> u64 {
        let subject = Subject {
            user_id: 0,
            owner: false,
            timed_out: false,
            guild_id: self.id,
            everyone: self.roles.get(&self.id).map_or(0, |role| role.permissions),
            roles: &[],
        };
        subject.in_channel(overwrites, place)
    }

    /// The keys that every form of a guild has.
    pub(crate) fn json(&self) -> Value {
        let emojis: Vec<Value> = self.emojis.values().map(Emoji::json).collect();
        let stickers: Vec<Value> = self.stickers.values().map(Sticker::json).collect();
        json!({
            "id": self.id.to_string(), "name": self.name, "owner_id": self.owner.to_string(), "icon": null,
            "description": null, "home_header": null, "splash": null, "discovery_splash": null, "features": [],
            "banner": null, "application_id": null, "region": "deprecated", "afk_channel_id": null, "afk_timeout": 300,
            "system_channel_id": null, "system_channel_flags": 0, "widget_enabled": false, "widget_channel_id": null,
            "verification_level": 0, "roles": self.roles_json(), "default_message_notifications": 0, "mfa_level": 0,
            "explicit_content_filter": 0, "max_presences": null, "max_members": 500_000,
            "max_stage_video_channel_users": 50, "max_video_channel_users": 25, "vanity_url_code": null,
            "premium_tier": 0, "premium_subscription_count": 0, "preferred_locale": self.locale,
            "rules_channel_id": null, "safety_alerts_channel_id": null, "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false, "nsfw": false, "nsfw_level": 0, "emojis": emojis, "stickers": stickers,
            "incidents_data": null,
        })
    }
}

impl World {
    pub(crate) fn add_guild(&mut self, name: &str, owner: u64, now: Moment) -> u64 {
        let id = self.id(now);
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: permission::DEFAULT,
            mentionable: false,
            position: 0,
            color: 0,
            hoist: false,
            bot: None,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            roles: BTreeMap::from([(id, everyone)]),
            members: BTreeMap::new(),
            emojis: BTreeMap::new(),
            stickers: BTreeMap::new(),
            sounds: BTreeMap::new(),
        };
        self.guilds.insert(id, guild);
        self.join(id, owner, Vec::new(), now);
        id
    }

    /// Makes a user a member, or gives a member these roles as well.
    pub(crate) fn join(&mut self, guild_id: u64, user: u64, roles: Vec<u64>, now: Moment) {
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        if let Some(member) = guild.members.get_mut(&user) {
            member.roles.extend(roles);
            member.roles.sort_unstable();
            member.roles.dedup();
            self.member_changed(guild_id, user, "GUILD_MEMBER_UPDATE", now);
            return;
        }
        guild.members.insert(
            user,
            Member {
                user,
                nick: None,
                roles,
                joined: now,
                timed_out_until: None,
            },
        );
        self.member_changed(guild_id, user, "GUILD_MEMBER_ADD", now);
    }

    fn member_changed(&mut self, guild_id: u64, user: u64, event: &'static str, now: Moment) {
        let mut data = self.member_json(guild_id, user, now);
        data["guild_id"] = json!(guild_id.to_string());
        self.tell_guild(guild_id, event, &data, intent::GUILD_MEMBERS);
    }

    /// Adds a bot with its own role.
    pub(crate) fn install(
        &mut self,
        guild_id: u64,
        application: u64,
        permissions: u64,
        now: Moment,
    ) {
        if self
            .guilds
            .get(&guild_id)
            .is_none_or(|guild| guild.members.contains_key(&application))
        {
            return;
        }
        let role = self.id(now);
        let name = self
            .applications
            .get(&application)
            .map(|found| found.name.clone())
            .unwrap_or_default();
        if let Some(guild) = self.guilds.get_mut(&guild_id) {
            let position = guild.next_position();
            guild.roles.insert(
                role,
                Role {
                    id: role,
                    name,
                    permissions,
                    mentionable: false,
                    position,
                    color: 0,
                    hoist: false,
                    bot: Some(application),
                },
            );
        }
        self.join(guild_id, application, vec![role], now);
        if self.listening.contains(&application)
            && let Some(data) = self.guild_create(application, guild_id, u64::MAX, now)
        {
            self.tell(
                application,
                "GUILD_CREATE",
                data,
                Some(guild_id),
                intent::GUILDS,
            );
        }
    }

    /// Takes a user, or a bot with its role, out of the guild.
    pub(crate) fn remove_member(&mut self, guild_id: u64, user: u64) {
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        guild.members.remove(&user);
        guild.roles.retain(|_, role| role.bot != Some(user));
        let gone = json!({"guild_id": guild_id.to_string(), "user": self.user_json(user)});
        self.tell_guild(
            guild_id,
            "GUILD_MEMBER_REMOVE",
            &gone,
            intent::GUILD_MEMBERS,
        );
        if let Some(application) = self.applications.get_mut(&user) {
            application.commands.remove(&super::Scope::Guild(guild_id));
            self.tell(
                user,
                "GUILD_DELETE",
                json!({"id": guild_id.to_string()}),
                Some(guild_id),
                intent::GUILDS,
            );
        }
    }

    /// A member with its user; without a user it can go into a message or an interaction.
    pub(crate) fn member_json(&self, guild_id: u64, user: u64, now: Moment) -> Value {
        let Some(member) = self
            .guilds
            .get(&guild_id)
            .and_then(|guild| guild.members.get(&user))
        else {
            return Value::Null;
        };
        let silenced = self.silenced(guild_id, user);
        json!({
            "user": self.user_json(member.user),
            "nick": member.nick,
            "avatar": null,
            "banner": null,
            "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "joined_at": member.joined.iso(),
            "premium_since": null,
            "deaf": silenced.1,
            "mute": silenced.0,
            "flags": 0,
            "pending": false,
            "communication_disabled_until": member.timed_out_until.filter(|end| *end > now).map(Moment::iso),
        })
    }

    /// The GUILD_CREATE of one application; `None` when it is not a member.
    pub(crate) fn guild_create(
        &self,
        application: u64,
        guild_id: u64,
        intents: u64,
        now: Moment,
    ) -> Option<Value> {
        let guild = self.guilds.get(&guild_id)?;
        let own = guild.members.get(&application)?;
        let everyone = intents & intent::GUILD_PRESENCES != 0;
        let members: Vec<Value> = guild
            .members
            .keys()
            .filter(|user| {
                let in_voice = self.voice.states.contains_key(&(guild_id, **user));
                everyone || **user == application || in_voice
            })
            .map(|user| self.member_json(guild_id, *user, now))
            .collect();
        let mut data = guild.json();
        data["joined_at"] = json!(own.joined.iso());
        data["large"] = json!(false);
        data["unavailable"] = json!(false);
        data["member_count"] = json!(guild.members.len());
        data["members"] = json!(members);
        data["channels"] = json!(self.channels_of(guild_id));
        data["voice_states"] = json!(self.voice_states_of(guild_id));
        data["presences"] = if everyone {
            json!(self.presences_of(guild_id))
        } else {
            json!([])
        };
        data["threads"] = json!(self.threads_at_login(guild_id, application, now));
        data["stage_instances"] = json!(self.stages_of(guild_id));
        data["soundboard_sounds"] = guild.sounds.values().map(Sound::json).collect();
        data["guild_scheduled_events"] = self
            .scheduled_events
            .values()
            .filter(|event| event.guild == guild_id && event.running())
            .map(ScheduledEvent::json)
            .collect();
        Some(data)
    }
}
