//! Every text is there in every language, used, and used as it is declared.

use std::fs;
use std::path::{Path, PathBuf};

use i18n::{Args, Locale, Raw};

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let source = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), source));
        }
    }
}

/// The keys of a Fluent file, its path from this crate's folder.
fn keys(path: &str) -> impl Iterator<Item = String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let fluent = fs::read_to_string(path).unwrap();
    let keys = fluent.lines().filter_map(|line| {
        let (key, _) = line.split_once(" =")?;
        key.starts_with(|first: char| first.is_ascii_lowercase())
            .then(|| key.to_owned())
    });
    keys.collect::<Vec<_>>().into_iter()
}

#[test]
fn no_text_is_missing_unused_or_misused() {
    let catalog = hangman::bot().catalog().unwrap();
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    sources(&root.join("src"), &mut found);
    let built = ["cmd-*", "category-*", "difficulty-*"].map(str::to_owned);
    // They are in every bot's catalogue; whether they are used is the runtime's affair.
    let of_the_runtime = keys("../../crates/runtime/locales/en-US/runtime.ftl");
    let used: Vec<String> = built.into_iter().chain(of_the_runtime).collect();
    let problems: Vec<String> = i18n::check::problems(&catalog, &found, &used)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_refusal_is_as_reviewed() {
    let catalog = hangman::bot().catalog().unwrap();
    let args = Args::new()
        .raw("owner", Raw::mention(11))
        .raw("expected", 5)
        .raw("found", 8)
        .raw("max", 40)
        .raw("categories", "Animals, Food");
    let shown = [Locale::EN_US, Locale::DE].map(|locale| {
        let texts = catalog.texts(&locale);
        keys("locales/en-US/hangman.ftl")
            .filter(|key| key.starts_with("refusal-"))
            .map(|key| format!("{key}: {}\n", texts.with(&key, &args)))
            .collect::<String>()
    });
    insta::assert_snapshot!(shown.join("\n"));
}
