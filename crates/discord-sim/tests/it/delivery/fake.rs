//! A bot's web server of a few lines, which can be told to do everything wrong.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
    routing::post,
};
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::{Value, json};
use tokio::{
    sync::{Notify, mpsc},
    task::AbortHandle,
};

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Manner {
    /// As Discord demands.
    Strict,
    /// Every signature is good enough.
    Lax,
    /// PING is answered with something else.
    Deaf,
    /// The right words under the wrong content type.
    Mistyped,
}

/// An answer to a delivery: status, content type, body.
pub(crate) type Reply = (u16, &'static str, Vec<u8>);

/// The server. Dropping it ends it.
pub(crate) struct Fake {
    pub(crate) url: String,
    shared: Arc<Shared>,
    got: mpsc::UnboundedReceiver<Value>,
    taken: usize,
    serving: AbortHandle,
}

struct Shared {
    key: VerifyingKey,
    manner: Mutex<Manner>,
    reply: Mutex<Option<Reply>>,
    released: Notify,
    got: mpsc::UnboundedSender<Value>,
}

impl Fake {
    /// One that checks signatures with this key and answers PINGs; everything else is answered with `reply`, or never.
    pub(crate) async fn start(verify_key: &str, manner: Manner) -> Self {
        let byte = |at: usize| u8::from_str_radix(&verify_key[2 * at..2 * at + 2], 16).unwrap();
        let key = VerifyingKey::from_bytes(&std::array::from_fn(byte)).unwrap();
        let (sender, got) = mpsc::unbounded_channel();
        let shared = Arc::new(Shared {
            key,
            manner: Mutex::new(manner),
            reply: Mutex::new(Some((202, "", Vec::new()))),
            released: Notify::new(),
            got: sender,
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/bot", listener.local_addr().unwrap());
        let app = Router::new()
            .route("/bot", post(answer))
            .with_state(shared.clone());
        let serving = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Self {
            url,
            shared,
            got,
            taken: 0,
            serving: serving.abort_handle(),
        }
    }

    pub(crate) fn behave(&self, manner: Manner) {
        *self.shared.manner.lock().unwrap() = manner;
    }

    /// What deliveries are answered with from now on; nothing: they are left waiting.
    pub(crate) fn reply(&self, reply: Option<Reply>) {
        *self.shared.reply.lock().unwrap() = reply;
    }

    /// Answers the delivery that was left waiting.
    pub(crate) fn release(&self, reply: Option<Reply>) {
        self.reply(reply);
        self.shared.released.notify_one();
    }

    /// The next delivery that was no PING.
    pub(crate) async fn next(&mut self) -> Value {
        let got = self.got.recv().await.unwrap();
        self.taken += 1;
        got
    }

    /// How many deliveries were looked at.
    pub(crate) const fn taken(&self) -> usize {
        self.taken
    }

    /// A delivery that has come already.
    pub(crate) fn waiting(&mut self) -> Option<Value> {
        let got = self.got.try_recv().ok();
        self.taken += usize::from(got.is_some());
        got
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// An inline answer.
pub(crate) fn inline(body: &Value) -> Option<Reply> {
    Some((200, "application/json", body.to_string().into_bytes()))
}

async fn answer(State(shared): State<Arc<Shared>>, headers: HeaderMap, body: Bytes) -> Response {
    let manner = *shared.manner.lock().unwrap();
    if manner != Manner::Lax && !signed(&shared.key, &headers, &body) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let body: Value = serde_json::from_slice(&body).unwrap();
    let ping = match (&body["type"], body.get("event")) {
        (kind, _) if *kind == 0 => StatusCode::NO_CONTENT.into_response(),
        (kind, None) if *kind == 1 => axum::Json(json!({"type": 1})).into_response(),
        _ => {
            shared.got.send(body).unwrap();
            let mut reply = shared.reply.lock().unwrap().clone();
            if reply.is_none() {
                shared.released.notified().await;
                reply = shared.reply.lock().unwrap().clone();
            }
            let (status, kind, bytes) = reply.unwrap();
            let status = StatusCode::from_u16(status).unwrap();
            return (status, [("content-type", kind)], bytes).into_response();
        }
    };
    match manner {
        Manner::Strict | Manner::Lax => ping,
        Manner::Deaf => axum::Json(json!({"type": 4})).into_response(),
        Manner::Mistyped => "{\"type\":1}".into_response(),
    }
}

/// The check as bots do it.
fn signed(key: &VerifyingKey, headers: &HeaderMap, body: &[u8]) -> bool {
    let header = |name: &str| headers.get(name).unwrap().to_str().unwrap().to_owned();
    let hex = header("x-signature-ed25519");
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    let signature = Signature::from_bytes(&std::array::from_fn(byte));
    let mut message = header("x-signature-timestamp").into_bytes();
    message.extend_from_slice(body);
    key.verify_strict(&message, &signature).is_ok()
}
