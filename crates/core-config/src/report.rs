//! What a person sees: the settings with their sources, and the reference of all keys.

use std::fmt::Write as _;

use crate::key::{Key, Kind};
use crate::layers::file_twin;
use crate::settings::Environment;

/// Longest value shown in the table, in characters; lists of ids can be long.
const MAX_SHOWN: usize = 60;

/// Every key with its value and source; secrets are masked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The environment that was in force.
    pub environment: Environment,
    /// In the order of the key table.
    pub rows: Vec<Row>,
    /// What works, but should be looked at.
    pub warnings: Vec<String>,
}

/// One key's line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its path.
    pub key: String,
    /// Its value as written, or a mask.
    pub value: String,
    /// The file, the variable or `default`.
    pub source: String,
}

impl Report {
    /// The settings as an aligned table, warnings below.
    #[must_use]
    pub fn render(&self) -> String {
        let shown: Vec<_> = self
            .rows
            .iter()
            .map(|row| (row.key.as_str(), shorten(&row.value), row.source.as_str()))
            .collect();
        let width = |cells: &mut dyn Iterator<Item = usize>, least: usize| {
            cells.max().unwrap_or_default().max(least)
        };
        let keys = width(&mut shown.iter().map(|(key, ..)| key.chars().count()), 3);
        let values = width(
            &mut shown.iter().map(|(_, value, _)| value.chars().count()),
            5,
        );
        let mut out = format!(
            "environment: {}\n\n{:keys$}  {:values$}  source\n",
            self.environment, "key", "value"
        );
        for (key, value, source) in shown {
            let _ = writeln!(out, "{key:keys$}  {value:values$}  {source}");
        }
        for warning in &self.warnings {
            let _ = write!(out, "\nwarning: {warning}");
        }
        if !self.warnings.is_empty() {
            out.push('\n');
        }
        out
    }

    /// A Markdown table of keys, for the documentation.
    #[must_use]
    pub fn reference(keys: &[Key]) -> String {
        let mut out =
            "| key | value | default | variable | meaning |\n|---|---|---|---|---|\n".to_owned();
        for key in keys {
            let twin = if key.secret {
                format!("<br>`{}`", file_twin(key.path))
            } else {
                String::new()
            };
            let default = key.default.map_or_else(
                || {
                    if key.required {
                        "required".to_owned()
                    } else {
                        "–".to_owned()
                    }
                },
                |default| format!("`{default}`"),
            );
            let nested = (!key.path.contains("[]")).then(|| key.variable());
            let variables: Vec<_> = key
                .env
                .map(str::to_owned)
                .into_iter()
                .chain(nested)
                .map(|name| format!("`{name}`"))
                .collect();
            let expected = match key.kind {
                Kind::OneOf(words) => words
                    .iter()
                    .map(|word| format!("`{word}`"))
                    .collect::<Vec<_>>()
                    .join(", "),
                _ => key.expected(),
            };
            let variables = if variables.is_empty() {
                "–".to_owned()
            } else {
                variables.join("<br>")
            };
            let cells = [
                format!("`{}`{twin}", key.path),
                expected,
                default,
                variables,
                key.doc.to_owned(),
            ];
            let _ = writeln!(
                out,
                "| {} |",
                cells.map(|cell| cell.replace('|', "\\|")).join(" | ")
            );
        }
        out
    }
}

fn shorten(value: &str) -> String {
    if value.chars().count() <= MAX_SHOWN {
        return value.to_owned();
    }
    value.chars().take(MAX_SHOWN - 1).chain(['…']).collect()
}
