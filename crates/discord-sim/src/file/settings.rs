//! How a simulator behaves, as a world file says it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::value::{Span, moment, unset};
use crate::{
    clock::Moment,
    settings::{Newcomers, Settings},
};

/// The `settings` of a world file; what is not said stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SettingsFile {
    /// What the clock shows at the start.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) clock: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_within: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strict: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    any_token: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    newcomers: Option<NewcomersFile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scope_header_on_200: Option<bool>,
    #[serde(skip_serializing_if = "unset")]
    limits: LimitsFile,
    #[serde(skip_serializing_if = "unset")]
    gateway: GatewayFile,
    #[serde(skip_serializing_if = "Option::is_none")]
    journal_capacity: Option<usize>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NewcomersFile {
    #[serde(skip_serializing_if = "unset")]
    intents: Vec<String>,
    #[serde(skip_serializing_if = "unset")]
    permissions: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LimitsFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    global_per_second: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invalid_requests: Option<usize>,
    #[serde(skip_serializing_if = "unset")]
    routes: BTreeMap<String, BucketFile>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BucketFile {
    requests: u32,
    per: Span,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct GatewayFile {
    #[serde(skip_serializing_if = "Option::is_none")]
    heartbeat_interval: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_concurrency: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    identify_window: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_starts: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_lifetime: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_buffer: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reconnect_grace: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload_limit: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    guilds_per_shard: Option<usize>,
}

/// Puts a value where one was said.
fn put<T>(said: Option<T>, place: &mut T) {
    if let Some(said) = said {
        *place = said;
    }
}

impl SettingsFile {
    /// What the clock shows at the start, where that is said.
    pub(crate) fn start(&self) -> Option<Moment> {
        moment(self.clock.as_deref()?)
    }

    /// The settings with what the file says over them.
    #[must_use]
    pub fn over(&self, base: Settings) -> Settings {
        let mut settings = base;
        put(self.strict, &mut settings.strict);
        if settings.strict {
            settings.auto_applications = false;
        }
        put(self.any_token, &mut settings.auto_applications);
        put(self.scope_header_on_200, &mut settings.scope_header_on_200);
        put(self.journal_capacity, &mut settings.journal_capacity);
        put(
            self.answer_within.map(|span| span.0),
            &mut settings.answer_within,
        );
        if let Some(newcomers) = &self.newcomers {
            settings.newcomers = Newcomers {
                intents: super::world::intent_bits(&newcomers.intents),
                permissions: super::world::permission_bits(&newcomers.permissions),
            };
        }
        let limits = &mut settings.limits;
        put(self.limits.global_per_second, &mut limits.global_per_second);
        put(self.limits.invalid_requests, &mut limits.invalid_requests);
        for (operation, bucket) in &self.limits.routes {
            let limit = (bucket.requests, bucket.per.0);
            limits.routes.insert(operation.clone(), limit);
        }
        let (said, gateway) = (&self.gateway, &mut settings.gateway);
        let time = |said: Option<Span>| said.map(|span| span.0);
        put(
            time(said.heartbeat_interval),
            &mut gateway.heartbeat_interval,
        );
        put(said.max_concurrency, &mut gateway.max_concurrency);
        put(time(said.identify_window), &mut gateway.identify_window);
        put(said.session_starts, &mut gateway.session_starts);
        put(time(said.session_lifetime), &mut gateway.session_lifetime);
        put(said.session_buffer, &mut gateway.session_buffer);
        put(time(said.reconnect_grace), &mut gateway.reconnect_grace);
        put(said.payload_limit, &mut gateway.payload_limit);
        put(said.guilds_per_shard, &mut gateway.guilds_per_shard);
        settings
    }

    /// The settings that are not as a fresh simulator's, as a file says them.
    pub(crate) fn of(settings: &Settings, now: Moment) -> Self {
        let fresh = Settings::default();
        let other = |said: bool, usual: bool| Some(said).filter(|said| *said != usual);
        let newcomers = NewcomersFile {
            intents: super::world::intent_names(settings.newcomers.intents),
            permissions: super::world::permission_names(settings.newcomers.permissions),
        };
        let bucket = |(operation, (requests, per)): (&String, &(u32, std::time::Duration))| {
            let bucket = BucketFile {
                requests: *requests,
                per: Span(*per),
            };
            (operation.clone(), bucket)
        };
        let said = |value: std::time::Duration, usual| Some(Span(value)).filter(|_| value != usual);
        let (gateway, usual) = (&settings.gateway, &fresh.gateway);
        Self {
            clock: Some(now.iso()),
            answer_within: said(settings.answer_within, fresh.answer_within),
            strict: other(settings.strict, false),
            any_token: other(settings.auto_applications, !settings.strict),
            newcomers: Some(newcomers).filter(|newcomers| !unset(newcomers)),
            scope_header_on_200: other(settings.scope_header_on_200, false),
            limits: LimitsFile {
                global_per_second: changed(
                    settings.limits.global_per_second,
                    fresh.limits.global_per_second,
                ),
                invalid_requests: changed(
                    settings.limits.invalid_requests,
                    fresh.limits.invalid_requests,
                ),
                routes: settings.limits.routes.iter().map(bucket).collect(),
            },
            gateway: GatewayFile {
                heartbeat_interval: said(gateway.heartbeat_interval, usual.heartbeat_interval),
                max_concurrency: changed(gateway.max_concurrency, usual.max_concurrency),
                identify_window: said(gateway.identify_window, usual.identify_window),
                session_starts: changed(gateway.session_starts, usual.session_starts),
                session_lifetime: said(gateway.session_lifetime, usual.session_lifetime),
                session_buffer: changed(gateway.session_buffer, usual.session_buffer),
                reconnect_grace: said(gateway.reconnect_grace, usual.reconnect_grace),
                payload_limit: changed(gateway.payload_limit, usual.payload_limit),
                guilds_per_shard: changed(gateway.guilds_per_shard, usual.guilds_per_shard),
            },
            journal_capacity: changed(settings.journal_capacity, fresh.journal_capacity),
        }
    }
}

fn changed<T: Copy + PartialEq>(value: T, usual: T) -> Option<T> {
    Some(value).filter(|value| *value != usual)
}
