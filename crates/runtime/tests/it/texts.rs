//! The runtime's own texts: the same keys with the same parameters in every locale, none unused.

use std::{fs, path::Path};

use i18n::{Catalog, check};

fn sources(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path.display().to_string(), text));
        }
    }
}

#[test]
fn every_locale_has_every_text() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    sources(&home.join("src"), &mut found);
    let catalog = Catalog::builder()
        .add(
            "en-US",
            "runtime.ftl",
            include_str!("../../locales/en-US/runtime.ftl"),
        )
        .add(
            "de",
            "runtime.ftl",
            include_str!("../../locales/de/runtime.ftl"),
        )
        .build()
        .unwrap();
    let problems = check::problems(&catalog, &found, &[]);
    let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
