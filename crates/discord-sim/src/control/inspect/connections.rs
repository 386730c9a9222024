//! Which bot is connected how, and how fast it reacts.

use std::{sync::Arc, time::Duration};

use axum::extract::State;
use serde_json::{Value, json};

use super::super::reply::Reply;
use crate::{entry::millis, hub::Hub, trace};

/// Interactions that a bot's pace is measured by.
const MEASURED: usize = 20;
/// How far back they are looked for.
const LOOKED_AT: usize = 200;

pub(super) async fn connections(State(hub): State<Arc<Hub>>) -> Reply {
    let applications: Vec<(u64, String, Option<String>)> = hub.look(|world, _| {
        let all = world.applications.values();
        all.map(|found| (found.id, found.name.clone(), found.endpoint.clone()))
            .collect()
    });
    let recent = recent(&hub);
    let nothing = || json!({"connections": [], "sessions": [], "counters": {}});
    let shown: Vec<Value> = applications
        .into_iter()
        .map(|(id, name, endpoint)| {
            let mut view = hub.gateway.view(id).unwrap_or_else(nothing);
            view["id"] = json!(id.to_string());
            view["name"] = json!(name);
            view["endpoint"] = json!(endpoint);
            view["connected"] = json!(hub.gateway.connected(id));
            let own = recent.iter().filter(|(application, _)| *application == id);
            let own = own.map(|(_, reaction)| *reaction).take(MEASURED).collect();
            view["reacts_ms"] = json!(median(own).map(millis));
            view
        })
        .collect();
    Reply::ok(json!({"applications": shown}))
}

/// How long the bots of the last interactions took until their first request.
fn recent(hub: &Arc<Hub>) -> Vec<(u64, Duration)> {
    let ids = hub.book.begun(None, LOOKED_AT);
    let whose: Vec<(u64, u64)> = hub.look(|world, _| {
        let found = |id: &u64| Some((*id, world.interactions.get(id)?.application));
        ids.iter().filter_map(found).collect()
    });
    whose
        .into_iter()
        .filter_map(|(id, application)| Some((application, trace::reaction(&hub.book.thread(id))?)))
        .collect()
}

fn median(mut times: Vec<Duration>) -> Option<Duration> {
    times.sort_unstable();
    times.get(times.len() / 2).copied()
}
