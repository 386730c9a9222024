//! What every member's manifest says, and how its tests are laid out.

use std::collections::BTreeSet;

use toml::Value;

use crate::tidy::package::Package;
use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "manifests",
    about: "folder name is crate name; a description; the workspace's lints; one test program, tests/it",
    check,
};

fn check(tree: &Tree) -> Vec<Problem> {
    tree.packages()
        .iter()
        .flat_map(|package| [folder(package), description(package), lints(package)])
        .flatten()
        .chain(
            tree.packages()
                .iter()
                .flat_map(|package| test_programs(tree, package)),
        )
        .collect()
}

fn folder(package: &Package) -> Option<Problem> {
    let folder = package.folder.rsplit('/').next().unwrap_or_default();
    (folder != package.name).then(|| {
        Problem::new(
            &package.path(),
            package.line_of("name"),
            format!(
                "crate `{}` lives in a folder called `{folder}`",
                package.name
            ),
            "give folder and crate the same name",
        )
    })
}

fn description(package: &Package) -> Option<Problem> {
    let text = package
        .manifest
        .get("package")?
        .get("description")
        .and_then(Value::as_str);
    text.is_none_or(|text| text.trim().is_empty()).then(|| {
        Problem::new(
            &package.path(),
            package.line_of("package"),
            "no description",
            "say in one sentence what it gives",
        )
    })
}

fn lints(package: &Package) -> Option<Problem> {
    let inherited = package
        .manifest
        .get("lints")
        .and_then(|lints| lints.get("workspace"))
        .and_then(Value::as_bool);
    (inherited != Some(true)).then(|| {
        Problem::new(
            &package.path(),
            package.line_of("lints"),
            "does not use the workspace's lints",
            "write `[lints]` and `workspace = true`",
        )
    })
}

fn test_programs(tree: &Tree, package: &Package) -> Vec<Problem> {
    let tests = format!("{}/tests/", package.folder);
    let below = tree
        .paths()
        .filter_map(|path| Some((path, path.strip_prefix(tests.as_str())?)));
    // `tests/a.rs` and `tests/a/main.rs` are programs of their own.
    let programs: BTreeSet<_> = below
        .filter_map(|(path, rest)| {
            let name = rest
                .strip_suffix("/main.rs")
                .or_else(|| rest.strip_suffix(".rs"))?;
            (!name.contains('/') && name != "it").then_some(path)
        })
        .collect();
    let remedy =
        "make it a module of tests/it/main.rs: each test program links everything once more";
    programs
        .into_iter()
        .map(|path| Problem::new(path, None, "is a second test program", remedy))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str =
        "[package]\nname = \"db\"\ndescription = \"Data.\"\n[lints]\nworkspace = true\n";

    fn problems(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_good_manifest_passes() {
        let files = [
            ("crates/db/Cargo.toml", GOOD),
            ("crates/db/tests/it/main.rs", ""),
            ("crates/db/tests/it/a.rs", ""),
        ];
        assert_eq!(problems(&files), [""; 0]);
    }

    #[test]
    fn each_missing_piece_is_found() {
        assert_eq!(
            problems(&[(
                "crates/database/Cargo.toml",
                "[package]\nname = \"db\"\ndescription = \" \"\n"
            )]),
            [
                "crates/database/Cargo.toml:2: crate `db` lives in a folder called `database`",
                "crates/database/Cargo.toml:1: no description",
                "crates/database/Cargo.toml: does not use the workspace's lints",
            ]
        );
    }

    #[test]
    fn a_second_test_program_is_found() {
        let files = [
            ("crates/db/Cargo.toml", GOOD),
            ("crates/db/tests/it/main.rs", ""),
            ("crates/db/tests/more.rs", ""),
            ("crates/db/tests/other/main.rs", ""),
        ];
        assert_eq!(
            problems(&files),
            [
                "crates/db/tests/more.rs: is a second test program",
                "crates/db/tests/other/main.rs: is a second test program"
            ]
        );
    }
}
