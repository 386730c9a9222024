//! Who takes part in a session and where, made on a stage as they are in the world.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    read::{Act, Did},
    rust::{self, literal},
};
use crate::{
    permission,
    world::{Channel, ChannelKind, Guild, Role, World},
};

/// Language of a new person.
const USUAL_LOCALE: &str = "en-US";

/// Variables for people in places, and the lines that make them.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// People and places, made.
    pub(super) lines: String,
    /// Rights are named.
    pub(super) names_rights: bool,
    seats: BTreeMap<(u64, u64), String>,
    people: BTreeMap<u64, Who>,
    taken: BTreeSet<String>,
}

#[derive(Debug, Clone)]
struct Who {
    name: String,
    variable: String,
    /// In the stage's guild, and so a seat.
    member: bool,
}

impl Cast {
    pub(super) fn of(world: &World, acts: &[Act]) -> Self {
        let mut cast = Self::default();
        cast.taken.insert("stage".to_owned());
        let place = |act: &Act| world.channels.get(&act.channel);
        let guild = acts.iter().filter_map(|act| place(act)?.guild).next();
        let guild = guild.and_then(|id| world.guilds.get(&id));
        let own =
            |act: &&Act| place(act).is_some_and(|found| found.guild == guild.map(|guild| guild.id));
        let main = acts.iter().filter(|act| guild.is_some() && own(act));
        let main = main.map(|act| act.channel).next();
        for act in acts {
            cast.meet(world, guild, act.user);
            if let Did::UserMenu { target, .. } = act.did
                && world.users.get(&target).is_some_and(|user| !user.bot)
            {
                cast.meet(world, guild, target);
            }
        }
        cast.rank(world, guild);
        cast.seat(world, acts, (guild, main));
        cast
    }

    /// The variable of a person in a place.
    pub(super) fn seat_of(&self, act: &Act) -> &str {
        let seat = self.seats.get(&(act.user, act.channel));
        seat.map_or("nobody", String::as_str)
    }

    /// A person as an expression of that type.
    pub(super) fn person(&self, user: u64) -> Option<String> {
        let who = self.people.get(&user)?;
        Some(if who.member {
            format!("{}.person()", who.variable)
        } else {
            format!("&{}", who.variable)
        })
    }

    pub(super) fn name(&self, user: u64) -> &str {
        let who = self.people.get(&user);
        who.map_or("somebody", |who| who.name.as_str())
    }

    fn variable(&mut self, text: &str) -> String {
        let name = rust::name(text);
        let mut variable = name.clone();
        let mut number = 2;
        while !self.taken.insert(variable.clone()) {
            variable = format!("{name}_{number}");
            number += 1;
        }
        variable
    }

    fn meet(&mut self, world: &World, guild: Option<&Guild>, user: u64) {
        let Some(found) = world
            .users
            .get(&user)
            .filter(|_| !self.people.contains_key(&user))
        else {
            return;
        };
        let member = guild.is_some_and(|guild| guild.members.contains_key(&user));
        let variable = self.variable(&found.name);
        let make = if member { "person" } else { "stranger" };
        let made = format!("{make}({})", literal(&found.name));
        self.lines
            .push_str(&rust::binding(&variable, "stage", &[&made]));
        let who = Who {
            name: found.name.clone(),
            variable,
            member,
        };
        self.people.insert(user, who);
        let person = self.person(user).unwrap_or_default();
        let person = person.trim_start_matches('&');
        if found.locale != USUAL_LOCALE {
            let speaks = format!("    {person}.set_locale({});\n", literal(&found.locale));
            self.lines.push_str(&speaks);
        }
    }

    /// The guild's owner, and the roles that its people have.
    fn rank(&mut self, world: &World, guild: Option<&Guild>) {
        let Some(guild) = guild else {
            return;
        };
        let mut roles: BTreeMap<u64, String> = BTreeMap::new();
        let users: Vec<u64> = self.people.keys().copied().collect();
        for user in users {
            let person = self.person(user).unwrap_or_default();
            if guild.owner == user {
                let owner = rust::call("stage.guild.set_owner", std::slice::from_ref(&person));
                self.lines.push_str(&owner);
            }
            let own = guild.members.get(&user).map(|member| member.roles.clone());
            let own = own.unwrap_or_default().into_iter();
            let own = own.filter_map(|id| guild.roles.get(&id).filter(|role| !role.managed()));
            let mut variables = Vec::new();
            for role in own {
                let known = roles.get(&role.id).cloned();
                let variable = known.unwrap_or_else(|| self.role(role));
                roles.insert(role.id, variable.clone());
                variables.push(variable);
            }
            if !variables.is_empty() && world.users.contains_key(&user) {
                let given = [person, format!("&[{}]", variables.join(", "))];
                self.lines
                    .push_str(&rust::call("stage.guild.member", &given));
            }
        }
    }

