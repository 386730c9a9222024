//! Walking the key table over the merged layers: every key found, judged, and written into the report.

use std::path::Path;

use figment::value::{Dict, Value};

use crate::check;
use crate::error::ConfigError;
use crate::interpolate;
use crate::key::{Key, Kind};
use crate::layers::{DEFAULT, file_twin, insert};
use crate::merged::{Merged, find};
use crate::report::Row;
use crate::secrets::{self, MASK, Redactor};

/// What the walk gathers.
pub(crate) struct Walk<'a> {
    pub(crate) merged: &'a Merged,
    pub(crate) redactor: &'a mut Redactor,
    pub(crate) errors: Vec<ConfigError>,
    pub(crate) rows: Vec<Row>,
    /// Values that fit their kind, in the form that serde reads.
    pub(crate) checked: Dict,
}

/// What one key says.
pub(crate) enum Said {
    Nothing,
    /// Something that was reported already.
    Wrong,
    /// A value that fits, and where it came from.
    Value(Value, String),
}

impl<'a> Walk<'a> {
    pub(crate) fn new(merged: &'a Merged, redactor: &'a mut Redactor) -> Self {
        Self {
            merged,
            redactor,
            errors: Vec::new(),
            rows: Vec::new(),
            checked: Dict::new(),
        }
    }

    /// Reports texts with unset variables, but only those that no higher layer covers.
    pub(crate) fn holes(&mut self, holes: Vec<ConfigError>) {
        for hole in holes {
            let left = value_at(&self.merged.tree, &hole.key).is_some_and(|value| {
                interpolate::is_hole(value) && self.merged.origin(value) == hole.place
            });
            if left {
                self.errors.push(hole);
            }
        }
    }

    /// Judges every key of the table but the identities, which have their own reader.
    pub(crate) fn table(&mut self, keys: &[Key]) {
        let merged = self.merged;
        for key in keys
            .iter()
            .filter(|key| !key.path.starts_with("identities"))
        {
            let said = self.key(&merged.tree, key.path, "", key);
            self.row(key.path, key.secret, &said);
            match said {
                Said::Value(value, _) => insert(&mut self.checked, key.path, value),
                Said::Nothing if key.required => self.errors.push(ConfigError {
                    key: key.path.to_owned(),
                    place: "any file or variable".to_owned(),
                    expected: key.expected(),
                    found: "nothing".to_owned(),
                    remedy: format!(
                        "set {}",
                        key.env.map_or_else(|| key.variable(), str::to_owned)
                    ),
                }),
                Said::Nothing | Said::Wrong => {}
            }
        }
    }

    /// Judges one key of `section`; `path` is where it stands in there, `prefix` what stands before that.
    pub(crate) fn key(&mut self, section: &Dict, path: &str, prefix: &str, key: &Key) -> Said {
        let name = format!("{prefix}{path}");
        let (value, place) = match self.raw(section, path, &name, key.secret) {
            Said::Value(value, place) => (value, place),
            other => return other,
        };
        if key.is_optional() && is_off(&key.kind, &value) {
            return Said::Nothing;
        }
        if !key.secret && self.redactor.finds_secret(&check::show(&value)) {
            self.errors.push(ConfigError {
                key: name,
                place,
                expected: "a value that everybody may see".to_owned(),
                found: "the value of a secret key".to_owned(),
                remedy: "write the secret only where a secret belongs".to_owned(),
            });
            return Said::Wrong;
        }
        match check::check(&key.kind, &value, key.secret) {
            Ok(value) => Said::Value(value, place),
            Err(mismatches) => {
                for mismatch in mismatches {
                    let found = match key.secret {
                        true if mismatch.found == "\"\"" => "an empty text".to_owned(),
                        true => MASK.to_owned(),
                        false => secrets::hide_credentials(&mismatch.found),
                    };
                    self.errors.push(ConfigError {
                        key: format!("{name}{}", mismatch.at),
                        place: place.clone(),
                        expected: mismatch.expected.unwrap_or_else(|| key.expected()),
                        found,
                        remedy: mismatch.remedy,
                    });
                }
                Said::Wrong
            }
        }
    }

