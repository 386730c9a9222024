//! The small JSON interface of the program: look at the world, act in it, read its messages.
//!
//! Whoever reaches the port may act as anybody, as with everything else here: it belongs on a loopback address.

mod act;
mod show;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{Query, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde_json::{Value, json};

use crate::{
    hub::Hub,
    journal::{Journal, What},
    setup::Channel,
};

/// The routes under `/sim/v1`.
pub(crate) fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .route("/sim/v1/state", get(state))
        .route("/sim/v1/act", post(act::act))
        .route("/sim/v1/messages", get(messages))
        .route("/sim/v1/journal", get(journal))
        .with_state(hub)
}

/// An answer in JSON.
struct Reply(StatusCode, Value);

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static("application/json");
        (self.0, [(header::CONTENT_TYPE, kind)], self.1.to_string()).into_response()
    }
}

impl Reply {
    fn ok(body: Value) -> Self {
        Self(StatusCode::OK, body)
    }

    fn bad(error: &str) -> Self {
        Self(
            StatusCode::BAD_REQUEST,
            json!({"outcome": "error", "error": error}),
        )
    }
}

async fn state(State(hub): State<Arc<Hub>>) -> Reply {
    let mut state = hub.look(|world, _| show::world(world));
    for application in state["applications"].as_array_mut().into_iter().flatten() {
        let id = application["id"]
            .as_str()
            .and_then(|id| id.parse().ok())
            .unwrap_or_default();
        application["connected"] = json!(hub.gateway.connected(id));
    }
    Reply::ok(state)
}

/// `?channel=<id>&user=<id>`: the messages of a channel as a user sees them, or as everybody does.
async fn messages(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Reply {
    let id = |name: &str| query.get(name).and_then(|text| text.parse::<u64>().ok());
    let Some(channel) = id("channel") else {
        return Reply::bad("which channel?");
    };
    let views = Channel::of(&hub, channel).views(id("user"));
    Reply::ok(json!({"messages": views.iter().map(show::message).collect::<Vec<_>>()}))
}

/// The requests and the problems so far.
async fn journal(State(hub): State<Arc<Hub>>) -> Reply {
    let journal = Journal {
        book: hub.book.clone(),
        hub: Arc::downgrade(&hub),
    };
    let problems: Vec<String> = journal.problems().iter().map(ToString::to_string).collect();
    let entries: Vec<Value> = journal
        .entries()
        .into_iter()
        .map(|entry| {
            let what = match entry.what {
                What::Request(request) => json!({"request": {"method": request.method, "path": request.path,
                    "operation": request.operation, "status": request.status, "body": request.body}}),
                What::Gateway(record) => json!({"gateway": format!("{record:?}")}),
                What::Interaction { id, kind } => json!({"interaction": {"id": id.to_string(), "type": kind}}),
                What::Delivery(record) => json!({"delivery": {"kind": record.kind, "url": record.url,
                    "status": record.status}}),
                What::Problem(problem) => json!({"problem": problem.to_string()}),
            };
            json!({"at": entry.at.iso(), "what": what})
        })
        .collect();
    Reply::ok(json!({"entries": entries, "problems": problems}))
}
