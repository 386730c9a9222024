//! The control API of the program: build the world, act in it as people do, see what bots did.
//!
//! `openapi.json` describes it; every body is held against that description before it is looked at. Whoever reaches
//! the port may act as anybody, so it belongs on a loopback address, and web pages are kept out ([`guard`]).

mod act;
mod at_once;
mod build;
mod faults;
mod find;
mod guard;
mod inspect;
mod journal;
mod person;
mod reply;
mod saving;
mod show;
mod sight;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Router,
    extract::{Query, State},
    http::StatusCode,
    middleware,
    routing::{MethodRouter, get, post},
};
use serde_json::{Value, json};

use self::reply::Reply;
use crate::{file::description, hub::Hub, setup::Channel};

/// Largest body: as large as a world file may be.
const LARGEST_BODY: usize = 16 * 1024 * 1024;

/// Every path with its methods.
fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    let mut all = vec![
        ("/sim/v1/openapi.json", get(openapi)),
        ("/sim/v1/state", get(state)),
        ("/sim/v1/world", get(build::export).post(build::world)),
        ("/sim/v1/users", post(build::user)),
        ("/sim/v1/applications", post(build::application)),
        ("/sim/v1/guilds", post(build::guild)),
        ("/sim/v1/guilds/{guild}/channels", post(build::channel)),
        ("/sim/v1/guilds/{guild}/roles", post(build::role)),
        ("/sim/v1/guilds/{guild}/members", post(build::member)),
        ("/sim/v1/guilds/{guild}/bots", post(build::bot)),
        ("/sim/v1/act", post(act::act)),
        ("/sim/v1/messages", get(messages)),
        ("/sim/v1/journal", get(journal::page)),
        ("/sim/v1/events", get(journal::events)),
        ("/sim/v1/problems", get(journal::problems)),
        (
            "/sim/v1/faults",
            get(faults::list).post(faults::inject).delete(faults::clear),
        ),
        (
            "/sim/v1/faults/{fault}",
            axum::routing::delete(faults::remove),
        ),
        ("/sim/v1/scenario", post(faults::play)),
        ("/sim/v1/clock", get(faults::clock).post(faults::move_clock)),
        ("/sim/v1/reset", post(build::reset)),
        ("/sim/v1/saving", get(saving::show).post(saving::save)),
    ];
    all.extend(inspect::routes());
    all.extend(sight::routes());
    all.extend(person::routes());
    all
}

/// The routes under `/sim/v1`.
pub(crate) fn router(hub: Arc<Hub>) -> Router {
    // A path may be in several lists, each time with other methods.
    let mut paths: BTreeMap<&str, MethodRouter<Arc<Hub>>> = BTreeMap::new();
    for (path, methods) in routes() {
        let known = paths.remove(path).unwrap_or_default();
        paths.insert(path, known.merge(methods));
    }
    let mut router = Router::new();
    for (path, methods) in paths {
        router = router.route(path, methods.fallback(wrong_method));
    }
    router
        .route("/sim/{*rest}", axum::routing::any(nothing))
        .layer(axum::extract::DefaultBodyLimit::max(LARGEST_BODY))
        .layer(middleware::from_fn_with_state(hub.clone(), guard::guard))
        .with_state(hub)
}

async fn wrong_method() -> Reply {
    let error = "not with this method; /sim/v1/openapi.json says what there is";
    Reply::refused(StatusCode::METHOD_NOT_ALLOWED, error, &[])
}

async fn nothing() -> Reply {
    Reply::nothing("there is no such path; /sim/v1/openapi.json says what there is")
}

async fn openapi() -> Reply {
    Reply::ok(description().clone())
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

/// `?channel=…&user=…`: the messages of a channel as a user sees them, or as everybody does.
async fn messages(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Reply, Reply> {
    let guild = query.get("guild").map(|name| find::guild(&hub, name));
    let channel = query
        .get("channel")
        .ok_or_else(|| Reply::bad("which channel?"))?;
    let channel = find::channel(&hub, channel, guild.transpose()?)?;
    let user = query.get("user").map(|name| find::person(&hub, name));
    let views = Channel::of(&hub, channel).views(user.transpose()?);
    let shown: Vec<Value> = views.iter().map(show::message).collect();
    Ok(Reply::ok(json!({"messages": shown})))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_description_has_every_path_and_no_other() {
        let served: BTreeSet<&str> = routes().into_iter().map(|(path, _)| path).collect();
        let described: BTreeSet<&str> = description()["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(served, described);
    }
}
