//! What a person with the rights does to others in the client: kick, ban, time out, rename, give and take roles.
//!
//! The client offers it only to who has the right and stands higher; the audit log names the person.

use std::time::Duration;

use serde_json::{Value, json};

use super::{DriverError, Person, right::may_in_guild};
use crate::{
    clock::Moment,
    permission,
    setup::{Guild, Role},
    world::{
        World,
        audit::{self, Audit, action},
    },
};

/// Longest time-out: 28 days.
const LONGEST_TIME_OUT: Duration = Duration::from_secs(28 * 86_400);
/// Characters of a nickname.
const LONGEST_NICK: usize = 32;

const BAN: (u64, &str) = (permission::BAN_MEMBERS, "the person may not ban members");
const KICK: (u64, &str) = (permission::KICK_MEMBERS, "the person may not kick members");
const TIME_OUT: (u64, &str) = (
    permission::MODERATE_MEMBERS,
    "the person may not put members into time-out",
);
const RENAME: (u64, &str) = (
    permission::MANAGE_NICKNAMES,
    "the person may not change the nicknames of others",
);
const RENAME_ONESELF: (u64, &str) = (
    permission::CHANGE_NICKNAME,
    "the person may not change the own nickname",
);
const ROLES: (u64, &str) = (permission::MANAGE_ROLES, "the person may not manage roles");

const NO_MEMBER: DriverError = DriverError::Refused("the other one is no member");
const TOO_HIGH: DriverError =
    DriverError::Forbidden("the person does not stand higher than the other one");
const SAME: DriverError = DriverError::Refused("nothing would change");

/// What the log says beyond who did it to whom.
struct Logged {
    action: u16,
    changes: Vec<Value>,
}

fn logged(action: u16) -> Logged {
    Logged {
        action,
        changes: Vec::new(),
    }
}

impl Person {
    /// Throws somebody out of a guild.
    ///
    /// # Errors
    ///
    /// When the person may not, stands no higher, or the other one is no member.
    pub fn kick(&self, guild: &Guild, who: &Person, reason: &str) -> Result<(), DriverError> {
        let (id, user) = (guild.id(), who.id());
        self.moderate(guild, who, KICK, reason, |world, now| {
            if !world.is_member(id, user) {
                return Err(NO_MEMBER);
            }
            world.remove_member(id, user, now);
            Ok(logged(action::MEMBER_KICK))
        })
    }

    /// Bans somebody from a guild, with the messages of the last `purge`.
    ///
    /// # Errors
    ///
    /// When the person may not, stands no higher, or the other one is banned already.
    pub fn ban(
        &self,
        guild: &Guild,
        who: &Person,
        purge: Duration,
        reason: &str,
    ) -> Result<(), DriverError> {
        self.moderate(guild, who, BAN, reason, |world, now| {
            let why = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
            if world.ban(guild.id(), who.id(), why, purge, now) {
                Ok(logged(action::MEMBER_BAN_ADD))
            } else {
                Err(DriverError::Refused("the other one is banned already"))
            }
        })
    }

    /// Lifts a ban.
    ///
    /// # Errors
    ///
    /// When the person may not, or there is no ban.
    pub fn unban(&self, guild: &Guild, who: &Person, reason: &str) -> Result<(), DriverError> {
        self.moderate(guild, who, BAN, reason, |world, _| {
            if world.unban(guild.id(), who.id()) {
                Ok(logged(action::MEMBER_BAN_REMOVE))
            } else {
                Err(DriverError::Refused("the other one is not banned"))
            }
        })
    }

    /// The bans of a guild as Discord writes them.
    pub(crate) fn bans(&self, guild: &Guild) -> Result<Vec<Value>, DriverError> {
        self.hub.look(|world, now| {
            may_in_guild(world, self.id(), guild.id(), BAN, now)?;
            let found = world.guilds.get(&guild.id());
            let bans = found.into_iter().flat_map(|guild| guild.bans.values());
            Ok(bans.map(|ban| world.ban_json(ban)).collect())
        })
    }

    /// Puts somebody into time-out; with no time at all, lets them out.
    ///
    /// # Errors
    ///
    /// When the person may not, stands no higher, or the other one is no member or an administrator.
    pub fn time_out(
        &self,
        guild: &Guild,
        who: &Person,
        how_long: Duration,
        reason: &str,
    ) -> Result<(), DriverError> {
        if how_long > LONGEST_TIME_OUT {
            return Err(DriverError::Refused("a time-out ends within 28 days"));
        }
        let (id, user) = (guild.id(), who.id());
        self.moderate(guild, who, TIME_OUT, reason, |world, now| {
            if world.guild_permissions(user, id, now) & permission::ADMINISTRATOR != 0 {
                let why = "an administrator cannot be put into time-out";
                return Err(DriverError::Refused(why));
            }
            let end = Some(now + how_long).filter(|_| !how_long.is_zero());
            changed(
                world,
                id,
                user,
                "communication_disabled_until",
                now,
                |world| {
                    world.change_member(id, user, now, |member| member.timed_out_until = end);
                },
            )
        })
    }

