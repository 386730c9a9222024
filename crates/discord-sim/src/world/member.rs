//! Members of guilds: how they come, change and go, and how they look on the wire.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Guild, MessageDraft, MessageKind, Role, Scope, World, alarm::Alarm, intent};
use crate::clock::Moment;

/// Somebody in a guild.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Member {
    pub(crate) user: u64,
    pub(crate) nick: Option<String>,
    pub(crate) roles: Vec<u64>,
    pub(crate) joined: Moment,
    pub(crate) timed_out_until: Option<Moment>,
    /// Hashes of the pictures for this guild alone.
    pub(crate) avatar: Option<String>,
    pub(crate) banner: Option<String>,
    /// Some of [`member_flag`].
    pub(crate) flags: u64,
}

/// Member flags (`resources/guild.mdx`).
pub(crate) mod member_flag {
    pub(crate) const DID_REJOIN: u64 = 1 << 0;
    pub(crate) const BYPASSES_VERIFICATION: u64 = 1 << 2;
    pub(crate) const QUARANTINED_USERNAME: u64 = 1 << 7;
    /// What a bot may change.
    pub(crate) const EDITABLE: u64 = BYPASSES_VERIFICATION;
}

/// Flag of a guild's system channel: nothing is said about who joins.
const SUPPRESS_JOIN_NOTIFICATIONS: u64 = 1 << 0;

impl Member {
    /// A member who has just joined.
    pub(crate) fn fresh(user: u64, roles: Vec<u64>, now: Moment) -> Self {
        Self {
            user,
            nick: None,
            roles,
            joined: now,
            timed_out_until: None,
            avatar: None,
            banner: None,
            flags: 0,
        }
    }
}

impl World {
    /// Whether a guild has banned a user.
    pub(crate) fn banned(&self, guild: u64, user: u64) -> bool {
        let guild = self.guilds.get(&guild);
        guild.is_some_and(|guild| guild.bans.contains_key(&user))
    }

