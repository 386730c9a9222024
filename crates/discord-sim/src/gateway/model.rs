//! What the gateway shares with the rest of the simulator: settings, events, records, counters.

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use super::requests::{Presence, VoiceRequest};

/// How this gateway behaves. The default is Discord's own behaviour.
#[derive(Debug, Clone)]
pub struct GatewaySettings {
    /// Where clients reach it, for example `ws://127.0.0.1:7000`; READY's `resume_gateway_url` starts with it.
    pub base_url: String,
    /// What Hello asks for. A client silent for 1.5 times as long is closed with 4009.
    pub heartbeat_interval: Duration,
    /// Identifies per window and key (`shard_id % max_concurrency`).
    pub max_concurrency: u32,
    /// The window of `max_concurrency`.
    pub identify_window: Duration,
    /// Identifies in 24 hours; one more ends all sessions, as Discord resets the token.
    pub session_starts: u32,
    /// How long a session without a connection can be resumed.
    pub session_lifetime: Duration,
    /// Dispatches a session remembers. A client that missed more cannot resume; one that reads slower is closed.
    pub session_buffer: usize,
    /// Time between op 7 and the server's own close.
    pub reconnect_grace: Duration,
    /// Payloads of a client in 60 seconds; one more is closed with 4008. Heartbeats count as at Discord, except
    /// those that an interval below Discord's makes necessary.
    pub payload_limit: u32,
    /// Guilds a session may handle; more is closed with 4011.
    pub guilds_per_shard: usize,
}

impl Default for GatewaySettings {
    fn default() -> Self {
        Self {
            base_url: "ws://127.0.0.1:7000".to_owned(),
            heartbeat_interval: Duration::from_millis(41_250),
            max_concurrency: 1,
            identify_window: Duration::from_secs(5),
            session_starts: 1000,
            session_lifetime: Duration::from_secs(5 * 60),
            session_buffer: 10_000,
            reconnect_grace: Duration::from_secs(5),
            payload_limit: 120,
            guilds_per_shard: 2500,
        }
    }
}

/// An event for the sessions of one application.
#[derive(Debug, Clone)]
pub struct Dispatch {
    /// Whose sessions.
    pub application_id: u64,
    /// `t`, for example `INTERACTION_CREATE`.
    pub event: &'static str,
    /// `d`. Message content is hidden from sessions without the intent by the gateway itself.
    pub data: Value,
    /// The guild decides the shard; `None` is shard 0.
    pub guild_id: Option<u64>,
    /// Any of these bits lets it through; 0 = always.
    pub intents: u64,
}

/// What the gateway asks the world. It is never called while the gateway holds its own lock, so an implementation
/// may lock its world, and may call [`Gateway::dispatch`](super::Gateway::dispatch) with that lock held.
pub trait Directory: Send + Sync {
    /// The application of a bare token (`Bot ` is cut off).
    fn authenticate(&self, token: &str) -> Option<Identity>;
    /// All guilds of the application.
    fn guild_ids(&self, application_id: u64) -> Vec<u64>;
    /// An application has begun a session with these intents; nothing is sent to it yet.
    fn identified(&self, application_id: u64, intents: u64) {
        let (_, _) = (application_id, intents);
    }
    /// The data of `GUILD_CREATE`; `None` if the application is not in the guild any more.
    fn guild_create(&self, application_id: u64, guild_id: u64, intents: u64) -> Option<Value>;
    /// The members of a guild, for op 8.
    fn members(&self, application_id: u64, guild_id: u64) -> Vec<Value> {
        let (_, _) = (application_id, guild_id);
        Vec::new()
    }
    /// A bot shows itself so from now on, or has no session any more.
    fn show(&self, application_id: u64, presence: Presence) {
        let (_, _) = (application_id, presence);
    }
    /// A bot wants to be in voice; what comes of it are events.
    fn voice(&self, application_id: u64, request: VoiceRequest) {
        let (_, _) = (application_id, request);
    }
    /// The sounds of a guild's soundboard; `None` if the application is not in the guild.
    fn soundboard(&self, application_id: u64, guild_id: u64) -> Option<Vec<Value>> {
        let (_, _) = (application_id, guild_id);
        None
    }
    /// `id`, `status` and `voice_start_time` of the guild's voice channels that have one of them; `None` if the
    /// application is not in the guild.
    fn channel_info(&self, application_id: u64, guild_id: u64) -> Option<Vec<Value>> {
        let (_, _) = (application_id, guild_id);
        None
    }
    /// Takes a record for the journal.
    fn record(&self, record: GatewayRecord);
}

/// Who a token belongs to.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The application.
    pub application_id: u64,
    /// The bot's user, as in READY.
    pub user: Value,
    /// `application.flags`, as in READY.
    pub application_flags: u64,
    /// Intents it may ask for; more is closed with 4014.
    pub allowed_intents: u64,
}

/// One thing that happened on a connection, or to an application. Carries no secret.
#[derive(Debug, Clone)]
pub enum GatewayRecord {
    /// A websocket was opened.
    Connected {
        /// Counts connections from 1.
        connection: u64,
        /// `/` or `/resume/<n>`.
        path: String,
        /// `v`, `encoding` and `compress` as asked for.
        query: String,
    },
    /// A client said something that has an opcode.
    Received {
        /// Which connection.
        connection: u64,
        /// Known from Identify or Resume on.
        application_id: Option<u64>,
        /// The opcode; 255 stands for anything above.
        op: u8,
        /// The payload, token and session id masked.
        payload: Value,
    },
    /// The server said something.
    Sent {
        /// Which connection.
        connection: u64,
        /// Known from Identify or Resume on.
        application_id: Option<u64>,
        /// The opcode.
        op: u8,
        /// `t` of a dispatch.
        event: Option<&'static str>,
        /// `s` of a dispatch.
        sequence: Option<u64>,
        /// The interaction that a dispatch brings.
        interaction: Option<u64>,
    },
    /// An application began more sessions than a day has; Discord ends them all and resets its token.
    TokenReset {
        /// Which application.
        application_id: u64,
    },
    /// A connection ended.
    Closed {
        /// Which connection.
        connection: u64,
        /// Known from Identify or Resume on.
        application_id: Option<u64>,
        /// The close code, if there was a close frame with one.
        code: Option<u16>,
        /// Whether the client ended it.
        by_client: bool,
    },
}

/// What an application did so far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GatewayCounters {
    /// Connections that authenticated.
    pub connections: u64,
    /// Identifies that began a session.
    pub identifies: u64,
    /// Identifies answered with op 9 because of `max_concurrency`.
    pub identifies_refused: u64,
    /// Resumes that continued a session.
    pub resumes: u64,
    /// Resumes answered with op 9 or 4007.
    pub resumes_refused: u64,
    /// Sessions that the server ended, or that nobody resumed in time: each makes one more identify necessary.
    pub sessions_ended: u64,
    /// Sessions that the client ended, by closing with 1000 or 1001.
    pub sessions_given_up: u64,
    /// Heartbeats received.
    pub heartbeats: u64,
    /// Connections that ended, in whatever way.
    pub closes: u64,
    /// Closes by the server, by code.
    pub closes_by_server: BTreeMap<u16, u64>,
    /// Closes by the client, by code.
    pub closes_by_client: BTreeMap<u16, u64>,
}
