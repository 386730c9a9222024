//! A reader of one person's feed, with a bell that tells when everything was told.

use std::time::Duration;

use discord_sim::{Person, Seat, Sim};
use futures_util::StreamExt as _;
use serde_json::Value;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{WebSocketStream, client_async, tungstenite::Message};

use crate::http::{Answer, Http};

/// No word takes longer.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a person's page reads.
pub(super) struct Reader {
    socket: WebSocketStream<TcpStream>,
    pub(super) bell: Bell,
}

impl Reader {
    /// Opens a person's feed and hears that it is open.
    pub(super) async fn open(sim: &Sim, person: &Person) -> Self {
        let bell = Bell::hang(sim, person);
        let stream = TcpStream::connect(sim.address()).await.unwrap();
        let address = format!("ws://{}/sim/v1/as/{}/feed", sim.address(), person.id());
        let (socket, _) = client_async(address, stream).await.expect("a feed");
        let mut reader = Self { socket, bell };
        assert_eq!(reader.frame().await.unwrap()["kind"], "hello");
        reader
    }

    /// The next word; `None` when the feed is closed.
    pub(super) async fn frame(&mut self) -> Option<Value> {
        loop {
            let next = timeout(PATIENCE, self.socket.next()).await;
            match next.expect("a word in time") {
                Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).ok(),
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                _ => return None,
            }
        }
    }

    /// The next word of a kind; those before it are dropped.
    pub(super) async fn next(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.frame().await.expect("an open feed");
            if frame["kind"] == kind {
                return frame;
            }
        }
    }

    /// Everything that is told about what has happened until now.
    pub(super) async fn settled(&mut self) -> Vec<Value> {
        self.bell.ring();
        let mut frames = Vec::new();
        loop {
            let frame = self.frame().await.expect("an open feed");
            if self.bell.is(&frame) {
                return frames;
            }
            frames.push(frame);
        }
    }

    /// The words of a kind about what has happened until now.
    pub(super) async fn told(&mut self, kind: &str) -> Vec<Value> {
        let mut frames = self.settled().await;
        frames.retain(|frame| frame["kind"] == kind);
        frames
    }

    pub(super) async fn close(mut self) {
        self.socket.close(None).await.unwrap();
        while let Some(Ok(_)) = self.socket.next().await {}
    }
}

/// Somebody who types to a person in private: typing is told after everything that happened before it.
#[derive(Clone)]
pub(super) struct Bell(Seat);

impl Bell {
    fn hang(sim: &Sim, person: &Person) -> Self {
        let ringer = sim.person("ringer");
        let group = sim.group("bell", &[&ringer, person]);
        Self(ringer.in_channel(&group))
    }

    pub(super) fn ring(&self) {
        self.0.typing().unwrap();
    }

    pub(super) fn is(&self, frame: &Value) -> bool {
        frame["kind"] == "typing"
            && frame["channel_id"] == self.0.channel().id().to_string().as_str()
    }
}

/// Asks as a person.
#[derive(Clone)]
pub(super) struct Asker {
    http: Http,
    base: String,
}

impl Asker {
    pub(super) fn of(sim: &Sim, person: &Person) -> Self {
        Self {
            http: Http::new(&sim.url(), None),
            base: format!("/sim/v1/as/{}", person.id()),
        }
    }

    pub(super) async fn ask(&self, path: &str) -> Answer {
        self.http.page(&format!("{}{path}", self.base)).await
    }

    /// An answer that must be there.
    pub(super) async fn get(&self, path: &str) -> Value {
        let answer = self.ask(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.json());
        answer.json()
    }
}

/// What the values of a list have under a key.
pub(super) fn all<'a>(list: &'a Value, key: &str) -> Vec<&'a str> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|one| one[key].as_str().unwrap_or("-"))
        .collect()
}
