//! Where the workspace and its build output are, and how cargo is called in it.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

/// The repository's root folder and cargo's target folder.
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

/// Which of cargo's two profiles in use a program was built with.
#[derive(Clone, Copy)]
pub(crate) enum Profile {
    Dev,
    Release,
}

impl Workspace {
    /// The workspace this program was started for.
    ///
    /// # Errors
    /// Outside a workspace, and when `cargo metadata` fails.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let start = match std::env::var_os("CARGO_MANIFEST_DIR") {
            Some(folder) => PathBuf::from(folder),
            None => std::env::current_dir().context("failed to read the current folder")?,
        };
        let root = start
            .ancestors()
            .find(|folder| is_workspace(folder))
            .with_context(|| format!("no Cargo.toml with a [workspace] above {}", start.display()))?
            .to_path_buf();
        let target = target_folder(&root)?;
        Ok(Self { root, target })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder, for build output of our own.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder that holds the programs of a profile.
    pub(crate) fn programs(&self, profile: Profile) -> PathBuf {
        self.target.join(match profile {
            Profile::Dev => "debug",
            Profile::Release => "release",
        })
    }

    /// Cargo in the root folder, without the variables that the cargo which started us has set.
    pub(crate) fn cargo<I, S>(&self, args: I) -> Command
    where
        I: IntoIterator<Item = S>,
        S: AsRef<OsStr>,
    {
        let mut command = cargo(&self.root);
        command.args(args);
        command
    }

    /// Any other program in the root folder.
    pub(crate) fn program(&self, program: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        forget_cargo_run(&mut command);
        command
    }
}

fn is_workspace(folder: &Path) -> bool {
    std::fs::read_to_string(folder.join("Cargo.toml"))
        .is_ok_and(|text| text.lines().any(|line| line.trim() == "[workspace]"))
}

fn cargo(root: &Path) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(root);
    forget_cargo_run(&mut command);
    command
}

/// `cargo run` describes the package it runs in the environment. Build scripts that watch these names
/// (ring's does) would run again each time that cargo is called now from a shell and now from here.
fn forget_cargo_run(command: &mut Command) {
    for (name, _) in std::env::vars_os() {
        let Some(text) = name.to_str() else { continue };
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(text);
        }
    }
}

fn target_folder(root: &Path) -> anyhow::Result<PathBuf> {
    let output = cargo(root)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .output()
        .context("failed to run cargo metadata")?;
    ensure!(
        output.status.success(),
        "cargo metadata failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("failed to read cargo metadata")?;
    let folder = metadata
        .get("target_directory")
        .and_then(serde_json::Value::as_str)
        .context("cargo metadata names no target_directory")?;
    Ok(PathBuf::from(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_root_and_a_target_folder() {
        let workspace = Workspace::find().unwrap();
        assert!(workspace.root().join("xtask/Cargo.toml").is_file());
        assert!(workspace.programs(Profile::Dev).ends_with("debug"));
    }

    #[test]
    fn cargo_starts_without_the_variables_of_cargo_run() {
        let workspace = Workspace::find().unwrap();
        let command = workspace.cargo(["--version"]);
        let removed: Vec<_> = command
            .get_envs()
            .filter(|(_, value)| value.is_none())
            .filter_map(|(name, _)| name.to_str())
            .collect();
        assert!(removed.contains(&"CARGO_PKG_NAME"), "{removed:?}");
        assert!(removed.contains(&"CARGO_MANIFEST_DIR"), "{removed:?}");
    }
}
