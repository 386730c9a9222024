//! A page of the bot's own little HTTP server.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// An answer of the health server.
#[derive(Clone, Debug)]
pub struct Page {
    /// HTTP status.
    pub status: u16,
    /// What it says.
    pub body: String,
}

impl Page {
    /// Fetches `path`.
    pub(crate) async fn fetch(address: SocketAddr, path: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address)
            .await
            .with_context(|| format!("connect to {address}"))?;
        // HTTP/1.0 needs no chunks and ends with the connection.
        let request = format!("GET {path} HTTP/1.0\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        let (head, body) = answer.split_once("\r\n\r\n").context("find the body")?;
        let status = head.split(' ').nth(1).context("find the status")?;
        Ok(Self {
            status: status.parse()?,
            body: body.to_owned(),
        })
    }
}
