//! The layers in their order: defaults, three files, variables. Nothing is judged here but names and form.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use figment::value::{Dict, Map, Tag, Value};
use figment::{Error, Metadata, Profile, Provider};

use crate::error::ConfigError;
use crate::interpolate;
use crate::key::{Key, variable_of};
use crate::settings::Environment;
use crate::source::Source;
use crate::suggest;
use crate::yaml;

const NESTED_PREFIX: &str = "GUILDHALL__";
/// Variables with a single underscore that mean something.
const OWN_VARIABLES: [&str; 2] = ["GUILDHALL_ENV", "GUILDHALL_CONFIG_DIR"];

/// One layer: where its values come from, and the values.
pub(crate) struct Layer {
    /// The file's path, the variable's name, or `default`.
    pub(crate) name: String,
    /// Layers of one rank were written side by side: neither overrides the other's twin key.
    pub(crate) rank: u8,
    pub(crate) dict: Dict,
}

impl Provider for Layer {
    fn metadata(&self) -> Metadata {
        Metadata::named(self.name.clone())
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        Ok(Map::from([(Profile::Default, self.dict.clone())]))
    }
}

/// All layers, lowest first, and what was wrong on the way.
#[derive(Default)]
pub(crate) struct Layers {
    pub(crate) list: Vec<Layer>,
    pub(crate) errors: Vec<ConfigError>,
    /// Texts with unset variables: they only count where no higher layer covers them.
    pub(crate) holes: Vec<ConfigError>,
    pub(crate) warnings: Vec<String>,
    /// Root sections that belong to other bots of this house.
    pub(crate) foreign: BTreeSet<String>,
}

pub(crate) const DEFAULT: &str = "default";

const RANK_ENVIRONMENT_DEFAULT: u8 = 1;
const RANK_FIRST_FILE: u8 = 2;
const RANK_VARIABLES: u8 = 5;

/// Reads everything that can say something about `keys`.
pub(crate) fn read(bot: &str, environment: Environment, keys: &[Key], source: &Source) -> Layers {
    let mut layers = Layers {
        foreign: other_bots(bot, source),
        ..Layers::default()
    };
    layers.defaults(environment, keys);
    let files = [
        source.dir.join("settings.yaml"),
        source
            .dir
            .join("environments")
            .join(format!("{environment}.yaml")),
        source.dir.join("bots").join(format!("{bot}.yaml")),
    ];
    for (rank, path) in (RANK_FIRST_FILE..).zip(&files) {
        layers.file(rank, path, source);
    }
    layers.plain_variables(keys, source);
    layers.nested_variables(keys, source);
    if source.variable("GUILDHALL_CONFIG_DIR").is_some() && !source.dir.is_dir() {
        layers.warnings.push(format!(
            "GUILDHALL_CONFIG_DIR names {}, which is no folder",
            source.dir.display()
        ));
    }
    layers
}

fn other_bots(bot: &str, source: &Source) -> BTreeSet<String> {
    let Ok(entries) = std::fs::read_dir(source.dir.join("bots")) else {
        return BTreeSet::new();
    };
    entries
        .filter_map(|entry| {
            entry
                .ok()?
                .file_name()
                .to_str()?
                .strip_suffix(".yaml")
                .map(str::to_owned)
        })
        .filter(|name| name != bot)
        .collect()
}

impl Layers {
    fn defaults(&mut self, environment: Environment, keys: &[Key]) {
        let mut dict = Dict::new();
        for key in keys {
            match key.default.map(yaml::read_value) {
                Some(Some(value)) => insert(&mut dict, key.path, value),
                Some(None) => self.errors.push(ConfigError {
                    key: key.path.to_owned(),
                    place: "the bot's own key table".to_owned(),
                    expected: key.expected(),
                    found: "a default that is not YAML".to_owned(),
                    remedy: "report this as a fault of the bot".to_owned(),
                }),
                None => {}
            }
        }
        self.list.push(Layer {
            name: DEFAULT.to_owned(),
            rank: 0,
            dict,
        });
        let mut dict = Dict::new();
        for (path, word) in environment.defaults() {
            insert(&mut dict, path, Value::from(word));
        }
        let name = format!("{DEFAULT} in {environment}");
        self.list.push(Layer {
            name,
            rank: RANK_ENVIRONMENT_DEFAULT,
            dict,
        });
    }

