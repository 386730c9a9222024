//! A gateway over a made-up world, and a raw client that knows frames and nothing else.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::serve::ListenerExt;
use discord_sim::gateway::{
    Directory, Dispatch, Gateway, GatewayRecord, GatewaySettings, Identity, Presence, VoiceRequest,
};
use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::{
    net::{TcpListener, TcpStream},
    time::timeout,
};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Error, Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};
use zstd::stream::raw::{Decoder, Operation};

use super::erlang;

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) const APP: u64 = 500;
pub(crate) const GUILD: u64 = 1 << 22 | 9;
pub(crate) const GUILDS_INTENT: u64 = 1;
/// The one intent that the world's applications may not ask for.
pub(crate) const FORBIDDEN_INTENT: u64 = 1 << 8;

/// Applications are whatever a token `app-<id>` names.
#[derive(Default)]
pub(crate) struct World {
    pub(crate) guilds: Mutex<BTreeMap<u64, Vec<u64>>>,
    pub(crate) members: Mutex<Vec<Value>>,
    pub(crate) records: Mutex<Vec<GatewayRecord>>,
    pub(crate) shown: Mutex<Vec<Presence>>,
    pub(crate) voice: Mutex<Vec<VoiceRequest>>,
}

impl Directory for World {
    fn authenticate(&self, token: &str) -> Option<Identity> {
        let application_id = token.strip_prefix("app-")?.parse().ok()?;
        Some(Identity {
            application_id,
            user: json!({"id": application_id.to_string(), "username": "bot", "bot": true}),
            application_flags: 4096,
            allowed_intents: !FORBIDDEN_INTENT,
        })
    }

    fn guild_ids(&self, application_id: u64) -> Vec<u64> {
        let guilds = self.guilds.lock().unwrap();
        guilds.get(&application_id).cloned().unwrap_or_default()
    }

    fn guild_create(&self, application_id: u64, guild_id: u64, intents: u64) -> Option<Value> {
        let guild = json!({"id": guild_id.to_string(), "seen_with": intents});
        let joined = self.guild_ids(application_id).contains(&guild_id);
        joined.then_some(guild)
    }

    fn members(&self, _: u64, _: u64) -> Vec<Value> {
        self.members.lock().unwrap().clone()
    }

    fn show(&self, _: u64, presence: Presence) {
        self.shown.lock().unwrap().push(presence);
    }

    fn voice(&self, _: u64, request: VoiceRequest) {
        self.voice.lock().unwrap().push(request);
    }

    fn soundboard(&self, _: u64, guild_id: u64) -> Option<Vec<Value>> {
        (guild_id == GUILD).then(|| vec![json!({"name": "quack"})])
    }

    fn channel_info(&self, _: u64, guild_id: u64) -> Option<Vec<Value>> {
        let tea = json!({"id": "5", "status": "tea", "voice_start_time": 7});
        (guild_id == GUILD).then(|| vec![tea])
    }

    fn record(&self, record: GatewayRecord) {
        self.records.lock().unwrap().push(record);
    }
}

pub(crate) struct House {
    pub(crate) gateway: Gateway,
    pub(crate) world: Arc<World>,
    address: SocketAddr,
}

