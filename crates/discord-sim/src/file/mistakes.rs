//! What only the whole of a world can tell: names that nothing has, names and ids that two things have, too much.

use std::collections::{BTreeSet, HashMap};

use super::{
    complaint::Complaint,
    schema::nearest,
    world::{
        BotFile, ChannelFile, GuildFile, KindFile, MemberFile, OverwriteFile, RoleFile, WorldFile,
        names,
    },
};

/// Things that one file may make, repetitions counted.
const MAX_THINGS: usize = 5_000_000;
/// The role that everybody has.
pub(super) const EVERYONE: &str = "@everyone";

/// Complaints by JSON pointer.
pub(crate) type Found = Vec<(String, Complaint)>;

/// Names that may be referred to besides those of the file itself.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) applications: BTreeSet<String>,
    pub(crate) roles: BTreeSet<String>,
    pub(crate) categories: BTreeSet<String>,
    pub(crate) guilds: BTreeSet<String>,
}

pub(super) fn say(
    found: &mut Found,
    pointer: &str,
    problem: impl Into<String>,
    remedy: impl Into<String>,
) {
    let complaint = Complaint::new(pointer, problem, remedy);
    found.push((pointer.to_owned(), complaint));
}

/// Complains about a name that nothing has.
pub(super) fn refer(
    found: &mut Found,
    pointer: &str,
    what: &str,
    name: &str,
    known: &BTreeSet<String>,
) {
    if known.contains(name) {
        return;
    }
    let remedy = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("did you mean {near}?"),
        None if known.is_empty() => format!("add {what} of that name"),
        None => {
            let all: Vec<&str> = known.iter().map(String::as_str).take(10).collect();
            format!("add {what} of that name; there are: {}", all.join(", "))
        }
    };
    say(found, pointer, format!("there is no {name:?}"), remedy);
}

/// Complains about values that stand twice.
fn unique<'a>(
    found: &mut Found,
    entries: impl Iterator<Item = (String, &'a str)>,
    what: &str,
    secret: bool,
) {
    let mut seen: HashMap<&str, String> = HashMap::new();
    for (pointer, value) in entries {
        if seen.insert(value, pointer.clone()).is_some() {
            let shown = if secret {
                String::new()
            } else {
                format!(" {value:?}")
            };
            say(
                found,
                &pointer,
                format!("the {what}{shown} is taken by another entry"),
                "choose another",
            );
        }
    }
}

impl WorldFile {
    /// Everything that is wrong with the world as a whole.
    pub(crate) fn mistakes(&self) -> Found {
        self.mistakes_beside(&Known::default())
    }

    /// The same, beside a world that has things already.
    pub(crate) fn mistakes_beside(&self, there: &Known) -> Found {
        let mut found = Found::new();
        let things = self.things();
        if things > MAX_THINGS {
            let problem = format!("all in all that makes {things} things");
            let remedy = format!("repeat less: {MAX_THINGS} are the most");
            say(&mut found, "", problem, remedy);
        }
        let named = |list: &str, names: Vec<&'_ str>| -> Vec<(String, String)> {
            let each = names.into_iter().enumerate();
            each.map(|(at, name)| (format!("/{list}/{at}/name"), name.to_owned()))
                .collect()
        };
        let people = self.people.iter().map(|person| person.name.as_str());
        let applications = self.applications.iter().map(|found| found.name.as_str());
        let guilds = self.guilds.iter().map(|guild| guild.name.as_str());
        for list in [
            named("people", people.collect()),
            named("applications", applications.collect()),
            named("guilds", guilds.collect()),
        ] {
            let entries = list
                .iter()
                .map(|(pointer, name)| (pointer.clone(), name.as_str()));
            unique(&mut found, entries, "name", false);
        }
        let tokens = self.applications.iter().enumerate();
        let tokens = tokens.filter_map(|(at, application)| {
            Some((
                format!("/applications/{at}/token"),
                application.token.as_deref()?,
            ))
        });
        unique(&mut found, tokens, "token", true);
        let ids = self.ids();
        let entries = ids
            .iter()
            .map(|(pointer, id)| (pointer.clone(), id.as_str()));
        unique(&mut found, entries, "id", false);
        for (at, person) in self.people.iter().enumerate() {
            let at = format!("/people/{at}");
            one_of_a_kind(&mut found, &at, person.id.is_some(), person.repeat);
        }
        let mut guilds = there.guilds.clone();
        for guild in &self.guilds {
            guilds.extend(names(&guild.name, guild.repeat));
        }
        let beside = Known {
            guilds,
            ..Known::default()
        };
        for (at, application) in self.applications.iter().enumerate() {
            application.owner_mistakes(&format!("/applications/{at}"), &beside, &mut found);
        }
        let mut known = there.applications.clone();
        known.extend(self.applications.iter().map(|found| found.name.clone()));
        for (at, guild) in self.guilds.iter().enumerate() {
            let there = Known {
                applications: known.clone(),
                ..Known::default()
            };
            guild.mistakes(&format!("/guilds/{at}"), &there, &mut found);
        }
        found
    }
}

