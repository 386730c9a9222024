//! Where pictures go: build output, so that they can be looked at after a run.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Mutex,
};

use anyhow::{Context as _, Result};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::Value;

use crate::protocol::lock;

/// Names another folder.
const VARIABLE: &str = "GUILDHALL_SCREENSHOTS";
/// The folder's name in cargo's target folder.
const NAME: &str = "screenshots";
/// The folder in it for what failed.
const FAILURES: &str = "failures";

/// How many pictures of failures each test has.
static FAILED: Mutex<Option<HashMap<String, u32>>> = Mutex::new(None);

/// Where screenshots are saved: `screenshots` in cargo's target folder, or what `GUILDHALL_SCREENSHOTS` names.
#[must_use]
pub fn folder() -> PathBuf {
    if let Some(named) = std::env::var_os(VARIABLE).filter(|named| !named.is_empty()) {
        return named.into();
    }
    // A test program is in target/PROFILE/deps, another one in target/PROFILE.
    let program = std::env::current_exe().unwrap_or_default();
    let profile = program
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"));
    profile
        .and_then(Path::parent)
        .map_or_else(std::env::temp_dir, Path::to_path_buf)
        .join(NAME)
}

/// Saves a picture that `Page.captureScreenshot` has answered with.
pub(crate) fn save(name: &str, answer: &Value) -> Result<PathBuf> {
    write(&folder().join(format!("{name}.png")), answer)
}

/// As [`save`], named after the test that runs in this thread.
pub(crate) fn save_failure(answer: &Value) -> Result<PathBuf> {
    let thread = std::thread::current();
    let test = thread.name().unwrap_or("test").replace("::", ".");
    let number = {
        let mut failed = lock(&FAILED);
        let count = failed
            .get_or_insert_default()
            .entry(test.clone())
            .or_default();
        *count += 1;
        *count
    };
    let name = format!("{test}-{number}.png");
    write(&folder().join(FAILURES).join(name), answer)
}

fn write(path: &Path, answer: &Value) -> Result<PathBuf> {
    let data = answer["data"]
        .as_str()
        .context("chromium sent no picture")?;
    let bytes = STANDARD.decode(data).context("read the picture")?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("make {}", folder.display()))?;
    }
    std::fs::write(path, bytes).with_context(|| format!("write {}", path.display()))?;
    Ok(path.to_path_buf())
}
