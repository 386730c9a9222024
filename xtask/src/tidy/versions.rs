//! Third-party versions stand once, in the workspace's table.

use toml::Value;

use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "versions",
    about: "a member takes every dependency from [workspace.dependencies]",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in tree.packages() {
        for dependency in package.dependencies() {
            if dependency.value.get("workspace").and_then(Value::as_bool) == Some(true) {
                continue;
            }
            let name = dependency.name;
            problems.push(Problem::new(
                &package.path(),
                package.line_of(name),
                format!("`{name}` does not come from the workspace's table"),
                format!(
                    "write `{name}.workspace = true`, and its version into the root Cargo.toml"
                ),
            ));
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_of_ones_own_is_found() {
        let manifest = "[package]\nname = \"a\"\n[dependencies]\nserde = \"1\"\ntoml = { workspace = true, features = [] }\n\
                        b = { path = \"../b\" }\n";
        let found = check(&Tree::of(&[("crates/a/Cargo.toml", manifest)]));
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            [
                "crates/a/Cargo.toml:6: `b` does not come from the workspace's table",
                "crates/a/Cargo.toml:4: `serde` does not come from the workspace's table",
            ]
        );
    }
}
