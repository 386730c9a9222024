//! What a person with the rights does to others in the client: kick, ban, time out, give and take roles.
//!
//! The client offers it only to who has the right and stands higher; the audit log names the person.

use std::time::Duration;

use serde_json::{Value, json};

use super::{DriverError, Person};
use crate::{
    clock::Moment,
    permission,
    setup::{Guild, Role},
    world::{
        World,
        audit::{self, Audit, action},
    },
};

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
        self.moderate(
            guild,
            who,
            permission::KICK_MEMBERS,
            reason,
            |world, now| {
                let (guild, user) = (guild.id(), who.id());
                if !world.guilds.get(&guild)?.members.contains_key(&user) {
                    return None;
                }
                world.remove_member(guild, user, now);
                Some(logged(action::MEMBER_KICK))
            },
        )
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
        self.moderate(guild, who, permission::BAN_MEMBERS, reason, |world, now| {
            let why = Some(reason.to_owned()).filter(|reason| !reason.is_empty());
            let done = world.ban(guild.id(), who.id(), why, purge, now);
            done.then(|| logged(action::MEMBER_BAN_ADD))
        })
    }

    /// Lifts a ban.
    ///
    /// # Errors
    ///
    /// When the person may not, or there is no ban.
    pub fn unban(&self, guild: &Guild, who: &Person, reason: &str) -> Result<(), DriverError> {
        self.moderate(guild, who, permission::BAN_MEMBERS, reason, |world, _| {
            let lifted = world.unban(guild.id(), who.id());
            lifted.then(|| logged(action::MEMBER_BAN_REMOVE))
        })
    }

    /// Puts somebody into time-out.
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
        self.moderate(
            guild,
            who,
            permission::MODERATE_MEMBERS,
            reason,
            |world, now| {
                let (guild, user) = (guild.id(), who.id());
                if world.guild_permissions(user, guild, now) & permission::ADMINISTRATOR != 0 {
                    return None;
                }
                let before = world.member_json(guild, user, now);
                world.change_member(guild, user, now, |member| {
                    member.timed_out_until = Some(now + how_long);
                });
                let after = world.member_json(guild, user, now);
                let changes = audit::changes(&before, &after, &["communication_disabled_until"]);
                (!changes.is_empty()).then_some(Logged {
                    action: action::MEMBER_UPDATE,
                    changes,
                })
            },
        )
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
        let (id, user, own) = (guild.id(), who.id(), self.id());
        let changed = self.hub.turn(|world, now| {
            let found = world.guilds.get(&id)?;
            let place = found.roles.get(&role.id()).filter(|role| !role.managed())?;
            let may = world.guild_permissions(own, id, now) & permission::MANAGE_ROLES != 0;
            let member = found.members.get(&user)?;
            let has = member.roles.contains(&role.id());
            if !may || found.rank(own) <= place.position || role.id() == id || has == having {
                return None;
            }
            let key = if having { "$add" } else { "$remove" };
            let named = json!([{"id": place.id.to_string(), "name": place.name}]);
            world.change_member(id, user, now, |member| {
                member.roles.retain(|known| *known != role.id());
                if having {
                    member.roles.push(role.id());
                    member.roles.sort_unstable();
                }
            });
            let entry = Audit {
                guild: id,
                actor: own,
                action: action::MEMBER_ROLE_UPDATE,
                target: Some(user),
                changes: vec![audit::change(key, &Value::Null, &named)],
                ..Audit::default()
            };
            world.audit(entry, now);
            Some(())
        });
        changed.ok_or(DriverError::NoAccess)
    }

    /// Does something that takes a right and, to a member, a higher rank.
    fn moderate(
        &self,
        guild: &Guild,
        who: &Person,
        right: u64,
        reason: &str,
        act: impl FnOnce(&mut World, Moment) -> Option<Logged>,
    ) -> Result<(), DriverError> {
        let (id, user, own) = (guild.id(), who.id(), self.id());
        let done = self.hub.turn(|world, now| {
            let found = world.guilds.get(&id)?;
            let higher = !found.members.contains_key(&user) || found.rank(own) > found.rank(user);
            if !higher || world.guild_permissions(own, id, now) & right == 0 {
                return None;
            }
            let Logged { action, changes } = act(world, now)?;
            let entry = Audit {
                guild: id,
                actor: own,
                action,
                target: Some(user),
                reason: Some(reason.to_owned()).filter(|reason| !reason.is_empty()),
                changes,
                options: Value::Null,
            };
            world.audit(entry, now);
            Some(())
        });
        done.ok_or(DriverError::NoAccess)
    }
}
