//! No silenced lints, no sleeping tests, no unfinished code.

use crate::tidy::source::names;
use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "attributes",
    about: "no allow, ignore or should_panic attribute, no todo, unimplemented or dbg macro",
    check,
};

const BANNED: &[(&str, &str)] = &[
    (
        "#[allow(",
        "mend what the lint says, or write `#[expect(…, reason = \"…\")]`",
    ),
    (
        "#![allow(",
        "mend what the lint says, or write `#![expect(…, reason = \"…\")]`",
    ),
    ("#[ignore", "make the test quick and certain, or delete it"),
    ("#[should_panic", "return an error and look at it"),
    ("todo!", "finish it, or leave it out"),
    ("unimplemented!", "finish it, or leave it out"),
    ("dbg!", "delete it, or write a log line"),
];

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (path, source) in tree.sources() {
        for (number, line) in source.lines() {
            for (banned, remedy) in BANNED
                .iter()
                .filter(|(banned, _)| names(&line.code, banned))
            {
                let name = banned.trim_end_matches('(');
                let name = if name.starts_with('#') {
                    format!("{name}]")
                } else {
                    name.to_owned()
                };
                problems.push(Problem::new(path, number, format!("has `{name}`"), *remedy));
            }
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_in_code_only() {
        for (banned, _) in BANNED {
            let code = format!("{banned}x");
            assert_eq!(
                check(&Tree::of(&[("a.rs", &code)])).len(),
                usize::from(banned.ends_with(['(', '!'])),
                "{code}"
            );
            let comment = format!("// {banned}x)]");
            assert_eq!(check(&Tree::of(&[("a.rs", &comment)])), [], "{comment}");
        }
        for code in [
            "#[ignore]",
            "#[ignore = \"slow\"]",
            "#[should_panic(expected = \"x\")]",
        ] {
            assert_eq!(check(&Tree::of(&[("a.rs", code)])).len(), 1, "{code}");
        }
        let found = check(&Tree::of(&[("a.rs", "\n#[allow(dead_code)]")]));
        assert_eq!(found[0].to_string(), "a.rs:2: has `#[allow]`");
    }
}
