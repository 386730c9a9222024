//! A person and scheduled events.

use super::{DriverError, Person};

impl Person {
    /// Says that this person comes to a scheduled event, or does not any more.
    ///
    /// # Errors
    ///
    /// When there is no such event in a guild that this person is in.
    pub fn interested(&self, event: u64, comes: bool) -> Result<(), DriverError> {
        let user = self.id();
        self.hub.turn(|world, _| {
            let guild = world.scheduled_events.get(&event).map(|found| found.guild);
            let guild = guild.and_then(|guild| world.guilds.get(&guild));
            if !guild.is_some_and(|guild| guild.members.contains_key(&user)) {
                return Err(DriverError::NoAccess);
            }
            world.interest(event, user, comes);
            Ok(())
        })
    }
}
