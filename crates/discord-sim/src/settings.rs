//! How a simulator is set up.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    path::PathBuf,
    time::Duration,
};

use crate::gateway::GatewaySettings;

/// The routes of guild emojis, which Discord limits by guild.
const GUILD_EMOJIS: [&str; 5] = [
    "list_guild_emojis",
    "create_guild_emoji",
    "get_guild_emoji",
    "update_guild_emoji",
    "delete_guild_emoji",
];

/// How a simulator is set up; the default is what a test wants.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Host and port by which bots reach it, in addresses that it hands out; `listen` if nothing is said.
    pub public: Option<String>,
    /// Host names, besides addresses and `localhost`, by which the control API may be asked for.
    pub control_hosts: Vec<String>,
    /// The first sight of an unknown token makes its application and adds it to every guild. Otherwise it is refused.
    pub auto_applications: bool,
    /// What an application gets that is made at first sight.
    pub newcomers: Newcomers,
    /// Every request and every answer is checked against Discord's OpenAPI description, where that file is found.
    pub oracle: bool,
    /// Fields that the description does not know are problems (Discord ignores them in silence).
    pub strict: bool,
    /// The gateway: heartbeats, identify windows, buffers. Its `base_url` is filled in at the start.
    pub gateway: GatewaySettings,
    /// `X-RateLimit-Scope` on answers that are no 429; Discord's docs say no, twilight wants it (PROTOCOL 8.1).
    pub scope_header_on_200: bool,
    /// How long a bot may take for its first answer, by the simulator's clock.
    pub answer_within: Duration,
    /// Rate limits.
    pub limits: LimitSettings,
    /// Signed requests to bots.
    pub delivery: DeliverySettings,
    /// Entries that the journal keeps; older ones are dropped.
    pub journal_capacity: usize,
    /// The file that the world lives in: it goes on as it is there, and is saved soon after each change and at the end.
    /// Where there is no such file yet, the world begins as it would without one.
    pub state: Option<PathBuf>,
    /// The folder whose files are served as the playground's page, to work on them; the built-in ones otherwise.
    pub page: Option<PathBuf>,
}

/// What an application gets that is made at first sight of its token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Newcomers {
    /// Privileged gateway intents that it may ask for.
    pub intents: u64,
    /// What its role may do in every guild.
    pub permissions: u64,
}

/// Rate limits; numbers that Discord does not publish are guesses and can be changed.
#[derive(Debug, Clone)]
pub struct LimitSettings {
    /// Requests per second of one application, interaction endpoints not counted.
    pub global_per_second: u32,
    /// Requests and window by operation name (as in Discord's OpenAPI description), over the built-in ones.
    pub routes: BTreeMap<String, (u32, Duration)>,
    /// Operations that show the same bucket. Where one is named twice, the first counts.
    pub shared: Vec<SharedBucket>,
    /// Requests per second of one address without any token, interaction endpoints not counted.
    pub unauthenticated_per_second: u32,
    /// 401, 403 and 429 in ten minutes from which the address would be banned: a problem from then on.
    pub invalid_requests: usize,
    /// Requests in ten minutes to one webhook that is not there, from which Discord would punish: a problem from then on.
    pub dead_webhook_requests: u32,
    /// From then on every request is answered with the edge's ban page, until enough of the ten minutes are over.
    pub ban: bool,
}

/// Several operations under one `X-RateLimit-Bucket`; each channel, guild or webhook still counts for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedBucket {
    /// Their names, as in Discord's OpenAPI description.
    pub operations: Vec<String>,
    /// Requests and window of all together. Without it each counts by its own limit although all show the same hash:
    /// Discord does that on some routes (discord-api-docs issue 8073).
    pub limit: Option<(u32, Duration)>,
    /// The headers always claim that nothing is used up, as on the routes of guild emojis.
    pub misleading: bool,
}

impl SharedBucket {
    /// These operations, counted together.
    pub fn together(operations: &[&str], limit: (u32, Duration)) -> Self {
        Self {
            operations: operations.iter().map(|name| (*name).to_owned()).collect(),
            limit: Some(limit),
            misleading: false,
        }
    }

    /// These operations under one hash, each counted by its own limit.
    pub fn apart(operations: &[&str]) -> Self {
        Self {
            limit: None,
            ..Self::together(operations, (0, Duration::ZERO))
        }
    }
}

/// Signed requests to bots: interactions endpoints and event webhooks.
#[derive(Debug, Clone)]
pub struct DeliverySettings {
    /// How probable a test with a bad signature is after each delivery to an interactions endpoint, from 0 to 1.
    pub retest_rate: f64,
    /// Seed of those tests.
    pub seed: u64,
    /// Requests under way at once.
    pub at_once: usize,
}

impl Default for DeliverySettings {
    fn default() -> Self {
        Self {
            retest_rate: 0.05,
            seed: 20_261_120,
            at_once: 256,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            public: None,
            control_hosts: Vec::new(),
            auto_applications: false,
            newcomers: Newcomers::default(),
            oracle: true,
            strict: false,
            gateway: GatewaySettings::default(),
            scope_header_on_200: false,
            answer_within: Duration::from_secs(3),
            limits: LimitSettings::default(),
            delivery: DeliverySettings::default(),
            journal_capacity: 200_000,
            state: None,
            page: None,
        }
    }
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            global_per_second: 50,
            routes: BTreeMap::new(),
            shared: vec![SharedBucket {
                misleading: true,
                ..SharedBucket::together(&GUILD_EMOJIS, (50, Duration::from_secs(1)))
            }],
            unauthenticated_per_second: 50,
            invalid_requests: 10_000,
            dead_webhook_requests: 10,
            ban: false,
        }
    }
}
