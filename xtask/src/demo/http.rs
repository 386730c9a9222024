//! HTTP to a loopback port in a few lines: version 1.0, so that an answer ends where its connection ends.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The simulator answers at once, or waits at most 3 s for a bot; more means that it hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A successful answer.
#[derive(Debug)]
pub(super) struct Answer {
    /// Status line and headers.
    pub(super) head: String,
    pub(super) body: Vec<u8>,
}

/// Fetches `http://host:port/path`.
///
/// # Errors
/// When the server cannot be reached or answers with anything but success.
pub(super) fn get(url: &str) -> anyhow::Result<Answer> {
    request("GET", url, &[])
}

/// Fetches JSON.
///
/// # Errors
/// As [`get`], and when the answer is not the JSON that is expected.
pub(super) fn get_json<T: DeserializeOwned>(url: &str) -> anyhow::Result<T> {
    read_json(url, &get(url)?.body)
}

/// Posts JSON and reads JSON.
///
/// # Errors
/// As [`get_json`].
pub(super) fn post_json<T: DeserializeOwned>(url: &str, body: &Value) -> anyhow::Result<T> {
    read_json(
        url,
        &request("POST", url, body.to_string().as_bytes())?.body,
    )
}

fn read_json<T: DeserializeOwned>(url: &str, body: &[u8]) -> anyhow::Result<T> {
    serde_json::from_slice(body).with_context(|| {
        format!(
            "unexpected answer from {url}: {}",
            String::from_utf8_lossy(body)
        )
    })
}

fn request(method: &str, url: &str, body: &[u8]) -> anyhow::Result<Answer> {
    let (host, path) = split(url)?;
    let mut stream = TcpStream::connect(host).with_context(|| format!("failed to reach {host}"))?;
    stream
        .set_read_timeout(Some(PATIENCE))
        .context("failed to set a timeout")?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.0\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    let mut answer = Vec::new();
    stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(body))
        .and_then(|()| stream.read_to_end(&mut answer))
        .with_context(|| format!("{method} {url} broke off"))?;
    parse(&answer).with_context(|| format!("{method} {url} failed"))
}

fn split(url: &str) -> anyhow::Result<(&str, &str)> {
    let rest = url
        .strip_prefix("http://")
        .with_context(|| format!("{url} does not start with http://"))?;
    let slash = rest.find('/').unwrap_or(rest.len());
    let path = if slash == rest.len() {
        "/"
    } else {
        &rest[slash..]
    };
    Ok((&rest[..slash], path))
}

fn parse(answer: &[u8]) -> anyhow::Result<Answer> {
    let end = answer
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .context("the answer has no head")?;
    let head = String::from_utf8_lossy(&answer[..end]);
    let body = &answer[end + 4..];
    let status = head.split(' ').nth(1).context("the answer has no status")?;
    ensure!(
        !head.to_ascii_lowercase().contains("transfer-encoding:"),
        "an HTTP/1.0 answer cannot be chunked"
    );
    if !status.starts_with('2') {
        bail!("status {status}: {}", String::from_utf8_lossy(body));
    }
    Ok(Answer {
        body: body.to_vec(),
        head: head.clone().into_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufRead as _, BufReader};
    use std::net::TcpListener;

    /// Answers one request and returns its head and body.
    fn serve(answer: &'static str) -> (String, std::thread::JoinHandle<String>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/sim/v1/act", listener.local_addr().unwrap());
        let server = std::thread::spawn(move || {
            let (stream, _) = listener.accept().unwrap();
            let mut reader = BufReader::new(stream);
            let mut request = String::new();
            while !request.ends_with("\r\n\r\n") {
                reader.read_line(&mut request).unwrap();
            }
            let length = request
                .split("Content-Length: ")
                .nth(1)
                .unwrap()
                .trim()
                .parse()
                .unwrap();
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            reader.into_inner().write_all(answer.as_bytes()).unwrap();
            request + &String::from_utf8(body).unwrap()
        });
        (url, server)
    }

    #[test]
    fn posts_and_reads_json() {
        let (url, server) =
            serve("HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n{\"a\":1}");
        let answer: Value = post_json(&url, &serde_json::json!({"b": 2})).unwrap();
        assert_eq!(answer["a"], 1);
        let request = server.join().unwrap();
        assert!(
            request.starts_with("POST /sim/v1/act HTTP/1.0\r\n"),
            "{request}"
        );
        assert!(request.ends_with("\r\n\r\n{\"b\":2}"), "{request}");
    }

    #[test]
    fn a_failure_says_what_the_server_said() {
        let (url, server) = serve("HTTP/1.1 404 Not Found\r\n\r\nno such person");
        let error = format!("{:#}", get(&url).unwrap_err());
        assert!(
            error.ends_with("failed: status 404: no such person"),
            "{error}"
        );
        server.join().unwrap();
    }

    #[test]
    fn addresses_are_split() {
        assert_eq!(
            split("http://127.0.0.1:1/a/b?c").unwrap(),
            ("127.0.0.1:1", "/a/b?c")
        );
        assert_eq!(split("http://127.0.0.1:1").unwrap(), ("127.0.0.1:1", "/"));
        assert!(split("https://127.0.0.1").is_err());
    }
}
