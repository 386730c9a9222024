//! Who is in a guild: joining, roles, time-outs, bans. Bots hear of it; no log entry is written.

use std::time::Duration;

use serde_json::Value;

use super::{Application, Guild, Role};
use crate::{clock::Moment, driver::Person};

impl Guild {
    /// Makes somebody a member with these roles, or gives a member these roles as well. Who is banned stays out.
    pub fn member(&self, person: &Person, roles: &[Role]) {
        let roles = roles.iter().map(|role| role.0).collect();
        self.hub
            .turn(|world, now| world.join(self.id, person.id(), roles, now));
    }

    /// The person of that name as a member.
    pub fn person(&self, name: &str) -> Person {
        let id = self.hub.turn(|world, now| {
            let id = world.person(name, now);
            world.join(self.id, id, Vec::new(), now);
            id
        });
        Person::of(&self.hub, id)
    }

    /// Whether a person is a member.
    pub fn has(&self, person: &Person) -> bool {
        self.hub.look(|world, _| {
            let guild = world.guilds.get(&self.id);
            guild.is_some_and(|guild| guild.members.contains_key(&person.id()))
        })
    }

    /// A member as bots see it; null for a stranger.
    pub fn member_json(&self, person: &Person) -> Value {
        self.hub
            .look(|world, now| world.member_json(self.id, person.id(), now))
    }

    /// Takes a person out.
    pub fn remove(&self, person: &Person) {
        self.hub
            .turn(|world, now| world.remove_member(self.id, person.id(), now));
    }

    /// Puts a member into time-out.
    pub fn time_out(&self, person: &Person, how_long: Duration) {
        self.hub.turn(|world, now| {
            world.change_member(self.id, person.id(), now, |member| {
                member.timed_out_until = Some(now + how_long);
            });
        });
    }

    /// When a member's time-out ends.
    pub fn timed_out_until(&self, person: &Person) -> Option<Moment> {
        self.hub.look(|world, now| {
            let member = world.guilds.get(&self.id)?.members.get(&person.id())?;
            member.timed_out_until.filter(|end| *end > now)
        })
    }

    /// Takes all roles of a member.
    pub fn clear_roles(&self, person: &Person) {
        self.hub.turn(|world, now| {
            world.change_member(self.id, person.id(), now, |member| member.roles.clear());
        });
    }

    /// Bans a person; what the person wrote stays.
    pub fn ban(&self, person: &Person) {
        self.hub
            .turn(|world, now| world.ban(self.id, person.id(), None, Duration::ZERO, now));
    }

    /// Lifts a ban.
    pub fn unban(&self, person: &Person) {
        self.hub.turn(|world, _| world.unban(self.id, person.id()));
    }

    /// Whether a person is banned.
    pub fn has_banned(&self, person: &Person) -> bool {
        self.hub.look(|world, _| world.banned(self.id, person.id()))
    }

    /// Adds a bot with a role of its own that has these permission bits on top of @everyone's.
    pub fn install(&self, application: &Application, permissions: u64) {
        self.hub
            .turn(|world, now| world.install(self.id, application.id, permissions, now));
    }

    /// Throws a bot out.
    pub fn kick(&self, application: &Application) {
        self.hub
            .turn(|world, now| world.remove_member(self.id, application.id, now));
    }
}
