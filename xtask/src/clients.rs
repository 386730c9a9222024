//! `cargo xtask clients`: installs what others wrote and only tests use, outside the repository: the foreign Discord
//! libraries that prove the simulator, and what looks through the playground's page.
//!
//! Versions and hashes stand in lock files beside what uses them; this is the only step that reaches a registry. Each
//! library goes into a folder of its own in the user's cache, which holds a copy of its lock file: that is how the
//! tests see that it is the right one.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, bail, ensure};

use crate::console::Console;
use crate::workspace::Workspace;

/// A library that tests use.
struct Client {
    name: &'static str,
    /// Where its lock file is, from the root folder.
    source: &'static str,
    /// Says exactly what is installed.
    lock: &'static str,
    /// What the installation needs besides the lock file.
    files: &'static [&'static str],
    /// Runs the bot.
    program: &'static str,
    /// Prints the program's version.
    version: &'static str,
    /// The command that installs into the folder it runs in.
    install: &'static [&'static str],
}

/// Installs the packages of a Python client.
const PIP: &[&str] = &[
    "python3",
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    "--require-hashes",
    "--no-deps",
    "--target",
    "packages",
    "--requirement",
    "requirements.txt",
];

/// Installs the packages of a JavaScript client.
const NPM: &[&str] = &[
    "npm",
    "ci",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
];

const CLIENTS: &[Client] = &[
    Client {
        name: "discord.js",
        source: "crates/discord-sim/clients/discord.js",
        lock: "package-lock.json",
        files: &["package.json"],
        program: "node",
        version: "--version",
        install: NPM,
    },
    Client {
        name: "discord.py",
        source: "crates/discord-sim/clients/discord.py",
        lock: "requirements.txt",
        files: &[],
        program: "python3",
        version: "--version",
        install: PIP,
    },
    Client {
        name: "disnake",
        source: "crates/discord-sim/clients/disnake",
        lock: "requirements.txt",
        files: &[],
        program: "python3",
        version: "--version",
        install: PIP,
    },
    Client {
        name: "axe-core",
        source: "crates/browser/axe-core",
        lock: "package-lock.json",
        files: &["package.json"],
        program: "node",
        version: "--version",
        install: NPM,
    },
    Client {
        name: TYPESCRIPT,
        source: "crates/playground/typescript",
        lock: "package-lock.json",
        files: &["package.json"],
        program: "node",
        version: "--version",
        install: NPM,
    },
];

/// Checks the types of the playground's page.
pub(crate) const TYPESCRIPT: &str = "typescript";

/// Nothing to choose.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Installs every library that is not there yet.
///
/// # Errors
/// When one cannot be installed; the message says which command failed.
pub(crate) fn run(workspace: &Workspace, console: &Console, _: &Args) -> anyhow::Result<ExitCode> {
    for client in CLIENTS {
        let folder = client.ensure(workspace)?;
        console.note(format!("{}: {}", client.name, folder.display()));
    }
    Ok(ExitCode::SUCCESS)
}

/// Installs what can be installed; returns the names of what is there and a sentence for each that is not.
pub(crate) fn provide(workspace: &Workspace) -> (Vec<&'static str>, Vec<Missing>) {
    let (mut there, mut missing) = (Vec::new(), Vec::new());
    for client in CLIENTS {
        match client.ensure(workspace) {
            Ok(_) => there.push(client.name),
            Err(error) => missing.push(Missing {
                name: client.name,
                reason: format!("{error:#}"),
            }),
        }
    }
    (there, missing)
}

/// The installed TypeScript compiler, as node runs it.
///
/// # Errors
/// When it cannot be installed.
pub(crate) fn typescript(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let client = CLIENTS.iter().find(|client| client.name == TYPESCRIPT);
    let folder = client
        .context("there is no TypeScript in the list")?
        .ensure(workspace)?;
    Ok(folder.join("node_modules/typescript/bin/tsc"))
}

/// A library that is not installed.
pub(crate) struct Missing {
    pub(crate) name: &'static str,
    pub(crate) reason: String,
}

impl Client {
    /// The folder of the installed library; installs it when it is not there.
    fn ensure(&self, workspace: &Workspace) -> anyhow::Result<PathBuf> {
        let source = workspace.root().join(self.source);
        let lock = std::fs::read_to_string(source.join(self.lock))
            .with_context(|| format!("failed to read {}", source.join(self.lock).display()))?;
        let version = self.program_version()?;
        let key = fingerprint(&format!("{version}\n{lock}"));
        let cache = cache_folder(|name| std::env::var_os(name))?;
        let folder = cache.join(format!("{}-{key:016x}", self.name));
        if !folder.is_dir() {
            self.install(&source, &lock, &folder)?;
        }
        Ok(folder)
    }

