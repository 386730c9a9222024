//! What has to be on the machine besides Rust: Debian packages and parts of the Rust tool chain, as data.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, bail, ensure};

use crate::workspace::Workspace;

/// One Debian package and how to see that what it gives is already there.
#[derive(Clone, Copy)]
pub(crate) struct Package {
    pub(crate) name: &'static str,
    /// Why it is needed, for the person who has to install it.
    pub(crate) reason: &'static str,
    present: Evidence,
}

#[derive(Clone, Copy)]
enum Evidence {
    /// A program on the PATH.
    Program(&'static str),
    /// A file or folder.
    File(&'static str),
    /// Postgres' own programs, which Debian keeps off the PATH.
    Postgres,
}

/// What building and testing needs.
pub(crate) const FOR_TESTS: &[Package] = &[
    Package {
        name: "gcc",
        reason: "SQLite, zstd and ring are partly written in C",
        present: Evidence::Program("cc"),
    },
    Package {
        name: "libc6-dev",
        reason: "headers for the parts written in C",
        present: Evidence::File("/usr/include/stdio.h"),
    },
    Package {
        name: "pkg-config",
        reason: "build scripts look for system libraries with it",
        present: Evidence::Program("pkg-config"),
    },
    Package {
        name: "ca-certificates",
        reason: "TLS trusts the system's root certificates",
        present: Evidence::File("/etc/ssl/certs/ca-certificates.crt"),
    },
    Package {
        name: "postgresql",
        reason: "the database tests run on a throw-away Postgres",
        present: Evidence::Postgres,
    },
    Package {
        name: "chromium",
        reason: "the playground's page is tested in a real browser",
        present: Evidence::Program("chromium"),
    },
    Package {
        name: "fonts-noto-color-emoji",
        reason: "the page's emoji, in the browser of the tests",
        present: Evidence::File("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"),
    },
];

/// What building the word list needs.
pub(crate) const FOR_WORDS: &[Package] = &[
    Package {
        name: "python3",
        reason: "the script is written in it",
        present: Evidence::Program("python3"),
    },
    Package {
        name: "wordnet-base",
        reason: "categories and definitions",
        present: Evidence::File("/usr/share/wordnet/data.noun"),
    },
    Package {
        name: "scowl",
        reason: "how common a word is",
        present: Evidence::File("/usr/share/dict/scowl"),
    },
];

/// Makes sure that all of `wanted` is there: installs it as root, otherwise says how.
///
/// # Errors
/// When something is missing and cannot be installed; the message holds the command to run.
pub(crate) fn ensure_present(wanted: &[Package]) -> anyhow::Result<()> {
    let missing: Vec<_> = wanted
        .iter()
        .filter(|package| !package.is_present())
        .copied()
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let root = rustix::process::geteuid().is_root();
    if !root || find_program("apt-get").is_none() {
        bail!("{}", advice(&missing));
    }
    for package in &missing {
        println!("installing {}: {}", package.name, package.reason);
    }
    apt_get(&["update", "--quiet"])?;
    let mut install = vec!["install", "--yes", "--quiet", "--no-install-recommends"];
    install.extend(missing.iter().map(|package| package.name));
    apt_get(&install)?;
    if let Some(package) = missing.iter().find(|package| !package.is_present()) {
        bail!(
            "{} is installed, but what it should bring is not found ({})",
            package.name,
            package.reason
        );
    }
    Ok(())
}

/// rustfmt and clippy, which a minimal tool chain lacks.
///
/// # Errors
/// When they are missing and rustup cannot add them.
pub(crate) fn ensure_components(workspace: &Workspace) -> anyhow::Result<()> {
    for (component, subcommand) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let found = workspace
            .cargo([subcommand, "--version"])
            .output()
            .is_ok_and(|out| out.status.success());
        if found {
            continue;
        }
        println!("adding {component} to the tool chain");
        let status = workspace
            .program("rustup")
            .args(["component", "add", component])
            .status();
        ensure!(
            status.is_ok_and(|status| status.success()),
            "cargo {subcommand} is missing; install it with: rustup component add {component}"
        );
    }
    Ok(())
}

impl Package {
    fn is_present(&self) -> bool {
        match self.present {
            Evidence::Program(name) => find_program(name).is_some(),
            Evidence::File(path) => Path::new(path).exists(),
            Evidence::Postgres => has_postgres(),
        }
    }
}

fn advice(missing: &[Package]) -> String {
    let reasons: Vec<_> = missing
        .iter()
        .map(|package| format!("  {}: {}", package.name, package.reason))
        .collect();
    let names: Vec<_> = missing.iter().map(|package| package.name).collect();
    format!(
        "these Debian packages are missing:\n{}\ninstall them with: sudo apt-get install --no-install-recommends {}",
        reasons.join("\n"),
        names.join(" ")
    )
}

fn apt_get(arguments: &[&str]) -> anyhow::Result<()> {
    let status = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .status()
        .context("failed to run apt-get")?;
    ensure!(
        status.success(),
        "apt-get {} failed ({status})",
        arguments.join(" ")
    );
    Ok(())
}

fn find_program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
}

/// Debian keeps one folder of programs per major version.
fn has_postgres() -> bool {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let folders = versions.map(|entry| entry.path().join("bin"));
    let complete = |folder: PathBuf| {
        ["initdb", "postgres"]
            .iter()
            .all(|name| folder.join(name).is_file())
    };
    folders
        .chain([PathBuf::from("/usr/local/bin")])
        .any(complete)
        || (find_program("initdb").is_some() && find_program("postgres").is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_names_reasons_and_the_command() {
        assert_eq!(
            advice(&FOR_TESTS[3..5]),
            "these Debian packages are missing:\n  \
             ca-certificates: TLS trusts the system's root certificates\n  \
             postgresql: the database tests run on a throw-away Postgres\n\
             install them with: sudo apt-get install --no-install-recommends ca-certificates postgresql"
        );
    }

    #[test]
    fn nothing_wanted_is_nothing_missing() {
        ensure_present(&[]).unwrap();
    }

    #[test]
    fn programs_are_found_on_the_path_only() {
        assert!(find_program("sh").is_some());
        assert!(find_program("no-such-program-here").is_none());
    }
}
