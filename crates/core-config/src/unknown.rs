//! Keys that nobody knows, with the nearest one that somebody does.

use std::collections::BTreeSet;

use figment::value::{Dict, Value};

use crate::error::ConfigError;
use crate::key::Key;
use crate::layers::file_twin;
use crate::merged::Merged;
use crate::suggest;

/// Finds every key of the merged layers that is in no table.
pub(crate) fn find(merged: &Merged, keys: &[Key]) -> Vec<ConfigError> {
    let mut known = BTreeSet::from(["identities".to_owned()]);
    for key in keys
        .iter()
        .filter(|key| !key.path.starts_with("identities"))
    {
        known.insert(key.path.to_owned());
        if key.secret {
            known.insert(file_twin(key.path));
        }
    }
    let mut search = Search {
        merged,
        known,
        errors: Vec::new(),
    };
    search.section(&merged.tree, "");
    search.errors
}

struct Search<'a> {
    merged: &'a Merged,
    known: BTreeSet<String>,
    errors: Vec<ConfigError>,
}

impl Search<'_> {
    fn section(&mut self, section: &Dict, prefix: &str) {
        for (name, value) in section {
            let path = format!("{prefix}{name}");
            if self.known.contains(&path) {
                continue;
            }
            let inside = format!("{path}.");
            let is_section = self.known.iter().any(|known| known.starts_with(&inside));
            match value {
                Value::Dict(_, inner) if is_section => self.section(inner, &inside),
                _ if is_section => self.no_section(&path, &inside, value),
                _ => self.unknown(path, value),
            }
        }
    }

    fn no_section(&mut self, path: &str, inside: &str, value: &Value) {
        let keys: Vec<_> = self
            .known
            .iter()
            .filter_map(|known| known.strip_prefix(inside))
            .collect();
        self.errors.push(ConfigError {
            key: path.to_owned(),
            place: self.merged.origin(value),
            expected: format!("a section with the keys {}", keys.join(", ")),
            found: "something else".to_owned(),
            remedy: format!("write the keys on lines of their own below {path}:"),
        });
    }

    fn unknown(&mut self, path: String, value: &Value) {
        let leaves: Vec<&str> = self.known.iter().map(String::as_str).collect();
        let sections: BTreeSet<&str> = leaves
            .iter()
            .filter_map(|leaf| leaf.rsplit_once('.'))
            .map(|(s, _)| s)
            .collect();
        let nearest = match value {
            Value::Dict(..) => suggest::nearest(&path, sections),
            _ => suggest::nearest_path(&path, &leaves),
        };
        let remedy = nearest.map_or_else(
            || "remove it; `config show` lists all keys".to_owned(),
            |nearest| format!("did you mean {nearest}?"),
        );
        self.errors.push(ConfigError {
            place: self.merged.origin(value),
            expected: "a known key".to_owned(),
            found: match value {
                Value::Dict(..) => "a section that nobody reads".to_owned(),
                _ => "a key that nobody reads".to_owned(),
            },
            key: path,
            remedy,
        });
    }
}