    fn program_version(&self) -> anyhow::Result<String> {
        let output = Command::new(self.program)
            .arg(self.version)
            .output()
            .with_context(|| format!("{} is not on the PATH", self.program))?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Installs beside the folder and then renames, so that a folder that is there is complete.
    fn install(&self, source: &Path, lock: &str, folder: &Path) -> anyhow::Result<()> {
        let half = folder.with_extension(format!("new-{}", std::process::id()));
        std::fs::create_dir_all(&half)
            .with_context(|| format!("failed to make {}", half.display()))?;
        let done = self.install_in(source, lock, &half);
        let renamed = done.and_then(|()| {
            std::fs::rename(&half, folder)
                .with_context(|| format!("failed to make {}", folder.display()))
        });
        if let Err(error) = renamed {
            // What is left of a failed attempt helps nobody; the failure itself is the news.
            let _left = std::fs::remove_dir_all(&half);
            // Another run may have been faster.
            ensure!(folder.is_dir(), error);
        }
        Ok(())
    }

    fn install_in(&self, source: &Path, lock: &str, half: &Path) -> anyhow::Result<()> {
        for file in self.files {
            std::fs::copy(source.join(file), half.join(file))
                .with_context(|| format!("failed to copy {file}"))?;
        }
        std::fs::write(half.join(self.lock), lock).context("failed to copy the lock file")?;
        let Some((program, arguments)) = self.install.split_first() else {
            bail!("{} has no command that installs it", self.name);
        };
        let output = Command::new(program)
            .args(arguments)
            .current_dir(half)
            .output()
            .with_context(|| format!("{program} is not on the PATH"))?;
        ensure!(
            output.status.success(),
            "{} failed: {}",
            self.install.join(" "),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        Ok(())
    }
}

/// The user's cache folder, as the XDG base directory specification names it.
fn cache_folder(variable: impl Fn(&str) -> Option<OsString>) -> anyhow::Result<PathBuf> {
    let base = variable("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|folder| folder.is_absolute())
        .or_else(|| Some(PathBuf::from(variable("HOME")?).join(".cache")))
        .context("neither XDG_CACHE_HOME nor HOME says where the cache is")?;
    Ok(base.join("guildhall/clients"))
}

/// FNV-1a: tells lock files apart; the hashes inside them are what protects.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        Workspace::find().unwrap().root().to_path_buf()
    }

    #[test]
    fn every_lock_file_fixes_hashes_and_names_no_registry() {
        for client in CLIENTS {
            let text =
                std::fs::read_to_string(root().join(client.source).join(client.lock)).unwrap();
            assert!(text.contains("sha512-") || text.contains("--hash=sha256:"));
            for address in [
                "\"resolved\"",
                "--index-url",
                "--extra-index-url",
                "--find-links",
            ] {
                assert!(!text.contains(address), "{}: {address}", client.name);
            }
        }
    }

    #[test]
    fn every_bot_has_a_client() {
        const FOLDER: &str = "crates/discord-sim/clients";
        for entry in std::fs::read_dir(root().join(FOLDER)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let source = format!("{FOLDER}/{name}");
            assert!(
                CLIENTS.iter().any(|client| client.source == source),
                "{source}"
            );
        }
    }

    #[test]
    fn the_cache_is_where_the_environment_says() {
        let folder = |xdg: Option<&str>| {
            let found = cache_folder(|name| match name {
                "XDG_CACHE_HOME" => xdg.map(OsString::from),
                _ => Some("/people/ann".into()),
            });
            found.unwrap().display().to_string()
        };
        assert_eq!(folder(Some("/cache")), "/cache/guildhall/clients");
        assert_eq!(folder(None), "/people/ann/.cache/guildhall/clients");
        assert_eq!(
            folder(Some("relative")),
            "/people/ann/.cache/guildhall/clients"
        );
        assert!(cache_folder(|_| None).is_err());
    }

    #[test]
    fn other_lock_files_have_other_fingerprints() {
        assert_eq!(fingerprint(""), 0xcbf2_9ce4_8422_2325);
        assert_ne!(fingerprint("a==1"), fingerprint("a==2"));
    }
}
