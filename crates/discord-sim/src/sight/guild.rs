//! Guilds as a member sees them, and everything that a client needs to begin.

use serde_json::{Value, json};

use super::{Sight, people};
use crate::{
    clock::Clock,
    world::{Application, Guild},
};

/// Members that come with a guild.
pub(super) const FIRST_MEMBERS: usize = 200;

impl Sight<'_> {
    /// Everything that a client needs to begin.
    pub(crate) fn ready(&self, clock: &Clock) -> Value {
        let user = self.world.users.get(&self.person);
        let guilds: Vec<Value> = self.guilds().map(|guild| self.whole_guild(guild)).collect();
        let directs: Vec<Value> = self.directs().map(|id| self.channel(id)).collect();
        let applications = self.world.applications.values();
        let applications: Vec<Value> = applications.map(|found| self.application(found)).collect();
        json!({
            "user": self.world.user_json(self.person),
            "locale": user.map(|user| user.locale.as_str()),
            "guilds": guilds,
            "directs": directs,
            "applications": applications,
            "clock": people::clock(clock),
            "features": {},
        })
    }

    /// A guild with what hangs on it.
    fn whole_guild(&self, guild: &Guild) -> Value {
        let mut json = self.guild(guild);
        json["channels"] = self.channels(guild.id).map(|id| self.channel(id)).collect();
        json["threads"] = self.threads(guild.id).map(|id| self.channel(id)).collect();
        json["members"] = json!(self.first_members(guild));
        json
    }

    /// A guild without channels, threads and members, with what the person is in it.
    pub(super) fn guild(&self, guild: &Guild) -> Value {
        let mut json = guild.json();
        let permissions = guild.permissions(self.person, self.now);
        json["member_count"] = json!(guild.members.len());
        json["permissions"] = json!(permissions.to_string());
        json["me"] = self.member(guild.id, self.person);
        let voices = self.world.voice_states_of(guild.id).into_iter();
        json["voice_states"] = voices.filter(|state| self.hears(state)).collect();
        json
    }

    /// Whether the person sees the channel of a voice state.
    fn hears(&self, state: &Value) -> bool {
        let channel = state["channel_id"].as_str();
        channel
            .and_then(|id| id.parse().ok())
            .is_some_and(|id| self.sees(id))
    }

    /// An application as everybody sees it.
    pub(super) fn application(&self, application: &Application) -> Value {
        json!({
            "id": application.id.to_string(),
            "name": application.name,
            "description": application.description,
            "icon": application.shown.get("icon"),
            "user": self.world.user_json(application.id),
        })
    }

    /// What decides over the person's rights in a guild, channels aside.
    pub(super) fn standing(&self, guild: &Guild) -> Vec<u64> {
        let everyone = guild
            .roles
            .get(&guild.id)
            .map_or(0, |role| role.permissions);
        let member = guild.members.get(&self.person);
        let timed_out = member.is_some_and(|member| member.timed_out_until > Some(self.now));
        let roles = member
            .map(|member| member.roles.as_slice())
            .unwrap_or_default();
        let owner = guild.owner == self.person;
        let mut all = vec![u64::from(owner), u64::from(timed_out), everyone];
        for id in roles {
            let bits = guild.roles.get(id).map_or(0, |role| role.permissions);
            all.extend([*id, bits]);
        }
        all.push(member.map_or(0, |member| member.flags));
        all
    }
}
