//! What a bot logged, line by line.

use std::sync::{Arc, Mutex, PoisonError};

/// The lines of one bot's log. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    /// Takes a line.
    pub fn push(&self, line: &str) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(line.trim_end().to_owned());
    }

    /// All lines so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Lines of level ERROR.
    #[must_use]
    pub fn errors(&self) -> Vec<String> {
        let mut lines = self.lines();
        lines.retain(|line| line.contains("\"level\":\"ERROR\"") || line.contains(" ERROR "));
        lines
    }

    /// Takes out and returns the errors that a test has provoked: those that contain `part`.
    pub fn forgive(&self, part: &str) -> Vec<String> {
        let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (forgiven, kept) = std::mem::take(&mut *lines).into_iter().partition(|line| {
            line.contains(part)
                && (line.contains("\"level\":\"ERROR\"") || line.contains(" ERROR "))
        });
        *lines = kept;
        forgiven
    }
}
