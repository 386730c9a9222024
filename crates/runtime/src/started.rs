//! When the process started, and its name among all others.

use std::time::{Duration, Instant};

use rand::RngExt as _;

/// Start of the process, by the monotonic clock.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Started(Instant);

impl Started {
    pub(crate) fn now() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(self) -> Duration {
        self.0.elapsed()
    }
}

/// A name that no other process has, for leases and sessions.
pub(crate) fn process_name() -> String {
    let chance: u64 = rand::rng().random();
    format!("{}-{chance:016x}", std::process::id())
}
