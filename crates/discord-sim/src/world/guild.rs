//! Guilds with their roles and members, and the permissions that follow from them.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{
    Ban, Community, Member, Role, Tracked, World,
    application::scramble,
    automod,
    expression::{Emoji, Sound, Sticker},
    intent, member_flag,
    scheduled_event::ScheduledEvent,
};
use crate::{
    clock::Moment,
    permission::{self, Overwrite, Place, Subject},
};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Guild {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) owner: u64,
    pub(crate) locale: String,
    /// The role with the guild's own id is @everyone.
    pub(crate) roles: BTreeMap<u64, Role>,
    pub(crate) members: Tracked<u64, Member>,
    /// Who was a member before.
    pub(crate) left: BTreeSet<u64>,
    pub(crate) bans: BTreeMap<u64, Ban>,
    pub(crate) rules: BTreeMap<u64, automod::Rule>,
    pub(crate) community: Community,
    /// What differs from [`Guild::json`]'s defaults, by key.
    pub(crate) settings: Map<String, Value>,
    pub(crate) emojis: BTreeMap<u64, Emoji>,
    pub(crate) stickers: BTreeMap<u64, Sticker>,
    pub(crate) sounds: BTreeMap<u64, Sound>,
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
            timed_out: self.members.get(&user).is_some_and(|member| {
                member.timed_out_until.is_some_and(|end| end > now)
                    || member.flags & member_flag::QUARANTINED_USERNAME != 0
            }),
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
        let mut json = json!({
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
        });
        for (key, value) in &self.settings {
            json[key] = value.clone();
        }
        json
    }

    /// A setting by its key in [`Guild::json`]; null when it was never set.
    pub(crate) fn setting(&self, key: &str) -> Value {
        self.settings.get(key).cloned().unwrap_or_default()
    }

    /// A channel that is chosen for something, such as `system_channel_id`.
    pub(crate) fn channel_setting(&self, key: &str) -> Option<u64> {
        self.settings.get(key)?.as_str()?.parse().ok()
    }

    /// Switches a feature on or off.
    pub(crate) fn switch_feature(&mut self, feature: &str, on: bool) {
        let known = self.setting("features");
        let mut features: Vec<Value> = known.as_array().cloned().unwrap_or_default();
        features.retain(|known| known != feature);
        if on {
            features.push(json!(feature));
        }
        self.settings.insert("features".to_owned(), json!(features));
    }

    /// Its features, as Discord names them.
    pub(crate) fn features(&self) -> Value {
        match self.setting("features") {
            Value::Null => json!([]),
            features => features,
        }
    }

    /// Whether it has a feature of Discord's list.
    pub(crate) fn has_feature(&self, feature: &str) -> bool {
        let features = self.settings.get("features").and_then(Value::as_array);
        features.is_some_and(|features| features.iter().any(|known| known == feature))
    }
}

impl World {
    pub(crate) fn add_guild(&mut self, name: &str, owner: u64, now: Moment) -> u64 {
        let id = self.id(now);
        let everyone = Role::bare(id, "@everyone", permission::DEFAULT, 0);
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            locale: "en-US".to_owned(),
            roles: BTreeMap::from([(id, everyone)]),
            members: Tracked::default(),
            left: BTreeSet::new(),
            bans: BTreeMap::new(),
            rules: BTreeMap::new(),
            community: Community::default(),
            settings: Map::new(),
            emojis: BTreeMap::new(),
            stickers: BTreeMap::new(),
            sounds: BTreeMap::new(),
        };
        self.guilds.insert(id, guild);
        self.join(id, owner, Vec::new(), now);
        id
    }

    /// A hash that stands for a picture nobody has seen before.
    pub(crate) fn picture_hash(&mut self, now: Moment) -> String {
        let id = self.id(now);
        format!("{:016x}{:016x}", scramble(id), scramble(!id))
    }

    /// Changes a guild; tells nobody when nothing is different after it.
    pub(crate) fn change_guild(&mut self, id: u64, change: impl FnOnce(&mut Guild)) {
        let heard = !self.listeners_of(id).is_empty();
        let Some(guild) = self.guilds.get_mut(&id) else {
            return;
        };
        if !heard {
            return change(guild);
        }
        let before = guild.json();
        change(guild);
        let after = guild.json();
        if after != before {
            self.tell_guild(id, "GUILD_UPDATE", &after, intent::GUILDS);
        }
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
