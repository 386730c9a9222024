//! Secrets: reading them from files, judging tokens without showing them, and taking them out of texts.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use figment::value::Value;

use crate::key::Key;
use crate::layers::{DEFAULT, Layer};
use crate::merged::find;
use crate::source::Source;

/// What is shown in place of a secret.
pub(crate) const MASK: &str = "••••••";
/// Largest secret file in bytes; tokens have about 72, addresses a few hundred.
const MAX_FILE: u64 = 64 * 1024;
/// Shorter values are no secrets worth searching for, and would be found in ordinary words.
const SHORTEST_NEEDLE: usize = 6;

/// Reads a secret from a file, without the line break at its end.
///
/// # Errors
/// What is wrong with the file, without any of its content.
pub(crate) fn read_file(path: &Path) -> Result<String, String> {
    let mut content = String::new();
    let file = File::open(path).map_err(|error| error.to_string())?;
    let size = file
        .take(MAX_FILE + 1)
        .read_to_string(&mut content)
        .map_err(|error| match error.kind() {
            std::io::ErrorKind::InvalidData => "the file is not text".to_owned(),
            _ => error.to_string(),
        })?;
    if u64::try_from(size).unwrap_or(u64::MAX) > MAX_FILE {
        return Err("the file is larger than 64 KiB".to_owned());
    }
    match content.trim_end_matches(['\r', '\n']) {
        "" => Err("the file is empty".to_owned()),
        secret => Ok(secret.to_owned()),
    }
}

/// A light check of a bot token: slips of copying, nothing about its form.
pub(crate) fn check_token(token: &str) -> Result<(), &'static str> {
    if token.trim().is_empty() {
        return Err("copy the token from the developer portal");
    }
    if token.starts_with("Bot ") || token.starts_with("Bearer ") {
        return Err("remove the word in front of the token");
    }
    if token.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err("remove blanks and line breaks");
    }
    if token.starts_with(['"', '\'']) || token.ends_with(['"', '\'']) {
        return Err("remove the quotes around the token");
    }
    if !token.is_ascii() {
        return Err("copy the token again: it has characters that no token has");
    }
    Ok(())
}

/// Masks user and password in an address that has them where it should not.
pub(crate) fn hide_credentials(text: &str) -> String {
    match (text.find("://"), text.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => {
            format!("{}{MASK}{}", &text[..scheme + 3], &text[at..])
        }
        _ => text.to_owned(),
    }
}

/// Takes known secrets out of whatever leaves this crate: the second line of defence.
pub(crate) struct Redactor {
    /// Everything that is masked, the longest first.
    needles: Vec<String>,
    /// Those that are values of secret keys, not only of variables with a suspicious name.
    certain: Vec<String>,
}

impl Redactor {
    /// Collects all values of secret keys in any layer and all variables whose names speak of secrets.
    pub(crate) fn new(keys: &[Key], layers: &[Layer], source: &Source) -> Self {
        let mut redactor = Self {
            needles: Vec::new(),
            certain: Vec::new(),
        };
        for layer in layers.iter().filter(|layer| layer.name != DEFAULT) {
            for key in keys.iter().filter(|key| key.secret) {
                if let Some(value) = find(&layer.dict, key.path) {
                    redactor.learn_all(value);
                }
            }
            for identity in layer
                .dict
                .get("identities")
                .and_then(Value::as_array)
                .unwrap_or_default()
            {
                let secrets = identity
                    .as_dict()
                    .into_iter()
                    .flatten()
                    .filter(|(name, _)| matches!(name.as_str(), "token" | "database_url"));
                secrets.for_each(|(_, value)| redactor.learn_all(value));
            }
        }
        let plain = |name: &str| {
            keys.iter()
                .any(|key| key.secret && (key.env == Some(name) || key.variable() == name))
        };
        for (name, value) in source
            .env
            .iter()
            .filter(|(name, _)| plain(name) || speaks_of_secrets(name))
        {
            if source.variable(name).is_some() {
                redactor.add(value);
            }
        }
        redactor
    }

    fn learn_all(&mut self, value: &Value) {
        match value {
            Value::String(_, text) => self.learn(text),
            Value::Array(_, list) => list.iter().for_each(|value| self.learn_all(value)),
            Value::Dict(_, dict) => dict.values().for_each(|value| self.learn_all(value)),
            _ => {}
        }
    }

    /// Adds a secret that was found later.
    pub(crate) fn learn(&mut self, secret: &str) {
        self.add(secret);
        let secret = secret.trim();
        if secret.len() >= SHORTEST_NEEDLE {
            self.certain.push(secret.to_owned());
        }
    }

    fn add(&mut self, secret: &str) {
        let secret = secret.trim();
        if secret.len() >= SHORTEST_NEEDLE && !self.needles.iter().any(|needle| needle == secret) {
            self.needles.push(secret.to_owned());
            // The longest first, so that a secret inside another one does not leave the rest behind.
            self.needles
                .sort_by_key(|needle| std::cmp::Reverse(needle.len()));
        }
    }

    /// Whether a text contains the whole value of a secret key.
    pub(crate) fn finds_secret(&self, text: &str) -> bool {
        self.certain
            .iter()
            .any(|secret| text.contains(secret.as_str()))
    }

    /// Masks every secret in a text.
    pub(crate) fn clean(&self, text: &mut String) {
        for needle in &self.needles {
            if text.contains(needle.as_str()) {
                *text = text.replace(needle.as_str(), MASK);
            }
        }
    }
}

fn speaks_of_secrets(variable: &str) -> bool {
    let name = variable.to_uppercase();
    !name.ends_with("_FILE")
        && (["TOKEN", "SECRET", "PASSWORD", "PASSWD"]
            .iter()
            .any(|word| name.contains(word))
            || name.ends_with("_KEY"))
}
