//! One websocket: payloads out, compressed or not, payloads in, and the ways it ends.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::SinkExt;
use tokio::time::timeout;

use super::{close::Close, compress::Compressor, connection::End};

/// A client that takes nothing for this long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client has to answer a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a silent connection is held after its client closed: a dead peer answers no close frame either.
const SILENT_HOLD: Duration = Duration::from_secs(30);

/// What a client sent.
pub(super) enum Heard {
    /// A message, which should be JSON.
    Message(Vec<u8>),
    /// A close frame.
    Close(Option<u16>),
    /// The end of the connection without one.
    Lost,
}

/// The server's end of a websocket.
pub(super) struct Wire {
    socket: WebSocket,
    compressor: Option<Compressor>,
    /// Nothing is written any more, nobody is told.
    pub(super) silent: bool,
}

impl Wire {
    pub(super) const fn new(socket: WebSocket) -> Self {
        Self {
            socket,
            compressor: None,
            silent: false,
        }
    }

    /// Everything from here on is `zstd-stream`.
    pub(super) fn compress(&mut self, compressor: Compressor) {
        self.compressor = Some(compressor);
    }

    /// Queues a payload.
    pub(super) async fn feed(&mut self, payload: String) -> Result<(), End> {
        if self.silent {
            return Ok(());
        }
        let message = match &mut self.compressor {
            None => Message::text(payload),
            Some(compressor) => {
                Message::binary(compressor.compress(payload.as_bytes()).map_err(|_| {
                    End::Server(Close::UNKNOWN_ERROR.because("Compression failed."))
                })?)
            }
        };
        in_time(self.socket.feed(message)).await
    }

    /// Writes what is queued.
    pub(super) async fn flush(&mut self) -> Result<(), End> {
        if self.silent {
            return Ok(());
        }
        in_time(self.socket.flush()).await
    }

    /// The next thing the client says; safe to cancel.
    pub(super) async fn hear(&mut self) -> Heard {
        loop {
            return match self.socket.recv().await {
                Some(Ok(Message::Text(text))) => Heard::Message(text.as_bytes().to_vec()),
                Some(Ok(Message::Binary(bytes))) => Heard::Message(bytes.to_vec()),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => continue,
                Some(Ok(Message::Close(frame))) => Heard::Close(frame.map(|frame| frame.code)),
                Some(Err(_)) | None => Heard::Lost,
            };
        }
    }

    /// Ends the websocket as `end` says.
    pub(super) async fn finish(mut self, end: &End) {
        match end {
            End::Client(_) if self.silent => tokio::time::sleep(SILENT_HOLD).await,
            End::Client(_) => self.drain().await,
            End::Server(close) if !self.silent => {
                let frame = CloseFrame {
                    code: close.code,
                    reason: close.reason.into(),
                };
                if in_time(self.socket.send(Message::Close(Some(frame))))
                    .await
                    .is_ok()
                {
                    self.drain().await;
                }
            }
            End::Server(_) | End::Lost | End::Abort => {}
        }
    }

    /// Completes the closing handshake, so that the close frame arrives before the connection goes.
    async fn drain(&mut self) {
        let rest = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        // A client that does not answer in time loses the connection all the same.
        let _ = timeout(CLOSE_TIMEOUT, rest).await;
    }
}

async fn in_time<E>(sending: impl Future<Output = Result<(), E>>) -> Result<(), End> {
    match timeout(SEND_TIMEOUT, sending).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(End::Lost),
    }
}
