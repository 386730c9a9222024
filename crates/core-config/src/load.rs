//! From source to settings: one pass that either succeeds or reports everything that is wrong.

use std::time::Duration;

use figment::value::{Dict, Tag, Value};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::check;
use crate::error::{ConfigError, ConfigErrors};
use crate::identities;
use crate::key::Key;
use crate::layers;
use crate::merged::{Merged, find};
use crate::report::Report;
use crate::secrets::Redactor;
use crate::settings::{Checked, Environment, Settings};
use crate::source::Source;
use crate::suggest;
use crate::table;
use crate::unknown;
use crate::walk::Walk;

/// A bot's own part of the configuration, below the bot's name.
pub trait Section: DeserializeOwned {
    /// Its keys, with paths from the root (`hangman.turn_time`). Every field needs a key; a field whose key
    /// has no default and is not required is an `Option`.
    fn keys() -> Vec<Key>;
}

/// For bots without configuration of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub struct NoSection {}

impl Section for NoSection {
    fn keys() -> Vec<Key> {
        Vec::new()
    }
}

/// A configuration that holds.
#[derive(Debug, Clone)]
pub struct Loaded<B> {
    /// The house's settings.
    pub settings: Settings,
    /// The bot's section.
    pub bot: B,
    /// Every key with its value and source.
    pub report: Report,
}

/// Reads the configuration of the bot with this code name.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn load<B: Section>(bot: &str, source: &Source) -> Result<Loaded<B>, ConfigErrors> {
    read(bot, source, true)
}

/// As [`load`], for commands that never speak to Discord: an identity may be without a token (it is then
/// empty).
///
/// # Errors
/// Everything that is wrong, at once.
pub fn load_offline<B: Section>(bot: &str, source: &Source) -> Result<Loaded<B>, ConfigErrors> {
    read(bot, source, false)
}

fn read<B: Section>(bot: &str, source: &Source, tokens: bool) -> Result<Loaded<B>, ConfigErrors> {
    let mut errors = Vec::new();
    let environment = environment(source, &mut errors);
    let keys = table::keys::<B>();
    let layers = layers::read(bot, environment, &keys, source);
    let mut redactor = Redactor::new(&keys, &layers.list, source);
    let mut warnings = layers.warnings;
    errors.extend(layers.errors);
    let merged = match Merged::new(layers.list) {
        Ok(merged) => merged,
        Err(error) => {
            errors.push(fault(&error, ""));
            return Err(finish(errors, &redactor));
        }
    };
    errors.extend(unknown::find(&merged, &keys));

    let mut walk = Walk::new(&merged, &mut redactor);
    walk.holes(layers.holes);
    walk.table(&keys);
    let identities = identities::read(&mut walk, bot, tokens);
    shutdown_order(&mut walk);
    ingress_address(&mut walk);
    let Walk {
        errors: found,
        rows,
        checked,
        ..
    } = walk;
    errors.extend(found);
    if !errors.is_empty() {
        return Err(finish(errors, &redactor));
    }

    warn(environment, &checked, identities.len(), &mut warnings);
    let section = checked
        .get(bot)
        .cloned()
        .unwrap_or_else(|| Value::Dict(Tag::Default, Dict::new()));
    let section = section
        .deserialize::<B>()
        .map_err(|error| fault(&error, bot));
    let settings = Value::Dict(Tag::Default, checked)
        .deserialize::<Checked>()
        .map_err(|error| fault(&error, ""));
    let (bot, settings) = match (section, settings) {
        (Ok(section), Ok(settings)) => (section, settings.with(environment, identities)),
        (section, settings) => {
            let errors = section.err().into_iter().chain(settings.err()).collect();
            return Err(finish(errors, &redactor));
        }
    };
    let mut report = Report {
        environment,
        rows,
        warnings,
    };
    for row in &mut report.rows {
        redactor.clean(&mut row.value);
        redactor.clean(&mut row.source);
    }
    report
        .warnings
        .iter_mut()
        .for_each(|warning| redactor.clean(warning));
    Ok(Loaded {
        settings,
        bot,
        report,
    })
}

