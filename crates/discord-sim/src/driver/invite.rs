//! Invites as people use them.

use super::{DriverError, Person, Seat};
use crate::{
    permission::CREATE_INSTANT_INVITE,
    setup::Guild,
    world::{Channel, Invite},
};

/// Seconds that an invite of the client lives: seven days.
const WEEK: u64 = 604_800;

impl Person {
    /// Joins a guild by the code of an invite.
    ///
    /// # Errors
    ///
    /// When there is no such invite, it has expired or is used up, or it is not for this person.
    pub fn join_by(&self, code: &str) -> Result<Guild, DriverError> {
        let joined = self
            .hub
            .turn(|world, now| world.use_invite(code, self.id(), now));
        let id = joined.ok_or(DriverError::NoAccess)?;
        Ok(Guild::of(&self.hub, id))
    }
}

impl Seat {
    /// Makes an invite to this channel as the client proposes it: for a week, for as many as like. Gives its code.
    ///
    /// # Errors
    ///
    /// When the person may not invite here.
    pub fn invite(&self) -> Result<String, DriverError> {
        let (inviter, channel) = (self.person.id(), self.channel.id());
        let made = self.hub().turn(|world, now| {
            let guild = world.channels.get(&channel).and_then(Channel::guild)?;
            let bits = world.permissions_in(inviter, channel, now);
            if bits & CREATE_INSTANT_INVITE == 0 {
                return None;
            }
            let invite = Invite {
                code: world.invite_code(now),
                guild,
                channel,
                inviter,
                made: now,
                max_age: WEEK,
                max_uses: 0,
                uses: 0,
                temporary: false,
                target_type: None,
                target: None,
                roles: Vec::new(),
                only_for: None,
            };
            Some(world.add_invite(invite, false, now).0)
        });
        made.ok_or(DriverError::NoAccess)
    }
}
