//! A bot's process from start to end: what is opened, what runs, and how it stops.

mod commands;
mod error;
mod running;
mod tables;

pub(crate) use self::running::stopped;
pub use self::{error::StartError, running::Running};

use std::{collections::BTreeSet, sync::Arc};

use core_config::{Identity, Loaded, Section, Settings};
use db::BotId;
use serde::Deserialize;
use tokio::{sync::watch, task::JoinSet};
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use twilight_gateway::ShardId;
use twilight_http::routing::Route;
use twilight_model::id::{Id, marker::ApplicationMarker};

use crate::{
    Bot, Chance, Clock, Failure, InvalidRequests, Rest, RestError, Startup,
    bot::Build,
    checks::{AbuseGuard, Cooldowns},
    gateway::{self, GatewayInfo, ShardSetup, ShardStatus},
    hall::Hall,
    health::{self, Reported},
    jobs, registry,
    rest::{DISCORD, Operation},
    roster::Roster,
    seen::Seen,
    started::{Started, process_name},
    telemetry,
};

/// What tests set and production leaves alone.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The time.
    pub clock: Clock,
    /// Chance.
    pub chance: Chance,
}

impl Default for Surroundings {
    fn default() -> Self {
        Self {
            clock: Clock::system(),
            chance: Chance::default(),
        }
    }
}

#[derive(Deserialize)]
struct Application {
    id: Id<ApplicationMarker>,
}

/// Starts `bot` as its configuration says.
///
/// # Errors
///
/// [`StartError`], which says what to mend.
pub async fn start<A, C>(
    bot: Bot<A, C>,
    loaded: Loaded<C>,
    around: Surroundings,
) -> Result<Running, StartError>
where
    A: Send + Sync + 'static,
    C: Section + Send + 'static,
{
    // Another provider installed before is as good.
    drop(rustls::crypto::ring::default_provider().install_default());
    let metrics = telemetry::metrics::install();
    let started = Started::now();
    let settings = loaded.settings;
    let (name, intents) = (bot.name, bot.intents);
    let build = Arc::clone(&bot.build);
    let scopes: Arc<[_]> = bot.scopes.clone().into();
    let (registry, catalog) = bot.checked()?;
    let manifest = registry::manifest(&registry, &catalog)?;

    let identity = identity_of(&settings)?;
    let bot_id = BotId::parse(&identity.id)?;
    let url = identity
        .database_url
        .clone()
        .unwrap_or_else(|| settings.database.url.clone());
    let db = tables::open(&settings, &bot_id, url, &scopes).await?;

    let origin = settings
        .discord
        .api_url
        .clone()
        .unwrap_or_else(|| DISCORD.to_owned());
    let discord = |source| StartError::Discord {
        origin: origin.clone(),
        source,
    };
    let rest = Rest::new(
        settings.discord.proxy_url.as_deref().unwrap_or(&origin),
        &identity.token,
        settings.discord.timeout,
        Arc::new(InvalidRequests::default()),
    )
    .map_err(discord)?
    .files_of(&origin);
    let application = application(&rest).await.map_err(discord)?;
    let info = GatewayInfo::fetch(&rest).await.map_err(discord)?;

    let app = prepare(
        &build,
        Startup {
            config: loaded.bot,
            db: db.clone(),
            bot_id: bot_id.clone(),
            catalog: catalog.clone(),
            clock: around.clock.clone(),
        },
    )
    .await?;
    let handlers = TaskTracker::new();
    let (stop, shutdown) = watch::channel(false);
    let owner = process_name();
    let mut tasks = JoinSet::new();
    let (roster, writer) = Roster::new(db.clone(), around.clock.clone());
    let hall = Arc::new(Hall {
        app,
        bot_id: bot_id.clone(),
        application,
        db: db.clone(),
        catalog,
        clock: around.clock.clone(),
        chance: around.chance,
        rest: rest.clone(),
        registry,
        owners: settings
            .owners
            .iter()
            .copied()
            .filter_map(Id::new_checked)
            .collect(),
        guilds_allowed: settings
            .guilds
            .allow
            .iter()
            .copied()
            .collect::<BTreeSet<_>>(),
        abuse: AbuseGuard::new(settings.abuse.commands, settings.abuse.window),
        cooldowns: Cooldowns::default(),
        settling: crate::responder::Settling::default(),
        seen: Seen::default(),
        roster,
        running: handlers.clone(),
    });

    let span = tracing::error_span!("bot", bot.id = %bot_id);
    tasks.spawn(writer.run(shutdown.clone()).instrument(span.clone()));
    if let Some(recorded) = metrics.clone() {
        tasks.spawn(telemetry::metrics::fold(recorded, shutdown.clone()));
    }
    let jobs = jobs::run(Arc::clone(&hall), owner.clone(), shutdown.clone());
    tasks.spawn(jobs.instrument(span.clone()));

    let on_guild = span.in_scope(|| commands::make_known(&settings, &hall, manifest, &mut tasks));
    let way = gateway::Way::with(settings.gateway.compress)
        .await
        .map_err(StartError::Relay)?;
    let queue = info.queue();
    let (first, last, total) = info.plan(&settings.gateway.shards);
    let mut shards = Vec::new();
    for number in first..=last {
        let status = Arc::new(ShardStatus::default());
        shards.push(Arc::clone(&status));
        let setup = ShardSetup {
            id: ShardId::new(number, total),
            token: identity.token.clone(),
            intents,
            gateway_url: info.url.clone(),
            way: way.clone(),
            queue: queue.clone(),
            owner: owner.clone(),
            status,
            on_guild: Arc::clone(&on_guild),
        };
        let span = tracing::error_span!("shard", bot.id = %bot_id, shard.id = number);
        tasks.spawn(gateway::run(Arc::clone(&hall), setup, shutdown.clone()).instrument(span));
    }
    let shards: Arc<[_]> = shards.into();

    let mut health = None;
    if let Some(address) = settings.health.listen {
        let failed = |source| StartError::Health { address, source };
        let listener = health::bind(address).await.map_err(failed)?;
        health = Some(listener.local_addr().map_err(failed)?);
        let reported = Reported {
            bot: name,
            identity: bot_id.clone(),
            db: db.clone(),
            scopes,
            shards: Arc::clone(&shards),
            started,
            metrics,
        };
        tasks.spawn(health::serve(listener, reported, shutdown).instrument(span));
    }
    tracing::info!(bot.id = %bot_id, discord = %origin, health = health.map(|at| at.to_string()), "{name} is starting");
    Ok(Running {
        tasks,
        shutdown: stop,
        handlers,
        shards,
        health,
        db,
        handlers_within: settings.shutdown.handlers,
        all_within: settings.shutdown.timeout,
    })
}

async fn application(rest: &Rest) -> Result<Id<ApplicationMarker>, RestError> {
    let operation = Operation::new("get application", &Route::GetCurrentUserApplicationInfo)?;
    let application: Application = rest.send(&operation).await?.json(&operation)?;
    Ok(application.id)
}

/// The identity that a process with these settings runs.
///
/// # Errors
/// [`StartError::Identities`]: there is more than one, or none.
pub fn identity_of(settings: &Settings) -> Result<&Identity, StartError> {
    match settings.identities.as_slice() {
        [one] => Ok(one),
        many => Err(StartError::Identities(many.len())),
    }
}

async fn prepare<A, C>(build: &Build<A, C>, startup: Startup<C>) -> Result<A, StartError> {
    build(startup).await.map_err(|failure| {
        StartError::App(match failure {
            Failure::Internal(error) => error.chain(),
            Failure::Refusal(refusal) => refusal.reason().to_owned(),
        })
    })
}
