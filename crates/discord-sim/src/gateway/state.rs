//! What the gateway knows of its applications: sessions, live connections, identify budget, standing faults.
//!
//! All of it sits behind one mutex with short critical sections; nothing here waits, logs in or asks the world.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};

use super::{
    budget::{Budget, Overspent},
    close::client_gives_up,
    connection::{Command, End},
    fault::GatewayFault,
    members,
    model::{GatewayCounters, GatewaySettings},
    session::{Event, Numbered, Session, Traits, Unreadable},
    standing::{Parcel, Standing},
};

/// Sessions an application may leave behind; the oldest ends first.
const MAX_DETACHED: usize = 64;

/// How the gateway reaches the task of a connection.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) wake: Arc<Notify>,
    pub(super) commands: mpsc::Sender<Command>,
}

impl Link {
    fn tell(&self, command: Command) {
        if self.commands.try_send(command).is_err() {
            tracing::warn!("a gateway connection is too busy for a fault");
        }
    }
}

/// How long a connection is there, and when it was last heard of.
pub(super) struct Pulse {
    pub(super) since: Instant,
    pub(super) heartbeat: Option<Instant>,
}

/// One application.
pub(super) struct App {
    pub(super) counters: GatewayCounters,
    pub(super) standing: Standing,
    pub(super) pulses: HashMap<u64, Pulse>,
    sessions: Vec<Session>,
    links: HashMap<u64, Link>,
    budget: Budget,
    whole_lists: HashMap<u64, Instant>,
}

/// The answer to an Identify that is valid in itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// A session with this serial exists and holds its events back.
    Begun(u64),
    /// Over `max_concurrency`.
    Busy,
    /// Over the daily budget; all sessions are gone.
    Exhausted,
}

/// The answer to a Resume.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Resumption {
    /// The session with this serial goes on here.
    Continued { serial: u64, intents: u64 },
    /// Unknown, too old, or too much was missed.
    Invalid,
    /// The sequence number is from the future; the session is gone.
    BadSequence,
}

impl App {
    pub(super) fn new(now: Instant) -> Self {
        Self {
            counters: GatewayCounters::default(),
            standing: Standing::default(),
            pulses: HashMap::new(),
            sessions: Vec::new(),
            links: HashMap::new(),
            budget: Budget::new(now),
            whole_lists: HashMap::new(),
        }
    }

    /// A connection has shown a token of this application.
    pub(super) fn join(&mut self, connection: u64, link: Link) {
        self.pulses.entry(connection).or_insert_with(|| Pulse {
            since: Instant::now(),
            heartbeat: None,
        });
        if self.links.insert(connection, link).is_none() {
            self.counters.connections += 1;
        }
    }

    /// A connection has ended; what becomes of its session depends on how.
    pub(super) fn leave(&mut self, connection: u64, end: &End, now: Instant) {
        let gives_up = match end {
            End::Client(code) => client_gives_up(*code),
            End::Server(close) => close.ends_session(),
            End::Lost | End::Abort | End::HalfOpen => false,
        };
        let ended = self.counters.sessions_ended;
        self.detach(connection, !gives_up, now);
        self.pulses.remove(&connection);
        self.standing.silenced.remove(&connection);
        if gives_up && matches!(end, End::Client(_)) {
            let given_up = self.counters.sessions_ended - ended;
            self.counters.sessions_ended = ended;
            self.counters.sessions_given_up += given_up;
        }
        if self.links.remove(&connection).is_none() {
            return;
        }
        self.counters.closes += 1;
        let closes = match end {
            End::Client(Some(code)) => self.counters.closes_by_client.entry(*code),
            End::Server(close) => self.counters.closes_by_server.entry(close.code),
            End::Client(None) | End::Lost | End::Abort | End::HalfOpen => return,
        };
        *closes.or_default() += 1;
    }

    /// The connection's session, if it has one, goes on without it or ends.
    pub(super) fn detach(&mut self, connection: u64, resumable: bool, now: Instant) {
        for session in &mut self.sessions {
            if session.connection == Some(connection) {
                session.connection = None;
                session.detached_at = Some(now);
                // A client that was sent no READY has nothing to resume.
                session.lost |= !resumable || !session.known;
            }
        }
        self.keep(|session| session.connection.is_some() || !session.lost);
        let detached = self
            .sessions
            .iter()
            .filter(|s| s.connection.is_none())
            .count();
        if detached > MAX_DETACHED
            && let Some(oldest) = self.sessions.iter().position(|s| s.connection.is_none())
        {
            self.end(oldest);
        }
    }

