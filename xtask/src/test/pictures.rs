//! The pictures that browser tests take: build output, of one run.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::workspace::Workspace;

/// Tells tests where to save them (`crates/browser`).
pub(super) const VARIABLE: &str = "GUILDHALL_SCREENSHOTS";
/// Their folder in the target folder.
const FOLDER: &str = "screenshots";

/// Where they go, with none in it.
///
/// # Errors
/// When old ones cannot be removed.
pub(super) fn fresh(workspace: &Workspace) -> anyhow::Result<PathBuf> {
    let folder = workspace.target().join(FOLDER);
    if folder.exists() {
        std::fs::remove_dir_all(&folder)
            .with_context(|| format!("failed to remove {}", folder.display()))?;
    }
    Ok(folder)
}

/// How many there are and where; nothing when there are none.
pub(super) fn sentence(folder: &Path) -> String {
    match count(folder) {
        0 => String::new(),
        1 => format!(", a picture in {}", folder.display()),
        many => format!(", {many} pictures in {}", folder.display()),
    }
}

fn count(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.path())
        .map(|path| {
            if path.is_dir() {
                count(&path)
            } else {
                usize::from(path.extension().is_some_and(|kind| kind == "png"))
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_are_counted_in_folders_below_too() {
        let folder =
            std::env::temp_dir().join(format!("guildhall-pictures-{}", std::process::id()));
        assert_eq!(sentence(&folder), "");
        std::fs::create_dir_all(folder.join("dark")).unwrap();
        for name in ["a.png", "dark/b.png", "dark/notes.txt"] {
            std::fs::write(folder.join(name), "").unwrap();
        }
        assert!(sentence(&folder).starts_with(", 2 pictures in "));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
