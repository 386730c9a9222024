//! Invites: made, shown, used, expired (`resources/invite.mdx`).

use std::{collections::BTreeSet, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{World, intent};
use crate::{clock::Moment, permission};

/// Invites that a guild may have.
pub(crate) const MOST: usize = 1_000;
/// Letters of a code; those that look alike are left out.
const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/// Letters in a code.
const LENGTH: usize = 8;

/// A way into a guild.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Invite {
    pub(crate) code: String,
    pub(crate) guild: u64,
    pub(crate) channel: u64,
    pub(crate) inviter: u64,
    pub(crate) made: Moment,
    /// In seconds; 0 is for ever.
    pub(crate) max_age: u64,
    /// 0 is without limit.
    pub(crate) max_uses: u64,
    pub(crate) uses: u64,
    pub(crate) temporary: bool,
    /// A stream (1) or an activity (2).
    pub(crate) target_type: Option<u64>,
    /// The streaming user, or the application of the activity.
    pub(crate) target: Option<u64>,
    /// Roles that it gives.
    pub(crate) roles: Vec<u64>,
    /// Who alone may use it.
    pub(crate) only_for: Option<BTreeSet<u64>>,
}

impl Invite {
    fn expires(&self) -> Option<Moment> {
        (self.max_age > 0).then(|| self.made + Duration::from_secs(self.max_age))
    }

    fn good(&self, now: Moment) -> bool {
        self.expires().is_none_or(|end| end > now)
            && (self.max_uses == 0 || self.uses < self.max_uses)
    }

    /// Whether another one would do the same.
    fn like(&self, other: &Self) -> bool {
        let traits = |invite: &Self| {
            (
                invite.channel,
                invite.inviter,
                (invite.max_age, invite.max_uses),
                (invite.temporary, invite.target_type, invite.target),
                invite.roles.clone(),
                invite.only_for.clone(),
            )
        };
        traits(self) == traits(other)
    }
}

impl World {
    /// A code that no invite has.
    pub(crate) fn invite_code(&mut self, now: Moment) -> String {
        loop {
            // Mixed, so that neighbouring ids give different codes.
            let mut rest = self.id(now).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mut code = String::with_capacity(LENGTH);
            for _ in 0..LENGTH {
                let letters = LETTERS.len() as u64;
                let place = usize::try_from(rest % letters).unwrap_or_default();
                code.push(char::from(LETTERS[place]));
                rest /= letters;
            }
            if !self.invites.contains_key(&code) {
                return code;
            }
        }
    }

    /// Stores an invite and tells those who manage its channel; unless `unique`, one that does the same is found again.
    /// The second part says whether it is new.
    pub(crate) fn add_invite(
        &mut self,
        invite: Invite,
        unique: bool,
        now: Moment,
    ) -> (String, bool) {
        self.invites.retain(|_, invite| invite.good(now));
        let same = self
            .invites
            .values()
            .find(|known| !unique && known.like(&invite));
        if let Some(same) = same {
            return (same.code.clone(), false);
        }
        let code = invite.code.clone();
        let mut data = json!({
            "channel_id": invite.channel.to_string(),
            "code": code,
            "created_at": invite.made.iso(),
            "expires_at": invite.expires().map(Moment::iso),
            "guild_id": invite.guild.to_string(),
            "inviter": self.user_json(invite.inviter),
            "max_age": invite.max_age,
            "max_uses": invite.max_uses,
            "temporary": invite.temporary,
            "uses": invite.uses,
        });
        self.show_target(&invite, &mut data);
        let (guild, channel) = (invite.guild, invite.channel);
        self.invites.insert(code.clone(), invite);
        self.tell_invite(guild, channel, "INVITE_CREATE", &data, now);
        (code, true)
    }

    /// The invite of a code, unless it has expired.
    pub(crate) fn invite(&self, code: &str, now: Moment) -> Option<&Invite> {
        self.invites.get(code).filter(|invite| invite.good(now))
    }

    /// The invites that pass, without those that have expired.
    pub(crate) fn invites_where(&self, now: Moment, pass: impl Fn(&Invite) -> bool) -> Vec<Value> {
        let invites = self
            .invites
            .values()
            .filter(|invite| invite.good(now) && pass(invite));
        invites
            .map(|invite| self.invite_json(invite, true))
            .collect()
    }

