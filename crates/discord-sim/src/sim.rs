//! A running simulator: its thread, its address and the way in for tests.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    thread::JoinHandle,
};

use serde_json::Value;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::{
    chaos::Trouble,
    clock::{Clock, real_now},
    control,
    driver::{MessageView, Person},
    fault::Fault,
    file::WorldFile,
    gateway::Gateway,
    hub::Hub,
    journal::{Journal, Problem},
    oauth, rest,
    scenario::Scenario,
    script::{self, Order},
    server::{Cut, Listener},
    settings::Settings,
    setup::{Application, Channel, Guild},
    site,
    state::{self, Keeper, Saving, StateError},
};

/// Threads of the simulator's own runtime, so that a busy bot in the same process does not disturb it.
const THREADS: usize = 2;

/// A running simulator. Dropping it stops it.
pub struct Sim {
    hub: Arc<Hub>,
    address: SocketAddr,
    stop: CancellationToken,
    thread: Option<JoinHandle<()>>,
}

/// Why a simulator did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error("listen on {address}")]
    Listen {
        /// Where it should have listened.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// The runtime's threads could not be started.
    #[error("start the simulator's threads")]
    Runtime(#[source] std::io::Error),
    /// The saved world cannot be used.
    #[error(transparent)]
    State(#[from] StateError),
}

/// How a world begins that is in no file yet.
enum Beginning<'a> {
    Empty,
    Founded(&'a WorldFile),
    /// As it is in the file of another world.
    Saved(&'a Path),
}

impl Sim {
    /// Starts a simulator on a thread of its own. It accepts connections when this returns.
    ///
    /// # Errors
    ///
    /// When the address cannot be listened on, or no thread can be started.
    pub fn start(settings: Settings) -> Result<Self, StartError> {
        Self::begin(settings, &Beginning::Empty)
    }

    fn begin(settings: Settings, beginning: &Beginning<'_>) -> Result<Self, StartError> {
        let keeper = settings.state.as_deref().map(Keeper::take).transpose()?;
        let mut loaded = match &keeper {
            Some(keeper) => state::load(keeper.path())?,
            None => None,
        };
        if let (None, Beginning::Saved(path)) = (&loaded, beginning) {
            loaded = Some(state::load_there(path)?);
        }
        let address = settings.listen;
        let listen = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).map_err(listen)?;
        listener.set_nonblocking(true).map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(THREADS)
            .thread_name("discord-sim")
            .enable_all()
            .build()
            .map_err(StartError::Runtime)?;
        let (hub, listener) = {
            let _inside = runtime.enter();
            let listener = tokio::net::TcpListener::from_std(listener).map_err(listen)?;
            let authority = settings.public.clone();
            let authority = authority.unwrap_or_else(|| address.to_string());
            let hub = Hub::new(settings, &authority, keeper);
            match (loaded, beginning) {
                (Some(loaded), _) => hub.restore(loaded),
                (None, Beginning::Founded(world)) => drop(hub.found(world)),
                (None, _) => {}
            }
            (hub, Listener(listener))
        };
        if let Some(keeper) = &hub.keeper {
            keeper.save(&hub)?;
        }
        let stop = CancellationToken::new();
        let app = rest::router(hub.clone())
            .merge(hub.gateway.router())
            .merge(oauth::router(hub.clone()))
            .merge(control::router(hub.clone()))
            .merge(site::router(hub.clone()))
            .layer(axum::middleware::from_fn(site::front_door));
        let thread = std::thread::Builder::new().name("discord-sim".to_owned());
        let stopped = stop.clone();
        let (time, kept) = (hub.clone(), hub.clone());
        let serve = move || {
            runtime.block_on(async move {
                let serving = axum::serve(listener, app.into_make_service_with_connect_info::<Cut>());
                tokio::select! {
                    () = stopped.cancelled() => {}
                    () = time.keep_time() => {}
                    () = kept.keep_saved() => {}
                    Err(error) = serving.into_future() => tracing::error!(%error, "the simulator stopped serving"),
                }
            });
            runtime.shutdown_background();
        };
        let thread = thread.spawn(serve).map_err(StartError::Runtime)?;
        Ok(Self {
            hub,
            address,
            stop,
            thread: Some(thread),
        })
    }

    /// Starts a simulator as a world file says, with everything that is in it.
    ///
    /// # Errors
    ///
    /// As [`Sim::start`].
    pub fn start_world(world: &WorldFile, settings: Settings) -> Result<Self, StartError> {
        let settings = world.settings.over(settings);
        Self::start_as(world, settings)
    }

    /// Starts a simulator with everything that is in a world file, but with other settings than it says.
    ///
    /// # Errors
    ///
    /// As [`Sim::start`].
    pub fn start_as(world: &WorldFile, settings: Settings) -> Result<Self, StartError> {
        Self::begin(settings, &Beginning::Founded(world))
    }

    /// Starts a simulator with the world that was saved at `path`, which stays as it is. With [`Settings::state`] it
    /// lives in that file, and begins as at `path` only where that one is not there yet.
    ///
    /// # Errors
    ///
    /// As [`Sim::start`], and when the world at `path` cannot be read.
    pub fn start_saved(path: &Path, settings: Settings) -> Result<Self, StartError> {
        Self::begin(settings, &Beginning::Saved(path))
    }

    /// Saves the world as it is now.
    ///
    /// # Errors
    ///
    /// When it cannot be written; what was there before stays.
    pub fn save(&self, path: &Path) -> Result<(), StateError> {
        self.hub.save_to(path)
    }

    /// How saving to [`Settings::state`] goes, where that is said.
    pub fn saving(&self) -> Option<Saving> {
        self.hub.keeper.as_ref().map(Keeper::saving)
    }

    /// The present world as a file that makes it again.
    pub fn world_file(&self) -> WorldFile {
        let settings = &self.hub.settings;
        self.hub.look(|world, now| world.export(settings, now))
    }

    /// Plays a scenario from now on, in place of the one that plays; returns the seed that plays it again.
    pub fn play(&self, scenario: Scenario) -> u64 {
        self.hub.play(scenario)
    }

    /// Back to the world at the start: sessions end; journal, faults and scenario are gone.
    pub fn reset(&self) {
        self.hub.reset();
    }

    /// Everything that a test must fail on, with what can only be said at its end: in strict mode also rights that a
    /// bot was given and never used, and changes that tell the audit log no reason.
    pub fn finish(&self) -> Vec<Problem> {
        let mut problems = self.problems();
        problems.extend(self.hub.final_problems());
        problems
    }

    /// What a bot takes as its API address: scheme, host and port.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The clock of deadlines and ids.
    pub fn clock(&self) -> &Clock {
        &self.hub.clock
    }

    /// What happened.
    pub fn journal(&self) -> Journal {
        Journal {
            book: self.hub.book.clone(),
            hub: Arc::downgrade(&self.hub),
        }
    }

    /// Everything that a test must fail on.
    pub fn problems(&self) -> Vec<Problem> {
        self.journal().problems()
    }

    /// The gateway, for faults and counters.
    pub fn gateway(&self) -> &Gateway {
        &self.hub.gateway
    }

    /// Whether Discord's OpenAPI description was found and is used.
    pub fn has_oracle(&self) -> bool {
        self.hub.oracle.is_some()
    }

    /// Every REST operation that is simulated: method, path with its parameters, and name as in Discord's OpenAPI
    /// description.
    pub fn operations() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        rest::operations().map(|route| (route.method, route.path, route.name))
    }

    /// Makes a guild with an owner of its own.
    pub fn guild(&self, name: &str) -> Guild {
        Guild::make(&self.hub, name)
    }

    /// The guilds, oldest first.
    pub fn guilds(&self) -> Vec<Guild> {
        let ids: Vec<u64> = self
            .hub
            .look(|world, _| world.guilds.keys().copied().collect());
        ids.into_iter().map(|id| Guild::of(&self.hub, id)).collect()
    }

    /// The person of that name, made at first sight; a member of nothing.
    pub fn person(&self, name: &str) -> Person {
        let id = self.hub.turn(|world, now| world.person(name, now));
        Person::of(&self.hub, id)
    }

    /// Makes a private group of people; the first owns it. Bots cannot be in one, applications of its people can be used.
    pub fn group(&self, name: &str, people: &[&Person]) -> Channel {
        let people = people.iter().map(|person| person.id()).collect();
        let id = self.hub.turn(|world, now| world.group(name, people, now));
        Channel::of(&self.hub, id)
    }

    /// Makes an application with a bot account and a token.
    pub fn application(&self, name: &str) -> Application {
        let id = self
            .hub
            .turn(|world, now| world.add_application(name, None, None, now));
        Application::of(&self.hub, id)
    }

    /// Makes an application with this token.
    pub fn application_with_token(&self, name: &str, token: &str) -> Application {
        let id = self
            .hub
            .turn(|world, now| world.add_application(name, Some(token), None, now));
        Application::of(&self.hub, id)
    }

    /// The applications, those made at first sight included.
    pub fn applications(&self) -> Vec<Application> {
        let ids: Vec<u64> = self
            .hub
            .look(|world, _| world.applications.keys().copied().collect());
        ids.into_iter()
            .map(|id| Application::of(&self.hub, id))
            .collect()
    }

    /// A message as it is now.
    pub fn message(&self, id: u64) -> Option<MessageView> {
        MessageView::of(&self.hub, id)
    }

    /// What people did so far, as the source of a test on testkit's stage; nothing if they did nothing with a bot.
    pub fn as_test(&self, name: &str) -> Option<String> {
        let order = Order {
            name: Some(name.to_owned()),
            ..Order::default()
        };
        script::script(&self.hub, &order).map(|script| script.rust)
    }

    /// Orders a fault.
    pub fn fault(&self, fault: impl Into<Fault>) {
        self.hub.faults().add(fault.into(), real_now());
    }

    /// Lets this happen now, to this application where it is about one.
    pub fn trouble(&self, application: &Application, trouble: &Trouble) {
        trouble.strike(&self.hub, application.id());
    }

    /// Ends all faults, at REST and at the gateway.
    pub fn clear_faults(&self) {
        self.hub.clear_faults();
    }

    /// 401, 403 and 429 of the last ten minutes.
    pub fn invalid_requests(&self) -> usize {
        self.hub.limits().invalid_count(real_now())
    }

    /// Interactions without a first answer, or deferred and not completed: their ids and what was used.
    pub fn pending(&self) -> Vec<(u64, String)> {
        self.hub.look(|world, _| {
            let open = world
                .interactions
                .values()
                .filter(|found| found.waiting() || found.unfinished());
            open.map(|found| (found.id, found.used())).collect()
        })
    }

    /// A copy of every event for an application, in order, whether or not it is connected.
    pub fn tap(&self, application: &Application) -> Tap {
        Tap(self.hub.tap(application.id()))
    }
}

impl Drop for Sim {
    fn drop(&mut self) {
        self.stop.cancel();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the simulator's thread panicked");
        }
        if let Some(keeper) = &self.hub.keeper {
            keeper.close(&self.hub);
        }
    }
}

impl std::fmt::Debug for Sim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sim")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// Events for one application, as the gateway gets them.
#[derive(Debug)]
pub struct Tap(mpsc::UnboundedReceiver<(&'static str, Value)>);

impl Tap {
    /// The next event: its name and its data. `None` when the simulator is gone.
    pub async fn next(&mut self) -> Option<(&'static str, Value)> {
        self.0.recv().await
    }

    /// The next event that has happened already; `None` when there is none.
    pub fn try_next(&mut self) -> Option<(&'static str, Value)> {
        self.0.try_recv().ok()
    }

    /// The next event of this name; the ones before it are dropped.
    pub async fn next_of(&mut self, event: &str) -> Option<Value> {
        loop {
            let (name, data) = self.next().await?;
            if name == event {
                return Some(data);
            }
        }
    }
}