/// An id is for one thing.
fn one_of_a_kind(found: &mut Found, pointer: &str, fixed: bool, repeat: Option<usize>) {
    if fixed && repeat.is_some() {
        let at = format!("{pointer}/id");
        say(
            found,
            &at,
            "an id is for one thing",
            "take away id or repeat",
        );
    }
}

impl GuildFile {
    pub(crate) fn mistakes(&self, here: &str, there: &Known, found: &mut Found) {
        one_of_a_kind(found, here, self.id.is_some(), self.repeat);
        let inner = |fixed: bool| fixed && self.repeat.is_some();
        let mut known = Known {
            applications: there.applications.clone(),
            roles: there.roles.clone(),
            categories: there.categories.clone(),
            ..Known::default()
        };
        for (at, role) in self.roles.iter().enumerate() {
            let at = format!("{here}/roles/{at}");
            role.mistakes(&at, found);
            one_of_a_kind(found, &at, inner(role.id.is_some()), self.repeat);
            known.roles.extend(names(&role.name, role.repeat));
        }
        for (at, channel) in self.channels.iter().enumerate() {
            let at = format!("{here}/channels/{at}");
            channel.mistakes(&at, &known, found);
            one_of_a_kind(found, &at, inner(channel.id.is_some()), self.repeat);
            if channel.kind == KindFile::Category {
                known
                    .categories
                    .extend(names(&channel.name, channel.repeat));
            }
        }
        for (at, member) in self.members.iter().enumerate() {
            member.mistakes(&format!("{here}/members/{at}"), &known, found);
        }
        for (at, bot) in self.bots.iter().enumerate() {
            bot.mistakes(&format!("{here}/bots/{at}"), &known, found);
        }
    }
}

impl RoleFile {
    pub(crate) fn mistakes(&self, here: &str, found: &mut Found) {
        one_of_a_kind(found, here, self.id.is_some(), self.repeat);
        if self.name == EVERYONE {
            let at = format!("{here}/name");
            say(
                found,
                &at,
                "every guild has this role",
                "say what it may under everyone",
            );
        }
    }
}

impl ChannelFile {
    pub(crate) fn mistakes(&self, here: &str, known: &Known, found: &mut Found) {
        one_of_a_kind(found, here, self.id.is_some(), self.repeat);
        if let Some(parent) = &self.parent {
            let at = format!("{here}/parent");
            if self.kind == KindFile::Category {
                say(found, &at, "a category is in no other", "take it away");
            } else {
                refer(
                    found,
                    &at,
                    "a category before this channel",
                    parent,
                    &known.categories,
                );
            }
        }
        self.talk_mistakes(here, found);
        for (at, overwrite) in self.overwrites.iter().enumerate() {
            overwrite.mistakes(&format!("{here}/overwrites/{at}"), known, found);
        }
    }
}

impl OverwriteFile {
    fn mistakes(&self, here: &str, known: &Known, found: &mut Found) {
        let whom = [&self.role, &self.person, &self.bot];
        if whom.iter().filter(|name| name.is_some()).count() != 1 {
            say(
                found,
                here,
                "it must be for one",
                "write one of role, person and bot",
            );
        }
        if let Some(role) = self.role.as_ref().filter(|name| *name != EVERYONE) {
            refer(found, &format!("{here}/role"), "a role", role, &known.roles);
        }
        if let Some(bot) = &self.bot {
            refer(
                found,
                &format!("{here}/bot"),
                "an application",
                bot,
                &known.applications,
            );
        }
        if let Some(both) = self.allow.iter().find(|name| self.deny.contains(name)) {
            let problem = format!("{both} is both allowed and denied");
            say(found, here, problem, "take it away from one of the two");
        }
    }
}

impl MemberFile {
    pub(crate) fn mistakes(&self, here: &str, known: &Known, found: &mut Found) {
        for (at, role) in self.roles.iter().enumerate() {
            refer(
                found,
                &format!("{here}/roles/{at}"),
                "a role",
                role,
                &known.roles,
            );
        }
    }
}

impl BotFile {
    pub(crate) fn mistakes(&self, here: &str, known: &Known, found: &mut Found) {
        let at = format!("{here}/name");
        refer(
            found,
            &at,
            "an application",
            &self.name,
            &known.applications,
        );
    }
}
