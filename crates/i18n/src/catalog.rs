//! All texts of one bot: reading Fluent files, refusing bad ones, looking keys up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::definitions::{self, Definition};
use crate::error::{CatalogError, CatalogProblem};
use crate::locale::Locale;
use crate::texts::Texts;

/// Keys remembered as already complained about; beyond this, silence instead of a growing set.
const MAX_REMEMBERED_COMPLAINTS: usize = 1024;

/// All texts of one bot, in all its locales. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    inner: Arc<Inner>,
}

struct Inner {
    locales: BTreeMap<Locale, Book>,
    complained: Mutex<BTreeSet<String>>,
}

/// The texts of one locale.
pub(crate) struct Book {
    bundle: FluentBundle<FluentResource>,
    pub(crate) definitions: BTreeMap<String, Definition>,
}

impl Catalog {
    /// Starts an empty catalogue.
    #[must_use]
    pub fn builder() -> CatalogBuilder {
        CatalogBuilder { files: Vec::new() }
    }

    /// The texts as a reader of `locale` sees them.
    #[must_use]
    pub fn texts(&self, locale: &Locale) -> Texts {
        Texts::new(self.clone(), *locale)
    }

    /// The locales that have texts of their own.
    pub fn locales(&self) -> impl Iterator<Item = Locale> {
        self.inner.locales.keys().copied()
    }

    /// Whether any locale has this key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.inner
            .locales
            .values()
            .any(|book| book.bundle.has_message(key))
    }

    /// The text of `key` in each locale that has it itself, for command localizations.
    #[must_use]
    pub fn all(&self, key: &str) -> BTreeMap<Locale, String> {
        let own = |(locale, book): (&Locale, &Book)| {
            book.bundle
                .has_message(key)
                .then(|| (*locale, self.format([Some(*locale), None, None], key, None)))
        };
        self.inner.locales.iter().filter_map(own).collect()
    }

    pub(crate) fn books(&self) -> &BTreeMap<Locale, Book> {
        &self.inner.locales
    }

    /// Where a reader's texts are looked for, best first: only locales that have texts.
    pub(crate) fn chain(&self, locale: Locale) -> [Option<Locale>; 3] {
        let books = &self.inner.locales;
        let own = books.contains_key(&locale).then_some(locale);
        let sibling = Locale::all().find(|other| {
            *other != locale && other.language() == locale.language() && books.contains_key(other)
        });
        [own, sibling, Some(Locale::EN_US)]
    }

    pub(crate) fn format(
        &self,
        chain: [Option<Locale>; 3],
        key: &str,
        args: Option<&FluentArgs<'_>>,
    ) -> String {
        let mut missing_in = None;
        for locale in chain.into_iter().flatten() {
            let Some(book) = self.inner.locales.get(&locale) else {
                continue;
            };
            let Some(message) = book.bundle.get_message(key) else {
                missing_in.get_or_insert(locale);
                continue;
            };
            let Some(pattern) = message.value() else {
                continue;
            };
            let mut errors = Vec::new();
            let text = book
                .bundle
                .format_pattern(pattern, args, &mut errors)
                .into_owned();
            if let Some(lacking) = missing_in {
                self.complain_once(lacking, key, "text missing, another locale stands in");
            }
            if !errors.is_empty() {
                self.complain_once(locale, key, "text rendered without all of its values");
            }
            return text;
        }
        self.complain_once(
            chain[0].unwrap_or_default(),
            key,
            "text missing in every locale, its key is shown",
        );
        key.to_owned()
    }

    fn complain_once(&self, locale: Locale, key: &str, what: &'static str) {
        let mut complained = self
            .inner
            .complained
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if complained.len() < MAX_REMEMBERED_COMPLAINTS
            && complained.insert(format!("{locale} {key} {what}"))
        {
            tracing::warn!(text.locale = locale.as_str(), text.key = key, "{what}");
        }
    }
}