    fn end(&mut self, index: usize) {
        self.sessions.remove(index);
        self.counters.sessions_ended += 1;
    }

    fn keep(&mut self, wanted: impl Fn(&Session) -> bool) {
        let before = self.sessions.len();
        self.sessions.retain(wanted);
        self.counters.sessions_ended += (before - self.sessions.len()) as u64;
    }

    /// Ends sessions that nobody resumed in time.
    pub(super) fn expire(&mut self, lifetime: Duration, now: Instant) {
        self.keep(|session| {
            session
                .detached_at
                .is_none_or(|at| now.duration_since(at) < lifetime)
        });
    }

    /// Begins a session, if the identify budget allows.
    pub(super) fn start(
        &mut self,
        settings: &GatewaySettings,
        now: Instant,
        (serial, connection): (u64, u64),
        traits: Traits,
    ) -> Start {
        match self.budget.spend(settings, traits.shard.0, now) {
            Ok(()) => {}
            Err(Overspent::Concurrency) => {
                self.counters.identifies_refused += 1;
                return Start::Busy;
            }
            Err(Overspent::Starts) => {
                self.keep(|_| false);
                for link in self.links.values() {
                    link.tell(Command::TokenReset);
                }
                return Start::Exhausted;
            }
        }
        self.counters.identifies += 1;
        self.sessions.push(Session::new(
            serial,
            connection,
            traits,
            settings.session_buffer,
        ));
        Start::Begun(serial)
    }

    /// READY, the guilds, and everything since.
    pub(super) fn open(&mut self, serial: u64, opening: Vec<Event>) {
        if let Some(session) = self.session(serial) {
            session.open(opening);
        }
    }

    /// Lets a connection go on with a session from `sequence`; another connection that still reads it is closed.
    pub(super) fn resume(
        &mut self,
        connection: u64,
        session_id: &str,
        sequence: u64,
    ) -> Resumption {
        let found = self
            .sessions
            .iter()
            .position(|session| session.id == session_id && session.is_open() && !session.lost);
        let Some(index) = found else {
            self.counters.resumes_refused += 1;
            return Resumption::Invalid;
        };
        let session = &mut self.sessions[index];
        let superseded = session.connection.and_then(|old| self.links.get(&old));
        match session.after(sequence, 0) {
            Ok(_) => {}
            Err(unreadable) => {
                self.counters.resumes_refused += 1;
                superseded.inspect(|old| old.tell(Command::Superseded));
                self.end(index);
                return match unreadable {
                    Unreadable::Evicted => Resumption::Invalid,
                    Unreadable::Ahead => Resumption::BadSequence,
                };
            }
        }
        superseded.inspect(|old| old.tell(Command::Superseded));
        session.connection = Some(connection);
        session.detached_at = None;
        session.push(Arc::new(Event::new("RESUMED", &json!({}))));
        self.counters.resumes += 1;
        Resumption::Continued {
            serial: session.serial,
            intents: session.traits.intents,
        }
    }

    /// The next dispatches for a connection; `None` when the session is not its own any more.
    pub(super) fn read(
        &self,
        (serial, connection): (u64, u64),
        sequence: u64,
        limit: usize,
    ) -> Option<Result<Vec<Numbered>, Unreadable>> {
        self.sessions
            .iter()
            .find(|session| session.serial == serial && session.connection == Some(connection))
            .map(|session| session.after(sequence, limit))
    }

    /// Hands an event to every session that wants it, unless a fault is in its way.
    pub(super) fn dispatch(&mut self, parcel: Parcel, now: Instant) {
        for parcel in self.standing.admit(parcel, now) {
            self.deliver(&parcel);
        }
        if self.standing.next_due().is_some() {
            self.links.values().for_each(|link| link.wake.notify_one());
        }
    }

    /// Delivers what was late; when more is due.
    pub(super) fn catch_up(&mut self, now: Instant) -> Option<Instant> {
        for parcel in self.standing.due(now) {
            self.deliver(&parcel);
        }
        self.standing.next_due()
    }

