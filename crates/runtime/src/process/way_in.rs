//! The way in: opened at the start as the configuration says, and watched from outside.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use core_config::{Ingress, Settings};
use secrecy::SecretString;
use serde::Deserialize;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use tracing::Instrument as _;
use twilight_gateway::{Intents, ShardId};
use twilight_http::routing::Route;
use twilight_model::id::{Id, marker::ApplicationMarker};

use super::StartError;
use crate::{
    Rest, RestError,
    gateway::{self, GatewayInfo, ShardSetup, ShardState, ShardStatus},
    hall::Hall,
    ingress::{self, Admission, Desk, Listening, PublicKey},
    rest::Operation,
};

/// How interactions come in.
#[derive(Clone, Debug)]
pub(crate) enum WayIn {
    /// Over these shards.
    Gateway(Arc<[Arc<ShardStatus>]>),
    /// As signed requests.
    Http(Arc<Listening>),
}

/// What `GET /applications/@me` says.
#[derive(Debug, Deserialize)]
pub(super) struct Application {
    pub(super) id: Id<ApplicationMarker>,
    #[serde(default)]
    verify_key: String,
    #[serde(default)]
    approximate_guild_count: u32,
}

/// A way in that is about to be opened.
pub(super) enum Opening {
    Gateway(GatewayInfo, gateway::Way),
    Http {
        listener: TcpListener,
        listening: Arc<Listening>,
        admission: Box<Admission>,
    },
}

/// What a way in needs beside the hall.
pub(super) struct Setup<'s> {
    pub(super) settings: &'s Settings,
    pub(super) token: &'s SecretString,
    pub(super) intents: Intents,
    pub(super) owner: &'s str,
    pub(super) on_guild: Arc<dyn Fn(u64) + Send + Sync>,
    pub(super) shutdown: watch::Receiver<bool>,
}

impl Application {
    pub(super) async fn fetch(rest: &Rest) -> Result<Self, RestError> {
        let operation = Operation::new("get application", &Route::GetCurrentUserApplicationInfo)?;
        rest.send(&operation).await?.json(&operation)
    }

    /// The key that Discord signs this application's requests with.
    fn key(&self, settings: &Settings) -> Result<PublicKey, StartError> {
        let (hex, from) = match &settings.http.public_key {
            Some(configured) => (configured, "http.public_key"),
            None => (&self.verify_key, "the verify_key that Discord told"),
        };
        PublicKey::parse(hex).ok_or(StartError::PublicKey { from })
    }
}

impl Opening {
    /// Takes the address, or asks where the gateway is. `discord` says where it was looked for.
    pub(super) async fn prepare(
        settings: &Settings,
        rest: &Rest,
        application: &Application,
        discord: impl Fn(RestError) -> StartError,
    ) -> Result<Self, StartError> {
        let address = match (settings.ingress, settings.http.listen) {
            (Ingress::Http, Some(address)) => address,
            (Ingress::Http, None) => return Err(StartError::NoAddress),
            (Ingress::Gateway, _) => {
                let info = GatewayInfo::fetch(rest).await.map_err(discord)?;
                let way = gateway::Way::with(settings.gateway.compress)
                    .await
                    .map_err(StartError::Relay)?;
                return Ok(Self::Gateway(info, way));
            }
        };
        let admission = Admission::new(application.key(settings)?, application.id.get());
        let failed = |source| StartError::Http { address, source };
        let listener = TcpListener::bind(address).await.map_err(failed)?;
        let bound = listener.local_addr().map_err(failed)?;
        Ok(Self::Http {
            listener,
            listening: Arc::new(Listening::new(bound, application.approximate_guild_count)),
            admission: Box::new(admission),
        })
    }

