//! The files that the rules look at: the repository's, or a handful written down in a test.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use crate::tidy::package::Package;
use crate::tidy::source::Source;

/// Folders that hold no sources, for when git cannot say.
const NOT_OURS: &[&str] = &[".git", "target", "var"];

/// All files by their path from the root, with `/` between the parts.
pub(super) struct Tree {
    files: BTreeMap<String, File>,
    packages: Vec<Package>,
}

/// A file's text; none when it is not UTF-8.
struct File {
    text: Option<String>,
    source: Option<Source>,
}

impl Tree {
    /// Reads what git tracks or would track; without git, everything but build output.
    ///
    /// # Errors
    /// When a folder or file cannot be read.
    pub(super) fn read(root: &Path) -> anyhow::Result<Self> {
        let paths = match tracked(root) {
            Some(paths) => paths,
            None => walked(root)?,
        };
        let mut files = Vec::new();
        for path in paths {
            let full = root.join(&path);
            // A file that is deleted but still tracked, or a link to nowhere.
            if !full.is_file() {
                continue;
            }
            let bytes = std::fs::read(&full).with_context(|| format!("failed to read {path}"))?;
            files.push((path, String::from_utf8(bytes).ok()));
        }
        Ok(Self::new(files))
    }

    /// A tree written down: paths and texts.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self::new(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), Some((*text).to_owned())))
                .collect(),
        )
    }

    fn new(files: Vec<(String, Option<String>)>) -> Self {
        let files: BTreeMap<_, _> = files
            .into_iter()
            .map(|(path, text)| {
                let source = text
                    .as_deref()
                    .filter(|_| path.ends_with(".rs"))
                    .map(Source::new);
                (path, File { text, source })
            })
            .collect();
        let manifests = files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.text.as_deref()?)));
        let packages = manifests
            .filter_map(|(path, text)| Package::parse(path, text))
            .collect();
        Self { files, packages }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// All files that are text.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.text.as_deref()?)))
    }

    /// All Rust files.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &Source)> {
        self.files
            .iter()
            .filter_map(|(path, file)| Some((path.as_str(), file.source.as_ref()?)))
    }

    pub(super) fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// The package whose folder holds `path`.
    pub(super) fn package_of(&self, path: &str) -> Option<&Package> {
        self.packages.iter().find(|package| {
            path.strip_prefix(package.folder.as_str())
                .is_some_and(|rest| rest.starts_with('/'))
        })
    }
}

/// Whether a file as a whole is test code.
pub(super) fn is_test_file(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn tracked(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root)
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.split_terminator('\0').map(ToOwned::to_owned).collect())
}

fn walked(root: &Path) -> anyhow::Result<Vec<String>> {
    let mut paths = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = std::fs::read_dir(root.join(&folder))
            .with_context(|| format!("failed to list {folder:?}"))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("failed to list {folder:?}"))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if folder.is_empty() {
                name.clone()
            } else {
                format!("{folder}/{name}")
            };
            if !entry.path().is_dir() {
                paths.push(path);
            } else if !NOT_OURS.contains(&name.as_str()) {
                folders.push(path);
            }
        }
    }
    paths.sort_unstable();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn git_and_the_walk_agree_on_this_crate() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let walked = walked(folder).unwrap();
        assert!(
            walked.contains(&"src/tidy/tree.rs".to_owned()),
            "{walked:?}"
        );
        let tree = Tree::read(folder).unwrap();
        assert!(tree.sources().any(|(path, _)| path == "src/tidy/tree.rs"));
    }

    #[test]
    fn a_file_belongs_to_the_package_around_it() {
        let manifest = "[package]\nname = \"db\"";
        let tree = Tree::of(&[
            ("crates/db/Cargo.toml", manifest),
            ("crates/db-x/src/lib.rs", ""),
        ]);
        assert_eq!(tree.package_of("crates/db/src/lib.rs").unwrap().name, "db");
        assert!(tree.package_of("crates/db-x/src/lib.rs").is_none());
    }

    #[test]
    fn test_files_are_known_by_their_path() {
        assert!(is_test_file("crates/db/tests/it/main.rs"));
        assert!(is_test_file("crates/db/src/codec/tests.rs"));
        assert!(!is_test_file("crates/testkit/src/lib.rs"));
    }
}
