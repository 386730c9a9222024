//! The centre of a running simulator: the world behind its lock, and everything around it.
//!
//! **Invariant:** nothing outside the world is called while the world is locked; events leave it through the outbox,
//! in the order in which they happened.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    time::Duration,
};

use serde_json::Value;
use tokio::sync::{mpsc, watch};

use crate::{
    book::Book,
    clock::{Clock, Moment},
    delivery::{self, Courier},
    fault::Faults,
    file::WorldFile,
    gateway::{
        Directory, Dispatch, Gateway, GatewayRecord, GatewaySettings, Identity, Presence,
        VoiceRequest,
    },
    journal::{Cause, ProblemKind, What},
    limit::Limits,
    oracle::Oracle,
    scenario::{Cue, Stage},
    settings::Settings,
    sight::Feeds,
    state::Keeper,
    world::{World, expression::Sound},
};

pub(crate) struct Hub {
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) book: Arc<Book>,
    pub(crate) gateway: Gateway,
    pub(crate) oracle: Option<Arc<Oracle>>,
    pub(crate) courier: Courier,
    /// Counts changes of the world.
    pub(crate) changed: watch::Sender<u64>,
    /// When the next thing happens by itself.
    next_alarm: watch::Sender<Option<Moment>>,
    pub(crate) world: Mutex<World>,
    pub(crate) feeds: Feeds,
    sending: Mutex<()>,
    limits: Mutex<Limits>,
    faults: Mutex<Faults>,
    taps: Mutex<Vec<Tap>>,
    stage: Mutex<Option<Arc<Stage>>>,
    /// The world that a reset goes back to.
    pub(crate) start: Mutex<Option<WorldFile>>,
    /// The world's place in a file, where it has one.
    pub(crate) keeper: Option<Keeper>,
    /// Where timed things of the simulator run.
    pub(crate) runtime: tokio::runtime::Handle,
    own: Weak<Self>,
}

struct Tap {
    application: u64,
    events: mpsc::UnboundedSender<(&'static str, Value)>,
}

impl Hub {
    pub(crate) fn new(settings: Settings, authority: &str, keeper: Option<Keeper>) -> Arc<Self> {
        let gateway_settings = GatewaySettings {
            base_url: format!("ws://{authority}"),
            ..settings.gateway.clone()
        };
        let world = World::fresh(&settings, format!("http://{authority}"));
        let oracle = if settings.oracle {
            Oracle::load()
        } else {
            None
        };
        if settings.oracle && oracle.is_none() {
            tracing::warn!(
                "discord's openapi description was not found: requests and answers are not checked against it"
            );
        }
        Arc::new_cyclic(|hub: &Weak<Self>| Self {
            gateway: Gateway::new(Arc::new(Desk(hub.clone())), gateway_settings),
            clock: Clock::running(),
            book: Arc::new(Book::new(settings.journal_capacity)),
            oracle,
            changed: watch::Sender::new(0),
            next_alarm: watch::Sender::new(None),
            world: Mutex::new(world),
            feeds: Feeds::default(),
            sending: Mutex::new(()),
            limits: Mutex::new(Limits::new(settings.limits.clone())),
            faults: Mutex::default(),
            taps: Mutex::default(),
            stage: Mutex::default(),
            start: Mutex::default(),
            keeper,
            runtime: tokio::runtime::Handle::current(),
            courier: Courier::new(settings.delivery.clone()),
            own: hub.clone(),
            settings,
        })
    }

    /// Changes the world, then sends out what that caused.
    pub(crate) fn turn<R>(&self, change: impl FnOnce(&mut World, Moment) -> R) -> R {
        let result = {
            let mut world = lock(&self.world);
            let now = self.clock.now();
            world.age(now);
            let result = change(&mut world, now);
            self.feeds.hand(&world.take_changes());
            let next = world.next_alarm();
            self.next_alarm
                .send_if_modified(|known| std::mem::replace(known, next) != next);
            result
        };
        self.flush();
        self.changed.send_modify(|changes| *changes += 1);
        result
    }

