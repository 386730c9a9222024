//! What is known of a shard from outside: for health and metrics.

use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Where a shard stands.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum ShardState {
    /// No session yet, or the connection was lost.
    #[default]
    Connecting,
    /// Receives events.
    Connected,
    /// Ended for good: Discord will not have it back as it is.
    Ended,
}

/// A shard as others see it.
#[derive(Debug, Default)]
pub(crate) struct ShardStatus {
    inner: Mutex<Inner>,
}

#[derive(Debug, Default)]
struct Inner {
    state: ShardState,
    guilds: BTreeSet<u64>,
    latency: Option<Duration>,
    problem: Option<String>,
}

impl ShardStatus {
    pub(crate) fn state(&self) -> ShardState {
        self.lock().state
    }

    pub(crate) fn guilds(&self) -> usize {
        self.lock().guilds.len()
    }

    pub(crate) fn latency(&self) -> Option<Duration> {
        self.lock().latency
    }

    pub(crate) fn problem(&self) -> Option<String> {
        self.lock().problem.clone()
    }

    pub(super) fn set(&self, state: ShardState) {
        self.lock().state = state;
    }

    pub(super) fn end(&self, problem: String) {
        let mut inner = self.lock();
        inner.state = ShardState::Ended;
        inner.problem = Some(problem);
    }

    pub(super) fn measured(&self, latency: Option<Duration>) {
        self.lock().latency = latency;
    }

    pub(super) fn ready(&self, guilds: Vec<u64>) {
        let mut inner = self.lock();
        inner.state = ShardState::Connected;
        inner.guilds = guilds.into_iter().collect();
    }

    pub(super) fn joined(&self, guild: u64) {
        self.lock().guilds.insert(guild);
    }

    pub(super) fn left(&self, guild: u64) {
        self.lock().guilds.remove(&guild);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