    fn role(&mut self, role: &Role) -> String {
        self.names_rights = true;
        let variable = self.variable(&format!("{} role", role.name));
        let bits = self.variable(&format!("{} rights", role.name));
        let named = rights(role.permissions);
        self.lines.push_str(&rust::alternatives(&bits, &named));
        let made = format!("role({}, {bits})", literal(&role.name));
        self.lines
            .push_str(&rust::binding(&variable, "stage.guild", &[&made]));
        variable
    }

    /// A variable for each person in each place.
    fn seat(&mut self, world: &World, acts: &[Act], (guild, main): (Option<&Guild>, Option<u64>)) {
        let mut places: BTreeMap<u64, String> = BTreeMap::new();
        let mut guilds: BTreeMap<u64, String> = BTreeMap::new();
        for act in acts {
            let key = (act.user, act.channel);
            let Some(who) = self.people.get(&act.user).cloned() else {
                continue;
            };
            if self.seats.contains_key(&key) {
                continue;
            }
            if Some(act.channel) == main && who.member {
                self.seats.insert(key, who.variable);
                continue;
            }
            let person = self.person(act.user).unwrap_or_default();
            let person = person.trim_start_matches('&').to_owned();
            let channel = world.channels.get(&act.channel);
            let (variable, sits) = match channel.filter(|channel| channel.guild.is_some()) {
                None => {
                    let variable = self.variable(&format!("{} alone", who.variable));
                    (variable, "dm(&stage.application)".to_owned())
                }
                Some(channel) if Some(channel.id) == main => {
                    let variable = self.variable(&format!("{} here", who.variable));
                    (variable, "in_channel(&stage.channel)".to_owned())
                }
                Some(channel) => {
                    let place = match places.get(&channel.id) {
                        Some(place) => place.clone(),
                        None => {
                            let home = self.home(world, guild, channel, &mut guilds);
                            let place = self.place(channel, &home);
                            places.insert(channel.id, place.clone());
                            place
                        }
                    };
                    let variable = self.variable(&format!("{} in {place}", who.variable));
                    (variable, format!("in_channel(&{place})"))
                }
            };
            self.lines
                .push_str(&rust::binding(&variable, &person, &[&sits]));
            self.seats.insert(key, variable);
        }
    }

    /// The guild of a channel: the stage's, or another one with the bot in it.
    fn home(
        &mut self,
        world: &World,
        main: Option<&Guild>,
        channel: &Channel,
        guilds: &mut BTreeMap<u64, String>,
    ) -> String {
        let id = channel.guild.unwrap_or_default();
        if main.is_some_and(|guild| guild.id == id) {
            return "stage.guild".to_owned();
        }
        if let Some(known) = guilds.get(&id) {
            return known.clone();
        }
        let name = world
            .guilds
            .get(&id)
            .map_or("Another", |guild| guild.name.as_str());
        let variable = self.variable(name);
        self.names_rights = true;
        let made = format!("guild({})", literal(name));
        self.lines
            .push_str(&rust::binding(&variable, "stage.sim", &[&made]));
        let install = format!("{variable}.install");
        let bot = [
            "&stage.application".to_owned(),
            "permission::NONE".to_owned(),
        ];
        self.lines.push_str(&rust::call(&install, &bot));
        guilds.insert(id, variable.clone());
        variable
    }

    fn place(&mut self, channel: &Channel, home: &str) -> String {
        let variable = self.variable(&channel.name);
        if channel.kind.is_thread() {
            self.lines.push_str(&rust::comment("This was a thread."));
        }
        let make = match channel.kind {
            ChannelKind::Announcement => "announcement_channel",
            _ => "text_channel",
        };
        let made = format!("{make}({})", literal(&channel.name));
        self.lines
            .push_str(&rust::binding(&variable, home, &[&made]));
        variable
    }
}

/// Rights by name.
fn rights(bits: u64) -> Vec<String> {
    let named = permission::NAMES.iter().filter(|(_, bit)| bits & bit != 0);
    let mut named: Vec<String> = named
        .map(|(name, _)| format!("permission::{name}"))
        .collect();
    if named.is_empty() {
        named.push("permission::NONE".to_owned());
    }
    named
}
