//! The relay between a shard and a Discord that misbehaves.

use flate2::{Compress as Deflate, Compression, FlushCompress, Status};
use tokio::sync::mpsc;

use super::*;

const BASE: &str = "ws://127.0.0.1:1/key";

#[tokio::test]
async fn an_address_leads_through_the_relay_and_back() {
    let way = Way::with(Compress::ZlibStream).await.unwrap();
    let real = "wss://gateway-us-east1-b.discord.gg";
    let through = way.through(&format!("{real}/"));
    assert!(through.starts_with("ws://127.0.0.1:"), "{through}");
    assert!(!through.contains("discord"), "{through}");
    assert_eq!(way.real(&through), real);
    assert_eq!(way.real("wss://elsewhere"), "wss://elsewhere");
    let direct = Way::with(Compress::ZstdStream).await.unwrap();
    assert_eq!(direct.through(&format!("{real}/")), real);
    assert_eq!(direct.real(real), real);
}

#[test]
fn ready_and_nothing_else_names_the_relay() {
    let ready = r#"{"t":"READY","s":1,"op":0,"d":{"resume_gateway_url":"wss://a"}}"#;
    let seen: Value = serde_json::from_str(&relayed(ready.to_owned(), BASE)).unwrap();
    assert_eq!(seen["d"]["resume_gateway_url"], through(BASE, "wss://a"));
    assert_eq!(seen["s"], 1);
    let other = ready.replace("READY", "RESUMED");
    assert_eq!(relayed(other.clone(), BASE), other);
}

#[test]
fn what_is_no_address_is_none() {
    assert_eq!(unhex("7773"), Some("ws".to_owned()));
    for text in ["", "7", "xy", "ff"] {
        assert_eq!(unhex(text), None, "{text}");
    }
}

/// A block of a stream: `text`, flushed in the given way.
fn deflated(stream: &mut Deflate, text: &str, flush: FlushCompress) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + 1_024);
    let status = stream.compress_vec(text.as_bytes(), &mut out, flush);
    assert!(matches!(status, Ok(Status::Ok | Status::StreamEnd)));
    out
}

#[test]
fn a_payload_may_come_in_pieces() {
    let mut stream = Deflate::new(Compression::default(), true);
    let mut inflater = Inflater::default();
    for text in ["hello", &"ä".repeat(100_000), "", "last"] {
        let block = deflated(&mut stream, text, FlushCompress::Sync);
        let mut pieces = block.chunks(7).peekable();
        while let Some(piece) = pieces.next() {
            let whole = pieces.peek().is_none().then(|| text.to_owned());
            assert_eq!(inflater.take(piece).unwrap(), whole);
        }
    }
}

#[test]
fn what_is_no_stream_is_an_error_and_no_loop() {
    let mut stream = Deflate::new(Compression::default(), true);
    let mut ended = deflated(&mut stream, "hello", FlushCompress::Finish);
    ended.extend(FLUSH);
    for block in [&ended[..], b"hello", &[0xFF; 100]] {
        assert!(Inflater::default().take(block).is_err(), "{block:?}");
    }
    let mut stream = Deflate::new(Compression::default(), true);
    let mut inflater = Inflater::default();
    let whole = deflated(&mut stream, "hello", FlushCompress::Sync);
    assert_eq!(inflater.take(&whole).unwrap().as_deref(), Some("hello"));
    assert!(inflater.take(&[0xFF; 8]).is_err());
}

/// A Discord that sends `message` to each who connects, and tells what it gets.
async fn discord(message: ws::Message) -> (String, mpsc::UnboundedReceiver<ws::Message>) {
    let (tell, told) = mpsc::unbounded_channel();
    let accept = async move |upgrade: WebSocketUpgrade| {
        upgrade.on_upgrade(async move |mut shard| {
            shard.send(message).await.unwrap();
            while let Some(Ok(message)) = shard.recv().await {
                let _ = tell.send(message);
            }
        })
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address = format!("ws://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/", get(accept));
    tokio::spawn(axum::serve(listener, router).into_future());
    (address, told)
}

async fn shard(address: &str) -> Discord {
    let builder = ClientBuilder::new()
        .uri(&format!("{address}/?v=10&encoding=json"))
        .unwrap();
    builder
        .limits(Limits::unlimited())
        .connect()
        .await
        .unwrap()
        .0
}

async fn relay() -> Way {
    Way::with(Compress::ZlibStream).await.unwrap()
}

#[tokio::test]
async fn discords_close_is_seen_as_it_is() {
    let frame = |code| ws::CloseFrame {
        code,
        reason: "because".into(),
    };
    for (sent, seen) in [
        (Some(frame(4_004)), (4_004, "because")),
        (Some(frame(1_000)), (1_000, "because")),
        (None, (1_005, "")),
    ] {
        let (address, _told) = discord(ws::Message::Close(sent)).await;
        let way = relay().await;
        let mut shard = shard(&way.through(&address)).await;
        let message = shard.next().await.unwrap().unwrap();
        let (code, reason) = message.as_close().unwrap();
        assert_eq!((u16::from(code), reason), seen);
    }
}

#[tokio::test]
async fn the_shards_close_is_seen_as_it_is_and_its_pings_stay_here() {
    let (address, mut told) = discord(ws::Message::Ping("?".into())).await;
    let way = relay().await;
    let mut shard = shard(&way.through(&address)).await;
    shard.send(Message::ping("here")).await.unwrap();
    shard.send(Message::text("hello")).await.unwrap();
    let close = Message::close(Some(CloseCode::try_from(4_000).unwrap()), "later");
    shard.send(close).await.unwrap();
    let mut got = Vec::new();
    while !matches!(got.last(), Some(ws::Message::Close(_))) {
        got.push(told.recv().await.unwrap());
    }
    // Discord's own ping is answered by the relay.
    let pong = got
        .iter()
        .position(|message| matches!(message, ws::Message::Pong(_)));
    got.remove(pong.unwrap());
    let [ws::Message::Text(text), ws::Message::Close(Some(close))] = got.as_slice() else {
        panic!("{got:?}");
    };
    assert_eq!(text.as_str(), "hello");
    assert_eq!((close.code, close.reason.as_str()), (4_000, "later"));
}

#[tokio::test]
async fn large_payloads_pass() {
    let large = "x".repeat(40 * 1024 * 1024);
    let (address, _told) = discord(ws::Message::text(large.clone())).await;
    let way = relay().await;
    let mut shard = shard(&way.through(&address)).await;
    let message = shard.next().await.unwrap().unwrap();
    assert!(message.as_text() == Some(&large));
}

#[tokio::test]
async fn who_does_not_know_the_key_is_not_let_through() {
    let (address, mut told) = discord(ws::Message::text("hello")).await;
    let way = relay().await;
    let through = way.through(&address);
    let (host, rest) = through["ws://".len()..].split_once('/').unwrap();
    let (key, hex) = rest.split_once('/').unwrap();
    for path in [
        format!("{}/{hex}", "0".repeat(key.len())),
        format!("/{hex}"),
        format!("{}/{hex}", key.to_uppercase() + "0"),
        format!("{key}/zz"),
        hex.to_owned(),
    ] {
        let builder = ClientBuilder::new()
            .uri(&format!("ws://{host}/{path}/?v=10"))
            .unwrap();
        assert!(builder.connect().await.is_err(), "{path}");
    }
    assert!(told.try_recv().is_err());
    assert!(shard(&through).await.next().await.unwrap().is_ok());
}