    fn file(&mut self, rank: u8, path: &Path, source: &Source) {
        let name = path.display().to_string();
        let mut fail = |expected: &str, found: String, remedy: &str| {
            self.errors.push(ConfigError {
                key: "the whole file".to_owned(),
                place: name.clone(),
                expected: expected.to_owned(),
                found,
                remedy: remedy.to_owned(),
            });
        };
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            // A missing file says nothing, and so does one in a missing folder.
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                return;
            }
            Err(error) => {
                return fail(
                    "a readable file",
                    error.to_string(),
                    "mend its permissions, or remove it",
                );
            }
        };
        let mut dict = match yaml::read(&text) {
            Ok(dict) => dict,
            Err(reason) => {
                return fail(
                    "YAML with a section per line",
                    reason,
                    "mend the line, or remove the file",
                );
            }
        };
        interpolate::dict(&mut dict, &name, source, &mut self.holes);
        dict.retain(|section, _| !self.foreign.contains(section));
        self.list.push(Layer { name, rank, dict });
    }

    fn variable(&mut self, name: &str, path: &str, value: &str) {
        let mut dict = Dict::new();
        insert(&mut dict, path, Value::from(value));
        self.list.push(Layer {
            name: name.to_owned(),
            rank: RANK_VARIABLES,
            dict,
        });
    }

    fn plain_variables(&mut self, keys: &[Key], source: &Source) {
        for key in keys {
            let Some(name) = key.env else { continue };
            if let Some(value) = source.variable(name) {
                self.variable(name, key.path, value);
            }
            let name = format!("{name}_FILE");
            if let (true, Some(value)) = (key.secret, source.variable(&name)) {
                self.variable(&name, &file_twin(key.path), value);
            }
        }
    }

    fn nested_variables(&mut self, keys: &[Key], source: &Source) {
        let known = known_variables(keys);
        for (name, value) in &source.env {
            if name.starts_with("GUILDHALL_") && !name.starts_with(NESTED_PREFIX) {
                self.warn_about_own(name, &known);
            }
            let Some(rest) = name.strip_prefix(NESTED_PREFIX) else {
                continue;
            };
            let section = rest.split("__").next().unwrap_or_default().to_lowercase();
            if self
                .foreign
                .iter()
                .any(|bot| bot.replace('-', "_") == section)
            {
                continue;
            }
            match known.get(name) {
                Some(path) if !value.is_empty() => self.variable(name, path, value),
                Some(_) => {}
                None => {
                    let names = known
                        .keys()
                        .filter_map(|name| name.strip_prefix(NESTED_PREFIX));
                    let nearest = suggest::nearest(rest, names);
                    let remedy = match nearest {
                        _ if section == "identities" => {
                            "write identities in a file; its values may say ${VAR}".to_owned()
                        }
                        Some(nearest) => format!("did you mean {NESTED_PREFIX}{nearest}?"),
                        None => "remove it; `config show` lists all keys".to_owned(),
                    };
                    self.errors.push(ConfigError {
                        key: name.clone(),
                        place: "the environment".to_owned(),
                        expected: "a known key behind GUILDHALL__".to_owned(),
                        found: "a variable that sets nothing".to_owned(),
                        remedy,
                    });
                }
            }
        }
    }

    /// A single underscore is easily slipped; other variables of that prefix belong to tools.
    fn warn_about_own(&mut self, name: &str, known: &BTreeMap<String, String>) {
        if OWN_VARIABLES.contains(&name) {
            return;
        }
        let rest = name.strip_prefix("GUILDHALL_").unwrap_or(name);
        let nested = format!("{NESTED_PREFIX}{rest}");
        let meant = if known.contains_key(&nested) {
            Some(nested)
        } else {
            let own = OWN_VARIABLES.map(|own| own.trim_start_matches("GUILDHALL_"));
            own.into_iter()
                .find(|own| rest.starts_with(own))
                .or_else(|| suggest::nearest(rest, own))
                .map(|own| format!("GUILDHALL_{own}"))
        };
        if let Some(meant) = meant {
            self.warnings.push(format!(
                "the variable {name} means nothing here; did you mean {meant}?"
            ));
        }
    }
}

/// Nested variables by name, twins included.
fn known_variables(keys: &[Key]) -> BTreeMap<String, String> {
    let mut known = BTreeMap::new();
    for key in keys
        .iter()
        .filter(|key| !key.path.starts_with("identities"))
    {
        known.insert(key.variable(), key.path.to_owned());
        if key.secret {
            let twin = file_twin(key.path);
            known.insert(variable_of(&twin), twin);
        }
    }
    known
}

/// The key that names the file of a secret.
pub(crate) fn file_twin(path: &str) -> String {
    format!("{path}_file")
}

/// Puts a value at a dotted path, making sections as needed.
pub(crate) fn insert(dict: &mut Dict, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            dict.insert(path.to_owned(), value);
        }
        Some((section, rest)) => {
            let inner = dict
                .entry(section.to_owned())
                .or_insert_with(|| Value::Dict(Tag::Default, Dict::new()));
            if let Value::Dict(_, inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
