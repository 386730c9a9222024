//! Access tokens that let an application add a person to its guilds (`PUT /guilds/{id}/members/{user}`).

use super::{World, application::scramble};
use crate::clock::Moment;

impl World {
    /// A person's leave for an application to add the person to guilds; the token for it.
    pub(crate) fn admission(&mut self, application: u64, person: u64, now: Moment) -> String {
        let id = self.id(now);
        let token = format!("{:016x}{:016x}", scramble(id), scramble(!id));
        self.admissions.insert(token.clone(), (application, person));
        token
    }

    /// The person whom an application may add with an access token.
    pub(crate) fn admitted_by(&self, application: u64, token: &str) -> Option<u64> {
        let (holder, person) = self.admissions.get(token)?;
        (*holder == application).then_some(*person)
    }
}