    /// Opens the way in.
    pub(super) fn open<A: Send + Sync + 'static>(
        self,
        hall: &Arc<Hall<A>>,
        setup: Setup<'_>,
        tasks: &mut JoinSet<()>,
    ) -> WayIn {
        match self {
            Self::Gateway(info, way) => WayIn::Gateway(shards(&info, &way, hall, &setup, tasks)),
            Self::Http {
                listener,
                listening,
                admission,
            } => {
                let span = tracing::error_span!("http", bot.id = %hall.bot_id);
                if setup.intents != Intents::GUILDS {
                    tracing::warn!(
                        "ingress http brings interactions only: events of the bot's intents do not come"
                    );
                }
                let desk = Desk::new(Arc::clone(hall), *admission);
                let serving = ingress::run(listener, desk, Arc::clone(&listening), setup.shutdown);
                tasks.spawn(serving.instrument(span.clone()));
                let greet = ingress::greet(Arc::clone(hall), setup.on_guild);
                hall.running.spawn(greet.instrument(span));
                WayIn::Http(listening)
            }
        }
    }
}

fn shards<A: Send + Sync + 'static>(
    info: &GatewayInfo,
    way: &gateway::Way,
    hall: &Arc<Hall<A>>,
    setup: &Setup<'_>,
    tasks: &mut JoinSet<()>,
) -> Arc<[Arc<ShardStatus>]> {
    let queue = info.queue();
    let (first, last, total) = info.plan(&setup.settings.gateway.shards);
    let mut shards = Vec::new();
    for number in first..=last {
        let status = Arc::new(ShardStatus::default());
        shards.push(Arc::clone(&status));
        let shard = ShardSetup {
            id: ShardId::new(number, total),
            token: setup.token.clone(),
            intents: setup.intents,
            gateway_url: info.url.clone(),
            way: way.clone(),
            queue: queue.clone(),
            owner: setup.owner.to_owned(),
            status,
            on_guild: Arc::clone(&setup.on_guild),
        };
        let span = tracing::error_span!("shard", bot.id = %hall.bot_id, shard.id = number);
        let running = gateway::run(Arc::clone(hall), shard, setup.shutdown.clone());
        tasks.spawn(running.instrument(span));
    }
    shards.into()
}

impl WayIn {
    /// Whether interactions come in.
    pub(crate) fn is_open(&self) -> bool {
        match self {
            Self::Gateway(shards) => shards
                .iter()
                .all(|shard| shard.state() == ShardState::Connected),
            Self::Http(listening) => listening.is_open(),
        }
    }

    /// Its name, and how it is in a word.
    pub(crate) fn state(&self) -> (&'static str, &'static str) {
        match (self, self.is_open()) {
            (Self::Gateway(_), true) => ("gateway", "connected"),
            (Self::Gateway(_), false) => ("gateway", "not connected"),
            (Self::Http(_), true) => ("http", "listening"),
            (Self::Http(_), false) => ("http", "not listening"),
        }
    }

    /// Where signed requests are taken.
    pub(crate) fn address(&self) -> Option<SocketAddr> {
        match self {
            Self::Gateway(_) => None,
            Self::Http(listening) => Some(listening.address()),
        }
    }

    pub(crate) fn guilds(&self) -> usize {
        match self {
            Self::Gateway(shards) => shards.iter().map(|shard| shard.guilds()).sum(),
            Self::Http(listening) => usize::try_from(listening.guilds()).unwrap_or(usize::MAX),
        }
    }

    pub(crate) fn shards(&self) -> &[Arc<ShardStatus>] {
        match self {
            Self::Gateway(shards) => shards,
            Self::Http(_) => &[],
        }
    }

    pub(crate) fn latency(&self) -> Option<Duration> {
        let shards = self.shards().iter();
        shards.filter_map(|shard| shard.latency()).max()
    }

    pub(crate) fn problems(&self) -> Vec<String> {
        let shards = self.shards().iter();
        shards.filter_map(|shard| shard.problem()).collect()
    }

    /// Whether all shards have ended for good; with why.
    pub(crate) fn ended(&self) -> Option<String> {
        let Self::Gateway(shards) = self else {
            return None;
        };
        shards
            .iter()
            .all(|shard| shard.state() == ShardState::Ended)
            .then(|| {
                let problem = shards.iter().find_map(|shard| shard.problem());
                problem.unwrap_or_else(|| "all shards have ended".to_owned())
            })
    }
}
