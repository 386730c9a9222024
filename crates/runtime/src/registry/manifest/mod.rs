//! The commands and menus as Discord is told of them: leaves assembled into trees, named in all locales.
//!
//! Texts are Fluent keys: `cmd-<path>-name`, `cmd-<path>-description`, for options
//! `cmd-<path>-opt-<option>-name` and `-description`, for choices
//! `cmd-<path>-opt-<option>-choice-<value>`. English is what Discord calls the default.

mod menus;

use std::collections::{BTreeMap, HashMap};

use auth::Level;
use i18n::{Catalog, Locale};
use serde_json::{Value, json};
use thiserror::Error;
use twilight_model::{
    application::command::{CommandOption, CommandOptionChoice, CommandOptionChoiceValue},
    guild::Permissions,
};

use super::{Command, Contexts, Installs, Registry, Rules};

/// A command that cannot be described to Discord.
#[derive(Debug, Error)]
pub enum ManifestError {
    /// A text is missing in English.
    #[error("no text {key:?} in en-US for {path:?}")]
    Text {
        /// The command's path, or the menu's name.
        path: &'static str,
        /// The missing key.
        key: String,
    },
    /// More than three words, or a group that is a command too.
    #[error("/{path} cannot stand in the tree: {reason}")]
    Path {
        /// The command's path.
        path: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// Registered twice.
    #[error("{0:?} is registered twice")]
    Twice(&'static str),
    /// More of something than Discord takes.
    #[error("{count} {what}, Discord takes {max}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there are.
        count: usize,
        /// How many Discord takes.
        max: usize,
    },
    /// A menu's name in English is not its name, which Discord sends back.
    #[error("text {key:?} in en-US says {found:?}, but the menu is called {name:?}")]
    MenuName {
        /// The menu's name.
        name: &'static str,
        /// Key of the text.
        key: String,
        /// The text.
        found: String,
    },
    /// A menu's name that Discord does not take in some language.
    #[error(
        "menu {name:?} has the name {found:?}: 1 to 32 characters without space around them are allowed"
    )]
    MenuLength {
        /// The menu's name.
        name: &'static str,
        /// The name that does not fit.
        found: String,
    },
    /// Places where nobody could use it.
    #[error(
        "{0:?} is for private channels, where only apps installed for users are; add Installs::USER"
    )]
    Places(&'static str),
}

/// Chat commands of an application (`interactions/application-commands.mdx`).
const COMMANDS_MAX: usize = 100;

/// Kind of an option that holds sub-commands, and of a group of them.
const SUB_COMMAND: u8 = 1;
const SUB_COMMAND_GROUP: u8 = 2;

/// The whole manifest, ordered by name: what is sent to Discord, and what a snapshot shows.
pub(crate) fn manifest<A>(
    registry: &Registry<A>,
    catalog: &Catalog,
) -> Result<Vec<Value>, ManifestError> {
    let mut roots: BTreeMap<&str, Vec<&Command<A>>> = BTreeMap::new();
    for (path, command) in &registry.commands {
        let root = path.split(' ').next().unwrap_or(path);
        roots.entry(root).or_default().push(command);
    }
    if roots.len() > COMMANDS_MAX {
        return Err(ManifestError::TooMany {
            what: "commands",
            count: roots.len(),
            max: COMMANDS_MAX,
        });
    }
    let mut manifest = roots
        .into_iter()
        .map(|(root, leaves)| top_level(root, &leaves, catalog))
        .collect::<Result<Vec<_>, _>>()?;
    manifest.extend(menus::menus(registry, catalog)?);
    Ok(manifest)
}

fn top_level<A>(
    root: &str,
    leaves: &[&Command<A>],
    catalog: &Catalog,
) -> Result<Value, ManifestError> {
    let path = leaves[0].rules.name;
    let mut node = texts(path, &[root], catalog)?;
    node["type"] = json!(1);
    let rules = || leaves.iter().map(|leaf| &leaf.rules);
    places(&mut node, path, rules())?;
    node["default_member_permissions"] = admins_only(rules());
    let mut options: Vec<Value> = Vec::new();
    for leaf in leaves {
        let words: Vec<&str> = leaf.rules.name.split(' ').collect();
        match words.as_slice() {
            [_] if leaves.len() == 1 => options = leaf_options(leaf, catalog)?,
            [_] => {
                return Err(ManifestError::Path {
                    path: leaf.rules.name,
                    reason: "it has sub-commands beside it",
                });
            }
            [root, name] => options.push(sub_command(leaf, &[root, name], catalog)?),
            [root, group, name] => {
                let sub = sub_command(leaf, &[root, group, name], catalog)?;
                match options
                    .iter_mut()
                    .find(|option| option["name"] == json!(group))
                {
                    Some(found) => {
                        if let Some(list) = found["options"].as_array_mut() {
                            list.push(sub);
                        }
                    }
                    None => {
                        let mut node = texts(leaf.rules.name, &[root, group], catalog)?;
                        node["type"] = json!(SUB_COMMAND_GROUP);
                        node["options"] = json!([sub]);
                        options.push(node);
                    }
                }
            }
            _ => {
                return Err(ManifestError::Path {
                    path: leaf.rules.name,
                    reason: "Discord allows three words",
                });
            }
        }
    }
    node["options"] = Value::Array(options);
    Ok(node)
}

