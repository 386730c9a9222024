//! A person at OAuth2's page: agreeing, refusing, and taking it back.

use std::collections::BTreeMap;

use super::{DriverError, Person};
use crate::{
    oauth::{Asked, Decision, decide},
    setup::{Application, Guild},
};

impl Person {
    /// Agrees to what an authorize address asks for; a bot is added to `guild` where one is wanted. The address that the
    /// person is sent back to, `None` for an install link without one.
    ///
    /// # Errors
    ///
    /// When the page would show an error, with its words.
    pub fn authorize(
        &self,
        address: &str,
        guild: Option<&Guild>,
    ) -> Result<Option<String>, DriverError> {
        let guild = guild.map(Guild::id);
        let user = self.id();
        self.answer_page(address, Decision::Authorize { user, guild })
    }

    /// Presses Cancel on the page of an authorize address.
    ///
    /// # Errors
    ///
    /// When the page would show an error, with its words.
    pub fn refuse(&self, address: &str) -> Result<Option<String>, DriverError> {
        self.answer_page(address, Decision::Cancel)
    }

    /// Takes back what this person gave an application, as in the client's settings.
    pub fn deauthorize(&self, application: &Application) {
        self.hub
            .turn(|world, now| world.deauthorize(application.id(), self.id(), now));
    }

    fn answer_page(
        &self,
        address: &str,
        decision: Decision,
    ) -> Result<Option<String>, DriverError> {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let query: BTreeMap<String, String> = form_urlencoded::parse(query.as_bytes())
            .map(|(name, value)| (name.into_owned(), value.into_owned()))
            .collect();
        let result = self.hub.turn(|world, now| {
            let asked = Asked::read(world, &query)?;
            decide(world, &asked, decision, now)
        });
        result.map_err(DriverError::Page)
    }
}
