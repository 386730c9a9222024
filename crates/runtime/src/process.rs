//! A bot's process from start to end: what is opened, what runs, and how it stops.

use std::{collections::BTreeSet, net::SocketAddr, sync::Arc, time::Duration};

use core_config::{Environment, Loaded, Section, Settings};
use db::{Backend, BotId, Db, RoleReport};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::Value;
use thiserror::Error;
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, timeout_at},
};
use tokio_util::task::TaskTracker;
use tracing::Instrument as _;
use twilight_gateway::ShardId;
use twilight_http::routing::Route;
use twilight_model::id::{Id, marker::ApplicationMarker};

use crate::{
    Bot, Chance, Clock, Failure, InvalidRequests, Rest, RestError, Startup,
    bot::Build,
    checks::{AbuseGuard, Cooldowns},
    failure::chain,
    gateway::{self, GatewayInfo, ShardSetup, ShardState, ShardStatus},
    hall::Hall,
    health::{self, Reported},
    jobs, registry,
    rest::{DISCORD, Operation},
    roster::Roster,
    seen::Seen,
    started::{Started, process_name},
    sync::{self, Synced},
    telemetry,
};

/// Why a bot did not start.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StartError {
    /// Texts that cannot be read.
    #[error("read the texts")]
    Texts(#[from] i18n::CatalogError),
    /// Commands that cannot be described.
    #[error("describe the commands to Discord")]
    Manifest(#[from] registry::ManifestError),
    /// The identity's name is no name.
    #[error("read the identity")]
    Identity(#[from] db::BotIdError),
    /// More identities than this release runs.
    #[error("{0} identities are configured and this release runs one: leave one in identities")]
    Identities(usize),
    /// The database.
    #[error("open the database")]
    Database(#[from] db::DbError),
    /// The tables.
    #[error("prepare the tables")]
    Schema(#[from] migrations::SchemaError),
    /// The database login may see other bots' rows.
    #[error(
        "the database login of {identity} passes the wall between bots ({why}): log in as {role}, which `guildhall db provision` makes"
    )]
    Wall {
        /// Which identity.
        identity: String,
        /// Its role.
        role: String,
        /// What makes the login too strong.
        why: String,
    },
    /// Discord.
    #[error("reach Discord at {origin}")]
    Discord {
        /// Where it was looked for.
        origin: String,
        /// What happened.
        #[source]
        source: RestError,
    },
    /// The address of the health server.
    #[error("listen on {address} (health.listen)")]
    Health {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// The bot's own preparation.
    #[error("prepare the bot: {0}")]
    App(String),
}

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

/// A bot that runs. Dropping it stops it at once; [`Running::stop`] lets it finish.
#[derive(Debug)]
pub struct Running {
    tasks: JoinSet<()>,
    shutdown: watch::Sender<bool>,
    handlers: TaskTracker,
    shards: Arc<[Arc<ShardStatus>]>,
    health: Option<SocketAddr>,
    db: Db,
    handlers_within: Duration,
    all_within: Duration,
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

    let identity = match settings.identities.as_slice() {
        [one] => one,
        many => return Err(StartError::Identities(many.len())),
    };
    let bot_id = BotId::parse(&identity.id)?;
    let url = identity
        .database_url
        .clone()
        .unwrap_or_else(|| settings.database.url.clone());
    let db = open(&settings, &bot_id, url, &scopes).await?;

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
    .map_err(discord)?;
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

    tasks.spawn(writer.run(shutdown.clone()));
    tasks.spawn(jobs::run(
        Arc::clone(&hall),
        owner.clone(),
        shutdown.clone(),
    ));

    let on_guild = commands(&settings, &hall, manifest, &mut tasks);
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
            compress: settings.gateway.compress,
            queue: queue.clone(),
            owner: owner.clone(),
            status,
            on_guild: Arc::clone(&on_guild),
        };
        let span = tracing::info_span!("shard", bot.id = %bot_id, shard.id = number);
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
        tasks.spawn(health::serve(listener, reported, shutdown));
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

/// Opens the identity's database and makes sure that its tables and its login are right.
async fn open(
    settings: &Settings,
    bot: &BotId,
    url: SecretString,
    scopes: &[migrations::Scope],
) -> Result<Db, StartError> {
    let database = &settings.database;
    let db = Db::connect(&db::Options {
        pool_size: database.pool_size,
        acquire_timeout: database.acquire_timeout,
        statement_timeout: database.statement_timeout,
        lock_timeout: database.lock_timeout,
        application_name: format!("guildhall {bot}"),
        url,
    })
    .await?;
    match db.backend() {
        Backend::Sqlite => {
            let report = migrations::up(&db, scopes).await?;
            if !report.applied.is_empty() {
                tracing::info!(migrations = report.applied.len(), "tables are up to date");
            }
        }
        Backend::Postgres => {
            migrations::check(&db, scopes, crate::release()).await?;
            let report = db.role_report().await?;
            if !report.is_walled() {
                let wall = StartError::Wall {
                    identity: bot.to_string(),
                    role: bot.role(),
                    why: too_strong(&report),
                };
                if settings.environment == Environment::Production {
                    return Err(wall);
                }
                tracing::warn!("{wall}");
            }
        }
    }
    Ok(db)
}

/// What makes a login stronger than a bot's should be, in words.
fn too_strong(report: &RoleReport) -> String {
    let facts = [
        (report.superuser, "it is a superuser"),
        (report.bypasses_row_security, "it has BYPASSRLS"),
        (report.owns_tables, "it owns tables"),
        (report.maintenance, "it is a member of gh_maintenance"),
    ];
    let found: Vec<&str> = facts
        .iter()
        .filter_map(|(holds, word)| holds.then_some(*word))
        .collect();
    found.join(", ")
}

async fn application(rest: &Rest) -> Result<Id<ApplicationMarker>, RestError> {
    let operation = Operation::new("get application", &Route::GetCurrentUserApplicationInfo)?;
    let application: Application = rest.send(&operation).await?.json(&operation)?;
    Ok(application.id)
}

async fn prepare<A, C>(build: &Build<A, C>, startup: Startup<C>) -> Result<A, StartError> {
    build(startup).await.map_err(|failure| {
        StartError::App(match failure {
            Failure::Internal(error) => error.chain(),
            Failure::Refusal(refusal) => refusal.reason().to_owned(),
        })
    })
}

/// Starts the command sync; what is returned is called for each guild the bot is in.
fn commands<A: Send + Sync + 'static>(
    settings: &Settings,
    hall: &Arc<Hall<A>>,
    manifest: Vec<Value>,
    tasks: &mut JoinSet<()>,
) -> Arc<dyn Fn(u64) + Send + Sync> {
    if !settings.commands.sync {
        return Arc::new(|_| {});
    }
    match settings.commands.scope {
        core_config::Scope::Global => {
            tasks.spawn(sync_logged(
                Arc::clone(hall),
                sync::Scope::Global,
                manifest.into(),
            ));
            Arc::new(|_| {})
        }
        core_config::Scope::Guilds => {
            let manifest: Arc<[Value]> = manifest.into();
            let hall = Arc::clone(hall);
            Arc::new(move |guild| {
                let scope = sync::Scope::Guild(guild);
                hall.running
                    .spawn(sync_logged(Arc::clone(&hall), scope, Arc::clone(&manifest)));
            })
        }
    }
}

async fn sync_logged<A: Send + Sync>(
    hall: Arc<Hall<A>>,
    scope: sync::Scope,
    manifest: Arc<[Value]>,
) {
    let synced = sync::sync(
        &hall.db,
        &hall.bot_id,
        &hall.rest,
        hall.application,
        &scope,
        &manifest,
    )
    .await;
    match synced {
        Ok(Synced::Unchanged) => tracing::info!(?scope, "commands are known to Discord"),
        Ok(Synced::Replaced) => tracing::info!(?scope, "commands registered"),
        Ok(Synced::Newer) => {
            tracing::warn!(
                ?scope,
                "a newer release registered its commands; ours stay unsaid"
            );
        }
        Err(Failure::Internal(error)) => {
            tracing::error!(
                ?scope,
                error = error.chain(),
                "commands were not registered"
            );
        }
        Err(Failure::Refusal(refusal)) => {
            tracing::error!(
                ?scope,
                reason = refusal.reason(),
                "commands were not registered"
            );
        }
    }
}

/// Waits for the word to stop.
pub(crate) async fn stopped(shutdown: &mut watch::Receiver<bool>) {
    // Without its sender the process is ending anyway.
    drop(shutdown.wait_for(|stop| *stop).await);
}

impl Running {
    /// Address of the health server, if it runs.
    #[must_use]
    pub const fn health(&self) -> Option<SocketAddr> {
        self.health
    }

    /// Whether all shards have ended for good; with why.
    #[must_use]
    pub fn ended(&self) -> Option<String> {
        self.shards
            .iter()
            .all(|shard| shard.state() == ShardState::Ended)
            .then(|| {
                self.shards
                    .iter()
                    .find_map(|shard| shard.problem())
                    .unwrap_or_else(|| "all shards have ended".to_owned())
            })
    }

    /// Stops taking interactions, saves the session, and waits for handlers within the
    /// configured time. Returns how many were cut off.
    pub async fn stop(mut self) -> usize {
        let deadline = Instant::now() + self.all_within;
        self.shutdown.send_replace(true);
        let tasks = async {
            while let Some(ended) = self.tasks.join_next().await {
                if let Err(error) = ended
                    && error.is_panic()
                {
                    tracing::error!(error = chain(&error), "a task panicked");
                }
            }
        };
        let in_time = timeout_at(deadline, tasks).await.is_ok();
        self.handlers.close();
        let handlers = deadline.min(Instant::now() + self.handlers_within);
        drop(timeout_at(handlers, self.handlers.wait()).await);
        let left = self.handlers.len();
        if left > 0 || !in_time {
            tracing::warn!(handlers = left, "stopped before everything was done");
        }
        self.db.close().await;
        left
    }
}