    /// Lets happen by themselves the things whose time comes, for ever.
    pub(crate) async fn keep_time(&self) {
        let mut next = self.next_alarm.subscribe();
        loop {
            let due = *next.borrow_and_update();
            let changed = match due {
                None => next.changed().await,
                Some(due) => tokio::select! {
                    changed = next.changed() => changed,
                    () = self.clock.wait_until(due) => {
                        self.turn(|_, _| ());
                        Ok(())
                    }
                },
            };
            if changed.is_err() {
                return;
            }
        }
    }

    /// Looks at the world.
    pub(crate) fn look<R>(&self, read: impl FnOnce(&World, Moment) -> R) -> R {
        let mut world = lock(&self.world);
        world.now = self.clock.now();
        read(&world, world.now)
    }

    pub(crate) fn limits(&self) -> MutexGuard<'_, Limits> {
        lock(&self.limits)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(crate) fn stage(&self) -> MutexGuard<'_, Option<Arc<Stage>>> {
        lock(&self.stage)
    }

    /// A copy of every event for one application, whether or not it is connected.
    pub(crate) fn tap(&self, application: u64) -> mpsc::UnboundedReceiver<(&'static str, Value)> {
        self.listens(application, u64::MAX);
        let (events, receiver) = mpsc::unbounded_channel();
        lock(&self.taps).push(Tap {
            application,
            events,
        });
        receiver
    }

    /// From now on the world makes the events of these intents for an application, and those that need none.
    fn listens(&self, application: u64, intents: u64) {
        *lock(&self.world).listening.entry(application).or_default() |= intents;
    }

    /// Lets happen by itself what is due now, such as the failure of an interaction that nobody answered.
    pub(crate) fn expire(&self) {
        self.turn(|_, _| ());
    }

    fn missed(&self, id: u64, what: &str) {
        let within = self.settings.answer_within.as_secs_f32();
        let text = format!("interaction {id} ({what}) had no answer within {within} s");
        let cause = Cause {
            interaction: Some(id),
            request: None,
        };
        self.problem_of(cause, ProblemKind::Unanswered, text);
    }

    pub(crate) fn problem(&self, kind: ProblemKind, text: String) {
        self.problem_of(Cause::default(), kind, text);
    }

    /// A problem that a request or an interaction brought about.
    pub(crate) fn problem_of(&self, cause: Cause, kind: ProblemKind, text: String) {
        self.book.problem(self.clock.now(), kind, text, cause);
    }

    /// Writes an entry into the journal; its number.
    pub(crate) fn write(&self, what: What) -> u64 {
        self.book.write(self.clock.now(), what)
    }

    /// Waits until `find` finds something, looking after every change of the world; `None` after `patience`.
    pub(crate) async fn wait_for<R>(
        &self,
        patience: Duration,
        find: impl Fn(&World) -> Option<R>,
    ) -> Option<R> {
        let mut changed = self.changed.subscribe();
        let search = async {
            loop {
                changed.borrow_and_update();
                if let Some(found) = self.look(|world, _| find(world)) {
                    return Some(found);
                }
                changed.changed().await.ok()?;
            }
        };
        tokio::time::timeout(patience, search).await.ok().flatten()
    }

    fn flush(&self) {
        let _in_order = lock(&self.sending);
        loop {
            let (deeds, batch, parcels, missed) = {
                let mut world = lock(&self.world);
                (
                    std::mem::take(&mut world.deeds),
                    std::mem::take(&mut world.outbox),
                    std::mem::take(&mut world.parcels),
                    std::mem::take(&mut world.missed),
                )
            };
            if deeds.is_empty() && batch.is_empty() && parcels.is_empty() && missed.is_empty() {
                return;
            }
            for deed in deeds {
                self.write(deed);
            }
            for (id, what) in missed {
                self.missed(id, &what);
            }
            if let Some(hub) = self.own.upgrade() {
                for parcel in parcels {
                    delivery::post(hub.clone(), parcel);
                }
            }
            for dispatch in batch {
                self.send(dispatch);
            }
        }
    }

