//! Tiers: a crate depends only on lower ones. The table is DESIGN's house plan as data.

use crate::tidy::package::{Dependency, Kind, Package};
use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule};

pub(super) const RULE: Rule = Rule {
    name: "tiers",
    about: "a crate depends only on crates of lower tiers; every crate is in the tier table",
    check,
};

/// Bots and the operators' program stand on everything else.
const TOP: u8 = 6;

const TIERS: &[(u8, &[&str])] = &[
    (1, &["core-config", "db", "cache", "i18n", "fetch"]),
    (2, &["gamification", "ai", "payments", "migrations"]),
    (3, &["auth", "embeds"]),
    (4, &["runtime"]),
    (5, &["shared-commands"]),
    (TOP, &["cli"]),
];

/// Crates outside the tiers, with the workspace crates that they may name.
const SIDE: &[(&str, May)] = &[
    ("browser", May::Only(&[])),
    ("discord-sim", May::Only(&["playground"])),
    (
        "playground",
        May::Only(&["browser", "discord-sim", "hangman", "showcase", "testkit"]),
    ),
    ("showcase", May::Only(&["discord-sim"])),
    ("test-postgres", May::Only(&[])),
    ("xtask", May::Only(&[])),
    (
        "testkit",
        May::Only(&[
            "core-config",
            "db",
            "discord-sim",
            "i18n",
            "migrations",
            "runtime",
            "test-postgres",
        ]),
    ),
    ("bench", May::Anything),
];

/// What every crate in a tier may name in its dev-dependencies, whatever its tier.
const FOR_TESTS: &[&str] = &[
    "browser",
    "discord-sim",
    "migrations",
    "test-postgres",
    "testkit",
];

#[derive(Clone, Copy)]
enum May {
    Anything,
    Only(&'static [&'static str]),
}

/// Where a crate stands.
#[derive(Clone, Copy)]
enum Place {
    Tier(u8),
    Side(May),
}

/// A crate's tier; none for side crates and for those the table does not know.
pub(super) fn tier(package: &Package) -> Option<u8> {
    match place(package) {
        Some(Place::Tier(tier)) => Some(tier),
        _ => None,
    }
}

fn place(package: &Package) -> Option<Place> {
    if package.is_bot() {
        return Some(Place::Tier(TOP));
    }
    let name = package.name.as_str();
    let side = SIDE
        .iter()
        .find(|(side, _)| *side == name)
        .map(|(_, may)| Place::Side(*may));
    side.or_else(|| {
        TIERS
            .iter()
            .find(|(_, crates)| crates.contains(&name))
            .map(|(tier, _)| Place::Tier(*tier))
    })
}

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems = Vec::new();
    for package in tree.packages() {
        let Some(place) = place(package) else {
            problems.push(Problem::new(
                &package.path(),
                package.line_of("name"),
                format!("`{}` is in no tier", package.name),
                "add it to the table in xtask/src/tidy/tiers.rs, as low as what it depends on lets it",
            ));
            continue;
        };
        for dependency in package.dependencies() {
            let Some(target) = tree
                .packages()
                .iter()
                .find(|other| other.name == dependency.name)
            else {
                continue;
            };
            if let Some((what, remedy)) = forbidden(package, place, &dependency, target) {
                problems.push(Problem::new(
                    &package.path(),
                    package.line_of(dependency.name),
                    what,
                    remedy,
                ));
            }
        }
    }
    problems
}

fn forbidden(
    from: &Package,
    place: Place,
    edge: &Dependency<'_>,
    to: &Package,
) -> Option<(String, &'static str)> {
    let (from_name, to_name) = (&from.name, &to.name);
    let own = match place {
        Place::Side(May::Anything) => return None,
        Place::Side(May::Only(names)) => {
            let remedy = "a side crate stays apart from what it tests or builds; talk over a process or a socket";
            let what = format!("`{from_name}` may not depend on `{to_name}`");
            return (!names.contains(&to_name.as_str())).then_some((what, remedy));
        }
        Place::Tier(own) => own,
    };
    if edge.kind == Kind::Dev && FOR_TESTS.contains(&to_name.as_str()) {
        return None;
    }
    // The operators' program lists the bots; nothing else knows them.
    if from_name == "cli" && to.is_bot() {
        return None;
    }
    match tier(to) {
        Some(theirs) if theirs < own => None,
        Some(theirs) => Some((
            format!("`{from_name}` (tier {own}) depends on `{to_name}` (tier {theirs})"),
            "move what is needed into a lower tier, or hand it in as a value or a closure",
        )),
        None => Some((
            format!("`{from_name}` depends on `{to_name}`, which is for tests and tools only"),
            "move it to [dev-dependencies], or do without",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(folder: &str, manifest: &str) -> Vec<String> {
        let named = |name: &str| format!("[package]\nname = \"{name}\"\n");
        let mut files: Vec<_> = [
            "crates/db",
            "crates/runtime",
            "crates/testkit",
            "crates/migrations",
            "bots/hangman",
        ]
        .iter()
        .filter(|other| **other != folder)
        .map(|other| {
            (
                format!("{other}/Cargo.toml"),
                named(other.rsplit('/').next().unwrap()),
            )
        })
        .collect();
        let own = named(folder.rsplit('/').next().unwrap()) + manifest;
        files.push((format!("{folder}/Cargo.toml"), own));
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
            .collect();
        check(&Tree::of(&files))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn upwards_is_forbidden() {
        assert_eq!(
            problems("crates/db", "[dependencies]\nruntime.workspace = true\n"),
            ["crates/db/Cargo.toml:4: `db` (tier 1) depends on `runtime` (tier 4)"]
        );
        assert_eq!(
            problems("crates/runtime", "[dependencies]\ndb.workspace = true\n"),
            [""; 0]
        );
    }

    #[test]
    fn a_bot_knows_no_other_bot_and_only_the_cli_knows_bots() {
        let manifest = "[dependencies]\nhangman.workspace = true\n";
        assert_eq!(problems("bots/store", manifest).len(), 1);
        assert_eq!(problems("crates/runtime", manifest).len(), 1);
        assert_eq!(problems("crates/cli", manifest).len(), 0);
    }

    #[test]
    fn side_crates_share_nothing_with_what_they_test() {
        let manifest = "[dev-dependencies]\ndb.workspace = true\n";
        assert_eq!(
            problems("crates/discord-sim", manifest),
            ["crates/discord-sim/Cargo.toml:4: `discord-sim` may not depend on `db`"]
        );
        assert_eq!(
            problems(
                "crates/testkit",
                "[dependencies]\nruntime.workspace = true\n"
            )
            .len(),
            0
        );
        assert_eq!(
            problems("crates/bench", "[dependencies]\nhangman.workspace = true\n").len(),
            0
        );
    }

    #[test]
    fn the_testkit_is_for_tests() {
        assert_eq!(
            problems(
                "crates/db",
                "[dev-dependencies]\ntestkit.workspace = true\n"
            )
            .len(),
            0
        );
        assert_eq!(
            problems("crates/db", "[dependencies]\ntestkit.workspace = true\n"),
            [
                "crates/db/Cargo.toml:4: `db` depends on `testkit`, which is for tests and tools only"
            ]
        );
        assert_eq!(
            problems(
                "crates/db",
                "[dev-dependencies]\nmigrations.workspace = true\n"
            )
            .len(),
            0
        );
    }

    #[test]
    fn an_unknown_crate_is_found() {
        assert_eq!(
            problems("crates/utils", ""),
            ["crates/utils/Cargo.toml:2: `utils` is in no tier"]
        );
    }
}
