//! Slash commands, typed as text: `/hangman start category:animals difficulty:hard`.

use serde_json::{Value, json};

use super::{DriverError, Seat, Shown, options::Resolver};
use crate::{
    permission,
    world::{InteractionDraft, Scope, World, interaction::kind},
};

/// Option types by number.
pub(super) mod option_type {
    pub(crate) const SUB_COMMAND: u64 = 1;
    pub(crate) const GROUP: u64 = 2;
    pub(crate) const STRING: u64 = 3;
    pub(crate) const INTEGER: u64 = 4;
    pub(crate) const BOOLEAN: u64 = 5;
    pub(crate) const USER: u64 = 6;
    pub(crate) const CHANNEL: u64 = 7;
    pub(crate) const ROLE: u64 = 8;
    pub(crate) const MENTIONABLE: u64 = 9;
    pub(crate) const NUMBER: u64 = 10;
    pub(crate) const ATTACHMENT: u64 = 11;
}

/// A typed line, matched with a registered command.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) application: u64,
    pub(super) scope: Scope,
    pub(super) command: Value,
    /// Names of group and sub-command, with their option types.
    pub(super) path: Vec<(String, u64)>,
    /// The options of the leaf.
    pub(super) offered: Vec<Value>,
    /// Option name and what was typed, in the order of typing.
    pub(super) given: Vec<(String, String)>,
}

impl Typed {
    /// The command's whole name.
    pub(super) fn name(&self) -> String {
        let mut name = super::view::text(&self.command["name"]);
        for (part, _) in &self.path {
            name.push(' ');
            name.push_str(part);
        }
        name
    }

    /// The definition of an option.
    pub(super) fn option(&self, name: &str) -> Option<&Value> {
        self.offered.iter().find(|option| option["name"] == name)
    }

    /// The data of the interaction with these options at the leaf.
    pub(super) fn data(&self, options: Vec<Value>, resolved: Value) -> Value {
        let nested = self.path.iter().rev().fold(options, |inner, (name, kind)| {
            vec![json!({"name": name, "type": kind, "options": inner})]
        });
        let mut data = json!({"id": self.command["id"], "name": self.command["name"], "type": 1, "options": nested});
        if let Scope::Guild(guild) = self.scope {
            data["guild_id"] = json!(guild.to_string());
        }
        if resolved.as_object().is_some_and(|kinds| !kinds.is_empty()) {
            data["resolved"] = resolved;
        }
        data
    }
}

impl Seat {
    /// Runs a slash command as the client would, and waits for the bot's first answer.
    ///
    /// Users, roles and channels are named (`@ann`, `#general`) or given by id.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer the command, or does not accept an option.
    pub async fn slash(&self, line: &str) -> Result<Shown, DriverError> {
        let typed = self.read_line(line)?;
        self.hub()
            .look(|world, now| self.offered(world, now, &typed))?;
        self.run(&typed).await
    }

    /// Runs a slash command that the client would not offer to this person, as a changed client might.
    ///
    /// # Errors
    ///
    /// When the command is unknown, or an option is not accepted.
    pub async fn slash_unoffered(&self, line: &str) -> Result<Shown, DriverError> {
        let typed = self.read_line(line)?;
        self.run(&typed).await
    }

    async fn run(&self, typed: &Typed) -> Result<Shown, DriverError> {
        let data = self.hub().turn(|world, now| {
            let mut resolver = Resolver::new(self, typed.application, typed.name(), now);
            let mut options = Vec::new();
            for (name, value) in &typed.given {
                if let Some(option) = typed.option(name) {
                    options.push(resolver.option(world, option, value)?);
                }
            }
            let given = |name: &Value| typed.given.iter().any(|(given, _)| name == given.as_str());
            let missing = typed
                .offered
                .iter()
                .find(|option| option["required"] == true && !given(&option["name"]));
            if let Some(option) = missing {
                let option = super::view::text(&option["name"]);
                return Err(DriverError::MissingOption {
                    command: typed.name(),
                    option,
                });
            }
            Ok(typed.data(options, resolver.resolved))
        })?;
        self.send(self.draft(typed, kind::COMMAND, data)).await
    }

    pub(super) fn draft(&self, typed: &Typed, kind: u8, data: Value) -> InteractionDraft {
        InteractionDraft {
            application: typed.application,
            kind,
            user: self.person.id(),
            channel: self.channel.id(),
            source: None,
            opened_by: None,
            data,
            overrides: Value::Null,
        }
    }