impl fmt::Debug for Catalog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Catalog")
            .field("locales", &self.locales().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// Collects Fluent files for a [`Catalog`].
#[derive(Debug)]
pub struct CatalogBuilder {
    files: Vec<(String, String, String)>,
}

impl CatalogBuilder {
    /// Adds a file; `file` only names it in errors. Several files may serve one locale.
    #[must_use]
    pub fn add(mut self, locale: &str, file: &str, source: &str) -> Self {
        self.files
            .push((locale.to_owned(), file.to_owned(), source.to_owned()));
        self
    }

    /// Parses all files.
    ///
    /// # Errors
    /// Everything that is wrong in any file, at once: see [`CatalogProblem`].
    pub fn build(self) -> Result<Catalog, CatalogError> {
        let mut problems = Vec::new();
        let mut locales: BTreeMap<Locale, Book> = BTreeMap::new();
        for (code, file, source) in self.files {
            let Some(locale) = Locale::exact(&code) else {
                problems.push(CatalogProblem::UnknownLocale { file, code });
                continue;
            };
            let book = locales.entry(locale).or_insert_with(|| Book::new(locale));
            book.read(locale, &file, source, &mut problems);
        }
        for (locale, book) in &mut locales {
            for broken in definitions::resolve(&mut book.definitions) {
                if let Some(from) = book.definitions.get(&broken.key) {
                    let (locale, file, line) = (*locale, from.file.clone(), from.line);
                    let (key, reference, circular) =
                        (broken.key, broken.reference, broken.circular);
                    problems.push(CatalogProblem::Reference {
                        locale,
                        file,
                        line,
                        key,
                        reference,
                        circular,
                    });
                }
            }
        }
        if !locales.is_empty() && !locales.contains_key(&Locale::EN_US) {
            problems.push(CatalogProblem::NoFallback);
        }
        if problems.is_empty() {
            Ok(Catalog {
                inner: Arc::new(Inner {
                    locales,
                    complained: Mutex::default(),
                }),
            })
        } else {
            Err(CatalogError { problems })
        }
    }
}

impl Book {
    fn new(locale: Locale) -> Self {
        // Plural rules know Norwegian by its written form.
        let language = if locale.as_str() == "no" {
            "nb"
        } else {
            locale.as_str()
        };
        let mut bundle = FluentBundle::new_concurrent(vec![
            language.parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        // People's names are isolated by `escape`; isolating every number would litter snapshots and pictures.
        bundle.set_use_isolating(false);
        if bundle.add_builtins().is_err() {
            tracing::error!(
                text.locale = locale.as_str(),
                "NUMBER() could not be added to a fresh bundle"
            );
        }
        Self {
            bundle,
            definitions: BTreeMap::new(),
        }
    }

    fn read(
        &mut self,
        locale: Locale,
        file: &str,
        source: String,
        problems: &mut Vec<CatalogProblem>,
    ) {
        let resource = match FluentResource::try_new(source) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                let source = resource.source();
                problems.extend(errors.into_iter().map(|error| {
                    let start = error
                        .slice
                        .as_ref()
                        .map_or(error.pos.start, |slice| slice.start);
                    CatalogProblem::Syntax {
                        locale,
                        file: file.to_owned(),
                        line: definitions::line_of(source, error.pos.start),
                        key: source.get(start..).and_then(key_at_start),
                        reason: error.kind.to_string(),
                    }
                }));
                resource
            }
        };
        for (key, definition) in definitions::of_file(file, &resource) {
            let (file, line) = (definition.file.clone(), definition.line);
            if let Some(first) = self.definitions.get(&key) {
                let first = (first.file.clone(), first.line);
                problems.push(CatalogProblem::Duplicate {
                    locale,
                    file,
                    line,
                    key,
                    first,
                });
                continue;
            }
            if !definition.attributes.is_empty() || !definition.has_value {
                let attributes = definition.attributes.clone();
                problems.push(CatalogProblem::Attributes {
                    locale,
                    file,
                    line,
                    key: key.clone(),
                    attributes,
                });
            }
            self.definitions.insert(key, definition);
        }
        // Duplicates were reported above, with file and line, which the bundle's own errors lack.
        if self.bundle.add_resource(resource).is_err() {
            debug_assert!(
                !problems.is_empty(),
                "the bundle refused what the reader accepted"
            );
        }
    }
}

fn key_at_start(entry: &str) -> Option<String> {
    let key: String = entry
        .trim_start()
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    (!key.is_empty()).then_some(key)
}
