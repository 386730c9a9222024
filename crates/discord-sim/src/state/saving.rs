//! How saving goes, for those who watch it.

use std::{path::PathBuf, time::Duration};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::clock::Moment;

/// How saving went so far.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// Where the world is saved.
    pub file: PathBuf,
    /// When it was saved last, by real time.
    pub at: Option<Moment>,
    /// Bytes of the file.
    pub bytes: u64,
    /// How long the last save took.
    pub took: Duration,
    /// For how long of that the world stood still.
    pub held: Duration,
    /// Why the last attempt failed, if it did; it is tried again.
    pub failure: Option<String>,
}

impl Saved {
    /// As the control API shows it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "file": self.file.display().to_string(),
            "saved_at": self.at.map(Moment::iso),
            "bytes": self.bytes,
            "took_ms": self.took.as_secs_f64() * 1_000.0,
            "held_ms": self.held.as_secs_f64() * 1_000.0,
            "failure": self.failure,
        })
    }
}

/// Tells how saving goes.
#[derive(Debug, Clone)]
pub struct Saving(pub(super) watch::Receiver<Saved>);

impl Saving {
    /// How it went so far.
    pub fn now(&self) -> Saved {
        self.0.borrow().clone()
    }

    /// Waits for the next attempt and tells how it went; `None` when the simulator is gone.
    pub async fn next(&mut self) -> Option<Saved> {
        self.0.changed().await.ok()?;
        Some(self.0.borrow_and_update().clone())
    }
}
