//! Where Postgres is installed, and who may run it.

use std::{fs, os::unix::fs::MetadataExt, path::PathBuf};

use anyhow::{Context, Result, bail};

/// The folder with `initdb` and `postgres`; of several versions the newest.
pub(crate) fn folder() -> Result<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort_by(|a, b| b.cmp(a));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let others = [PathBuf::from("/usr/local/bin")]
        .into_iter()
        .chain(std::env::split_paths(&path));
    let found = versions
        .into_iter()
        .map(|(_, folder)| folder)
        .chain(others)
        .find(|folder| folder.join("initdb").is_file() && folder.join("postgres").is_file());
    match found {
        Some(folder) => Ok(folder),
        None => bail!(
            "no Postgres server found: install the Debian package `postgresql`, or set {}",
            crate::VARIABLE
        ),
    }
}

/// A user to run as.
#[derive(Clone, Copy, Debug)]
pub(crate) struct User {
    pub(crate) uid: u32,
    pub(crate) gid: u32,
}

/// Postgres refuses to run as root: whom to run it as instead, or `None` for the present user.
///
/// `made_by_us` is a file of this process, whose owner we are.
pub(crate) fn substitute(made_by_us: &std::path::Path) -> Result<Option<User>> {
    if fs::metadata(made_by_us)?.uid() != 0 {
        return Ok(None);
    }
    let users =
        fs::read_to_string("/etc/passwd").context("the users of this system cannot be read")?;
    let found = ["postgres", "nobody"].into_iter().find_map(|name| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            (fields.next() == Some(name)).then_some(())?;
            Some(User {
                uid: fields.nth(1)?.parse().ok()?,
                gid: fields.next()?.parse().ok()?,
            })
        })
    });
    found
        .map(Some)
        .context("Postgres does not run as root, and there is no user postgres or nobody")
}