    /// Gives somebody a nickname, or takes it away; oneself too.
    ///
    /// # Errors
    ///
    /// When the person may not, stands no higher, or the other one is no member.
    pub fn rename(
        &self,
        guild: &Guild,
        who: &Person,
        nick: Option<&str>,
        reason: &str,
    ) -> Result<(), DriverError> {
        let nick = nick.map(str::trim).filter(|nick| !nick.is_empty());
        if nick.is_some_and(|nick| nick.chars().count() > LONGEST_NICK) {
            return Err(DriverError::Refused("the nickname is too long"));
        }
        let (id, user) = (guild.id(), who.id());
        let right = if user == self.id() {
            RENAME_ONESELF
        } else {
            RENAME
        };
        self.moderate(guild, who, right, reason, |world, now| {
            let done = changed(world, id, user, "nick", now, |world| {
                world.change_member(id, user, now, |member| {
                    member.nick = nick.map(ToOwned::to_owned);
                });
            });
            world.judge_profile(id, user, now);
            done
        })
    }

    /// Gives somebody a role, or takes it with `having` false.
    ///
    /// # Errors
    ///
    /// When the person may not, the role is not below the person's own, or nothing would change.
    pub fn set_role(
        &self,
        guild: &Guild,
        who: &Person,
        role: Role,
        having: bool,
    ) -> Result<(), DriverError> {
        let mut roles = self.hub.look(|world, _| {
            let member = world.guilds.get(&guild.id())?.members.get(&who.id())?;
            Some(member.roles.clone())
        });
        let roles = roles.as_mut().ok_or(NO_MEMBER)?;
        roles.retain(|known| *known != role.id());
        if having {
            roles.push(role.id());
        }
        self.set_roles(guild, who, roles, "")
    }

    /// Gives somebody exactly these roles.
    ///
    /// # Errors
    ///
    /// As [`Person::set_role`].
    pub(crate) fn set_roles(
        &self,
        guild: &Guild,
        who: &Person,
        roles: &[u64],
        reason: &str,
    ) -> Result<(), DriverError> {
        let (id, user, own) = (guild.id(), who.id(), self.id());
        self.hub.turn(|world, now| {
            may_in_guild(world, own, id, ROLES, now)?;
            let found = world.guilds.get(&id).ok_or(NO_MEMBER)?;
            let member = found.members.get(&user).ok_or(NO_MEMBER)?;
            let mut wanted = roles.to_vec();
            wanted.sort_unstable();
            wanted.dedup();
            let added = wanted.iter().filter(|role| !member.roles.contains(role));
            let removed = member.roles.iter().filter(|role| !wanted.contains(role));
            let mut changes = Vec::new();
            for (key, ids) in [
                ("$add", added.collect::<Vec<_>>()),
                ("$remove", removed.collect()),
            ] {
                let mut named = Vec::new();
                for role in ids {
                    let role = found.roles.get(role).filter(|role| role.id != id);
                    let role = role.ok_or(DriverError::Refused("there is no such role"))?;
                    if role.managed() {
                        let why = "an application has this role to itself";
                        return Err(DriverError::Refused(why));
                    }
                    if found.rank(own) <= role.position {
                        let why = "the person does not stand higher than the role";
                        return Err(DriverError::Forbidden(why));
                    }
                    named.push(json!({"id": role.id.to_string(), "name": role.name}));
                }
                if !named.is_empty() {
                    changes.push(audit::change(key, &Value::Null, &json!(named)));
                }
            }
            if changes.is_empty() {
                return Err(SAME);
            }
            world.change_member(id, user, now, |member| member.roles = wanted);
            let done = Logged {
                action: action::MEMBER_ROLE_UPDATE,
                changes,
            };
            self.log(world, id, user, done, reason, now);
            Ok(())
        })
    }

    /// Does something that takes a right and, to another member, a higher rank.
    fn moderate(
        &self,
        guild: &Guild,
        who: &Person,
        right: (u64, &'static str),
        reason: &str,
        act: impl FnOnce(&mut World, Moment) -> Result<Logged, DriverError>,
    ) -> Result<(), DriverError> {
        let (id, user, own) = (guild.id(), who.id(), self.id());
        self.hub.turn(|world, now| {
            may_in_guild(world, own, id, right, now)?;
            let found = world.guilds.get(&id).ok_or(NO_MEMBER)?;
            let oneself = user == own && right.0 == permission::CHANGE_NICKNAME;
            let member = found.members.contains_key(&user);
            if member && !oneself && found.rank(own) <= found.rank(user) {
                return Err(TOO_HIGH);
            }
            let done = act(world, now)?;
            self.log(world, id, user, done, reason, now);
            Ok(())
        })
    }

    fn log(
        &self,
        world: &mut World,
        guild: u64,
        user: u64,
        done: Logged,
        reason: &str,
        now: Moment,
    ) {
        let entry = Audit {
            guild,
            actor: self.id(),
            action: done.action,
            target: Some(user),
            reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
            changes: done.changes,
            options: Value::Null,
        };
        world.audit(entry, now);
    }
}

/// Changes one thing of a member; refuses when that changes nothing.
fn changed(
    world: &mut World,
    guild: u64,
    user: u64,
    key: &str,
    now: Moment,
    change: impl FnOnce(&mut World),
) -> Result<Logged, DriverError> {
    let before = world.member_json(guild, user, now);
    if before.is_null() {
        return Err(NO_MEMBER);
    }
    change(world);
    let after = world.member_json(guild, user, now);
    let changes = audit::changes(&before, &after, &[key]);
    if changes.is_empty() {
        return Err(SAME);
    }
    Ok(Logged {
        action: action::MEMBER_UPDATE,
        changes,
    })
}
