//! Finds keys that are missing, unused or used with the wrong values, before a person does.
//!
//! Meant for a test of each bot: hand over its catalogue, its Rust sources, and the keys that are put
//! together at run time (a full key, or a prefix ending in `*` such as `cmd-*`).

mod scan;
mod tokens;

use std::collections::{BTreeMap, BTreeSet};

use crate::catalog::Catalog;
use crate::definitions::Definition;
use crate::locale::Locale;
use scan::{Given, Use};

/// One thing a translator or a programmer forgot.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's message names its fields")]
pub enum Problem {
    /// Other locales have it, this one does not.
    #[error("key {key} is missing in {locale}: {file}:{line} defines it")]
    Missing {
        key: String,
        locale: Locale,
        file: String,
        line: usize,
    },
    /// No source names it.
    #[error("key {key} is unused: {file}:{line} defines it, no source asks for it")]
    Unused {
        key: String,
        file: String,
        line: usize,
    },
    /// Two locales disagree on the values.
    #[error(
        "key {key} takes {} in {locale} ({file}:{line}), but {} in {other}",
        list(found),
        list(expected)
    )]
    ParametersDiffer {
        key: String,
        locale: Locale,
        file: String,
        line: usize,
        found: BTreeSet<String>,
        other: Locale,
        expected: BTreeSet<String>,
    },
    /// A source asks for what no locale has.
    #[error("key {key} is not defined in any locale: {path}:{line} asks for it")]
    Undefined {
        key: String,
        path: String,
        line: usize,
    },
    /// A key or prefix that is said to be put together at run time fits nothing.
    #[error("key {key} is said to be built at run time, but no text fits it")]
    UndefinedAtRunTime { key: String },
    /// A source gives other values than the text takes.
    #[error(
        "key {key} takes {}, but {path}:{line} gives {}",
        list(expected),
        list(found)
    )]
    WrongParameters {
        key: String,
        path: String,
        line: usize,
        expected: BTreeSet<String>,
        found: BTreeSet<String>,
    },
}

fn list(names: &BTreeSet<String>) -> String {
    if names.is_empty() {
        return "no values".to_owned();
    }
    names
        .iter()
        .map(|name| format!("${name}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// Compares a catalogue's locales with each other and with the sources that use them.
///
/// `sources` are (path, Rust source). A key counts as used when a string literal is exactly that key; the
/// values are compared where they stand in one chain: `Text::new("k").raw(…)`, `texts.get("k")`,
/// `texts.with("k", &Args::new().raw(…))`. Test modules are skipped.
#[must_use]
pub fn problems(catalog: &Catalog, sources: &[(String, String)], used: &[String]) -> Vec<Problem> {
    let keys = messages(catalog);
    let mut found = BTreeSet::new();
    compare_locales(catalog, &keys, &mut found);

    let mut named: BTreeSet<String> = BTreeSet::new();
    for (path, source) in sources {
        let scanned = scan::scan(source);
        named.extend(scanned.literals);
        for usage in scanned.uses {
            compare_use(&keys, path, usage, &mut found);
        }
    }
    for pattern in used {
        let fitting = keys
            .keys()
            .filter(|key| fits(key, pattern))
            .map(|key| (*key).to_owned())
            .collect::<Vec<_>>();
        if fitting.is_empty() {
            found.insert(Problem::UndefinedAtRunTime {
                key: pattern.clone(),
            });
        }
        named.extend(fitting);
    }
    // What another text refers to is used as well.
    for book in catalog.books().values() {
        named.extend(
            book.definitions
                .values()
                .flat_map(|definition| definition.references.iter().cloned()),
        );
    }
    for (key, places) in &keys {
        if let (false, Some((_, definition))) = (named.contains(*key), places.first()) {
            found.insert(Problem::Unused {
                key: (*key).to_owned(),
                file: definition.file.clone(),
                line: definition.line,
            });
        }
    }
    found.into_iter().collect()
}

type Places<'a> = Vec<(Locale, &'a Definition)>;

/// Every message with the locales that define it, `en-US` first. Terms are a locale's own affair.
fn messages(catalog: &Catalog) -> BTreeMap<&str, Places<'_>> {
    let mut keys: BTreeMap<&str, Places<'_>> = BTreeMap::new();
    for (locale, book) in catalog.books() {
        for (key, definition) in book
            .definitions
            .iter()
            .filter(|(key, _)| !key.starts_with('-'))
        {
            keys.entry(key).or_default().push((*locale, definition));
        }
    }
    for places in keys.values_mut() {
        places.sort_by_key(|(locale, _)| *locale != Locale::EN_US);
    }
    keys
}

fn fits(key: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => key.starts_with(prefix),
        None => key == pattern,
    }
}

fn compare_locales(
    catalog: &Catalog,
    keys: &BTreeMap<&str, Places<'_>>,
    found: &mut BTreeSet<Problem>,
) {
    for (key, places) in keys {
        let Some((reference, first)) = places.first() else {
            continue;
        };
        for locale in catalog.locales() {
            match places.iter().find(|(own, _)| *own == locale) {
                None => {
                    let (key, file, line) = ((*key).to_owned(), first.file.clone(), first.line);
                    found.insert(Problem::Missing {
                        key,
                        locale,
                        file,
                        line,
                    });
                }
                Some((_, definition)) if definition.params != first.params => {
                    found.insert(Problem::ParametersDiffer {
                        key: (*key).to_owned(),
                        locale,
                        file: definition.file.clone(),
                        line: definition.line,
                        found: definition.params.clone(),
                        other: *reference,
                        expected: first.params.clone(),
                    });
                }
                Some(_) => {}
            }
        }
    }
}

fn compare_use(
    keys: &BTreeMap<&str, Places<'_>>,
    path: &str,
    usage: Use,
    found: &mut BTreeSet<Problem>,
) {
    let Use { key, line, given } = usage;
    let path = path.to_owned();
    let Some((_, definition)) = keys.get(key.as_str()).and_then(|places| places.first()) else {
        found.insert(Problem::Undefined { key, path, line });
        return;
    };
    if let Given::Exactly(names) = given
        && names != definition.params
    {
        found.insert(Problem::WrongParameters {
            key,
            path,
            line,
            expected: definition.params.clone(),
            found: names,
        });
    }
}
