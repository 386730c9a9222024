//! The bots of this house, as far as the program knows them: name and section of the configuration.

use core_config::{
    ConfigErrors, Key, Loaded, Report, Section, Settings, Source, load, load_offline,
};
use serde::Deserialize;

/// Every bot of the house. A new bot is one line: its code name and the type of its section.
pub(crate) const BOTS: &[Bot] = &[Bot::new::<hangman::config::Config>("hangman")];

/// Under this name the configuration is read that no bot's file has a say in.
const HOUSE: &str = "house";

/// One bot.
pub(crate) struct Bot {
    /// Its code name: of its program, its section and its file `bots/<name>.yaml`.
    pub(crate) name: &'static str,
    /// Its own keys.
    pub(crate) own_keys: fn() -> Vec<Key>,
    read: fn(&str, &Source, Tokens) -> Result<Checked, ConfigErrors>,
}

/// Whether a configuration without a token holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tokens {
    /// No: the bot is about to start with it.
    Required,
    /// Yes: nobody speaks to Discord.
    Optional,
}

/// A configuration that holds.
pub(crate) struct Checked {
    /// The house's settings.
    pub(crate) settings: Settings,
    /// Every key with its value and source.
    pub(crate) report: Report,
}

impl Bot {
    const fn new<S: Section>(name: &'static str) -> Self {
        Self {
            name,
            own_keys: S::keys,
            read: read::<S>,
        }
    }

    /// Reads its configuration.
    pub(crate) fn read(&self, source: &Source, tokens: Tokens) -> Result<Checked, ConfigErrors> {
        (self.read)(self.name, source, tokens)
    }
}

/// The bot of this name, or with `None` all of them.
pub(crate) fn chosen(name: Option<&str>) -> impl Iterator<Item = &'static Bot> {
    BOTS.iter()
        .filter(move |bot| name.is_none_or(|name| name == bot.name))
}

/// For the command line: the names of all bots.
pub(crate) fn names() -> clap::builder::PossibleValuesParser {
    BOTS.iter().map(|bot| bot.name).collect::<Vec<_>>().into()
}

/// Reads what holds for the house as a whole: without any bot's file, but knowing all bots' keys.
pub(crate) fn read_house(source: &Source) -> Result<Checked, ConfigErrors> {
    read::<EveryBot>(HOUSE, source, Tokens::Optional)
}

fn read<S: Section>(name: &str, source: &Source, tokens: Tokens) -> Result<Checked, ConfigErrors> {
    let Loaded {
        settings, report, ..
    } = match tokens {
        Tokens::Required => load::<S>(name, source)?,
        Tokens::Optional => load_offline::<S>(name, source)?,
    };
    Ok(Checked { settings, report })
}

/// The sections of all bots: known, so that a variable for one of them is no error, but not needed.
#[derive(Deserialize)]
struct EveryBot {}

impl Section for EveryBot {
    fn keys() -> Vec<Key> {
        let own = BOTS.iter().flat_map(|bot| (bot.own_keys)());
        own.map(|key| Key {
            required: false,
            ..key
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_bot_has_a_name_of_its_own_that_can_be_an_identity() {
        let names: BTreeSet<_> = BOTS.iter().map(|bot| bot.name).collect();
        assert_eq!(names.len(), BOTS.len());
        for name in names {
            db::BotId::parse(name).unwrap();
        }
    }

    #[test]
    fn every_bot_with_tables_is_known() {
        for scope in migrations::all() {
            let owner = scope.bot();
            assert!(
                owner.is_none_or(|name| chosen(Some(name)).count() == 1),
                "{scope:?}"
            );
        }
    }

    #[test]
    fn the_house_is_read_without_a_token_and_without_files() {
        let checked = read_house(&Source::new("no/such/folder")).unwrap();
        assert_eq!(checked.settings.environment.as_str(), "development");
    }
}
