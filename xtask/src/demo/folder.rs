//! Where a demo keeps its world and its bots' databases, and the claim that keeps a second one away.
//!
//! The claim is a lock on a file. Every program of the demo inherits it, so that it holds until the last of them is
//! gone, however the first one ended.

use std::fs::{File, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use rustix::io::{FdFlags, fcntl_setfd};
use serde::{Deserialize, Serialize};

use crate::console::Console;

/// The locked file, which says who holds it.
const CLAIM: &str = "running.json";
/// The world as the simulator saves it.
const WORLD: &str = "world.sim";
/// How the names of databases and of what SQLite keeps beside them end.
const DATABASES: [&str; 4] = [".db", ".db-wal", ".db-shm", ".db-journal"];
/// How long the programs of a demo that was killed get to end.
const END_MAX: Duration = Duration::from_secs(25);
/// Between two looks at whether they have.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// A claimed folder.
pub(super) struct Folder {
    path: PathBuf,
    claim: File,
    /// Whether all of it goes with this value.
    passing: bool,
}

/// Who holds a folder.
#[derive(Default, Serialize, Deserialize)]
struct Holder {
    process: u32,
    /// Empty until there is one.
    page: String,
}

impl Folder {
    /// Claims a folder, which is made where it is missing.
    ///
    /// # Errors
    /// When another demo has it; says where that one is.
    pub(super) fn claim(path: PathBuf, console: &Console) -> anyhow::Result<Self> {
        std::fs::create_dir_all(&path)
            .with_context(|| format!("failed to make {}", path.display()))?;
        let file = path.join(CLAIM);
        let claim = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&file)
            .with_context(|| format!("failed to open {}", file.display()))?;
        let end = Instant::now() + END_MAX;
        let mut waits = false;
        loop {
            match claim.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) => {
                    return Err(error)
                        .with_context(|| format!("failed to lock {}", file.display()));
                }
                Err(TryLockError::WouldBlock) => {}
            }
            let holder = Holder::read(&claim);
            if holder.is_alive() || Instant::now() > end {
                bail!("{}", holder.refusal());
            }
            if !waits {
                console.note("the last demo was killed; waiting for its programs to end");
                waits = true;
            }
            std::thread::sleep(LOOK_AGAIN);
        }
        let folder = Self {
            path,
            claim,
            passing: false,
        };
        folder.tell("")?;
        Ok(folder)
    }

    /// A folder that goes with this value.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn passing() -> anyhow::Result<Self> {
        let path = std::env::temp_dir().join(format!("guildhall-demo-{}", std::process::id()));
        let mut folder = Self::claim(path, &Console::from_terminal())?;
        folder.passing = true;
        Ok(folder)
    }

    /// Says where the demo's page is.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn tell(&self, page: &str) -> anyhow::Result<()> {
        let holder = Holder {
            process: std::process::id(),
            page: page.to_owned(),
        };
        let mut claim = &self.claim;
        let written = claim
            .rewind()
            .and_then(|()| claim.set_len(0))
            .and_then(|()| serde_json::to_writer(claim, &holder).map_err(Into::into))
            .and_then(|()| claim.flush());
        written.with_context(|| format!("failed to write {}", self.path.join(CLAIM).display()))
    }

    /// Whether programs that are started from now on hold the claim as well.
    ///
    /// # Errors
    /// When the system refuses.
    pub(super) fn share(&self, shared: bool) -> anyhow::Result<()> {
        let flags = if shared {
            FdFlags::empty()
        } else {
            FdFlags::CLOEXEC
        };
        fcntl_setfd(&self.claim, flags).context("failed to hand on the demo's claim")
    }

    /// Throws the world and the databases away, and nothing else.
    ///
    /// # Errors
    /// When a file cannot be removed.
    pub(super) fn clear(&self) -> anyhow::Result<()> {
        let entries = std::fs::read_dir(&self.path)
            .with_context(|| format!("failed to list {}", self.path.display()))?;
        for entry in entries {
            let entry = entry.with_context(|| format!("failed to list {}", self.path.display()))?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(WORLD) || DATABASES.iter().any(|ending| name.ends_with(ending)) {
                std::fs::remove_file(entry.path())
                    .with_context(|| format!("failed to remove {}", entry.path().display()))?;
            }
        }
        Ok(())
    }

    /// Where the world is saved.
    pub(super) fn world(&self) -> PathBuf {
        self.path.join(WORLD)
    }

    /// Where the world is saved, in the fewest words.
    pub(super) fn shown(&self) -> String {
        let world = self.world();
        let here = std::env::current_dir().unwrap_or_default();
        let short = world.strip_prefix(here).unwrap_or(&world);
        short.display().to_string()
    }

    /// A bot's database.
    pub(super) fn database(&self, bot: &str) -> PathBuf {
        self.path.join(format!("{bot}.db"))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.passing {
            // What cannot be removed is in a folder for such things.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

impl Holder {
    /// What can be read of it; it may be writing at this moment.
    fn read(mut claim: &File) -> Self {
        let mut text = String::new();
        let read = claim
            .rewind()
            .and_then(|()| claim.read_to_string(&mut text).map(drop));
        read.ok()
            .and_then(|()| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    fn is_alive(&self) -> bool {
        self.process == 0 || Path::new(&format!("/proc/{}/exe", self.process)).exists()
    }

    fn refusal(&self) -> String {
        let process = self.process;
        if self.page.is_empty() {
            format!("another demo is just starting (process {process}); one is enough")
        } else {
            let page = &self.page;
            format!(
                "a demo is running at {page} (process {process}); use that one, or stop it with Ctrl-C where it runs"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("guildhall-{name}-{}", std::process::id()));
        let mut folder = Folder::claim(path, &Console::from_terminal()).unwrap();
        folder.passing = true;
        folder
    }

    #[test]
    fn a_second_claim_is_told_where_the_first_is() {
        let first = folder("claim");
        let again = || {
            let second = Folder::claim(first.path.clone(), &Console::from_terminal());
            second.err().unwrap().to_string()
        };
        assert!(again().starts_with("another demo is just starting"));
        first.tell("http://127.0.0.1:7000/play/").unwrap();
        assert!(again().starts_with("a demo is running at http://127.0.0.1:7000/play/ (process "));
    }

    #[test]
    fn clearing_takes_the_world_and_the_databases_and_nothing_else() {
        let folder = folder("clear");
        for name in [
            "world.sim",
            "world.sim.new",
            "hangman.db",
            "hangman.db-wal",
            "notes.txt",
        ] {
            std::fs::write(folder.path.join(name), "x").unwrap();
        }
        folder.clear().unwrap();
        let mut left: Vec<_> = std::fs::read_dir(&folder.path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort();
        assert_eq!(left, ["notes.txt", "running.json"]);
    }
}
