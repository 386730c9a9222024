//! What is wrong with a configuration: every problem with its key, its place and a way out.

use std::fmt;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{key}: expected {expected}, found {found} in {place}; {remedy}")]
pub struct ConfigError {
    /// The key's path, or the variable's name when no key fits.
    pub key: String,
    /// The file or variable that said it.
    pub place: String,
    /// What would be right, with bounds and unit.
    pub expected: String,
    /// What was there; masked for secrets.
    pub found: String,
    /// What to do.
    pub remedy: String,
}

/// Everything that is wrong, as a list for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors {
    /// Never empty; ordered by key.
    pub errors: Vec<ConfigError>,
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.errors.len() {
            1 => write!(f, "the configuration has a problem")?,
            count => write!(f, "the configuration has {count} problems")?,
        }
        for (number, error) in self.errors.iter().enumerate() {
            write!(
                f,
                "\n\n{:>3}. {}, in {}",
                number + 1,
                error.key,
                error.place
            )?;
            write!(f, "\n     expected: {}", error.expected)?;
            write!(f, "\n     found:    {}", error.found)?;
            write!(f, "\n     remedy:   {}", error.remedy)?;
        }
        Ok(())
    }
}