impl House {
    /// A gateway with one application in one guild; identifies are not spaced out.
    pub(crate) async fn start(change: impl FnOnce(&mut GatewaySettings)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let mut settings = GatewaySettings {
            base_url: format!("ws://{address}"),
            identify_window: Duration::ZERO,
            ..GatewaySettings::default()
        };
        change(&mut settings);
        let world = Arc::new(World::default());
        world.guilds.lock().unwrap().insert(APP, vec![GUILD]);
        let gateway = Gateway::new(world.clone(), settings);
        let router = gateway.router();
        let listener = listener.tap_io(|stream| stream.set_nodelay(true).unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self {
            gateway,
            world,
            address,
        }
    }

    pub(crate) async fn open(&self, path_and_query: &str) -> Result<Client, Error> {
        Client::open(self.address, path_and_query).await
    }
    /// Connected, Hello read.
    pub(crate) async fn connect(&self) -> Client {
        self.connect_as("encoding=json").await
    }

    /// The same with more or other things asked for.
    pub(crate) async fn connect_as(&self, query: &str) -> Client {
        let mut client = self.open(&format!("/?v=10&{query}")).await.unwrap();
        assert_eq!(client.payload().await["op"], 10);
        client
    }

    /// Identified, READY and the guild read; gives READY's data too.
    pub(crate) async fn ready(&self) -> (Client, Value) {
        let mut client = self.connect().await;
        client.identify(GUILDS_INTENT).await;
        let ready = client.event("READY").await;
        client.event("GUILD_CREATE").await;
        (client, ready["d"].clone())
    }

    /// A new connection that resumes; the answer is still to be read.
    pub(crate) async fn resume(&self, ready: &Value, sequence: u64) -> Client {
        let mut client = self.connect().await;
        client.resume(ready, sequence).await;
        client
    }

    pub(crate) fn interaction(&self, number: u64) {
        self.gateway.dispatch(Dispatch {
            application_id: APP,
            event: "INTERACTION_CREATE",
            data: json!({"number": number}),
            guild_id: Some(GUILD),
            intents: 0,
        });
    }
}

/// What a client hears.
#[derive(Debug, PartialEq)]
pub(crate) enum Heard {
    Payload(Value),
    Close(Option<u16>),
    Lost,
}

/// How the whole stream is compressed.
enum Inflate {
    None,
    Zlib(Box<Decompress>),
    Zstd(Decoder<'static>),
}

pub(crate) struct Client {
    socket: WebSocketStream<TcpStream>,
    stream: Inflate,
    etf: bool,
    /// Binary messages so far.
    pub(crate) binary: u64,
    /// `s` of the last dispatch.
    pub(crate) sequence: u64,
}

impl Client {
    pub(crate) async fn open(address: SocketAddr, path_and_query: &str) -> Result<Self, Error> {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let url = format!("ws://{address}{path_and_query}");
        let (socket, _) = client_async(url, stream).await?;
        let stream = if path_and_query.contains("compress=zstd-stream") {
            Inflate::Zstd(Decoder::new().unwrap())
        } else if path_and_query.contains("compress=zlib-stream") {
            Inflate::Zlib(Box::new(Decompress::new(true)))
        } else {
            Inflate::None
        };
        Ok(Self {
            socket,
            stream,
            etf: path_and_query.contains("encoding=etf"),
            binary: 0,
            sequence: 0,
        })
    }

    pub(crate) async fn hear(&mut self) -> Heard {
        timeout(PATIENCE, self.hear_within())
            .await
            .expect("the server says something")
    }

    /// What comes within a time, if anything does.
    pub(crate) async fn hear_for(&mut self, time: Duration) -> Option<Heard> {
        timeout(time, self.hear_within()).await.ok()
    }

    async fn hear_within(&mut self) -> Heard {
        let payload = match self.socket.next().await {
            Some(Ok(Message::Text(text))) => {
                assert!(!self.etf && matches!(self.stream, Inflate::None));
                text.as_bytes().to_vec()
            }
            Some(Ok(Message::Binary(block))) => {
                self.binary += 1;
                self.decompress(&block)
            }
            Some(Ok(Message::Close(frame))) => {
                return Heard::Close(frame.map(|frame| frame.code.into()));
            }
            Some(Ok(other)) => panic!("unexpected message {other:?}"),
            Some(Err(_)) | None => return Heard::Lost,
        };
        let payload: Value = if self.etf {
            erlang::read(&payload)
        } else {
            serde_json::from_slice(&payload).unwrap()
        };
        if let Some(sequence) = payload["s"].as_u64() {
            self.sequence = sequence;
        }
        Heard::Payload(payload)
    }

    fn decompress(&mut self, block: &[u8]) -> Vec<u8> {
        match &mut self.stream {
            Inflate::Zstd(decoder) => unzstd(decoder, block),
            Inflate::Zlib(decoder) => {
                assert!(block.ends_with(&[0, 0, 0xff, 0xff]), "flushed");
                unzlib(decoder, block)
            }
            // Terms begin with 131, zlib streams with 0x78.
            Inflate::None if block.first() == Some(&0x78) => {
                unzlib(&mut Decompress::new(true), block)
            }
            Inflate::None => {
                assert!(self.etf, "binary only when asked for");
                block.to_vec()
            }
        }
    }

