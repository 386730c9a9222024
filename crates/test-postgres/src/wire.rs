//! As much of Postgres' protocol as creating and dropping databases needs: no password, plain text queries.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use anyhow::{Context, Result, bail};

/// Protocol 3.0.
const PROTOCOL: i32 = 196_608;

/// Where a server is and as whom it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) user: String,
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl Address {
    /// Reads `postgres://user@host:port/…`.
    pub(crate) fn parse(url: &str) -> Result<Self> {
        let rest = url.split_once("://").context("no scheme")?.1;
        let authority = rest.split(['/', '?']).next().unwrap_or_default();
        let (user, place) = authority.split_once('@').context("no user")?;
        if user.contains(':') {
            bail!("the user must need no password");
        }
        let (host, port) = place.rsplit_once(':').unwrap_or((place, "5432"));
        Ok(Self {
            user: user.to_owned(),
            host: host.to_owned(),
            port: port.parse().context("no port number")?,
        })
    }

    pub(crate) fn url(&self) -> String {
        self.url_of(&self.user, "postgres")
    }

    pub(crate) fn url_of(&self, user: &str, database: &str) -> String {
        format!("postgres://{user}@{}:{}/{database}", self.host, self.port)
    }
}

pub(crate) struct Client {
    stream: TcpStream,
}

impl Client {
    pub(crate) fn connect(address: &Address, database: &str) -> Result<Self> {
        let stream = TcpStream::connect((address.host.as_str(), address.port))?;
        stream.set_nodelay(true)?;
        let mut client = Self { stream };
        let mut body = PROTOCOL.to_be_bytes().to_vec();
        for text in ["user", &address.user, "database", database] {
            body.extend_from_slice(text.as_bytes());
            body.push(0);
        }
        body.push(0);
        client.send(None, &body)?;
        client.until_ready()?;
        Ok(client)
    }

    /// Runs one statement; gives the first column of each row.
    pub(crate) fn query(&mut self, sql: &str) -> Result<Vec<String>> {
        let mut body = sql.as_bytes().to_vec();
        body.push(0);
        self.send(Some(b'Q'), &body)?;
        self.until_ready()
            .with_context(|| format!("`{sql}` failed"))
    }

    fn send(&mut self, kind: Option<u8>, body: &[u8]) -> Result<()> {
        let mut message: Vec<u8> = kind.into_iter().collect();
        message.extend_from_slice(&i32::try_from(body.len() + 4)?.to_be_bytes());
        message.extend_from_slice(body);
        Ok(self.stream.write_all(&message)?)
    }

    fn until_ready(&mut self) -> Result<Vec<String>> {
        let mut rows = Vec::new();
        let mut problem = None;
        loop {
            let mut head = [0; 5];
            self.stream
                .read_exact(&mut head)
                .or_else(|error| match problem.take() {
                    Some(problem) => bail!("{problem}"),
                    None => Err(error.into()),
                })?;
            let [kind, length @ ..] = head;
            let mut body = vec![0; usize::try_from(i32::from_be_bytes(length))?.saturating_sub(4)];
            self.stream.read_exact(&mut body)?;
            match kind {
                b'R' if body != [0; 4] => bail!("the server wants a password"),
                b'D' => rows.extend(first_column(&body)),
                b'E' => problem = Some(message(&body)),
                b'Z' => break,
                _ => {}
            }
        }
        match problem {
            Some(problem) => bail!("{problem}"),
            None => Ok(rows),
        }
    }
}

fn first_column(row: &[u8]) -> Option<String> {
    let length = i32::from_be_bytes(row.get(2..6)?.try_into().ok()?);
    let value = row.get(6..6 + usize::try_from(length).ok()?)?;
    Some(String::from_utf8_lossy(value).into_owned())
}

fn message(fields: &[u8]) -> String {
    let text = fields
        .split(|byte| *byte == 0)
        .find_map(|field| field.strip_prefix(b"M"));
    String::from_utf8_lossy(text.unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let address = Address::parse("postgres://postgres@127.0.0.1:5433/postgres?x=y").unwrap();
        assert_eq!(address.url(), "postgres://postgres@127.0.0.1:5433/postgres");
        assert!(Address::parse("postgres://u:p@h/d").is_err());
        assert!(Address::parse("h").is_err());
    }
}
