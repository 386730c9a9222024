//! Who may name twilight: low tiers and the simulator know ids only, and one crate talks to Discord.

use crate::tidy::package::Package;
use crate::tidy::source::positions;
use crate::tidy::tree::Tree;
use crate::tidy::{Problem, Rule, tiers};

pub(super) const RULE: Rule = Rule {
    name: "twilight",
    about: "tiers 1 and 2 and discord-sim know twilight_model::id only; only the runtime names gateway and HTTP crates",
    check,
};

/// Crates that open connections to Discord.
const CONNECTING: &[&str] = &[
    "twilight-gateway",
    "twilight-http",
    "twilight-http-ratelimiting",
];
/// The runtime, and the benchmark's bare bot that it is compared with.
const MAY_CONNECT: &[&str] = &["runtime", "bench"];
/// Up to this tier a crate knows ids and nothing else of Discord.
const IDS_ONLY_UP_TO: u8 = 2;
/// Tier 3 adds models and pure helpers; argument parsing begins in the runtime.
const MODELS_ONLY: &[&str] = &["twilight-model", "twilight-util"];
const MODELS_ONLY_UP_TO: u8 = 3;

fn check(tree: &Tree) -> Vec<Problem> {
    let mut problems: Vec<_> = tree.packages().iter().flat_map(manifest).collect();
    for (path, source) in tree.sources() {
        if !tree.package_of(path).is_some_and(knows_ids_only) {
            continue;
        }
        for (line, code) in source.lines() {
            if names_more_than_ids(&code.code) {
                problems.push(Problem::new(
                    path,
                    line,
                    "names something of twilight other than `twilight_model::id`",
                    "pass plain values in; models belong to tier 3 and above",
                ));
            }
        }
    }
    problems
}

fn knows_ids_only(package: &Package) -> bool {
    package.name == "discord-sim" || tiers::tier(package).is_some_and(|tier| tier <= IDS_ONLY_UP_TO)
}

fn manifest(package: &Package) -> Vec<Problem> {
    let connects = MAY_CONNECT.contains(&package.name.as_str());
    let models_only = tiers::tier(package).is_some_and(|tier| tier <= MODELS_ONLY_UP_TO);
    let mut problems = Vec::new();
    for dependency in package.dependencies() {
        let name = dependency.name;
        let remedy = if CONNECTING.contains(&name) && !connects {
            "only the runtime talks to Discord; return a reply or a request value instead"
        } else if name.starts_with("twilight")
            && knows_ids_only(package)
            && name != "twilight-model"
        {
            "use twilight-model's `id` module, and plain values for the rest"
        } else if name.starts_with("twilight") && models_only && !MODELS_ONLY.contains(&name) {
            "tier 3 knows twilight-model and twilight-util"
        } else {
            continue;
        };
        let what = format!("`{}` may not depend on `{name}`", package.name);
        problems.push(Problem::new(
            &package.path(),
            package.line_of(name),
            what,
            remedy,
        ));
    }
    problems
}

/// Whether the line names a twilight item outside `twilight_model::id`.
pub(super) fn names_more_than_ids(code: &str) -> bool {
    let other = [
        "twilight_gateway",
        "twilight_http",
        "twilight_interactions",
        "twilight_util",
        "twilight_validate",
    ]
    .iter()
    .any(|name| positions(code, name).next().is_some());
    other || positions(code, "twilight_model").any(|end| !only_ids(&code[end..]))
}

/// What follows `twilight_model` in a path: `::id…`, a group of nothing but `id…`, or no path at all.
fn only_ids(rest: &str) -> bool {
    let Some(path) = rest.strip_prefix("::") else {
        return !rest.trim_start().starts_with("as ");
    };
    match path.strip_prefix('{') {
        None => first_segment(path) == "id",
        Some(group) => outer_entries(group)
            .iter()
            .all(|entry| first_segment(entry) == "id"),
    }
}

fn first_segment(path: &str) -> &str {
    let path = path.trim_start();
    let end = path
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(path.len());
    &path[..end]
}

/// The entries of `{a::{b, c}, d}` behind its opening brace, without splitting inner groups.
fn outer_entries(group: &str) -> Vec<&str> {
    let mut entries = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                entries.push(&group[start..at]);
                start = group.len();
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                entries.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    entries.push(&group[start..]);
    entries.retain(|entry| !entry.trim().is_empty());
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(name: &str, manifest: &str, code: &str) -> Vec<String> {
        let manifest = format!("[package]\nname = \"{name}\"\n[dependencies]\n{manifest}");
        let paths = [
            format!("crates/{name}/Cargo.toml"),
            format!("crates/{name}/src/lib.rs"),
        ];
        let tree = Tree::of(&[(&paths[0], &manifest), (&paths[1], code)]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn only_the_runtime_connects() {
        let manifest = "twilight-http.workspace = true\n";
        assert_eq!(
            problems("embeds", manifest, ""),
            ["crates/embeds/Cargo.toml:4: `embeds` may not depend on `twilight-http`"]
        );
        assert_eq!(problems("testkit", manifest, "").len(), 1);
        assert_eq!(problems("runtime", manifest, "").len(), 0);
        assert_eq!(problems("bench", manifest, "").len(), 0);
    }

    #[test]
    fn low_tiers_know_ids() {
        let ids =
            "use twilight_model::id::{Id, marker::UserMarker};\nuse twilight_model::{id::Id};";
        assert_eq!(
            problems("db", "twilight-model.workspace = true\n", ids),
            [""; 0]
        );
        let more =
            "use twilight_model::{id::{Id, marker::X}, user::User};\n// twilight_model::user\n";
        assert_eq!(
            problems("discord-sim", "twilight-model.workspace = true\n", more),
            [
                "crates/discord-sim/src/lib.rs:1: names something of twilight other than `twilight_model::id`"
            ]
        );
        assert_eq!(
            problems("db", "", "type A = twilight_model::user::User;").len(),
            1
        );
        assert_eq!(problems("db", "", "use twilight_model as model;").len(), 1);
        assert_eq!(
            problems("embeds", "", "use twilight_model::user::User;").len(),
            0
        );
    }

    #[test]
    fn helpers_begin_in_tier_3_and_argument_parsing_above() {
        assert_eq!(
            problems("db", "twilight-util.workspace = true\n", "").len(),
            1
        );
        assert_eq!(
            problems("auth", "twilight-util.workspace = true\n", "").len(),
            0
        );
        assert_eq!(
            problems("auth", "twilight-interactions.workspace = true\n", "").len(),
            1
        );
    }
}
