//! The way in by signed requests: Discord's interactions endpoint, for any number of replicas behind a load balancer.
//!
//! ```text
//! connection -> desk (path, body, time limits) -> admission (signature, time, once) -> turn::take, and 202
//! ```
//!
//! Everything is answered by the callback route, so that files and handlers are the same for both ways in; only PING
//! and refusals are answered in place.

mod admission;
mod desk;
#[cfg(test)]
mod forged;
mod guilds;
mod proof;
mod refused;
mod server;
mod taken;

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

pub(crate) use self::{admission::Admission, desk::Desk, guilds::greet, proof::PublicKey};

/// The way in as others see it.
#[derive(Debug)]
pub(crate) struct Listening {
    address: SocketAddr,
    guilds: u32,
    open: AtomicBool,
}

impl Listening {
    /// It is open from now on. `guilds` is how many Discord says the bot is in.
    pub(crate) const fn new(address: SocketAddr, guilds: u32) -> Self {
        Self {
            address,
            guilds,
            open: AtomicBool::new(true),
        }
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Guilds when the process started.
    pub(crate) const fn guilds(&self) -> u32 {
        self.guilds
    }

    pub(crate) fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    fn close(&self) {
        self.open.store(false, Ordering::Release);
    }
}

/// Serves until the process ends.
pub(crate) async fn run<A: Send + Sync + 'static>(
    listener: tokio::net::TcpListener,
    desk: Desk<A>,
    listening: Arc<Listening>,
    shutdown: tokio::sync::watch::Receiver<bool>,
) {
    server::serve(listener, Arc::new(desk), shutdown).await;
    listening.close();
}
