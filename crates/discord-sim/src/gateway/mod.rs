//! The gateway: websocket connections of bots, their sessions, and the events they get.
//!
//! Speaks version 10 in JSON or ETF, plain, as `zlib-stream`, as `zstd-stream`, or with single payloads compressed. Every application of a [`Directory`] may have any number of sessions, of the same
//! shard too; an event goes to each session whose shard and intents let it through, and a session without a
//! connection keeps buffering until it is resumed or its time is over. Times here are real ones, not those of the
//! simulator's movable clock.
//!
//! **Invariant:** the world is never asked while the gateway's own lock is held ([`Directory`]).

mod budget;
mod close;
mod connection;
mod content;
mod etf;
mod fault;
mod incoming;
mod intents;
mod members;
mod model;
mod oblige;
mod outage;
mod pace;
mod requests;
mod session;
mod standing;
mod state;
mod turns;
mod view;
mod wire;
mod zlib;
mod zstd;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::{
    Router,
    extract::{Query, State, WebSocketUpgrade},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Deserialize;
use serde_json::Value;
use tokio::{sync::Notify, time::Instant};

use self::{connection::Connection, standing::Parcel, state::App};
pub use self::{
    fault::GatewayFault,
    model::{Directory, Dispatch, GatewayCounters, GatewayRecord, GatewaySettings, Identity},
    requests::{Presence, VoiceRequest},
};

/// Largest websocket message taken in; Discord's limit of 4096 bytes is judged on what fits.
const MAX_MESSAGE_BYTES: usize = 1024 * 1024;

/// The gateway of the simulator; cheap to clone.
#[derive(Clone)]
pub struct Gateway {
    inner: Arc<Inner>,
}

struct Inner {
    directory: Arc<dyn Directory>,
    settings: GatewaySettings,
    book: Mutex<Book>,
    /// Told whenever [`Gateway::connected`] may have changed.
    changed: Notify,
}

/// Everything behind the lock.
#[derive(Default)]
struct Book {
    apps: HashMap<u64, App>,
    last_serial: u64,
    upgrades: u64,
    refusal: Option<Refusal>,
}

/// Upgrades are refused for now.
struct Refusal {
    /// The application whose `restore` takes it back.
    application_id: u64,
    until: Until,
}

enum Until {
    Count(u32),
    Time(Instant),
}

/// The query of a connection.
#[derive(Debug, Clone, Default, Deserialize)]
struct Asked {
    #[serde(default)]
    v: String,
    #[serde(default)]
    encoding: String,
    #[serde(default)]
    compress: String,
}

impl Gateway {
    /// A gateway without connections.
    #[must_use]
    pub fn new(directory: Arc<dyn Directory>, settings: GatewaySettings) -> Self {
        Self {
            inner: Arc::new(Inner {
                directory,
                settings,
                book: Mutex::default(),
                changed: Notify::new(),
            }),
        }
    }

    /// The websocket at `/` and at `/resume/<n>`. Serve it with `TCP_NODELAY`, or small events wait for ACKs.
    pub fn router(&self) -> Router {
        Router::new()
            .route("/", get(upgrade))
            .route("/resume/{session}", get(upgrade))
            .route("/resume/{session}/", get(upgrade))
            .with_state(self.clone())
    }

    /// Hands an event to the sessions of its application. Never waits.
    pub fn dispatch(&self, event: Dispatch) {
        let application_id = event.application_id;
        let parcel = Parcel::of(event);
        let (lifetime, now) = (self.inner.settings.session_lifetime, Instant::now());
        if let Some(app) = self.book().apps.get_mut(&application_id) {
            app.expire(lifetime, now);
            app.dispatch(parcel, now);
        }
    }

    /// Applies a fault to the application's live connections, or from now on, as [`GatewayFault`] says.
    pub fn inject(&self, application_id: u64, fault: GatewayFault) {
        let until = match fault {
            GatewayFault::RefuseNext(count) => Until::Count(count),
            GatewayFault::RefuseFor(time) => Until::Time(Instant::now() + time),
            GatewayFault::Outage { guild } => return self.begin_outage(application_id, guild),
            GatewayFault::OutageOver { guild } => return self.end_outage(application_id, guild),
            fault => return self.with_app(application_id, |app| app.inject(fault)),
        };
        self.book().refusal = Some(Refusal {
            application_id,
            until,
        });
    }

