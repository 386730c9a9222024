//! For developers: which interactions there were, the trace of one, and replaying it.

mod connections;
mod replay;
mod session;
mod shop;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, Query, State},
    routing::{MethodRouter, get, post},
};
use serde_json::{Value, json};

use super::reply::Reply;
use crate::{
    hub::Hub,
    journal::{Entry, What},
    trace::{self, Subject},
};

/// Interactions of a page if nobody says how many.
const PAGE: usize = 50;
/// Most interactions of a page.
const LONGEST_PAGE: usize = 500;
/// Most requests that are shown beside those of an interaction.
const BESIDE: usize = 200;

/// The paths for developers.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        ("/sim/v1/interactions", get(list)),
        ("/sim/v1/interactions/{interaction}", get(one)),
        (
            "/sim/v1/interactions/{interaction}/replay",
            post(replay::replay),
        ),
        ("/sim/v1/entitlements", get(shop::shop).post(shop::trade)),
        ("/sim/v1/connections", get(connections::connections)),
        ("/sim/v1/session/test", get(session::test)),
    ]
}

/// Interactions, newest first.
async fn list(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Reply, Reply> {
    hub.expire();
    let before = match query.get("before") {
        Some(id) => {
            let (_, thread) = known(&hub, id)?;
            thread.first().map(|entry| entry.number)
        }
        None => None,
    };
    let limit = match query.get("limit") {
        Some(text) => text
            .parse()
            .map_err(|_| Reply::bad(&format!("limit is a number, not {text:?}")))?,
        None => PAGE,
    };
    let ids = hub.book.begun(before, limit.clamp(1, LONGEST_PAGE));
    let subjects: Vec<Subject> = hub.look(|world, _| {
        ids.iter()
            .filter_map(|id| Subject::read(world, *id))
            .collect()
    });
    let summaries: Vec<Value> = subjects
        .iter()
        .map(|subject| trace::summary(subject, &hub.book.thread(subject.id())))
        .collect();
    Ok(Reply::ok(json!({"interactions": summaries})))
}

/// An interaction with everything that belongs to it.
async fn one(State(hub): State<Arc<Hub>>, Path(id): Path<String>) -> Result<Reply, Reply> {
    hub.expire();
    let (subject, thread) = known(&hub, &id)?;
    let subject = hub.look(|world, _| subject.and_next(world));
    let application = subject.application();
    let asks = |entry: &Entry| match &entry.what {
        What::Request(request) => {
            request.interaction.is_none() && request.application_id == Some(application)
        }
        _ => false,
    };
    let beside = match thread.first() {
        Some(first) => {
            let end = trace::end_of(&subject, &thread);
            hub.book.between(first.number, end, BESIDE, asks)
        }
        None => Vec::new(),
    };
    Ok(Reply::ok(trace::trace(&subject, &thread, &beside)))
}

/// An interaction that the world knows, and its part of the journal.
fn known(hub: &Arc<Hub>, id: &str) -> Result<(Subject, Vec<Entry>), Reply> {
    let number = id.parse().unwrap_or_default();
    let subject = hub.look(|world, _| Subject::read(world, number));
    let subject =
        subject.ok_or_else(|| Reply::nothing(&format!("there is no interaction {id:?}")))?;
    Ok((subject, hub.book.thread(number)))
}
