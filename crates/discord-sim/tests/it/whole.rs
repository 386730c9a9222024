//! Gateway, REST and people together: a bot that speaks plain websocket and plain HTTP.

use discord_sim::{Settings, Sim, WorldFile};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, protocol::CloseFrame},
};

use crate::bot::{Stage, says, stage, text};

/// The intent GUILD_MESSAGES.
const GUILD_MESSAGES: u64 = 1 << 9;

/// A raw connection to a whole simulator's gateway.
pub(crate) struct Socket(WebSocketStream<TcpStream>);

impl Socket {
    pub(crate) async fn open(stage: &Stage) -> Self {
        let stream = TcpStream::connect(stage.sim.address())
            .await
            .expect("it listens");
        let url = format!("ws://{}/?v=10&encoding=json", stage.sim.address());
        let (socket, _) = client_async(url, stream).await.expect("an upgrade");
        let mut socket = Self(socket);
        assert_eq!(socket.read().await["op"], 10);
        socket
    }

    pub(crate) async fn read(&mut self) -> Value {
        loop {
            match self.0.next().await.expect("open").expect("a frame") {
                Message::Text(text) => return serde_json::from_str(&text).expect("json"),
                Message::Close(frame) => panic!("closed: {frame:?}"),
                _ => {}
            }
        }
    }

    pub(crate) async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.read().await;
            if payload["t"] == name {
                return payload["d"].clone();
            }
        }
    }

    async fn send(&mut self, payload: Value) {
        self.0
            .send(Message::text(payload.to_string()))
            .await
            .expect("sent");
    }

    pub(crate) async fn resume(&mut self, token: &str, session: &str) {
        let data = json!({"token": token, "session_id": session, "seq": 2});
        self.send(json!({"op": 6, "d": data})).await;
    }

    pub(crate) async fn identify(&mut self, token: &str, intents: u64) {
        let properties = json!({"os": "test", "browser": "test", "device": "test"});
        self.send(
            json!({"op": 2, "d": {"token": token, "intents": intents, "properties": properties}}),
        )
        .await;
    }
}

#[tokio::test]
async fn a_bot_logs_in_gets_its_guild_and_answers_a_command() {
    let stage = stage();
    stage.bot.register_echo().await;
    let mut socket = Socket::open(&stage).await;
    socket
        .identify(&stage.app.token(), 1 | GUILD_MESSAGES)
        .await;
    let ready = socket.event("READY").await;
    assert_eq!(ready["user"]["id"], stage.app.id().to_string());
    let guild = socket.event("GUILD_CREATE").await;
    assert_eq!(
        (&guild["name"], &guild["channels"][0]["name"]),
        (&json!("Test"), &json!("general"))
    );
    assert!(stage.app.connected());
    let seat = stage.seat();
    let bot = async {
        let interaction = socket.event("INTERACTION_CREATE").await;
        assert_eq!(
            stage.bot.callback(&interaction, says("hello")).await.status,
            204
        );
        socket.event("MESSAGE_CREATE").await
    };
    let (shown, created) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!(
        shown.expect("sent").message().expect("a message").text(),
        "hello"
    );
    assert_eq!(created["content"], "hello");
    assert_eq!(stage.sim.gateway().counters(stage.app.id()).identifies, 1);
    let journal = format!("{:?}", stage.sim.journal());
    assert!(
        !journal.contains(&stage.app.token()),
        "the token is in the journal"
    );
    assert_eq!(stage.sim.problems(), []);
}

#[tokio::test]
async fn a_wrong_token_and_a_forbidden_intent_close_the_connection() {
    let stage = stage();
    for (token, intents, code) in [
        ("wrong".to_owned(), 1, 4004),
        (stage.app.token(), 1 << 15, 4014),
    ] {
        let mut socket = Socket::open(&stage).await;
        socket.identify(&token, intents).await;
        let closed = loop {
            match socket.0.next().await {
                Some(Ok(Message::Close(Some(CloseFrame { code, .. })))) => break u16::from(code),
                Some(Ok(_)) => {}
                other => panic!("no close frame: {other:?}"),
            }
        };
        assert_eq!(closed, code);
    }
}

#[tokio::test]
async fn an_interaction_missed_on_a_broken_socket_comes_after_the_resume() {
    let stage = stage();
    stage.bot.register_echo().await;
    let mut socket = Socket::open(&stage).await;
    socket.identify(&stage.app.token(), 1).await;
    let ready = socket.event("READY").await;
    socket.event("GUILD_CREATE").await;
    drop(socket);
    let seat = stage.seat();
    let bot = async {
        let mut socket = Socket::open(&stage).await;
        socket
            .resume(&stage.app.token(), text(&ready["session_id"]))
            .await;
        let interaction = socket.event("INTERACTION_CREATE").await;
        stage.bot.callback(&interaction, says("back")).await
    };
    let (shown, answer) = tokio::join!(seat.slash("/echo"), bot);
    assert_eq!(answer.status, 204);
    assert_eq!(
        shown.expect("sent").message().expect("a message").text(),
        "back"
    );
}

#[tokio::test]
async fn reactions_and_votes_reach_only_those_who_asked_for_them_there() {
    // GUILDS, GUILD_MESSAGE_REACTIONS and DIRECT_MESSAGE_POLLS.
    const INTENTS: u64 = 1 | 1 << 10 | 1 << 25;
    let stage = stage();
    let mut socket = Socket::open(&stage).await;
    socket.identify(&stage.app.token(), INTENTS).await;
    socket.event("GUILD_CREATE").await;
    let private = stage.ann.dm(&stage.app);
    let places = [private, stage.seat()];
    for seat in &places {
        let poll = seat.ask("Tea?", &["Yes"], false).expect("ann may ask");
        seat.react(&poll, "👍").expect("ann may react");
        seat.vote(&poll, "Yes").expect("ann may vote");
    }
    let first = socket.read().await;
    assert_eq!(
        (&first["t"], &first["d"]["guild_id"]),
        (&json!("MESSAGE_POLL_VOTE_ADD"), &Value::Null)
    );
    let second = socket.read().await;
    assert_eq!(
        (&second["t"], &second["d"]["guild_id"]),
        (
            &json!("MESSAGE_REACTION_ADD"),
            &json!(stage.guild.id().to_string())
        )
    );
}

#[tokio::test]
async fn who_listens_still_hears_after_a_reset() {
    let world = "applications: [{name: painter, token: MTIzNDU2Nzg5MDEyMzQ1Njc4.a.b}]\n\
        guilds: [{name: Test, channels: [{name: general}], members: [ann], bots: [painter]}]\n";
    let world = WorldFile::parse(world, "world.yaml").expect("a world");
    let sim = Sim::start_world(&world, Settings::default()).expect("a simulator");
    let mut tap = sim.tap(&sim.applications()[0]);
    sim.reset();
    let guild = sim.guilds().remove(0);
    let seat = guild.person("ann").in_channel(&guild.channels()[0]);
    seat.say("hello").expect("said");
    let heard = std::iter::from_fn(|| tap.try_next()).any(|(name, _)| name == "MESSAGE_CREATE");
    assert!(
        heard,
        "the events of messages need an intent, which a tap has"
    );
}