/// Where and by which installation any of them may be used: Discord knows that of the whole tree only.
fn places<'r>(
    node: &mut Value,
    name: &'static str,
    rules: impl IntoIterator<Item = &'r Rules>,
) -> Result<(), ManifestError> {
    let mut rules = rules.into_iter();
    let first = rules.next().map(|rules| (rules.contexts, rules.installs));
    let (contexts, installs) = rules.fold(
        first.unwrap_or((Contexts::GUILD, Installs::GUILD)),
        |(contexts, installs), rules| (contexts.and(rules.contexts), installs.and(rules.installs)),
    );
    if contexts.has(Contexts::PRIVATE_CHANNEL) && !installs.has(Installs::USER) {
        return Err(ManifestError::Places(name));
    }
    node["contexts"] = contexts.numbers();
    node["integration_types"] = installs.numbers();
    Ok(())
}

/// Hides from others what only admins may use.
fn admins_only<'r>(rules: impl IntoIterator<Item = &'r Rules>) -> Value {
    if rules.into_iter().all(|rules| rules.level >= Level::Admin) {
        json!(Permissions::MANAGE_GUILD.bits().to_string())
    } else {
        Value::Null
    }
}

fn sub_command<A>(
    leaf: &Command<A>,
    words: &[&str],
    catalog: &Catalog,
) -> Result<Value, ManifestError> {
    let mut node = texts(leaf.rules.name, words, catalog)?;
    node["type"] = json!(SUB_COMMAND);
    node["options"] = Value::Array(leaf_options(leaf, catalog)?);
    Ok(node)
}

fn leaf_options<A>(leaf: &Command<A>, catalog: &Catalog) -> Result<Vec<Value>, ManifestError> {
    let path = leaf.rules.name;
    let prefix = format!("cmd-{}", path.replace(' ', "-"));
    (leaf.options)()
        .into_iter()
        .map(|mut option| {
            let key = format!("{prefix}-opt-{}", option.name.replace('_', "-"));
            localize(path, &key, &mut option, catalog)?;
            if leaf.suggest.contains_key(option.name.as_str()) {
                option.autocomplete = Some(true);
            }
            // A struct of strings, numbers and maps: it cannot fail to be a value.
            Ok(serde_json::to_value(&option).unwrap_or_default())
        })
        .collect()
}

fn localize(
    path: &'static str,
    key: &str,
    option: &mut CommandOption,
    catalog: &Catalog,
) -> Result<(), ManifestError> {
    let name = all(path, &format!("{key}-name"), catalog)?;
    let description = all(path, &format!("{key}-description"), catalog)?;
    option.name_localizations = Some(others(&name));
    option.description = english(&description);
    option.description_localizations = Some(others(&description));
    for choice in option.choices.iter_mut().flatten() {
        let CommandOptionChoice { value, .. } = &*choice;
        let value = match value {
            CommandOptionChoiceValue::String(value) => value.clone(),
            CommandOptionChoiceValue::Integer(value) => value.to_string(),
            CommandOptionChoiceValue::Number(value) => value.to_string(),
        };
        let texts = all(path, &format!("{key}-choice-{value}"), catalog)?;
        choice.name = english(&texts);
        choice.name_localizations = Some(others(&texts));
    }
    Ok(())
}

/// Name and description of a node. The name in English must be the word in the path, for
/// Discord sends the default name back.
fn texts(path: &'static str, words: &[&str], catalog: &Catalog) -> Result<Value, ManifestError> {
    let key = format!("cmd-{}", words.join("-"));
    let name = all(path, &format!("{key}-name"), catalog)?;
    let description = all(path, &format!("{key}-description"), catalog)?;
    Ok(json!({
        "name": words.last(),
        "name_localizations": others(&name),
        "description": english(&description),
        "description_localizations": others(&description),
    }))
}

fn all(
    path: &'static str,
    key: &str,
    catalog: &Catalog,
) -> Result<BTreeMap<Locale, String>, ManifestError> {
    let texts = catalog.all(key);
    if texts.contains_key(&Locale::EN_US) {
        Ok(texts)
    } else {
        Err(ManifestError::Text {
            path,
            key: key.to_owned(),
        })
    }
}

fn english(texts: &BTreeMap<Locale, String>) -> String {
    texts.get(&Locale::EN_US).cloned().unwrap_or_default()
}

fn others(texts: &BTreeMap<Locale, String>) -> HashMap<String, String> {
    texts
        .iter()
        .filter(|(locale, _)| **locale != Locale::EN_US)
        .map(|(locale, text)| (locale.as_str().to_owned(), text.clone()))
        .collect()
}
