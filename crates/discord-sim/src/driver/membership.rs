//! A person and the guilds: joining, leaving, asking to be let in, a nickname, and leave for a bot to add the person.

use super::{DriverError, Person};
use crate::{
    permission,
    setup::{Application, Guild},
    world::oauth::Consent,
};

impl Person {
    /// Joins a guild.
    ///
    /// # Errors
    ///
    /// When the guild has banned the person.
    pub fn join(&self, guild: &Guild) -> Result<(), DriverError> {
        let joined = self
            .hub
            .turn(|world, now| world.join(guild.id(), self.id(), Vec::new(), now));
        joined.then_some(()).ok_or(DriverError::NoAccess)
    }

    /// Leaves a guild.
    ///
    /// # Errors
    ///
    /// When the person is not in it, or owns it.
    pub fn leave(&self, guild: &Guild) -> Result<(), DriverError> {
        self.hub.turn(|world, now| {
            let found = world.guilds.get(&guild.id());
            let may = found.is_some_and(|guild| {
                guild.owner != self.id() && guild.members.contains_key(&self.id())
            });
            if !may {
                return Err(DriverError::NoAccess);
            }
            world.remove_member(guild.id(), self.id(), now);
            Ok(())
        })
    }

    /// Asks to be let into a guild; the id of the request.
    ///
    /// # Errors
    ///
    /// When the person is in it, is banned, or has asked already.
    pub fn ask_to_join(&self, guild: &Guild) -> Result<u64, DriverError> {
        let asked = self
            .hub
            .turn(|world, now| world.ask_to_join(guild.id(), self.id(), now));
        asked.ok_or(DriverError::NoAccess)
    }

    /// Takes a nickname in a guild, or gives it up.
    ///
    /// # Errors
    ///
    /// When the person is not in the guild or may not change the own nickname.
    pub fn set_nick(&self, guild: &Guild, nick: Option<&str>) -> Result<(), DriverError> {
        self.hub.turn(|world, now| {
            let bits = world.guild_permissions(self.id(), guild.id(), now);
            if bits & permission::CHANGE_NICKNAME == 0 {
                return Err(DriverError::NoAccess);
            }
            world.change_member(guild.id(), self.id(), now, |member| {
                member.nick = nick.map(ToOwned::to_owned);
            });
            world.judge_profile(guild.id(), self.id(), now);
            Ok(())
        })
    }

    /// Lets an application add the person to its guilds; the access token for it.
    pub fn let_add(&self, application: &Application) -> String {
        self.hub.turn(|world, now| {
            let consent = Consent {
                application: application.id(),
                user: self.id(),
                scopes: vec!["guilds.join".to_owned()],
                ..Consent::default()
            };
            let grant = world.grant(&consent, false, now);
            let answer = world.token_answer(grant);
            answer["access_token"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
    }
}
