//! Compressions of the gateway that twilight does not speak: which one it speaks is decided when it is compiled, and
//! that is zstd.
//!
//! For any other a relay on a loopback port takes the shard's connection as it is, asks Discord for the wanted
//! compression, and passes plain text on. READY's address for resuming is led through the relay too, so every later
//! connection keeps to the wish; [`Way::real`] gives the true one for the next process.

use std::{io, net::Ipv4Addr, sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{
        Path, State, WebSocketUpgrade,
        ws::{self, WebSocket},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use core_config::Compress;
use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt as _, StreamExt as _};
use serde_json::Value;
use tokio::{
    net::{TcpListener, TcpStream},
    task::AbortHandle,
    time::timeout,
};
use tokio_websockets::{
    ClientBuilder, CloseCode, Connector, Limits, MaybeTlsStream, Message, WebSocketStream,
};

use super::frame::event_name;

/// Discord has this long to accept a connection; twilight waits 10 s for the relay.
const CONNECT_WITHIN: Duration = Duration::from_secs(9);
/// How much room a payload gets at a time while it is inflated.
const CHUNK_BYTES: usize = 32 * 1024;
/// Every payload of a `zlib-stream` ends with it (`events/gateway.mdx`, Transport Compression).
const FLUSH: [u8; 4] = [0, 0, 0xFF, 0xFF];

/// How shards reach Discord's gateway.
#[derive(Clone)]
pub(crate) enum Way {
    /// As twilight does it.
    Direct,
    /// Over a relay of this process.
    Relayed(Arc<Relay>),
}

/// A relay that runs until it is dropped.
pub(crate) struct Relay {
    /// Where it listens, with its key.
    base: String,
    serving: AbortHandle,
}

#[derive(Clone)]
struct Upstream {
    compress: Compress,
    /// Part of its addresses, so that other users of the machine cannot use it.
    key: Arc<str>,
    base: Arc<str>,
}

type Discord = WebSocketStream<MaybeTlsStream<TcpStream>>;

impl Way {
    /// The way for a compression.
    ///
    /// # Errors
    ///
    /// When no loopback port can be listened on.
    pub(crate) async fn with(compress: Compress) -> io::Result<Self> {
        match compress {
            Compress::ZstdStream => Ok(Self::Direct),
            Compress::ZlibStream | Compress::None => {
                Ok(Self::Relayed(Arc::new(Relay::start(compress).await?)))
            }
        }
    }

    /// What a shard connects to in order to reach an address.
    pub(super) fn through(&self, address: &str) -> String {
        let address = address.trim_end_matches('/');
        match self {
            Self::Direct => address.to_owned(),
            Self::Relayed(relay) => through(&relay.base, address),
        }
    }

    /// The address behind one that [`Way::through`] has made.
    pub(super) fn real(&self, address: &str) -> String {
        let relayed = match self {
            Self::Direct => None,
            Self::Relayed(relay) => address.strip_prefix(&*relay.base),
        };
        relayed
            .and_then(|rest| unhex(rest.trim_matches('/')))
            .unwrap_or_else(|| address.to_owned())
    }
}

impl Relay {
    async fn start(compress: Compress) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let key: Arc<str> = format!("{:032x}", rand::random::<u128>()).into();
        let base = format!("ws://{}/{key}", listener.local_addr()?);
        let upstream = Upstream {
            compress,
            key,
            base: base.as_str().into(),
        };
        let router = Router::new()
            .route("/{key}/{address}", get(accept))
            .route("/{key}/{address}/", get(accept))
            .with_state(upstream);
        let serve = async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the gateway's relay ended");
            }
        };
        Ok(Self {
            base,
            serving: tokio::spawn(serve).abort_handle(),
        })
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn accept(
    State(upstream): State<Upstream>,
    Path((key, address)): Path<(String, String)>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let address = unhex(&address).filter(|_| *key == *upstream.key);
    let Some(address) = address else {
        return StatusCode::NOT_FOUND.into_response();
    };
    // Only once Discord has accepted: a refusal must look like one, or the shard would not wait before its next try.
    match timeout(CONNECT_WITHIN, connect(&address, upstream.compress)).await {
        Ok(Ok(discord)) => upgrade.on_upgrade(async move |shard| {
            pass(shard, discord, Inflater::default(), &upstream.base).await;
        }),
        Ok(Err(error)) => {
            tracing::debug!(%error, "discord did not accept a connection");
            StatusCode::BAD_GATEWAY.into_response()
        }
        Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
    }
}

async fn connect(address: &str, compress: Compress) -> Result<Discord, tokio_websockets::Error> {
    let compress = match compress {
        Compress::ZstdStream => "&compress=zstd-stream",
        Compress::ZlibStream => "&compress=zlib-stream",
        Compress::None => "",
    };
    let uri = format!("{address}/?v=10&encoding=json{compress}");
    let connector = if address.starts_with("wss:") {
        Connector::new()?
    } else {
        Connector::Plain
    };
    let builder = ClientBuilder::new()
        .uri(&uri)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidInput, error))?
        .limits(Limits::unlimited())
        .connector(&connector);
    Ok(builder.connect().await?.0)
}