fn environment(source: &Source, errors: &mut Vec<ConfigError>) -> Environment {
    let Some(name) = source.variable("GUILDHALL_ENV") else {
        return Environment::Development;
    };
    Environment::parse(name).unwrap_or_else(|| {
        let nearest = suggest::nearest(name, Environment::NAMES);
        errors.push(ConfigError {
            key: "GUILDHALL_ENV".to_owned(),
            place: "the environment".to_owned(),
            expected: Environment::NAMES.join(", "),
            found: format!("{name:?}"),
            remedy: nearest.map_or_else(
                || "write one of these".to_owned(),
                |name| format!("did you mean {name}?"),
            ),
        });
        Environment::Development
    })
}

/// Handlers must be done before the process is.
fn shutdown_order(walk: &mut Walk<'_>) {
    let duration =
        |path| find(&walk.checked, path).and_then(|value| value.deserialize::<Duration>().ok());
    let (Some(timeout), Some(handlers)) =
        (duration("shutdown.timeout"), duration("shutdown.handlers"))
    else {
        return;
    };
    let written = |path| {
        find(&walk.merged.tree, path)
            .map(check::show)
            .unwrap_or_default()
    };
    if handlers >= timeout {
        walk.errors.push(ConfigError {
            key: "shutdown.handlers".to_owned(),
            place: match find(&walk.merged.tree, "shutdown.handlers")
                .map(|value| walk.merged.origin(value))
            {
                Some(origin) if origin != layers::DEFAULT => origin,
                _ => "the defaults".to_owned(),
            },
            expected: format!(
                "less than shutdown.timeout ({})",
                written("shutdown.timeout")
            ),
            found: written("shutdown.handlers"),
            remedy: "lower it, or raise shutdown.timeout".to_owned(),
        });
    }
}

/// Signed requests need an address to come to.
fn ingress_address(walk: &mut Walk<'_>) {
    let http = find(&walk.checked, "ingress").and_then(Value::as_str) == Some("http");
    let wrong = walk.errors.iter().any(|error| error.key == "http.listen");
    if http && !wrong && find(&walk.checked, "http.listen").is_none() {
        let place = find(&walk.merged.tree, "ingress").map(|value| walk.merged.origin(value));
        walk.errors.push(ConfigError {
            key: "http.listen".to_owned(),
            place: place.unwrap_or_default(),
            expected: "an IP address with a port, because ingress is http".to_owned(),
            found: "nothing".to_owned(),
            remedy: "set it, for example to 127.0.0.1:8081, or ingress to gateway".to_owned(),
        });
    }
}

fn warn(environment: Environment, checked: &Dict, identities: usize, warnings: &mut Vec<String>) {
    let text = |path| {
        find(checked, path)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    if environment == Environment::Production && text("database.url").starts_with("sqlite:") {
        warnings.push(
            "database.url is SQLite in production: one process at a time, no wall between identities; set DATABASE_URL=postgres://…"
                .to_owned(),
        );
    }
    if identities > 1 && !text("discord.token").is_empty() {
        warnings
            .push("discord.token is not used: each of the identities has its own token".to_owned());
    }
}

/// The table let something through that the types refuse: a fault of ours, told without values.
fn fault(error: &figment::Error, section: &str) -> ConfigError {
    let path: Vec<_> = [section]
        .into_iter()
        .filter(|part| !part.is_empty())
        .chain(error.path.iter().map(String::as_str))
        .collect();
    ConfigError {
        key: if path.is_empty() {
            "the house's settings".to_owned()
        } else {
            path.join(".")
        },
        place: "the bot's own key table".to_owned(),
        expected: "a table that fits the section's type".to_owned(),
        found: match &error.kind {
            figment::error::Kind::MissingField(field) => format!("no value for the field {field}"),
            _ => "a value that the type refuses".to_owned(),
        },
        remedy: "report this as a fault of the bot".to_owned(),
    }
}

fn finish(mut errors: Vec<ConfigError>, redactor: &Redactor) -> ConfigErrors {
    for error in &mut errors {
        for text in [
            &mut error.key,
            &mut error.place,
            &mut error.expected,
            &mut error.found,
            &mut error.remedy,
        ] {
            redactor.clean(text);
        }
    }
    errors.sort_by(|left, right| (&left.key, &left.place).cmp(&(&right.key, &right.place)));
    errors.dedup();
    ConfigErrors { errors }
}