    /// Makes a user a member, or gives a member these roles as well; who is banned stays out.
    pub(crate) fn join(&mut self, guild_id: u64, user: u64, roles: Vec<u64>, now: Moment) -> bool {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return false;
        };
        if guild.members.contains_key(&user) {
            self.change_member(guild_id, user, now, |member| {
                member.roles.extend(roles);
                member.roles.sort_unstable();
                member.roles.dedup();
            });
            return true;
        }
        if guild.bans.contains_key(&user) {
            return false;
        }
        self.admit(guild_id, Member::fresh(user, roles, now), now);
        true
    }

    /// Lets somebody in who is neither a member nor banned.
    pub(crate) fn admit(&mut self, guild_id: u64, mut member: Member, now: Moment) {
        let user = member.user;
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        if guild.left.contains(&user) {
            member.flags |= member_flag::DID_REJOIN;
        }
        guild.members.insert(user, member);
        // A bot that comes hears of it by GUILD_CREATE.
        let mut others = self.listeners_of(guild_id);
        others.retain(|bot| *bot != user);
        let data = match others.is_empty() {
            true => Value::Null,
            false => self.member_event(guild_id, user, now),
        };
        for bot in others {
            self.tell(
                bot,
                "GUILD_MEMBER_ADD",
                data.clone(),
                Some(guild_id),
                intent::GUILD_MEMBERS,
            );
        }
        self.welcome(guild_id, user, now);
        self.judge_profile(guild_id, user, now);
    }

    /// Says in the system channel that somebody joined.
    fn welcome(&mut self, guild_id: u64, user: u64, now: Moment) {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return;
        };
        let silent = guild
            .setting("system_channel_flags")
            .as_u64()
            .unwrap_or_default()
            & SUPPRESS_JOIN_NOTIFICATIONS
            != 0;
        let Some(channel) = guild
            .channel_setting("system_channel_id")
            .filter(|_| !silent)
        else {
            return;
        };
        if self.channels.contains_key(&channel) {
            let draft = MessageDraft {
                channel,
                author: user,
                body: &Value::Null,
                files: &[],
                kind: MessageKind::Join,
                interaction: None,
                only_for: None,
                flags: 0,
                reply_to: None,
            };
            self.send(&draft, now);
        }
    }

    /// Changes a member; tells nobody when nothing is different after it.
    pub(crate) fn change_member(
        &mut self,
        guild_id: u64,
        user: u64,
        now: Moment,
        change: impl FnOnce(&mut Member),
    ) {
        let bot = self.listening.contains_key(&user);
        let access = bot.then(|| self.access(guild_id, now));
        let found = self
            .guilds
            .get_mut(&guild_id)
            .and_then(|guild| guild.members.get_mut(&user));
        let Some(member) = found else {
            return;
        };
        let before = member.clone();
        change(member);
        if *member == before {
            return;
        }
        if let Some(end) = member.timed_out_until.filter(|end| *end > now) {
            self.alarms.insert((end, Alarm::TimeOut(guild_id, user)));
        }
        let listeners = self.listeners_of(guild_id);
        if listeners.is_empty() {
            return;
        }
        let data = self.member_event(guild_id, user, now);
        for bot in listeners {
            // What happens to itself a bot always hears.
            let intents = if bot == user {
                0
            } else {
                intent::GUILD_MEMBERS
            };
            self.tell(
                bot,
                "GUILD_MEMBER_UPDATE",
                data.clone(),
                Some(guild_id),
                intents,
            );
        }
        if let Some(access) = access {
            self.sync_access(guild_id, &access, now);
        }
    }

    /// A time-out is over. Discord tells nobody: who watches sees it.
    pub(super) fn free_member(&mut self, guild_id: u64, user: u64) {
        let guild = self.guilds.get_mut(&guild_id);
        let member = guild.and_then(|guild| guild.members.get_mut(&user));
        let over =
            member.filter(|member| member.timed_out_until.is_some_and(|end| end <= self.now));
        if let Some(member) = over {
            member.timed_out_until = None;
        }
    }

    fn member_event(&self, guild_id: u64, user: u64, now: Moment) -> Value {
        let mut data = self.member_json(guild_id, user, now);
        data["guild_id"] = json!(guild_id.to_string());
        data
    }

    /// The applications that are in a guild.
    pub(crate) fn bots_of(&self, guild_id: u64) -> Vec<u64> {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return Vec::new();
        };
        let here = self
            .applications
            .keys()
            .filter(|id| guild.members.contains_key(id));
        here.copied().collect()
    }

    /// The applications in a guild whose events somebody hears.
    pub(crate) fn listeners_of(&self, guild_id: u64) -> Vec<u64> {
        let Some(guild) = self.guilds.get(&guild_id) else {
            return Vec::new();
        };
        let here = |id: &&u64| guild.members.contains_key(id);
        self.listening.keys().filter(here).copied().collect()
    }

    /// Adds a bot with its own role.
    pub(crate) fn install(
        &mut self,
        guild_id: u64,
        application: u64,
        permissions: u64,
        now: Moment,
    ) {
        let open = self.guilds.get(&guild_id).is_some_and(|guild| {
            !guild.members.contains_key(&application) && !guild.bans.contains_key(&application)
        });
        if !open {
            return;
        }
        let id = self.id(now);
        let name = self
            .applications
            .get(&application)
            .map(|found| found.name.clone())
            .unwrap_or_default();
        let position = self.guilds.get(&guild_id).map_or(1, Guild::next_position);
        let mut role = Role::bare(id, &name, permissions, position);
        role.bot = Some(application);
        self.add_role(guild_id, role);
        self.join(guild_id, application, vec![id], now);
        self.tell_integration(guild_id, application, "INTEGRATION_CREATE");
        self.authorized(guild_id, application, now);
        if self.listening.contains_key(&application)
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
    pub(crate) fn remove_member(&mut self, guild_id: u64, user: u64, now: Moment) {
        self.leave_voice(guild_id, user, now);
        self.leave_threads(guild_id, user, now);
        let Some(guild) = self.guilds.get_mut(&guild_id) else {
            return;
        };
        if guild.members.remove(&user).is_none() {
            return;
        }
        guild.left.insert(user);
        let own_role = guild
            .roles
            .values()
            .find(|role| role.bot == Some(user))
            .map(|role| role.id);
        let gone = json!({"guild_id": guild_id.to_string(), "user": self.user_json(user)});
        self.tell_guild(
            guild_id,
            "GUILD_MEMBER_REMOVE",
            &gone,
            intent::GUILD_MEMBERS,
        );
        if let Some(role) = own_role {
            self.delete_role(guild_id, role, now);
        }
        if let Some(application) = self.applications.get_mut(&user) {
            application.commands.remove(&Scope::Guild(guild_id));
            self.tell_integration(guild_id, user, "INTEGRATION_DELETE");
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
        let voice = self.voice.states.get(&(guild_id, user));
        let silenced = voice.map_or((false, false), |state| (state.mute, state.deaf));
        json!({
            "user": self.user_json(member.user),
            "nick": member.nick,
            "avatar": member.avatar,
            "banner": member.banner,
            "roles": member.roles.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "joined_at": member.joined.iso(),
            "premium_since": null,
            "deaf": silenced.1,
            "mute": silenced.0,
            "flags": member.flags,
            "pending": false,
            "communication_disabled_until": member.timed_out_until.filter(|end| *end > now).map(Moment::iso),
        })
    }
}
