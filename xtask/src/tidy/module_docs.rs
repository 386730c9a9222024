//! Every Rust file opens with what it owns.

use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "module-docs",
    about: "every .rs file starts with a `//!` line",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let files = tree.texts().filter(|(path, _)| path.ends_with(".rs"));
    let bare = files.filter(|(_, text)| !text.strip_prefix("//!").is_some_and(says_something));
    let remedy = "say in a sentence what the file owns and, where it helps, what it does not";
    bare.map(|(path, _)| Problem::new(path, 1, "does not start with a `//!` line", remedy))
        .collect()
}

fn says_something(rest: &str) -> bool {
    rest.lines()
        .next()
        .is_some_and(|line| !line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_file_is_found() {
        assert_eq!(
            check(&Tree::of(&[
                ("a.rs", "//! Owns a.\n"),
                ("a.py", "import b\n")
            ])),
            []
        );
        for bare in ["use std;\n//! late", "", "//!\n", "// a\n", "/// a\n"] {
            let found = check(&Tree::of(&[("a.rs", bare)]));
            assert_eq!(
                found[0].to_string(),
                "a.rs:1: does not start with a `//!` line",
                "{bare:?}"
            );
        }
    }
}
