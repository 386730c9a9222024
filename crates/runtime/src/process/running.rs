//! A bot that runs, and how it ends.

use std::{net::SocketAddr, time::Duration};

use db::Db;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use tokio_util::task::TaskTracker;

use super::WayIn;
use crate::failure::chain;

/// A bot that runs. Dropping it stops it at once; [`Running::stop`] lets it finish.
#[derive(Debug)]
pub struct Running {
    pub(super) tasks: JoinSet<()>,
    pub(super) shutdown: watch::Sender<bool>,
    pub(super) handlers: TaskTracker,
    pub(super) way_in: WayIn,
    pub(super) health: Option<SocketAddr>,
    pub(super) db: Db,
    pub(super) handlers_within: Duration,
    pub(super) all_within: Duration,
}

/// Waits for the word to stop.
pub(crate) async fn stopped(shutdown: &mut watch::Receiver<bool>) {
    // Without its sender the process is ending anyway.
    drop(shutdown.wait_for(|stop| *stop).await);
}

impl Running {
    /// Address of the health server, if it runs.
    #[must_use]
    pub const fn health(&self) -> Option<SocketAddr> {
        self.health
    }

    /// Where signed requests are taken, if `ingress` is `http`.
    #[must_use]
    pub fn http(&self) -> Option<SocketAddr> {
        self.way_in.address()
    }

    /// Whether all shards have ended for good; with why.
    #[must_use]
    pub fn ended(&self) -> Option<String> {
        self.way_in.ended()
    }

    /// Stops taking interactions, saves the session, and waits for handlers within the
    /// configured time. Returns how many were cut off.
    pub async fn stop(mut self) -> usize {
        let deadline = Instant::now() + self.all_within;
        self.shutdown.send_replace(true);
        let tasks = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Err(error) = ended
                    && error.is_panic()
                {
                    tracing::error!(error = chain(&error), "a task panicked");
                }
            }
        };
        let in_time = timeout_at(deadline, tasks).await.is_ok();
        self.handlers.close();
        let handlers = deadline.min(Instant::now() + self.handlers_within);
        drop(timeout_at(handlers, self.handlers.wait()).await);
        let left = self.handlers.len();
        if left > 0 || !in_time {
            tracing::warn!(handlers = left, "stopped before everything was done");
        }
        // A handler that was cut off may hold a connection, and closing would wait for it.
        drop(timeout_at(deadline, self.db.close()).await);
        left
    }
}
