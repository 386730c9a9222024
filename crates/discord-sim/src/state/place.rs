//! Where a saved world lies: its lock, and writing that leaves the old file or the new one, never half of one.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Read as _, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use super::{
    error::{Problem, StateError},
    form::LARGEST,
};

/// Tokens are in the file: nobody else may read it.
const OWN: u32 = 0o600;

/// The path beside a file whose name is the file's with an ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    path.with_file_name(name)
}

/// The file that a path means, through links.
pub(super) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = fs::canonicalize(folder.unwrap_or(Path::new(".")));
        match (folder, path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.to_owned(),
        }
    })
}

/// What is in the file; nothing when it is not there.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StateError> {
    let failed = |error: io::Error| Problem::Read(error).at(path);
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let kind = file.metadata().map_err(failed)?;
    if !kind.is_file() {
        return Err(failed(io::Error::other("it is no regular file")));
    }
    if kind.len() > LARGEST {
        return Err(Problem::Large(kind.len()).at(path));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(failed)?;
    Ok(Some(bytes))
}

/// Puts bytes in the place of the file.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), StateError> {
    put(path, bytes).map_err(|error| Problem::Write(error).at(path))
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = beside(path, ".new");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true).mode(OWN);
    let mut file = options.open(&fresh)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&fresh, path));
    if let Err(error) = written {
        // Half a file is in nobody's way, but takes room where there is none.
        let _gone_or_not = fs::remove_file(&fresh);
        return Err(error);
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

/// Keeps others from a file as long as it lives; it ends with the process, however that ends.
#[derive(Debug)]
pub(super) struct Lock {
    /// The system lets go of the lock when this is closed.
    _file: File,
}

impl Lock {
    /// Takes the lock of a file.
    pub(super) fn take(path: &Path) -> Result<Self, StateError> {
        let failed = |error| Problem::Lock(error).at(path);
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(beside(path, ".lock")).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                let read = file.read_to_string(&mut owner);
                let owner = read.ok().and_then(|_| owner.trim().parse().ok());
                return Err(Problem::InUse(owner).at(path));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Who has it helps to find them; that it is not told is no reason to stop.
        let told = file
            .set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        if let Err(error) = told {
            tracing::debug!(%error, "the lock does not tell its owner");
        }
        Ok(Self { _file: file })
    }

    /// Whether somebody has the lock of a file.
    pub(super) fn is_taken(path: &Path) -> bool {
        let lock = File::open(beside(path, ".lock"));
        lock.is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)))
    }
}
