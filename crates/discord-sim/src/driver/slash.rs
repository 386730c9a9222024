//! Slash commands, typed as text: `/hangman start category:animals difficulty:hard`.

use serde_json::{Value, json};

use super::{
    DriverError, Seat, Shown,
    offer::{Chosen, command_type},
    options::Given,
    resolve::Resolver,
};
use crate::world::{InteractionDraft, Upload, World, interaction::kind, localization};

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

/// What somebody gives for a command, matched with a registered one.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) chosen: Chosen,
    /// Names of group and sub-command, with their option types.
    pub(super) path: Vec<(String, u64)>,
    /// The options of the leaf.
    pub(super) offered: Vec<Value>,
    /// Option name and what is given, in that order.
    pub(super) given: Vec<(String, Given)>,
    /// Whether things are meant by their ids alone.
    pub(super) exact: bool,
}

impl Typed {
    /// The command's whole name.
    pub(super) fn name(&self) -> String {
        let mut name = super::view::text(&self.chosen.command["name"]);
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

    /// The data of the interaction with these options at the leaf, and what they refer to.
    pub(super) fn data(&self, options: Vec<Value>, resolver: Resolver<'_>) -> Value {
        let mut data = self.unresolved(options);
        resolver.finish(&mut data);
        data
    }

    /// The same while an option is typed, where nothing is resolved.
    pub(super) fn unresolved(&self, options: Vec<Value>) -> Value {
        let nested = self.path.iter().rev().fold(options, |inner, (name, kind)| {
            vec![json!({"name": name, "type": kind, "options": inner})]
        });
        let mut data = self.chosen.data();
        // Without options there is no such key; below a sub-command it is always there.
        if !nested.is_empty() {
            data["options"] = Value::Array(nested);
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
        self.slash_offer(line)?;
        self.slash_unoffered(line).await
    }

    /// Whether the client would offer a slash command to this person here; nothing is sent.
    ///
    /// # Errors
    ///
    /// When the client does not know or not offer the command, or one of its options.
    pub fn slash_offer(&self, line: &str) -> Result<(), DriverError> {
        let typed = self.read_line(line)?;
        self.hub().look(|world, now| {
            self.offered(world, now, &typed.chosen, &format!("/{}", typed.name()))
        })
    }

    /// Runs a slash command with these files at hand; an attachment option names one: `/report file:a.png`.
    ///
    /// # Errors
    ///
    /// As [`Seat::slash`].
    pub async fn slash_with(&self, line: &str, files: &[Upload]) -> Result<Shown, DriverError> {
        let mut seat = self.clone();
        seat.files.extend_from_slice(files);
        seat.slash(line).await
    }

    /// Runs a slash command that the client would not offer to this person, as a changed client might.
    ///
    /// # Errors
    ///
    /// When the command is unknown, or an option is not accepted.
    pub async fn slash_unoffered(&self, line: &str) -> Result<Shown, DriverError> {
        let typed = self.read_line(line)?;
        self.send(self.command_draft(&typed)?).await
    }

    /// The interaction of a command, with its options checked.
    pub(super) fn command_draft(&self, typed: &Typed) -> Result<InteractionDraft, DriverError> {
        let data = self.hub().turn(|world, now| {
            let application = typed.chosen.application;
            let mut resolver =
                Resolver::new(self, application, typed.name(), now).exact(typed.exact);
            match options(world, &mut resolver, typed) {
                Ok(options) => Ok(typed.data(options, resolver)),
                Err(error) => {
                    resolver.discard(world);
                    Err(error)
                }
            }
        })?;
        Ok(self.draft(typed.chosen.application, kind::COMMAND, data))
    }

    /// Matches a line with the registered commands.
    pub(super) fn read_line(&self, line: &str) -> Result<Typed, DriverError> {
        let line = line.trim().trim_start_matches('/');
        let (word, mut rest) = split_word(line);
        let chosen = self
            .command(word, command_type::CHAT)
            .ok_or_else(|| DriverError::UnknownCommand(format!("/{word}")))?;
        let locale = self.hub().look(|world, _| self.locale(world));
        let mut offered = list(&chosen.command["options"]);
        let mut path = Vec::new();
        while offered.iter().any(is_branch) {
            let (word, after) = split_word(rest);
            let branch = offered
                .iter()
                .find(|option| is_branch(option) && localization::is_called(option, word, &locale))
                .cloned();
            let branch = branch.ok_or_else(|| DriverError::SubCommand(line.to_owned()))?;
            path.push((
                super::view::text(&branch["name"]),
                branch["type"].as_u64().unwrap_or_default(),
            ));
            offered = list(&branch["options"]);
            rest = after;
        }
        let mut typed = Typed {
            chosen,
            path,
            offered,
            given: Vec::new(),
            exact: false,
        };
        let names = spellings(&typed.offered, &locale);
        let spelled: Vec<&str> = names.iter().map(|(spelled, _)| *spelled).collect();
        let given = split_options(rest, &spelled).map_err(|text| DriverError::UnknownOption {
            command: typed.name(),
            text: text.to_owned(),
        })?;
        let default = |spelled: &str| {
            let found = names.iter().find(|(known, _)| *known == spelled);
            found.map_or(spelled, |(_, default)| *default).to_owned()
        };
        typed.given = given
            .into_iter()
            .map(|(spelled, value)| (default(&spelled), Given::Typed(value)))
            .collect();
        Ok(typed)
    }
}

/// How options may be typed, localized names first, and the default names behind them.
fn spellings<'o>(offered: &'o [Value], locale: &str) -> Vec<(&'o str, &'o str)> {
    let mut found = Vec::new();
    for option in offered {
        let Some(name) = option["name"].as_str() else {
            continue;
        };
        let localized = localization::localized(&option["name_localizations"], locale);
        found.extend(localized.map(|localized| (localized, name)));
        if localized != Some(name) {
            found.push((name, name));
        }
    }
    found
}

/// The options of the leaf, in the order in which they are given; none that is required may be missing.
fn options(
    world: &mut World,
    resolver: &mut Resolver<'_>,
    typed: &Typed,
) -> Result<Vec<Value>, DriverError> {
    let mut options = Vec::new();
    for (name, value) in &typed.given {
        if let Some(option) = typed.option(name) {
            options.push(resolver.option(world, option, value)?);
        }
    }
    let given = |name: &Value| typed.given.iter().any(|(given, _)| name == given.as_str());
    let mut required = typed
        .offered
        .iter()
        .filter(|option| option["required"] == true);
    match required.find(|option| !given(&option["name"])) {
        None => Ok(options),
        Some(option) => Err(DriverError::MissingOption {
            command: typed.name(),
            option: super::view::text(&option["name"]),
        }),
    }
}

pub(super) fn is_branch(option: &Value) -> bool {
    matches!(
        option["type"].as_u64(),
        Some(option_type::SUB_COMMAND | option_type::GROUP)
    )
}

pub(super) fn list(options: &Value) -> Vec<Value> {
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
