//! One websocket: payloads out, in an encoding and compressed or not, payloads in, and the ways it ends.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use futures_util::SinkExt;
use serde_json::Value;
use tokio::time::timeout;

use super::{close::Close, connection::End, etf, zlib, zstd};

/// A client that takes nothing for this long is gone.
const SEND_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a client has to answer a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);
/// How long a silent connection is held after its client closed: a dead peer answers no close frame either.
const SILENT_HOLD: Duration = Duration::from_secs(30);

const COMPRESSION_FAILED: Close = Close::UNKNOWN_ERROR.because("Compression failed.");

/// What a client sent.
pub(super) enum Heard {
    /// A message, which should be a payload.
    Message(Vec<u8>),
    /// A close frame.
    Close(Option<u16>),
    /// The end of the connection without one.
    Lost,
}

#[derive(Clone, Copy)]
enum Encoding {
    Json,
    Etf,
}

/// How payloads are made smaller.
enum Compression {
    None,
    /// Each payload by itself.
    Each,
    Zlib(zlib::Compressor),
    Zstd(zstd::Compressor),
}

/// The server's end of a websocket.
pub(super) struct Wire {
    socket: WebSocket,
    encoding: Encoding,
    compression: Compression,
    /// Nothing is written any more, nobody is told.
    pub(super) silent: bool,
}

impl Wire {
    pub(super) const fn new(socket: WebSocket) -> Self {
        Self {
            socket,
            encoding: Encoding::Json,
            compression: Compression::None,
            silent: false,
        }
    }

    /// Everything from here on is in the encoding and compression that a client asked for in its address.
    ///
    /// # Errors
    ///
    /// 4002 for one that does not exist.
    pub(super) fn speak(&mut self, encoding: &str, compress: &str) -> Result<(), Close> {
        self.encoding = match encoding {
            "" | "json" => Encoding::Json,
            "etf" => Encoding::Etf,
            _ => return Err(Close::DECODE_ERROR.because("Encodings are json and etf.")),
        };
        self.compression = match compress {
            "" => Compression::None,
            "zlib-stream" => Compression::Zlib(zlib::Compressor::new()),
            "zstd-stream" => {
                Compression::Zstd(zstd::Compressor::new().map_err(|_| COMPRESSION_FAILED)?)
            }
            _ => {
                let refusal = "Compressions are zlib-stream and zstd-stream.";
                return Err(Close::DECODE_ERROR.because(refusal));
            }
        };
        Ok(())
    }

    /// Everything from here on is compressed by itself. Where the whole stream is compressed already, this asks for
    /// nothing: discord.py always does both.
    pub(super) fn compress_each(&mut self) {
        if matches!(self.compression, Compression::None) {
            self.compression = Compression::Each;
        }
    }

    /// What a client said.
    ///
    /// # Errors
    ///
    /// 4002 when it is not in the encoding of the connection.
    pub(super) fn read(&self, bytes: &[u8]) -> Result<Value, Close> {
        match self.encoding {
            Encoding::Json => serde_json::from_slice(bytes).map_err(|_| Close::DECODE_ERROR),
            Encoding::Etf => etf::decode(bytes).ok_or(Close::DECODE_ERROR),
        }
    }

    /// Queues a payload.
    pub(super) async fn feed(&mut self, payload: String) -> Result<(), End> {
        if self.silent {
            return Ok(());
        }
        let message = self.message(payload)?;
        in_time(self.socket.feed(message)).await
    }

    fn message(&mut self, payload: String) -> Result<Message, Close> {
        let bytes = match (self.encoding, &self.compression) {
            (Encoding::Json, Compression::None) => return Ok(Message::text(payload)),
            (Encoding::Json, _) => payload.into_bytes(),
            (Encoding::Etf, _) => {
                let value = serde_json::from_str(&payload).map_err(|_| Close::UNKNOWN_ERROR)?;
                etf::encode(&value)
            }
        };
        let compressed = match &mut self.compression {
            Compression::None => Ok(bytes),
            Compression::Each => zlib::alone(&bytes).map_err(drop),
            Compression::Zlib(compressor) => compressor.compress(&bytes).map_err(drop),
            Compression::Zstd(compressor) => compressor.compress(&bytes).map_err(drop),
        };
        let compressed = compressed.map_err(|()| COMPRESSION_FAILED)?;
        Ok(Message::binary(compressed))
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
            // Kept, not read: the peer's bytes pile up, as before a dead machine.
            End::HalfOpen => tokio::time::sleep(SILENT_HOLD).await,
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