    /// Takes back the application's standing faults: silence, dropped ACKs, delays, losses, outages, refusals. What
    /// was held back is delivered.
    pub fn restore(&self, application_id: u64) {
        self.end_outage(application_id, None);
        let mut book = self.book();
        if book
            .refusal
            .as_ref()
            .is_some_and(|refusal| refusal.application_id == application_id)
        {
            book.refusal = None;
        }
        if let Some(app) = book.apps.get_mut(&application_id) {
            app.restore();
        }
    }

    /// Whether some session of the application is identified and has a connection.
    #[must_use]
    pub fn connected(&self, application_id: u64) -> bool {
        let book = self.book();
        book.apps.get(&application_id).is_some_and(App::connected)
    }

    /// Waits until [`Gateway::connected`] is as wanted.
    pub async fn wait_connected(&self, application_id: u64, wanted: bool) {
        loop {
            let mut changed = std::pin::pin!(self.inner.changed.notified());
            changed.as_mut().enable();
            if self.connected(application_id) == wanted {
                return;
            }
            changed.await;
        }
    }

    /// Websocket upgrades asked for so far, by whatever application, those refused included.
    #[must_use]
    pub fn upgrades(&self) -> u64 {
        self.book().upgrades
    }

    /// What the application did so far.
    #[must_use]
    pub fn counters(&self, application_id: u64) -> GatewayCounters {
        let book = self.book();
        book.apps
            .get(&application_id)
            .map(|app| app.counters.clone())
            .unwrap_or_default()
    }

    /// `session_start_limit` for `GET /gateway/bot`.
    #[must_use]
    pub fn start_limit(&self, application_id: u64) -> Value {
        let settings = &self.inner.settings;
        self.with_app(application_id, |app| {
            app.start_limit(settings, Instant::now())
        })
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.inner
            .book
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs `act` under the lock; it must not call the directory.
    fn with_app<T>(&self, application_id: u64, act: impl FnOnce(&mut App) -> T) -> T {
        let mut book = self.book();
        let app = book.apps.entry(application_id);
        act(app.or_insert_with(|| App::new(Instant::now())))
    }

    fn next_serial(&self) -> u64 {
        let mut book = self.book();
        book.last_serial += 1;
        book.last_serial
    }

    fn refuses_upgrades(&self) -> bool {
        let mut book = self.book();
        book.upgrades += 1;
        let refuses = match &mut book.refusal {
            None => return false,
            Some(Refusal {
                until: Until::Time(time),
                ..
            }) => Instant::now() < *time,
            Some(Refusal {
                until: Until::Count(0),
                ..
            }) => false,
            Some(Refusal {
                until: Until::Count(count),
                ..
            }) => {
                *count -= 1;
                true
            }
        };
        if !refuses {
            book.refusal = None;
        }
        refuses
    }

    fn settings(&self) -> &GatewaySettings {
        &self.inner.settings
    }

    fn directory(&self) -> &dyn Directory {
        &*self.inner.directory
    }

    fn announce_change(&self) {
        self.inner.changed.notify_waiters();
    }
}

/// Shortest time without a heartbeat that ends a connection, for an interval.
fn patience(interval: Duration) -> Duration {
    interval + interval / 2
}

async fn upgrade(
    State(gateway): State<Gateway>,
    uri: Uri,
    Query(asked): Query<Asked>,
    websocket: WebSocketUpgrade,
) -> Response {
    if gateway.refuses_upgrades() {
        return (StatusCode::SERVICE_UNAVAILABLE, "no gateway is available").into_response();
    }
    let path = uri.path().to_owned();
    let query = uri.query().unwrap_or_default().to_owned();
    websocket
        .max_message_size(MAX_MESSAGE_BYTES)
        .on_upgrade(async move |socket| {
            let connection = gateway.next_serial();
            gateway.directory().record(GatewayRecord::Connected {
                connection,
                path,
                query,
            });
            Connection::new(gateway, connection, socket)
                .serve(&asked)
                .await;
        })
}
