//! The other end of the bots' sockets: as much of Discord as one bot in one guild needs, and as
//! lean as possible, since it shares the machine with what it measures.

mod gateway;
pub(crate) mod payload;
mod rest;

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use tokio::{
    net::TcpListener,
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
    time::timeout,
};

use self::payload::Interaction;

/// How long a bot may take to connect.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// How long is waited for an answer before the run is given up; people wait 3 s.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// A Discord for one bot.
pub(crate) struct Discord {
    address: SocketAddr,
    shared: Arc<Shared>,
    answers: UnboundedReceiver<Answer>,
    serving: JoinHandle<()>,
}

/// A first answer to an interaction.
#[derive(Debug)]
pub(crate) struct Answer {
    /// Which interaction.
    pub(crate) interaction: u64,
    /// From writing the event to the socket until its answer was read whole.
    pub(crate) took: Duration,
    /// JSON, or a form that holds it.
    pub(crate) body: Bytes,
}

struct Shared {
    address: SocketAddr,
    state: Mutex<State>,
    answers: UnboundedSender<Answer>,
}

#[derive(Default)]
struct State {
    /// The identified connection.
    connection: Option<UnboundedSender<Interaction>>,
    /// When each unanswered interaction was written.
    sent: HashMap<u64, Instant>,
    /// The first request that no bot should make.
    unexpected: Option<String>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn answered(&self, interaction: u64, body: Bytes) {
        let now = Instant::now();
        let sent = self.state().sent.remove(&interaction);
        match sent {
            // Without a listener the measurement is over.
            Some(sent) => drop(self.answers.send(Answer {
                interaction,
                took: now - sent,
                body,
            })),
            None => self.unexpected(format!("an answer to {interaction}, which waits for none")),
        }
    }

    fn unexpected(&self, what: String) {
        self.state().unexpected.get_or_insert(what);
    }
}

impl Discord {
    /// Serves on a free port of the loopback device.
    pub(crate) async fn start() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (sender, answers) = unbounded_channel();
        let shared = Arc::new(Shared {
            address,
            state: Mutex::default(),
            answers: sender,
        });
        let router = rest::router(Arc::clone(&shared));
        let listener = listener.tap_io(|stream| {
            // Only its latency would be worse.
            drop(stream.set_nodelay(true));
        });
        let serving = tokio::spawn(async move {
            // It never ends by itself.
            drop(axum::serve(listener, router).await);
        });
        Ok(Self {
            address,
            shared,
            answers,
            serving,
        })
    }

    pub(crate) const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Waits until the bot is connected and knows its guild.
    pub(crate) async fn ready(&self) -> Result<()> {
        let connected = async {
            while self.shared.state().connection.is_none() {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(READY_WITHIN, connected)
            .await
            .with_context(|| format!("the bot did not connect within {READY_WITHIN:?}"))
    }

    /// Sends an interaction to the bot.
    pub(crate) fn send(&self, interaction: Interaction) -> Result<()> {
        let state = self.shared.state();
        let connection = state.connection.as_ref();
        let sent = connection.is_some_and(|connection| connection.send(interaction).is_ok());
        ensure!(sent, "the bot has lost its connection");
        Ok(())
    }

    /// The next answer.
    pub(crate) async fn answer(&mut self) -> Result<Answer> {
        if let Some(what) = self.shared.state().unexpected.take() {
            bail!("the bot sent {what}");
        }
        match timeout(ANSWER_WITHIN, self.answers.recv()).await {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => bail!("the driver's server has ended"),
            Err(_) => bail!("the bot did not answer within {ANSWER_WITHIN:?}"),
        }
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