/// Passes messages on until one side ends; how it ended, the other side sees too.
async fn pass(shard: WebSocket, discord: Discord, mut inflater: Inflater, base: &str) {
    let (mut to_shard, mut from_shard) = shard.split();
    let (mut to_discord, mut from_discord) = discord.split();
    let down = async {
        while let Some(Ok(message)) = from_discord.next().await {
            let message = if let Some((code, reason)) = message.as_close() {
                // A close frame without a code reads as one that cannot be sent.
                ws::Message::Close((!code.is_reserved()).then(|| ws::CloseFrame {
                    code: code.into(),
                    reason: reason.into(),
                }))
            } else if message.is_binary() {
                match inflater.take(message.as_payload()) {
                    Ok(Some(text)) => ws::Message::text(relayed(text, base)),
                    Ok(None) => continue,
                    Err(error) => {
                        tracing::debug!(%error, "a connection is given up");
                        break;
                    }
                }
            } else if let Some(text) = message.as_text() {
                ws::Message::text(relayed(text.to_owned(), base))
            } else {
                continue;
            };
            let last = matches!(message, ws::Message::Close(_));
            if to_shard.send(message).await.is_err() || last {
                break;
            }
        }
        // The answer to the shard's own close frame may wait here; without it the shard takes its end for a loss.
        let _ = to_shard.flush().await;
    };
    let up = async {
        while let Some(Ok(message)) = from_shard.next().await {
            let message = match message {
                ws::Message::Text(text) => Message::text(text.as_str().to_owned()),
                ws::Message::Close(frame) => {
                    let (code, reason) = frame.map_or((None, String::new()), |frame| {
                        let code = CloseCode::try_from(frame.code).ok();
                        (code, frame.reason.as_str().to_owned())
                    });
                    Message::close(code, &reason)
                }
                ws::Message::Binary(_) | ws::Message::Ping(_) | ws::Message::Pong(_) => continue,
            };
            let last = message.is_close();
            if to_discord.send(message).await.is_err() || last {
                break;
            }
        }
    };
    let (mut down, mut up) = (std::pin::pin!(down), std::pin::pin!(up));
    // When the shard closes, Discord's answer is still passed on; when Discord does, there is nothing left to say.
    tokio::select! {
        () = &mut down => {}
        () = &mut up => {
            // A peer that does not answer in time is gone.
            let _ = timeout(Duration::from_secs(1), down).await;
        }
    }
}

/// What comes cannot be inflated.
#[derive(Debug, thiserror::Error)]
#[error("discord sent what is no zlib stream")]
struct NoStream;

/// The `zlib-stream` of a connection.
struct Inflater {
    context: Decompress,
    /// As much of a payload as has come.
    plain: Vec<u8>,
    /// The last bytes that came.
    tail: [u8; 4],
}

impl Default for Inflater {
    fn default() -> Self {
        Self {
            context: Decompress::new(true),
            plain: Vec::new(),
            tail: [0; 4],
        }
    }
}

impl Inflater {
    /// Takes a message; the payload, if it ends here.
    fn take(&mut self, mut block: &[u8]) -> Result<Option<String>, NoStream> {
        for byte in block.iter().skip(block.len().saturating_sub(FLUSH.len())) {
            let [_, a, b, c] = self.tail;
            self.tail = [a, b, c, *byte];
        }
        loop {
            self.plain.reserve(CHUNK_BYTES);
            let (read, written) = (self.context.total_in(), self.plain.len());
            self.context
                .decompress_vec(block, &mut self.plain, FlushDecompress::Sync)
                .map_err(|_| NoStream)?;
            let taken = usize::try_from(self.context.total_in() - read).ok();
            block = taken.and_then(|taken| block.get(taken..)).ok_or(NoStream)?;
            if block.is_empty() && self.plain.len() < self.plain.capacity() {
                break;
            }
            // Behind the end of a stream nothing goes on, however often it is tried.
            if taken == Some(0) && self.plain.len() == written {
                return Err(NoStream);
            }
        }
        if self.tail != FLUSH {
            return Ok(None);
        }
        let text = String::from_utf8(std::mem::take(&mut self.plain));
        text.map(Some).map_err(|_| NoStream)
    }
}

/// A payload for the shard: READY names the relay where it named Discord.
fn relayed(text: String, base: &str) -> String {
    if event_name(&text) != Some("READY") {
        return text;
    }
    let Ok(mut ready) = serde_json::from_str::<Value>(&text) else {
        return text;
    };
    if let Some(Value::String(address)) = ready.pointer_mut("/d/resume_gateway_url") {
        *address = through(base, address.trim_end_matches('/'));
    }
    ready.to_string()
}

fn through(base: &str, address: &str) -> String {
    use std::fmt::Write as _;

    let mut through = format!("{base}/");
    for byte in address.bytes() {
        // Writing into a string cannot fail.
        let _ = write!(through, "{byte:02x}");
    }
    through
}

fn unhex(text: &str) -> Option<String> {
    let (pairs, []) = text.as_bytes().as_chunks::<2>() else {
        return None;
    };
    let byte = |pair: &[u8; 2]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes = pairs.iter().map(byte).collect::<Option<Vec<u8>>>()?;
    String::from_utf8(bytes)
        .ok()
        .filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests;
