//! The gateway: sessions over websockets.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

/// The simulator's gateway.
#[derive(Clone)]
pub struct Gateway {
    directory: Arc<dyn Directory>,
    settings: Arc<GatewaySettings>,
}

/// Settings.
#[derive(Debug, Clone)]
pub struct GatewaySettings {
    /// Where it listens.
    pub base_url: String,
    /// Heartbeats.
    pub heartbeat_interval: Duration,
    /// Identifies per 5 s.
    pub max_concurrency: u32,
}

impl Default for GatewaySettings {
    fn default() -> Self {
        Self {
            base_url: String::new(),
            heartbeat_interval: Duration::from_millis(41_250),
            max_concurrency: 1,
        }
    }
}

/// An event on its way to an application.
#[derive(Debug, Clone)]
pub struct Dispatch {
    /// To whom.
    pub application_id: u64,
    /// Name.
    pub event: &'static str,
    /// Data.
    pub data: Value,
    /// Guild, for sharding.
    pub guild_id: Option<u64>,
    /// Any of these lets it through; 0 is always.
    pub intents: u64,
}

/// Who an application is.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Id.
    pub application_id: u64,
    /// Bot account.
    pub user: Value,
    /// Flags.
    pub application_flags: u64,
    /// Intents.
    pub allowed_intents: u64,
}

/// What the gateway asks the world.
pub trait Directory: Send + Sync {
    /// Who has this token.
    fn authenticate(&self, token: &str) -> Option<Identity>;
    /// Its guilds.
    fn guild_ids(&self, application_id: u64) -> Vec<u64>;
    /// One of them.
    fn guild_create(&self, application_id: u64, guild_id: u64, intents: u64) -> Option<Value>;
    /// Something happened.
    fn record(&self, record: GatewayRecord);
}

/// What happened on a connection.
#[derive(Debug, Clone)]
pub enum GatewayRecord {
    /// Closed.
    Closed {
        /// Code.
        code: u16,
        /// By whom.
        by_client: bool,
    },
}

/// Faults.
#[derive(Debug, Clone)]
pub enum GatewayFault {
    /// Op 7.
    Reconnect,
}

/// Counters.
#[derive(Debug, Clone, Default)]
pub struct GatewayCounters {}

impl Gateway {
    /// New.
    pub fn new(directory: Arc<dyn Directory>, settings: GatewaySettings) -> Self {
        Self {
            directory,
            settings: Arc::new(settings),
        }
    }
    /// Routes.
    pub fn router(&self) -> axum::Router {
        axum::Router::new()
    }
    /// Dispatch.
    pub fn dispatch(&self, event: Dispatch) {
        drop(event);
    }
    /// Inject.
    pub fn inject(&self, application_id: u64, fault: GatewayFault) {
        drop((application_id, fault));
    }
    /// Connected.
    pub fn connected(&self, application_id: u64) -> bool {
        self.directory.guild_ids(application_id).is_empty() && self.settings.max_concurrency == 0
    }
    /// Counters.
    pub fn counters(&self, application_id: u64) -> GatewayCounters {
        let _ = application_id;
        GatewayCounters {}
    }
    /// Start limit.
    pub fn start_limit(&self, application_id: u64) -> Value {
        let _ = application_id;
        json!({"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1})
    }
}
