//! The bot's own little HTTP server: is it alive, is it ready, how is it, what has it counted.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use metrics_exporter_prometheus::PrometheusHandle;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch, time::timeout};

use crate::{
    process::{WayIn, stopped},
    started::Started,
};

/// How long the database is given to answer a check.
const DATABASE_WITHIN: Duration = Duration::from_secs(2);

/// What the server reports on.
#[derive(Clone)]
pub(crate) struct Reported {
    pub(crate) bot: &'static str,
    pub(crate) identity: db::BotId,
    pub(crate) db: db::Db,
    pub(crate) scopes: Arc<[migrations::Scope]>,
    pub(crate) way_in: WayIn,
    pub(crate) started: Started,
    pub(crate) metrics: Option<PrometheusHandle>,
}

/// Serves until the process ends.
pub(crate) async fn serve(
    listener: TcpListener,
    reported: Reported,
    mut shutdown: watch::Receiver<bool>,
) {
    let router = Router::new()
        .route("/livez", get(|| async { "alive\n" }))
        .route("/readyz", get(ready))
        .route("/ready", get(ready))
        .route("/health", get(health))
        .route("/metrics", get(metrics))
        .with_state(reported);
    let stop = async move {
        stopped(&mut shutdown).await;
    };
    if let Err(error) = axum::serve(listener, router)
        .with_graceful_shutdown(stop)
        .await
    {
        tracing::warn!(%error, "health server ended");
    }
}

/// Binds the address of `health.listen`.
///
/// # Errors
///
/// What the system says, for example that the port is taken.
pub(crate) async fn bind(address: SocketAddr) -> std::io::Result<TcpListener> {
    TcpListener::bind(address).await
}

async fn database(reported: &Reported) -> Result<(), &'static str> {
    match timeout(DATABASE_WITHIN, reported.db.ping()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err("unreachable"),
        Err(_) => Err("slow"),
    }
}

async fn schema(reported: &Reported) -> Result<(), &'static str> {
    let check = migrations::check(&reported.db, &reported.scopes, crate::release());
    match timeout(DATABASE_WITHIN, check).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) => Err("not this release's"),
        Err(_) => Err("slow"),
    }
}

async fn ready(State(reported): State<Reported>) -> Response {
    let database = database(&reported).await;
    let schema = match database {
        Ok(()) => schema(&reported).await,
        Err(_) => Err("unknown"),
    };
    let open = reported.way_in.is_open();
    let status = if database.is_ok() && schema.is_ok() && open {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    let word = |result: Result<(), &'static str>| result.err().unwrap_or("ok");
    let (way_in, state) = reported.way_in.state();
    let body = json!({
        "database": word(database),
        "schema": word(schema),
        way_in: state,
    });
    (status, Json(body)).into_response()
}

async fn health(State(reported): State<Reported>) -> Json<Value> {
    let database = database(&reported).await;
    let way_in = &reported.way_in;
    let connected = way_in.is_open();
    let latency = way_in.latency();
    Json(json!({
        "status": if database.is_ok() && connected { "ok" } else { "degraded" },
        "bot": reported.bot,
        "release": env!("CARGO_PKG_VERSION"),
        "uptime_s": reported.started.elapsed().as_secs(),
        "database": database.err().unwrap_or("ok"),
        "identities": [{
            "id": reported.identity.as_str(),
            "name": reported.bot,
            "connected": connected,
            "ingress": way_in.state().0,
            "shards": way_in.shards().len(),
            "guilds": way_in.guilds(),
            "latency_ms": latency.map(|latency| u64::try_from(latency.as_millis()).unwrap_or(u64::MAX)),
            "problems": way_in.problems(),
        }],
    }))
}

async fn metrics(State(reported): State<Reported>) -> Response {
    let guilds = reported.way_in.guilds();
    metrics::gauge!("guilds", "identity" => reported.identity.to_string())
        .set(f64::from(u32::try_from(guilds).unwrap_or(u32::MAX)));
    match &reported.metrics {
        Some(handle) => {
            handle.run_upkeep();
            (
                [(header::CONTENT_TYPE, "text/plain; version=0.0.4")],
                handle.render(),
            )
                .into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
