//! What a world file makes, counted, and the ids that it fixes.

use super::{value::Id, world::WorldFile};

impl WorldFile {
    /// How many things the file makes.
    pub(super) fn things(&self) -> usize {
        let times = |repeat: Option<usize>| repeat.unwrap_or(1);
        let people: usize = self.people.iter().map(|person| times(person.repeat)).sum();
        let guilds = self.guilds.iter().map(|guild| {
            let roles: usize = guild.roles.iter().map(|role| times(role.repeat)).sum();
            let members: usize = guild
                .members
                .iter()
                .map(|member| times(member.repeat))
                .sum();
            let channels = guild.channels.iter();
            let channels =
                channels.map(|channel| times(channel.repeat).saturating_mul(channel.things()));
            let within = channels.fold(1 + roles + members, usize::saturating_add);
            within.saturating_mul(times(guild.repeat))
        });
        guilds.fold(people, usize::saturating_add)
    }

    /// Every id that is fixed, with its place.
    pub(super) fn ids(&self) -> Vec<(String, String)> {
        let mut ids = Vec::new();
        let mut add = |pointer: String, id: Option<Id>| {
            if let Some(id) = id {
                ids.push((format!("{pointer}/id"), id.0.to_string()));
            }
        };
        for (at, person) in self.people.iter().enumerate() {
            add(format!("/people/{at}"), person.id);
        }
        for (at, application) in self.applications.iter().enumerate() {
            add(format!("/applications/{at}"), application.id);
        }
        for (at, guild) in self.guilds.iter().enumerate() {
            let here = format!("/guilds/{at}");
            add(here.clone(), guild.id);
            for (at, role) in guild.roles.iter().enumerate() {
                add(format!("{here}/roles/{at}"), role.id);
            }
            for (at, channel) in guild.channels.iter().enumerate() {
                add(format!("{here}/channels/{at}"), channel.id);
            }
        }
        ids
    }
}
