//! A tiny load balancer: each connection goes to the next process that takes it.

use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use anyhow::{Context as _, Result};
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    task::{AbortHandle, JoinSet},
};

/// Forwards connections in turn. Dropping it ends them all.
#[derive(Debug)]
pub struct Balancer {
    address: SocketAddr,
    shared: Arc<Shared>,
    serving: AbortHandle,
}

#[derive(Debug, Default)]
struct Shared {
    targets: Mutex<Vec<Target>>,
    turn: AtomicUsize,
}

#[derive(Debug, Clone)]
struct Target {
    address: SocketAddr,
    taken: Arc<AtomicUsize>,
}

impl Balancer {
    /// One that listens and has nowhere to forward to yet.
    ///
    /// # Errors
    ///
    /// When there is no free port.
    pub async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.context("bind the balancer")?;
        let address = listener.local_addr().context("its address")?;
        let shared = Arc::new(Shared::default());
        let serving = tokio::spawn(serve(listener, Arc::clone(&shared))).abort_handle();
        Ok(Self {
            address,
            shared,
            serving,
        })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Forwards to this address as well.
    pub fn add(&self, address: SocketAddr) {
        self.shared.targets().push(Target {
            address,
            taken: Arc::default(),
        });
    }

    /// Forwards nothing to this address any more; connections that are open stay.
    pub fn remove(&self, address: SocketAddr) {
        self.shared
            .targets()
            .retain(|target| target.address != address);
    }

    /// How many connections each target has had.
    #[must_use]
    pub fn connections(&self) -> Vec<usize> {
        let targets = self.shared.targets();
        let taken = targets.iter().map(|target| &target.taken);
        taken.map(|taken| taken.load(Ordering::Relaxed)).collect()
    }
}

impl Drop for Balancer {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl Shared {
    fn targets(&self) -> MutexGuard<'_, Vec<Target>> {
        self.targets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The targets, each time another one first.
    fn in_turn(&self) -> Vec<Target> {
        let mut targets = self.targets().clone();
        if !targets.is_empty() {
            let first = self.turn.fetch_add(1, Ordering::Relaxed) % targets.len();
            targets.rotate_left(first);
        }
        targets
    }
}

async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => if let Ok((stream, _)) = accepted {
                connections.spawn(forward(stream, Arc::clone(&shared)));
            },
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn forward(mut from: TcpStream, shared: Arc<Shared>) {
    for target in shared.in_turn() {
        if let Ok(mut to) = TcpStream::connect(target.address).await {
            target.taken.fetch_add(1, Ordering::Relaxed);
            // Either side may end it as it likes.
            drop(from.set_nodelay(true).and_then(|()| to.set_nodelay(true)));
            drop(copy_bidirectional(&mut from, &mut to).await);
            return;
        }
    }
}
