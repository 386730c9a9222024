//! The REST routes that bots of the benchmark use.

use std::{collections::HashMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, Path, Query, State, WebSocketUpgrade},
    http::{Method, StatusCode, Uri},
    response::Response,
    routing::{any, get, post},
};
use bytes::Bytes;
use serde_json::{Value, json};

use super::{Shared, gateway, payload};

type Shares = State<Arc<Shared>>;

pub(super) fn router(shared: Arc<Shared>) -> Router {
    let api = Router::new()
        .route("/gateway/bot", get(gateway_bot))
        .route("/applications/@me", get(application))
        .route("/oauth2/applications/@me", get(application))
        .route(
            "/applications/{application}/commands",
            get(no_commands).put(same),
        )
        .route(
            "/applications/{application}/guilds/{guild}/commands",
            get(no_commands).put(same),
        )
        .route("/interactions/{id}/{token}/callback", post(callback))
        .route("/webhooks/{application}/{token}", post(message))
        .route(
            "/webhooks/{application}/{token}/messages/@original",
            any(message),
        );
    Router::new()
        .nest("/api/v10", api)
        .route("/", get(connect))
        .fallback(unknown)
        .layer(DefaultBodyLimit::disable())
        .with_state(shared)
}

async fn gateway_bot(State(shared): Shares) -> Json<Value> {
    Json(json!({
        "url": format!("ws://{}", shared.address),
        "shards": 1,
        "session_start_limit": { "total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1 },
    }))
}

async fn application() -> Json<Value> {
    Json(json!({ "id": payload::APPLICATION.to_string(), "name": "bench" }))
}

async fn no_commands() -> Json<Value> {
    Json(json!([]))
}

async fn same(Json(commands): Json<Value>) -> Json<Value> {
    Json(commands)
}

async fn callback(
    State(shared): Shares,
    Path((id, _)): Path<(u64, String)>,
    body: Bytes,
) -> StatusCode {
    shared.answered(id, body);
    StatusCode::NO_CONTENT
}

/// Edits and follow-ups: taken and forgotten.
async fn message(_: Bytes) -> Json<Value> {
    Json(json!({}))
}

async fn connect(
    State(shared): Shares,
    Query(query): Query<HashMap<String, String>>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let compressed = query
        .get("compress")
        .is_some_and(|kind| kind == "zstd-stream");
    upgrade.on_upgrade(move |socket| gateway::serve(socket, compressed, shared))
}

async fn unknown(State(shared): Shares, method: Method, uri: Uri) -> StatusCode {
    shared.unexpected(format!("{method} {uri}"));
    StatusCode::NOT_FOUND
}
