//! A person and the guilds: joining, leaving, asking to be let in, a nickname, and leave for a bot to add the person.

use super::{DriverError, Person, right::may_in_guild};
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
        joined
            .then_some(())
            .ok_or(DriverError::Forbidden("the server has banned the person"))
    }

    /// Leaves a guild.
    ///
    /// # Errors
    ///
    /// When the person is not in it, or owns it.
    pub fn leave(&self, guild: &Guild) -> Result<(), DriverError> {
        self.hub.turn(|world, now| {
            if !world.is_member(guild.id(), self.id()) {
                let why = "the person is not in that server";
                return Err(DriverError::Refused(why));
            }
            let found = world.guilds.get(&guild.id());
            if found.is_some_and(|guild| guild.owner == self.id()) {
                let why = "who owns a server does not leave it";
                return Err(DriverError::Refused(why));
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
        match self.rename(guild, self, nick, "") {
            // Who is called so already has what was wanted.
            Err(DriverError::Refused("nothing would change")) => Ok(()),
            done => done,
        }
    }

    /// Adds a bot to a guild with these permissions, as by its install link.
    pub(crate) fn add_bot(
        &self,
        guild: &Guild,
        application: u64,
        permissions: u64,
    ) -> Result<(), DriverError> {
        let (id, manage) = (guild.id(), permission::MANAGE_GUILD);
        self.hub.look(|world, now| {
            let right = (manage, "the person may not manage the server");
            may_in_guild(world, self.id(), id, right, now)?;
            if world.is_member(id, application) {
                return Err(DriverError::Refused("the bot is in that server already"));
            }
            if world.banned(id, application) {
                return Err(DriverError::Refused("the server has banned the bot"));
            }
            Ok(())
        })?;
        let address = format!(
            "?client_id={application}&scope=bot+applications.commands&permissions={permissions}"
        );
        self.authorize(&address, Some(guild)).map(|_| ())
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
