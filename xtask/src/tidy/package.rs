//! One package's manifest, as far as the rules ask.

use toml::{Table, Value};

/// A member of the workspace.
pub(super) struct Package {
    /// From the root, for example `crates/db`.
    pub(super) folder: String,
    pub(super) name: String,
    pub(super) manifest: Table,
    text: String,
}

/// One entry of a dependency table.
pub(super) struct Dependency<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a Value,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Normal,
    Dev,
    Build,
}

const TABLES: &[(&str, Kind)] = &[
    ("dependencies", Kind::Normal),
    ("dev-dependencies", Kind::Dev),
    ("build-dependencies", Kind::Build),
];

impl Package {
    /// Reads `…/Cargo.toml`; nothing for other files and for the workspace's own manifest.
    pub(super) fn parse(path: &str, text: &str) -> Option<Self> {
        let folder = path.strip_suffix("/Cargo.toml")?.to_owned();
        let manifest: Table = text.parse().ok()?;
        let name = manifest.get("package")?.get("name")?.as_str()?.to_owned();
        Some(Self {
            folder,
            name,
            manifest,
            text: text.to_owned(),
        })
    }

    pub(super) fn path(&self) -> String {
        format!("{}/Cargo.toml", self.folder)
    }

    pub(super) fn is_bot(&self) -> bool {
        self.folder.starts_with("bots/")
    }

    /// All dependencies, those of single targets included.
    pub(super) fn dependencies(&self) -> Vec<Dependency<'_>> {
        let targets = self.manifest.get("target").and_then(Value::as_table);
        let per_target = targets
            .into_iter()
            .flat_map(Table::values)
            .filter_map(Value::as_table);
        let mut found = Vec::new();
        for table in std::iter::once(&self.manifest).chain(per_target) {
            for (key, kind) in TABLES {
                let entries = table
                    .get(*key)
                    .and_then(Value::as_table)
                    .into_iter()
                    .flatten();
                found.extend(entries.map(|(name, value)| Dependency {
                    name,
                    value,
                    kind: *kind,
                }));
            }
        }
        found
    }

    /// The line of the manifest that sets `key`, from 1.
    pub(super) fn line_of(&self, key: &str) -> Option<usize> {
        let sets = |line: &str| {
            line.strip_prefix(key)
                .is_some_and(|rest| rest.starts_with(['.', ' ', '=', ']']))
        };
        self.text
            .lines()
            .position(|line| {
                sets(line.trim_start().trim_start_matches('[')) || sets(after_dot(line))
            })
            .map(|index| index + 1)
    }
}

/// `[dependencies.serde]` names its key behind the dot.
fn after_dot(line: &str) -> &str {
    if !line.starts_with('[') {
        return "";
    }
    line.rsplit_once('.').map_or("", |(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "[package]\nname = \"a\"\n[dependencies]\nserde.workspace = true\n\
                        [dev-dependencies.insta]\nworkspace = true\n[target.'cfg(unix)'.dependencies]\nrustix = \"1\"\n";

    #[test]
    fn every_kind_of_dependency_is_found_with_its_line() {
        let package = Package::parse("crates/a/Cargo.toml", TEXT).unwrap();
        let found: Vec<_> = package
            .dependencies()
            .iter()
            .map(|it| (it.name, it.kind, package.line_of(it.name).unwrap()))
            .collect();
        assert_eq!(
            found,
            [
                ("serde", Kind::Normal, 4),
                ("insta", Kind::Dev, 5),
                ("rustix", Kind::Normal, 8)
            ]
        );
    }

    #[test]
    fn the_root_manifest_is_no_package() {
        assert!(Package::parse("Cargo.toml", TEXT).is_none());
        assert!(Package::parse("crates/a/Cargo.toml", "[workspace]").is_none());
    }
}
