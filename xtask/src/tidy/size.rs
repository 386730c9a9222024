//! The size budget: a file is one thing, and one thing is short.

use crate::tidy::tree::{Tree, is_test_file};
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "size",
    about: "at most 500 lines of code in a file (no blanks, comments, test modules); a warning above 300",
    check,
};

/// Lines of code above which a file is warned about.
const WARN_OVER: usize = 300;
/// Lines of code above which the check fails.
const FAIL_OVER: usize = 500;

fn check(tree: &Tree) -> Vec<Problem> {
    over(tree, FAIL_OVER, usize::MAX)
        .map(|(path, lines)| {
            let what = format!("{lines} lines of code, {FAIL_OVER} at most");
            Problem::new(
                path,
                None,
                what,
                "split it where it has two reasons to change",
            )
        })
        .collect()
}

/// Files that come near the limit.
pub(super) fn warnings(tree: &Tree) -> Vec<String> {
    over(tree, WARN_OVER, FAIL_OVER)
        .map(|(path, lines)| format!("{path}: {lines} lines of code"))
        .collect()
}

/// How long the files are, in a sentence.
pub(super) fn sentence(tree: &Tree) -> String {
    let mut sizes: Vec<_> = tree
        .sources()
        .filter(|(path, _)| !is_test_file(path))
        .map(|(_, source)| source.code_lines())
        .collect();
    sizes.sort_unstable();
    let median = sizes.get(sizes.len() / 2).copied().unwrap_or(0);
    let longest = sizes.last().copied().unwrap_or(0);
    format!(
        "{} source files, median {median} lines of code, longest {longest}",
        sizes.len()
    )
}

fn over(tree: &Tree, above: usize, up_to: usize) -> impl Iterator<Item = (&str, usize)> {
    tree.sources()
        .map(|(path, source)| (path, source.code_lines()))
        .filter(move |(_, lines)| *lines > above && *lines <= up_to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(lines: usize) -> String {
        "//! Doc.\n\n".to_owned() + &"f();\n".repeat(lines)
    }

    #[test]
    fn a_long_file_is_warned_about_and_a_longer_one_fails() {
        let (small, long, longer) = (file(300), file(301), file(501));
        let tree = Tree::of(&[("a.rs", &small), ("b.rs", &long), ("c.rs", &longer)]);
        assert_eq!(
            check(&tree)[0].to_string(),
            "c.rs: 501 lines of code, 500 at most"
        );
        assert_eq!(check(&tree).len(), 1);
        assert_eq!(warnings(&tree), ["b.rs: 301 lines of code"]);
        assert_eq!(
            sentence(&tree),
            "3 source files, median 301 lines of code, longest 501"
        );
    }

    #[test]
    fn tests_inside_a_file_do_not_count() {
        let text = file(300) + "#[cfg(test)]\nmod tests {\n" + &"    f();\n".repeat(300) + "}\n";
        assert_eq!(warnings(&Tree::of(&[("a.rs", &text)])), [""; 0]);
    }
}