    pub(crate) async fn payload(&mut self) -> Value {
        match self.hear().await {
            Heard::Payload(payload) => payload,
            other => panic!("expected a payload, heard {other:?}"),
        }
    }

    pub(crate) async fn event(&mut self, name: &str) -> Value {
        let payload = self.payload().await;
        assert_eq!(payload["t"], name, "{payload}");
        payload
    }

    /// The number of the next interaction.
    pub(crate) async fn interaction(&mut self) -> u64 {
        self.event("INTERACTION_CREATE").await["d"]["number"]
            .as_u64()
            .unwrap()
    }

    pub(crate) async fn op(&mut self, op: u8) -> Value {
        let payload = self.payload().await;
        assert_eq!(payload["op"], op, "{payload}");
        payload["d"].clone()
    }

    /// The close code that comes, ACKs before it skipped.
    pub(crate) async fn close_code(&mut self) -> u16 {
        loop {
            match self.hear().await {
                Heard::Payload(payload) if payload["op"] == 11 => {}
                Heard::Close(Some(code)) => return code,
                other => panic!("expected a close, heard {other:?}"),
            }
        }
    }

    pub(crate) async fn send(&mut self, payload: Value) {
        if self.etf {
            self.send_bytes(erlang::write(&payload)).await;
        } else {
            self.send_text(payload.to_string()).await;
        }
    }

    pub(crate) async fn send_bytes(&mut self, bytes: Vec<u8>) {
        // The server may have closed already; the test reads that next.
        let _ = self.socket.send(Message::binary(bytes)).await;
    }

    pub(crate) async fn send_text(&mut self, text: String) {
        // The server may have closed already; the test reads that next.
        let _ = self.socket.send(Message::text(text)).await;
    }

    pub(crate) async fn heartbeat(&mut self) {
        self.send(json!({"op": 1, "d": self.sequence})).await;
    }

    pub(crate) async fn identify(&mut self, intents: u64) {
        self.identify_with(json!({"intents": intents})).await;
    }

    /// Op 2 with these fields changed.
    pub(crate) async fn identify_with(&mut self, fields: Value) {
        self.send(identify_payload(&fields)).await;
    }

    pub(crate) async fn resume(&mut self, ready: &Value, sequence: u64) {
        let data = json!({
            "token": format!("app-{APP}"), "session_id": ready["session_id"], "seq": sequence,
        });
        self.send(json!({"op": 6, "d": data})).await;
    }

    /// Closes with a code and waits until the server has answered.
    pub(crate) async fn close(mut self, code: u16) {
        let frame = CloseFrame {
            code: CloseCode::from(code),
            reason: "".into(),
        };
        self.socket.close(Some(frame)).await.unwrap();
        while let Some(Ok(_)) = self.socket.next().await {}
    }
}

pub(crate) fn identify_payload(fields: &Value) -> Value {
    let mut data = json!({"token": format!("app-{APP}"), "intents": 0, "properties": {"os": "t"}});
    for (key, value) in fields.as_object().unwrap() {
        data[key] = value.clone();
    }
    json!({"op": 2, "d": data})
}

fn unzstd(decoder: &mut Decoder<'_>, mut block: &[u8]) -> Vec<u8> {
    let (mut plain, mut chunk) = (Vec::new(), vec![0; 32 * 1024]);
    loop {
        let status = decoder.run_on_buffers(block, &mut chunk).unwrap();
        assert_ne!(status.remaining, 0, "the frame never ends");
        block = &block[status.bytes_read..];
        plain.extend_from_slice(&chunk[..status.bytes_written]);
        if block.is_empty() && status.bytes_written < chunk.len() {
            return plain;
        }
    }
}

fn unzlib(decoder: &mut Decompress, mut block: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    loop {
        plain.reserve(32 * 1024);
        let before = decoder.total_in();
        decoder
            .decompress_vec(block, &mut plain, FlushDecompress::Sync)
            .unwrap();
        block = &block[usize::try_from(decoder.total_in() - before).unwrap()..];
        if block.is_empty() && plain.len() < plain.capacity() {
            return plain;
        }
    }
}