    /// The value as written, secrets' files read.
    fn raw(&mut self, section: &Dict, path: &str, name: &str, secret: bool) -> Said {
        let plain = find(section, path);
        let twin = if secret {
            find(section, &file_twin(path))
        } else {
            None
        };
        let twin = match (plain, twin) {
            (None, None) => return Said::Nothing,
            (Some(value), _) | (_, Some(value)) if has_hole(value) => return Said::Wrong,
            (Some(plain), Some(twin)) if self.merged.rank(plain) == self.merged.rank(twin) => {
                let (plain, twin) = (self.merged.origin(plain), self.merged.origin(twin));
                self.errors.push(ConfigError {
                    key: name.to_owned(),
                    place: if plain == twin {
                        plain
                    } else {
                        format!("{plain} and {twin}")
                    },
                    expected: format!("either {name} or {}", file_twin(name)),
                    found: "both".to_owned(),
                    remedy: "remove one of them".to_owned(),
                });
                return Said::Wrong;
            }
            (Some(plain), Some(twin)) if self.merged.rank(twin) > self.merged.rank(plain) => twin,
            (None, Some(twin)) => twin,
            (Some(plain), _) => return Said::Value(plain.clone(), self.merged.origin(plain)),
        };
        let named_in = self.merged.origin(twin);
        let file = check::show(twin);
        match secrets::read_file(Path::new(&file)) {
            Ok(secret) => {
                self.redactor.learn(&secret);
                Said::Value(Value::from(secret), format!("{file} (named in {named_in})"))
            }
            Err(reason) => {
                self.errors.push(ConfigError {
                    key: file_twin(name),
                    place: named_in,
                    expected: "a readable file with the secret in it".to_owned(),
                    found: format!("{file}: {reason}"),
                    remedy: "mend the path, the file or its permissions".to_owned(),
                });
                Said::Wrong
            }
        }
    }

    /// Adds a line to the report.
    pub(crate) fn row(&mut self, name: &str, secret: bool, said: &Said) {
        let (value, source) = match said {
            Said::Nothing => ("not set".to_owned(), DEFAULT.to_owned()),
            Said::Wrong => ("wrong".to_owned(), "see the errors".to_owned()),
            Said::Value(_, place) if secret && place != DEFAULT => (MASK.to_owned(), place.clone()),
            Said::Value(value, place) => {
                // Durations are shown as they were written; a checked one is seconds and nanoseconds.
                let written = find(&self.merged.tree, name).unwrap_or(value);
                (check::show(written), place.clone())
            }
        };
        self.rows.push(Row {
            key: name.to_owned(),
            value,
            source,
        });
    }
}

/// Optional keys are switched off by `off` or an empty text, which also covers lower layers.
fn is_off(kind: &Kind, value: &Value) -> bool {
    let words = matches!(
        kind,
        Kind::Text { .. } | Kind::OneOf(_) | Kind::Custom { .. } | Kind::Token
    );
    !words && matches!(value.as_str().map(str::trim), Some("" | "off"))
}

fn has_hole(value: &Value) -> bool {
    match value {
        Value::Array(_, list) => list.iter().any(has_hole),
        Value::Dict(_, dict) => dict.values().any(has_hole),
        value => interpolate::is_hole(value),
    }
}

/// The value at a path that may go through lists: `identities[1].token`.
fn value_at<'a>(tree: &'a Dict, path: &str) -> Option<&'a Value> {
    let Some((list, rest)) = path.split_once('[') else {
        return find(tree, path);
    };
    let (index, rest) = rest.split_once(']')?;
    let entry = find(tree, list)?
        .as_array()?
        .get(index.parse::<usize>().ok()?)?;
    match rest.strip_prefix('.') {
        Some(rest) => value_at(entry.as_dict()?, rest),
        None => Some(entry),
    }
}
