//! Data and fonts come with the licence they are under.

use std::collections::BTreeMap;

use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "licences",
    about: "every file in a data/ or fonts/ folder has a licence beside it",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let mut folders: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (folder, name) in tree.paths().filter_map(|path| path.rsplit_once('/')) {
        if folder
            .split('/')
            .any(|part| part == "data" || part == "fonts")
        {
            folders.entry(folder).or_default().push(name);
        }
    }
    let bare = folders.iter().filter(|(_, names)| {
        names.iter().any(|name| !is_page(name)) && !names.iter().any(|name| is_licence(name))
    });
    let remedy = "put the licence's full text into the same folder, as LICENSE-<source>.txt";
    bare.map(|(folder, _)| {
        Problem::new(
            folder,
            None,
            "has files without a licence beside them",
            remedy,
        )
    })
    .collect()
}

fn is_licence(name: &str) -> bool {
    ["LICENSE", "LICENCE", "COPYING", "OFL"]
        .iter()
        .any(|prefix| name.to_ascii_uppercase().starts_with(prefix))
}

/// Pages that describe a folder are ours.
fn is_page(name: &str) -> bool {
    name.ends_with(".md") || is_licence(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_a_licence_is_found() {
        let tree = Tree::of(&[
            ("bots/a/data/words.tsv", ""),
            ("bots/b/data/words.tsv", ""),
            ("bots/b/data/LICENSE-scowl.txt", ""),
            ("crates/embeds/fonts/latin/font.ttf", ""),
            ("crates/embeds/fonts/OFL.txt", ""),
            ("docs/data/README.md", ""),
            ("src/database/x.rs", ""),
        ]);
        let found: Vec<_> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "bots/a/data: has files without a licence beside them",
                "crates/embeds/fonts/latin: has files without a licence beside them",
            ]
        );
    }
}
