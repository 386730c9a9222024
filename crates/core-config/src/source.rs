//! Where configuration is read from: one folder and one set of variables.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// The folder and the variables. Nothing else in the house reads the environment.
#[derive(Clone)]
pub struct Source {
    /// The folder with `settings.yaml`, `environments/` and `bots/`; it may be missing.
    pub dir: PathBuf,
    /// The variables, as the process has them.
    pub env: BTreeMap<String, String>,
}

impl Source {
    /// The process's variables and the folder that `GUILDHALL_CONFIG_DIR` names (default `config`).
    /// Variables that are not Unicode are left out.
    #[must_use]
    pub fn from_process() -> Self {
        let env: BTreeMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let dir = env
            .get("GUILDHALL_CONFIG_DIR")
            .filter(|dir| !dir.is_empty())
            .map_or("config", String::as_str);
        Self {
            dir: PathBuf::from(dir),
            env,
        }
    }

    /// A folder and no variables, for tests and tools.
    #[must_use]
    pub fn new(dir: impl AsRef<Path>) -> Self {
        Self {
            dir: dir.as_ref().to_owned(),
            env: BTreeMap::new(),
        }
    }

    /// Adds a variable.
    #[must_use]
    pub fn with(mut self, variable: &str, value: &str) -> Self {
        self.env.insert(variable.to_owned(), value.to_owned());
        self
    }

    /// A variable that is set and not empty.
    pub(crate) fn variable(&self, name: &str) -> Option<&str> {
        self.env
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("dir", &self.dir)
            .field("variables", &self.env.len())
            .finish()
    }
}
