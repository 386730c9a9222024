//! Connections: how many, how long, and how they end.

use std::{
    convert::Infallible,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time::{sleep, timeout},
};
use tokio_util::task::TaskTracker;

use super::desk::Desk;
use crate::process::stopped;

/// Connections at once; more wait to be accepted.
const CONNECTIONS_MAX: usize = 1_024;
/// How long a head may take, and how long a kept connection may be silent: longer than load balancers keep one (60 s),
/// so that they end it and not we.
const SILENT_FOR: Duration = Duration::from_secs(75);
/// A connection that has not brought a request of Discord's by then is ended.
const PROVEN_WITHIN: Duration = Duration::from_secs(10);
/// Headers of a request.
const HEADERS_MAX: usize = 64;
/// A request's head, in bytes.
const HEAD_MAX: usize = 16 * 1024;
/// How long requests that came before the end may take.
const DRAINED_WITHIN: Duration = Duration::from_secs(3);
/// Pause after the system refused a connection, for example for want of descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// Takes connections until the process ends, then lets begun requests finish.
pub(crate) async fn serve<A: Send + Sync + 'static>(
    listener: TcpListener,
    desk: Arc<Desk<A>>,
    mut shutdown: watch::Receiver<bool>,
) {
    let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let connections = TaskTracker::new();
    loop {
        let accepted = async {
            // Never closed.
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        let (place, stream) = tokio::select! {
            biased;
            () = stopped(&mut shutdown) => break,
            (place, stream) = accepted => (place, stream),
        };
        match stream {
            Ok((stream, _)) => {
                let (desk, shutdown) = (Arc::clone(&desk), shutdown.clone());
                connections.spawn(async move {
                    metrics::gauge!("http_connections").increment(1);
                    connection(stream, &desk, shutdown).await;
                    metrics::gauge!("http_connections").decrement(1);
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "a connection was not accepted");
                sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    connections.close();
    if timeout(DRAINED_WITHIN, connections.wait()).await.is_err() {
        tracing::warn!(connections = connections.len(), "connections were cut off");
    }
}

async fn connection<A: Send + Sync + 'static>(
    stream: TcpStream,
    desk: &Desk<A>,
    mut shutdown: watch::Receiver<bool>,
) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection keeps Nagle's delay");
    }
    let proven = AtomicBool::new(false);
    let service = service_fn(|request| async {
        let (discord, response) = desk.answer(request).await;
        proven.fetch_or(discord, Ordering::Relaxed);
        Ok::<_, Infallible>(response)
    });
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENT_FOR)
        .max_headers(HEADERS_MAX)
        .max_buf_size(HEAD_MAX)
        .serve_connection(TokioIo::new(stream), service);
    let mut serving = pin!(serving);
    let mut unproven = pin!(sleep(PROVEN_WITHIN));
    let (mut ending, mut waiting) = (false, true);
    loop {
        tokio::select! {
            ended = serving.as_mut() => {
                if let Err(error) = ended {
                    tracing::debug!(%error, "a connection broke");
                }
                return;
            }
            () = stopped(&mut shutdown), if !ending => {
                serving.as_mut().graceful_shutdown();
                ending = true;
            }
            () = unproven.as_mut(), if waiting => {
                waiting = false;
                if !proven.load(Ordering::Relaxed) {
                    metrics::counter!("http_connections_unproven_total").increment(1);
                    return;
                }
            }
        }
    }
}
