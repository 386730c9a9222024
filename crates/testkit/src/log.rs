//! What a bot logged, line by line.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The lines of one bot's log. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<Said>>);

#[derive(Debug, Default)]
struct Said {
    lines: Vec<String>,
    /// Taken out, but still looked through for secrets.
    forgiven: Vec<String>,
}

impl Log {
    /// Takes a line.
    pub fn push(&self, line: &str) {
        self.said().lines.push(line.trim_end().to_owned());
    }

    /// All lines so far.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.said().lines.clone()
    }

    /// Lines that hold one of `parts`, those that were forgiven among them.
    pub(crate) fn showing(&self, parts: &[&str]) -> Vec<String> {
        let said = self.said();
        let all = said.lines.iter().chain(&said.forgiven);
        all.filter(|line| parts.iter().any(|part| line.contains(part)))
            .cloned()
            .collect()
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
        let mut said = self.said();
        let (forgiven, kept): (Vec<String>, _) = std::mem::take(&mut said.lines)
            .into_iter()
            .partition(|line| {
                line.contains(part)
                    && (line.contains("\"level\":\"ERROR\"") || line.contains(" ERROR "))
            });
        said.lines = kept;
        said.forgiven.extend(forgiven.iter().cloned());
        forgiven
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_forgiven_is_still_looked_through() {
        let log = Log::default();
        log.push("12:00 ERROR runtime: refused the token hush-hush");
        assert_eq!(log.forgive("refused").len(), 1);
        assert!(log.lines().is_empty() && log.errors().is_empty());
        assert_eq!(log.showing(&["hush"]).len(), 1);
    }
}