    /// Whether the client shows the command to this person here.
    fn offered(
        &self,
        world: &World,
        now: crate::clock::Moment,
        typed: &Typed,
    ) -> Result<(), DriverError> {
        let refuse = |why: &str| {
            Err(DriverError::NotOffered {
                command: typed.name(),
                why: why.to_owned(),
            })
        };
        let bits = world.permissions_in(self.person.id(), self.channel.id(), now);
        if bits & permission::VIEW_CHANNEL == 0 {
            return Err(DriverError::NoAccess);
        }
        if bits & permission::USE_APPLICATION_COMMANDS == 0 {
            return refuse("the person may not use application commands");
        }
        let guild = world
            .channels
            .get(&self.channel.id())
            .and_then(crate::world::Channel::guild);
        let context = if guild.is_some() { 0 } else { 1 };
        if let Some(contexts) = typed.command["contexts"].as_array()
            && !contexts.iter().any(|allowed| allowed == context)
        {
            return refuse("it is not for this kind of place");
        }
        if guild.is_none() && typed.command["dm_permission"] == false {
            return refuse("it is for guilds only");
        }
        let needed = typed.command["default_member_permissions"]
            .as_str()
            .and_then(|bits| bits.parse::<u64>().ok());
        match needed {
            Some(0) if guild.is_some() && bits & permission::ADMINISTRATOR == 0 => {
                refuse("it is for administrators")
            }
            Some(needed) if guild.is_some() && bits & needed != needed => {
                refuse("the person lacks its permissions")
            }
            _ => Ok(()),
        }
    }

    /// Matches a line with the registered commands.
    pub(super) fn read_line(&self, line: &str) -> Result<Typed, DriverError> {
        let line = line.trim().trim_start_matches('/');
        let (word, mut rest) = split_word(line);
        let (application, scope, command) = self
            .command(word)
            .ok_or_else(|| DriverError::UnknownCommand(word.to_owned()))?;
        let mut offered = list(&command["options"]);
        let mut path = Vec::new();
        while offered.iter().any(is_branch) {
            let (word, after) = split_word(rest);
            let branch = offered
                .iter()
                .find(|option| option["name"] == word && is_branch(option))
                .cloned();
            let branch = branch.ok_or_else(|| DriverError::SubCommand(line.to_owned()))?;
            path.push((word.to_owned(), branch["type"].as_u64().unwrap_or_default()));
            offered = list(&branch["options"]);
            rest = after;
        }
        let mut typed = Typed {
            application,
            scope,
            command,
            path,
            offered,
            given: Vec::new(),
        };
        let names: Vec<&str> = typed
            .offered
            .iter()
            .filter_map(|option| option["name"].as_str())
            .collect();
        let given = split_options(rest, &names).map_err(|text| DriverError::UnknownOption {
            command: typed.name(),
            text: text.to_owned(),
        })?;
        typed.given = given;
        Ok(typed)
    }

    fn command(&self, name: &str) -> Option<(u64, Scope, Value)> {
        let applications = self.applications();
        self.hub().look(|world, _| {
            let guild = world
                .channels
                .get(&self.channel.id())
                .and_then(crate::world::Channel::guild);
            applications.iter().find_map(|id| {
                let found = world
                    .applications
                    .get(id)?
                    .command(guild, 1, |command| command["name"] == name);
                found.map(|(scope, command)| (*id, scope, command.clone()))
            })
        })
    }
}

fn is_branch(option: &Value) -> bool {
    matches!(
        option["type"].as_u64(),
        Some(option_type::SUB_COMMAND | option_type::GROUP)
    )
}

fn list(options: &Value) -> Vec<Value> {
    options.as_array().cloned().unwrap_or_default()
}

fn split_word(line: &str) -> (&str, &str) {
    let line = line.trim_start();
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

/// Cuts `a:one two b:3` at the known names; the error is text before the first of them.
fn split_options(text: &str, names: &[&str]) -> Result<Vec<(String, String)>, String> {
    let mut starts: Vec<(usize, &str)> = Vec::new();
    for name in names {
        for (at, _) in text.match_indices(&format!("{name}:")) {
            let at_word = text[..at]
                .chars()
                .next_back()
                .is_none_or(char::is_whitespace);
            if at_word && !starts.iter().any(|(_, known)| known == name) {
                starts.push((at, name));
            }
        }
    }
    starts.sort_unstable();
    let head = text[..starts.first().map_or(text.len(), |(at, _)| *at)].trim();
    if !head.is_empty() {
        return Err(head.to_owned());
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let cut = starts.iter().zip(ends).map(|((at, name), end)| {
        let value = text[at + name.len() + 1..end].trim();
        ((*name).to_owned(), value.to_owned())
    });
    Ok(cut.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_may_hold_spaces_and_colons() {
        let cut = split_options("word:two words: yes n:3 ", &["n", "word"]).expect("options");
        assert_eq!(
            cut,
            [
                ("word".to_owned(), "two words: yes".to_owned()),
                ("n".to_owned(), "3".to_owned())
            ]
        );
        assert_eq!(split_options("  ", &["n"]), Ok(vec![]));
        assert_eq!(split_options("hello n:3", &["n"]), Err("hello".to_owned()));
    }
}
