//! How a simulator is set up.

use std::{
    collections::BTreeMap,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use crate::gateway::GatewaySettings;

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
    /// Entries that the journal keeps; older ones are dropped.
    pub journal_capacity: usize,
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
    /// 401, 403 and 429 in ten minutes from which the address would be banned: a problem from then on.
    pub invalid_requests: usize,
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
            journal_capacity: 200_000,
        }
    }
}

impl Default for LimitSettings {
    fn default() -> Self {
        Self {
            global_per_second: 50,
            routes: BTreeMap::new(),
            invalid_requests: 10_000,
        }
    }
}