    fn send(&self, dispatch: Dispatch) {
        if let Some(hub) = self.own.upgrade() {
            hub.cue(Cue::Event(dispatch.event));
        }
        lock(&self.taps).retain(|tap| {
            tap.application != dispatch.application_id
                || tap
                    .events
                    .send((dispatch.event, dispatch.data.clone()))
                    .is_ok()
        });
        self.gateway.dispatch(dispatch);
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the gateway asks of the world.
struct Desk(Weak<Hub>);

impl Directory for Desk {
    fn authenticate(&self, token: &str) -> Option<Identity> {
        let hub = self.0.upgrade()?;
        let application = hub.application_of(token)?;
        hub.listens(application, 0);
        hub.look(|world, _| {
            let found = world.applications.get(&application)?;
            Some(Identity {
                application_id: found.id,
                user: world.users.get(&found.id)?.own_json(),
                application_flags: found.flags,
                allowed_intents: found.allowed_intents,
            })
        })
    }

    fn identified(&self, application_id: u64, intents: u64) {
        if let Some(hub) = self.0.upgrade() {
            hub.listens(application_id, intents);
        }
    }

    fn guild_ids(&self, application_id: u64) -> Vec<u64> {
        let Some(hub) = self.0.upgrade() else {
            return Vec::new();
        };
        hub.look(|world, _| {
            let member = world
                .guilds
                .values()
                .filter(|guild| guild.members.contains_key(&application_id));
            member.map(|guild| guild.id).collect()
        })
    }

    fn guild_create(&self, application_id: u64, guild_id: u64, intents: u64) -> Option<Value> {
        let hub = self.0.upgrade()?;
        hub.look(|world, now| world.guild_create(application_id, guild_id, intents, now))
    }

    fn members(&self, application_id: u64, guild_id: u64) -> Vec<Value> {
        let Some(hub) = self.0.upgrade() else {
            return Vec::new();
        };
        hub.look(|world, now| {
            let guild = world.guilds.get(&guild_id);
            let guild = guild.filter(|guild| guild.members.contains_key(&application_id));
            let members = guild.into_iter().flat_map(|guild| guild.members.keys());
            members
                .map(|user| world.member_json(guild_id, *user, now))
                .collect()
        })
    }

    fn show(&self, application_id: u64, presence: Presence) {
        if let Some(hub) = self.0.upgrade() {
            hub.turn(|world, _| world.show(application_id, &presence));
        }
    }

    fn voice(&self, application_id: u64, request: VoiceRequest) {
        if let Some(hub) = self.0.upgrade() {
            hub.turn(|world, now| world.voice_request(application_id, request, now));
        }
    }

    fn soundboard(&self, application_id: u64, guild_id: u64) -> Option<Vec<Value>> {
        let hub = self.0.upgrade()?;
        hub.look(|world, _| {
            let guild = world.guilds.get(&guild_id)?;
            let member = guild.members.contains_key(&application_id);
            member.then(|| guild.sounds.values().map(Sound::json).collect())
        })
    }

    fn channel_info(&self, application_id: u64, guild_id: u64) -> Option<Vec<Value>> {
        let hub = self.0.upgrade()?;
        hub.look(|world, _| {
            let guild = world.guilds.get(&guild_id)?;
            let member = guild.members.contains_key(&application_id);
            member.then(|| world.channel_info(guild_id))
        })
    }

    fn record(&self, record: GatewayRecord) {
        if let Some(hub) = self.0.upgrade() {
            if let GatewayRecord::TokenReset { application_id } = &record {
                let text = format!(
                    "application {application_id} began so many sessions in a day that Discord would reset its token"
                );
                hub.problem(ProblemKind::TokenReset, text);
            }
            hub.write(What::Gateway(Arc::new(record)));
        }
    }
}

impl Hub {
    /// The application of a token; made now where the settings say so.
    pub(crate) fn application_of(&self, token: &str) -> Option<u64> {
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        if token.is_empty() {
            return None;
        }
        let known = self.look(|world, _| world.application_of_token(token));
        if known.is_some() || !self.settings.auto_applications {
            return known;
        }
        Some(self.adopt(token))
    }

    fn adopt(&self, token: &str) -> u64 {
        // Not flushed: the gateway may be asking, and the new bot has no session; its guilds come after READY.
        let id = {
            let mut world = lock(&self.world);
            let now = self.clock.now();
            world.application_of_token(token).unwrap_or_else(|| {
                let id = world.adopt(token, now);
                world
                    .outbox
                    .retain(|dispatch| dispatch.application_id != id);
                self.feeds.hand(&world.take_changes());
                id
            })
        };
        self.changed.send_modify(|changes| *changes += 1);
        id
    }
}