    /// Delivers past all faults.
    pub(super) fn deliver(&mut self, parcel: &Parcel) {
        let needed = parcel.views.needed(parcel.needed);
        for session in &mut self.sessions {
            if session.wants(parcel.guild_id, needed) {
                session.push(parcel.views.seen_by(&session.traits));
                wake(&self.links, session);
            }
        }
    }

    /// The client of a session was sent its READY.
    pub(super) fn known(&mut self, serial: u64) {
        if let Some(session) = self.session(serial) {
            session.known = true;
        }
    }

    /// Hands events to one session.
    pub(super) fn tell(&mut self, serial: u64, events: Vec<Event>) {
        if let Some(session) = self.session(serial) {
            for event in events {
                session.push(Arc::new(event));
            }
        }
    }

    /// How long until the whole member list of a guild may be asked for again; `None` = now, and it counts.
    pub(super) fn whole_list(&mut self, guild_id: u64, now: Instant) -> Option<Duration> {
        let window = members::WHOLE_LIST_WINDOW;
        self.whole_lists
            .retain(|_, at| now.duration_since(*at) < window);
        if let Some(at) = self.whole_lists.get(&guild_id) {
            return Some(window.saturating_sub(now.duration_since(*at)));
        }
        self.whole_lists.insert(guild_id, now);
        None
    }

    /// Applies a fault to this application.
    pub(super) fn inject(&mut self, fault: GatewayFault) {
        match fault {
            GatewayFault::DropAcks(drop) => self.standing.drop_acks = drop,
            GatewayFault::DelayReady(delay) => self.standing.ready_delay = delay,
            GatewayFault::DelayEvents(delay) => self.standing.delay = delay,
            GatewayFault::LoseNext(count) => self.standing.lose = count,
            GatewayFault::RepeatNext(count) => self.standing.repeat = count,
            GatewayFault::ReorderNext(count) => self.standing.reorder = count,
            GatewayFault::ForgetSessions => {
                self.keep(|session| session.connection.is_some());
                for session in &mut self.sessions {
                    session.lost = true;
                }
            }
            fault => {
                if fault == GatewayFault::Silent {
                    self.standing.silenced.extend(self.links.keys());
                }
                for link in self.links.values() {
                    link.tell(Command::Fault(fault));
                }
            }
        }
    }

    /// Takes standing faults back; silent connections speak again.
    pub(super) fn restore(&mut self) {
        for parcel in self.standing.clear() {
            self.deliver(&parcel);
        }
        self.speak();
    }

    /// Silent connections speak again.
    pub(super) fn speak(&mut self) {
        self.standing.silenced.clear();
        for link in self.links.values() {
            link.tell(Command::Restore);
        }
    }

    /// A heartbeat came in.
    pub(super) fn beat(&mut self, connection: u64) {
        self.counters.heartbeats += 1;
        if let Some(pulse) = self.pulses.get_mut(&connection) {
            pulse.heartbeat = Some(Instant::now());
        }
    }

    /// Its sessions, those that wait to be resumed included.
    pub(super) fn sessions(&self) -> &[Session] {
        &self.sessions
    }

    /// Whether some session is open and has a connection.
    pub(super) fn connected(&self) -> bool {
        self.sessions
            .iter()
            .any(|session| session.connection.is_some() && session.is_open())
    }

    /// Id and traits of a session, for its READY.
    pub(super) fn traits(&self, serial: u64) -> Option<(String, Traits)> {
        let session = self
            .sessions
            .iter()
            .find(|session| session.serial == serial)?;
        Some((session.id.clone(), session.traits.clone()))
    }

    /// Whether nothing of the application is connected or may be resumed.
    pub(super) fn is_gone(&self) -> bool {
        self.sessions.is_empty()
    }

    /// `session_start_limit`.
    pub(super) fn start_limit(&mut self, settings: &GatewaySettings, now: Instant) -> Value {
        self.budget.report(settings, now)
    }

    fn session(&mut self, serial: u64) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .find(|session| session.serial == serial)
    }
}

fn wake(links: &HashMap<u64, Link>, session: &Session) {
    if let Some(link) = session.connection.and_then(|id| links.get(&id)) {
        link.wake.notify_one();
    }
}
