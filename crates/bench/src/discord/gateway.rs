//! The gateway: hello, READY, one guild, heartbeats, and interactions as fast as they come.

use std::{io, sync::Arc, time::Instant};

use axum::extract::ws::{Message, WebSocket};
use futures_util::SinkExt as _;
use serde_json::{Value, json};
use tokio::sync::mpsc::unbounded_channel;
use zstd::stream::raw::{Encoder, Operation as _, OutBuffer};

use super::{
    Shared,
    payload::{self, Interaction},
};

/// Most interactions that are written before the socket is flushed.
const BATCH: usize = 64;
/// zstd's fastest ordinary level.
const LEVEL: i32 = 1;
const CHUNK_BYTES: usize = 16 * 1024;

/// Serves one connection until its end.
pub(super) async fn serve(mut socket: WebSocket, compressed: bool, shared: Arc<Shared>) {
    let wire = if compressed {
        Encoder::new(LEVEL).map(|encoder| Wire {
            compressor: Some(encoder),
            sequence: 0,
        })
    } else {
        Ok(Wire {
            compressor: None,
            sequence: 0,
        })
    };
    if let Ok(mut wire) = wire {
        // However it ends, the driver notices that nothing is answered.
        drop(talk(&mut socket, &mut wire, &shared).await);
    }
}

async fn talk(socket: &mut WebSocket, wire: &mut Wire, shared: &Shared) -> Result<(), axum::Error> {
    let (sender, mut interactions) = unbounded_channel::<Interaction>();
    let hello = json!({ "op": 10, "d": { "heartbeat_interval": 41_250 }, "s": null, "t": null });
    socket.send(wire.message(&hello.to_string())?).await?;
    let mut batch = Vec::with_capacity(BATCH);
    loop {
        tokio::select! {
            heard = socket.recv() => {
                let payload: Value = match heard {
                    Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap_or_default(),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return Ok(()),
                    Some(Ok(_)) => continue,
                };
                match payload["op"].as_u64() {
                    Some(1) => socket.send(wire.message(r#"{"op":11,"d":null,"s":null,"t":null}"#)?).await?,
                    Some(2) => {
                        let ready = payload::ready(shared.address).to_string();
                        socket.send(wire.dispatch("READY", &ready)?).await?;
                        let guild = payload::GUILD_CREATE;
                        socket.send(wire.dispatch("GUILD_CREATE", guild)?).await?;
                        shared.state().connection = Some(sender.clone());
                    }
                    Some(6) => {
                        socket.send(wire.dispatch("RESUMED", "{}")?).await?;
                        shared.state().connection = Some(sender.clone());
                    }
                    _ => {}
                }
            }
            _ = interactions.recv_many(&mut batch, BATCH) => {
                for interaction in batch.drain(..) {
                    let message = wire.dispatch("INTERACTION_CREATE", &interaction.json)?;
                    shared.state().sent.insert(interaction.id, Instant::now());
                    socket.feed(message).await?;
                }
                socket.flush().await?;
            }
        }
    }
}

/// What is remembered of a connection's outgoing side.
struct Wire {
    compressor: Option<Encoder<'static>>,
    sequence: u64,
}

impl Wire {
    fn dispatch(&mut self, event: &str, data: &str) -> Result<Message, axum::Error> {
        self.sequence += 1;
        let sequence = self.sequence;
        self.message(&format!(
            r#"{{"t":"{event}","s":{sequence},"op":0,"d":{data}}}"#
        ))
    }

    fn message(&mut self, payload: &str) -> Result<Message, axum::Error> {
        match &mut self.compressor {
            None => Ok(Message::text(payload)),
            Some(encoder) => compress(encoder, payload.as_bytes())
                .map(Message::binary)
                .map_err(axum::Error::new),
        }
    }
}

/// One payload as a flushed block of the connection's one frame.
fn compress(encoder: &mut Encoder<'_>, mut payload: &[u8]) -> io::Result<Vec<u8>> {
    let mut chunk = [0; CHUNK_BYTES];
    let mut compressed = Vec::with_capacity(payload.len() / 2);
    while !payload.is_empty() {
        let status = encoder.run_on_buffers(payload, &mut chunk)?;
        payload = &payload[status.bytes_read..];
        compressed.extend_from_slice(&chunk[..status.bytes_written]);
    }
    loop {
        let mut output = OutBuffer::around(&mut chunk[..]);
        let remaining = encoder.flush(&mut output)?;
        compressed.extend_from_slice(output.as_slice());
        if remaining == 0 {
            return Ok(compressed);
        }
    }
}
