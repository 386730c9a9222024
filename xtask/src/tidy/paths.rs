//! No path of somebody's machine in the repository.

use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "paths",
    about: "no absolute path into a home or work folder in any tracked file",
    check,
};

/// Folders at the root of a file system in which people work.
const FOLDERS: &[&str] = &["home", "root", "Users", "work"];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts() {
        for (index, line) in text.lines().enumerate() {
            for folder in FOLDERS.iter().filter(|folder| names_folder(line, folder)) {
                let what = format!("names a path below /{folder}");
                problems.push(Problem::new(
                    path,
                    index + 1,
                    what,
                    "use a path from the repository's root, or a variable",
                ));
            }
        }
    }
    problems
}

/// Whether the line holds `/folder/` as the start of a path.
fn names_folder(line: &str, folder: &str) -> bool {
    let needle = format!("/{folder}/");
    line.match_indices(&needle).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let starts = before.is_none_or(|c| !(c.is_alphanumeric() || "/._-~}>*)".contains(c)));
        starts
            && line[start + needle.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn absolute_paths_are_found() {
        for folder in FOLDERS {
            for line in [
                format!("cd /{folder}/ann/guildhall"),
                format!("\"/{folder}/x\""),
                format!("a=/{folder}/.cargo"),
            ] {
                let found = check(&Tree::of(&[("README.md", &line)]));
                assert_eq!(
                    found[0].to_string(),
                    format!("README.md:1: names a path below /{folder}")
                );
            }
        }
    }

    #[test]
    fn relative_paths_and_addresses_are_fine() {
        for folder in FOLDERS {
            for line in [
                format!("src/{folder}/a"),
                format!("https://example.org/{folder}/a"),
                format!("$HOME/{folder}/"),
                format!("/{folder}"),
            ] {
                assert_eq!(check(&Tree::of(&[("README.md", &line)])), [], "{line}");
            }
        }
    }
}
