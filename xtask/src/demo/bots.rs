//! The bots that there are: every package in `bots/` that has a program.

use std::path::Path;

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::workspace::Workspace;

/// Where bots live, from the root folder.
const FOLDER: &str = "bots";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: String,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// The programs of all bots, by name.
///
/// # Errors
/// When cargo cannot say, or there are none.
pub(super) fn find(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let output = workspace
        .cargo(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("failed to run cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let metadata: Metadata =
        serde_json::from_slice(&output.stdout).context("failed to read cargo metadata")?;
    let bots = programs(metadata, &workspace.root().join(FOLDER));
    ensure!(!bots.is_empty(), "no package in {FOLDER}/ has a program");
    Ok(bots)
}

/// One program of each package below a folder: the one with the package's name where there are several.
fn programs(metadata: Metadata, folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = metadata
        .packages
        .into_iter()
        .filter(|package| Path::new(&package.manifest_path).starts_with(folder))
        .filter_map(|package| {
            let mut programs: Vec<Target> = package
                .targets
                .into_iter()
                .filter(|target| target.kind.iter().any(|kind| kind == "bin"))
                .collect();
            programs.sort_by_key(|program| program.name != package.name);
            programs.into_iter().next().map(|program| program.name)
        })
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_package_of_the_folder_with_a_program_is_a_bot() {
        let metadata = serde_json::json!({"packages": [
            {"name": "hangman", "manifest_path": "/hall/bots/hangman/Cargo.toml", "targets": [
                {"name": "hangman", "kind": ["lib"]}, {"name": "draw", "kind": ["bin"]},
                {"name": "hangman", "kind": ["bin"]}]},
            {"name": "words", "manifest_path": "/hall/bots/words/Cargo.toml", "targets": [
                {"name": "words", "kind": ["lib"]}]},
            {"name": "cli", "manifest_path": "/hall/crates/cli/Cargo.toml", "targets": [
                {"name": "guildhall", "kind": ["bin"]}]},
            {"name": "abacus", "manifest_path": "/hall/bots/abacus/Cargo.toml", "targets": [
                {"name": "count", "kind": ["bin"]}]},
        ]});
        let metadata = serde_json::from_value(metadata).unwrap();
        assert_eq!(
            programs(metadata, Path::new("/hall/bots")),
            ["count", "hangman"]
        );
    }

    #[test]
    fn the_workspace_has_hangman() {
        let bots = find(&Workspace::find().unwrap()).unwrap();
        assert!(bots.contains(&"hangman".to_owned()), "{bots:?}");
    }
}
