//! Decision pages are numbered without gaps.

use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "decisions",
    about: "pages in docs/decisions are called NNNN-title.md, numbered from 0001 without gaps, and open with a heading",
    check,
};

const FOLDER: &str = "docs/decisions/";

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut expected = 1_u32;
    for (path, text) in tree.texts() {
        let Some(name) = path
            .strip_prefix(FOLDER)
            .filter(|name| *name != "README.md")
        else {
            continue;
        };
        if !text.starts_with("# ") {
            problems.push(Problem::new(
                path,
                1,
                "does not open with a heading",
                "start with `# ` and the decision",
            ));
        }
        match number(name) {
            None => problems.push(Problem::new(
                path,
                None,
                "is not called NNNN-title.md",
                format!("call it {expected:04}-what-was-decided.md"),
            )),
            Some(found) if found != expected => problems.push(Problem::new(
                path,
                None,
                format!("has number {found:04} where {expected:04} is next"),
                "number decisions in the order in which they were made",
            )),
            Some(_) => expected += 1,
        }
    }
    problems
}

/// The number of `0001-title.md`.
fn number(name: &str) -> Option<u32> {
    let (digits, title) = name.strip_suffix(".md")?.split_once('-')?;
    let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let plain = !title.is_empty()
        && title
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    digits.parse().ok().filter(|_| four && plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_doubles_and_bare_names_are_found() {
        let tree = Tree::of(&[
            ("docs/decisions/0001-rest-transport.md", "# 1. REST\n"),
            ("docs/decisions/0001-again.md", "# 1\n"),
            ("docs/decisions/0003-gap.md", "# 3\n"),
            ("docs/decisions/transport.md", "no heading\n"),
            ("docs/decisions/README.md", "# Decisions\n"),
        ]);
        let found: Vec<_> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "docs/decisions/0001-rest-transport.md: has number 0001 where 0002 is next",
                "docs/decisions/0003-gap.md: has number 0003 where 0002 is next",
                "docs/decisions/transport.md:1: does not open with a heading",
                "docs/decisions/transport.md: is not called NNNN-title.md",
            ]
        );
    }

    #[test]
    fn a_row_of_pages_passes() {
        let tree = Tree::of(&[
            ("docs/decisions/0001-a.md", "# A\n"),
            ("docs/decisions/0002-b-c.md", "# B\n"),
        ]);
        assert_eq!(check(&tree), []);
    }
}