    /// Takes an invite away, and tells those who manage its channel.
    pub(crate) fn remove_invite(&mut self, code: &str, now: Moment) -> Option<Invite> {
        let invite = self.invites.remove(code)?;
        let data = json!({"channel_id": invite.channel.to_string(), "guild_id": invite.guild.to_string(),
            "code": code});
        self.tell_invite(invite.guild, invite.channel, "INVITE_DELETE", &data, now);
        Some(invite)
    }

    /// Lets somebody into the guild of an invite; `None` when it does not let this person in.
    pub(crate) fn use_invite(&mut self, code: &str, user: u64, now: Moment) -> Option<u64> {
        let invite = self.invite(code, now)?;
        if invite
            .only_for
            .as_ref()
            .is_some_and(|only| !only.contains(&user))
        {
            return None;
        }
        let (guild, roles) = (invite.guild, invite.roles.clone());
        if self.guilds.get(&guild)?.members.contains_key(&user) {
            return Some(guild);
        }
        if !self.join(guild, user, roles, now) {
            return None;
        }
        let invite = self.invites.get_mut(code)?;
        invite.uses += 1;
        if invite.max_uses > 0 && invite.uses >= invite.max_uses {
            self.remove_invite(code, now);
        }
        Some(guild)
    }

    fn tell_invite(
        &mut self,
        guild: u64,
        channel: u64,
        event: &'static str,
        data: &Value,
        now: Moment,
    ) {
        let manages = |application: &u64| {
            let bits = self.permissions_in(*application, channel, now);
            bits & permission::MANAGE_CHANNELS != 0
        };
        let managers: Vec<u64> = self.listening.keys().copied().filter(manages).collect();
        for application in managers {
            self.tell(
                application,
                event,
                data.clone(),
                Some(guild),
                intent::GUILD_INVITES,
            );
        }
    }

    fn show_target(&self, invite: &Invite, json: &mut Value) {
        let Some((kind, target)) = invite.target_type.zip(invite.target) else {
            return;
        };
        json["target_type"] = json!(kind);
        if kind == 1 {
            json["target_user"] = self.user_json(target);
        } else if let Some(application) = self.applications.get(&target) {
            json["target_application"] = json!({"id": target.to_string(), "name": application.name,
                "icon": null, "description": "", "verify_key": "", "flags": application.flags});
        }
    }

    /// An invite; `whole` adds how it is used, which only its guild's managers see.
    pub(crate) fn invite_json(&self, invite: &Invite, whole: bool) -> Value {
        let channel = self.channels.get(&invite.channel);
        let mut json = json!({
            "type": 0,
            "code": invite.code,
            "expires_at": invite.expires().map(Moment::iso),
            "guild_id": invite.guild.to_string(),
            "channel": {"id": invite.channel.to_string(), "type": channel.map_or(0, super::Channel::code),
                "name": channel.map(|channel| channel.name.as_str())},
            "inviter": self.user_json(invite.inviter),
            "flags": 0,
        });
        if let Some(guild) = self.guilds.get(&invite.guild) {
            let full = guild.json();
            let mut partial = json!({});
            for key in [
                "id",
                "name",
                "splash",
                "banner",
                "description",
                "icon",
                "features",
                "verification_level",
                "vanity_url_code",
                "nsfw_level",
                "nsfw",
                "premium_subscription_count",
            ] {
                partial[key] = full[key].clone();
            }
            json["guild"] = partial;
            if !invite.roles.is_empty() {
                let roles = invite.roles.iter().filter_map(|id| guild.roles.get(id));
                json["roles"] = roles.map(super::Role::json).collect();
            }
        }
        self.show_target(invite, &mut json);
        if whole {
            json["uses"] = json!(invite.uses);
            json["max_uses"] = json!(invite.max_uses);
            json["max_age"] = json!(invite.max_age);
            json["temporary"] = json!(invite.temporary);
            json["created_at"] = json!(invite.made.iso());
        }
        json
    }
}
