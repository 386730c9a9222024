//! Files that people sent: fetched from Discord's file servers, so many bytes, in so much time, from nowhere else.

use bytes::{Bytes, BytesMut};
use http::{StatusCode, Uri, header, uri::Scheme};
use http_body_util::BodyExt as _;
use thiserror::Error;
use tokio::time::{Instant, timeout_at};

use super::{Rest, error::ConnectionError};

/// Discord's file servers (`reference.mdx`, CDN endpoints).
const FILE_SERVERS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// Room for a file whose length is not said, in bytes.
const ROOM: usize = 64 * 1024;

/// Why a file could not be fetched. Nothing here carries its address, which lets everyone in.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DownloadError {
    /// It is not one of Discord's file servers, nor the configured Discord.
    #[error("the file's address is none of Discord's")]
    Address,
    /// It is larger than the caller takes.
    #[error("the file is larger than {limit} bytes")]
    TooLarge {
        /// The most that was asked for, in bytes.
        limit: u64,
    },
    /// The server has not given it; redirects are not followed.
    #[error("the file server answered {0}")]
    Status(StatusCode),
    /// No connection, or it broke.
    #[error("reach the file server")]
    Connection(#[source] ConnectionError),
    /// It took longer than a request to Discord may (`discord.timeout`).
    #[error("the file did not come in time")]
    TimedOut,
}

impl Rest {
    /// The file at `url`, `limit` bytes at most.
    ///
    /// # Errors
    /// [`DownloadError`].
    pub async fn download(&self, url: &str, limit: u64) -> Result<Bytes, DownloadError> {
        let uri = allowed(url, self.files_of.as_deref()).ok_or(DownloadError::Address)?;
        let deadline = Instant::now() + self.inner.timeout;
        timeout_at(deadline, self.fetch(uri, limit))
            .await
            .unwrap_or(Err(DownloadError::TimedOut))
    }

    async fn fetch(&self, uri: Uri, limit: u64) -> Result<Bytes, DownloadError> {
        let too_large = || DownloadError::TooLarge { limit };
        let asked = self.inner.transport.get(uri).await;
        let response = asked.map_err(DownloadError::Connection)?;
        if response.status() != StatusCode::OK {
            return Err(DownloadError::Status(response.status()));
        }
        let said = response.headers().get(header::CONTENT_LENGTH);
        let said = said.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        if said.is_some_and(|length| length > limit) {
            return Err(too_large());
        }
        let mut file = BytesMut::with_capacity(ROOM);
        let mut body = response.into_body();
        while let Some(frame) = body.frame().await {
            let broke = "the connection broke within the file";
            let frame =
                frame.map_err(|_| DownloadError::Connection(ConnectionError(broke.to_owned())))?;
            let Ok(data) = frame.into_data() else {
                continue;
            };
            if (file.len() as u64).saturating_add(data.len() as u64) > limit {
                return Err(too_large());
            }
            file.extend_from_slice(&data);
        }
        Ok(file.freeze())
    }
}

/// The address, if it is one of Discord's file servers over TLS, or the server at `origin`.
fn allowed(url: &str, origin: Option<&str>) -> Option<Uri> {
    let uri: Uri = url.parse().ok()?;
    let (scheme, authority) = (uri.scheme()?, uri.authority()?);
    if authority.as_str().contains('@') {
        return None;
    }
    let host = authority.host().to_lowercase();
    let is_file_server = *scheme == Scheme::HTTPS
        && authority.port_u16().is_none_or(|port| port == 443)
        && FILE_SERVERS.contains(&host.as_str());
    let whole = format!("{scheme}://{authority}").to_lowercase();
    (is_file_server || origin == Some(whole.as_str())).then_some(uri)
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use secrecy::SecretString;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
    };

    use super::*;
    use crate::InvalidRequests;

    /// What comes back from a server that answers with `head`, and then `chunk` as often as it is taken.
    async fn fetched(
        head: &'static str,
        chunk: &'static str,
        limit: u64,
    ) -> Result<Bytes, DownloadError> {
        drop(rustls::crypto::ring::default_provider().install_default());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let server = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = [0; 4_096];
            let _read = stream.read(&mut request).await.unwrap();
            stream.write_all(head.as_bytes()).await.unwrap();
            while !chunk.is_empty() && stream.write_all(chunk.as_bytes()).await.is_ok() {}
            // Nothing more, but the line stays open.
            let _rest = stream.read(&mut request).await;
        });
        let token = SecretString::from("token");
        let invalid = Arc::new(InvalidRequests::default());
        let rest = Rest::new(&origin, &token, Duration::from_millis(300), invalid).unwrap();
        let result = rest
            .files_of(&origin)
            .download(&format!("{origin}/a.txt"), limit)
            .await;
        server.abort();
        result
    }

    #[tokio::test]
    async fn a_file_comes_whole_or_not_at_all() {
        let whole = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello";
        assert_eq!(fetched(whole, "", 5).await.unwrap(), "hello");
        let large = fetched(whole, "", 4).await;
        assert!(
            matches!(large, Err(DownloadError::TooLarge { limit: 4 })),
            "{large:?}"
        );
    }

    #[tokio::test]
    async fn a_file_without_an_end_is_cut_off() {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        let endless = fetched(head, "5\r\nhello\r\n", 1_000).await;
        assert!(
            matches!(endless, Err(DownloadError::TooLarge { limit: 1_000 })),
            "{endless:?}"
        );
    }

    #[tokio::test]
    async fn a_server_that_says_nothing_is_left() {
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhel";
        for head in ["", head] {
            let silent = fetched(head, "", 5).await;
            assert!(matches!(silent, Err(DownloadError::TimedOut)), "{silent:?}");
        }
    }

    #[tokio::test]
    async fn a_redirect_is_not_followed() {
        let head =
            "HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n";
        let elsewhere = fetched(head, "", 5).await;
        assert!(
            matches!(elsewhere, Err(DownloadError::Status(StatusCode::FOUND))),
            "{elsewhere:?}"
        );
    }

    #[test]
    fn only_discords_addresses_are_asked() {
        let origin = Some("http://127.0.0.1:7000");
        for url in [
            "https://cdn.discordapp.com/attachments/1/2/a.png?ex=1&is=2&hm=3",
            "https://CDN.discordapp.com:443/a",
            "https://media.discordapp.net/a",
            "http://127.0.0.1:7000/attachments/1/2/a.png",
        ] {
            assert!(allowed(url, origin).is_some(), "{url}");
        }
        for url in [
            "",
            "a.png",
            "/a.png",
            "file:///etc/passwd",
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com:8443/a",
            "https://cdn.discordapp.com.example.org/a",
            "https://example.org/cdn.discordapp.com",
            "https://cdn.discordapp.com@example.org/a",
            "https://me@cdn.discordapp.com/a",
            "https://example.org#@cdn.discordapp.com/",
            "https://example.org\\@cdn.discordapp.com/",
            "http://127.0.0.1:7001/a",
            "http://127.0.0.1/a",
            "https://127.0.0.1:7000/a",
            "http://localhost:7000/a",
            "http://169.254.169.254/latest/meta-data",
            "http://[::1]:7000/a",
        ] {
            assert!(allowed(url, origin).is_none(), "{url}");
        }
        assert!(allowed("http://127.0.0.1:7000/a", None).is_none());
    }
}
