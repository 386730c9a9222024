//! One connection from Hello to its end: a task that turns timers, commands, client payloads and events into frames.

use std::{sync::Arc, time::Duration};

use axum::extract::ws::WebSocket;
use serde_json::{Value, json};
use tokio::{
    sync::{Notify, mpsc},
    time::{Instant, sleep_until},
};

use super::{
    Asked, Gateway,
    close::Close,
    fault::GatewayFault,
    model::GatewayRecord,
    pace::Pace,
    patience,
    requests::Presence,
    state::Link,
    wire::{Heard, Wire},
};

/// Commands a connection may be behind with.
const MAX_COMMANDS: usize = 32;
/// Dispatches written between two looks at everything else.
const BATCH: usize = 64;
/// Bytes of a client payload.
const MAX_PAYLOAD_BYTES: usize = 4096;
/// Far enough to never come.
const NEVER: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// What the gateway tells a connection.
#[derive(Debug, Clone, Copy)]
pub(super) enum Command {
    /// Do this.
    Fault(GatewayFault),
    /// Speak again.
    Restore,
    /// Another connection resumed the session.
    Superseded,
    /// The application identified too often.
    TokenReset,
}

/// How a connection ended.
#[derive(Debug)]
pub(super) enum End {
    /// The client sent a close frame.
    Client(Option<u16>),
    /// The client is gone without one, or does not read.
    Lost,
    /// The server closes.
    Server(Close),
    /// The server drops the connection.
    Abort,
    /// The server knows the connection no more, but its end stays open.
    HalfOpen,
}

impl From<Close> for End {
    fn from(close: Close) -> Self {
        Self::Server(close)
    }
}

/// How far a connection has come.
pub(super) enum Phase {
    /// Not identified.
    Fresh,
    /// Identified; READY comes at this time.
    Starting {
        serial: u64,
        ready_at: Instant,
        ready: Value,
    },
    /// Reads the session with this serial; `sequence` is written already.
    Live {
        serial: u64,
        intents: u64,
        sequence: u64,
    },
}

/// The server's side of one connection.
pub(super) struct Connection {
    pub(super) gateway: Gateway,
    pub(super) id: u64,
    pub(super) application_id: Option<u64>,
    pub(super) phase: Phase,
    pub(super) link: Link,
    pub(super) wire: Wire,
    commands: mpsc::Receiver<Command>,
    /// When a heartbeat is overdue.
    heartbeat_due: Instant,
    /// When op 7 is followed by a close.
    close_at: Option<Instant>,
    /// When an event that a fault holds back is due.
    late_at: Option<Instant>,
    pace: Pace,
}

/// What happened next.
enum Turn {
    Heard(Heard),
    Command(Command),
    Wake,
    Timer,
}

impl Connection {
    pub(super) fn new(gateway: Gateway, id: u64, socket: WebSocket) -> Self {
        let (sender, commands) = mpsc::channel(MAX_COMMANDS);
        let heartbeat_due = Instant::now() + patience(gateway.settings().heartbeat_interval);
        let pace = Pace::new(gateway.settings());
        Self {
            gateway,
            id,
            application_id: None,
            phase: Phase::Fresh,
            link: Link {
                wake: Arc::new(Notify::new()),
                commands: sender,
            },
            wire: Wire::new(socket),
            commands,
            heartbeat_due,
            close_at: None,
            late_at: None,
            pace,
        }
    }

    /// Serves the client until one side ends it.
    pub(super) async fn serve(mut self, asked: &Asked) {
        let end = match self.greet(asked).await {
            Ok(()) => self.run().await,
            Err(end) => end,
        };
        if let Some(application_id) = self.application_id {
            let now = Instant::now();
            let gone = self.gateway.with_app(application_id, |app| {
                app.leave(self.id, &end, now);
                app.is_gone()
            });
            self.gateway.announce_change();
            if gone {
                let directory = self.gateway.directory();
                directory.show(application_id, Presence::offline());
            }
        }
        let (code, by_client) = match &end {
            End::Client(code) => (*code, true),
            End::Lost => (None, true),
            End::Server(close) => (Some(close.code), false),
            End::Abort | End::HalfOpen => (None, false),
        };
        self.gateway.directory().record(GatewayRecord::Closed {
            connection: self.id,
            application_id: self.application_id,
            code,
            by_client,
        });
        self.wire.finish(&end).await;
    }

    async fn greet(&mut self, asked: &Asked) -> Result<(), End> {
        if asked.v != "10" {
            return Err(Close::INVALID_VERSION.into());
        }
        self.wire.speak(&asked.encoding, &asked.compress)?;
        let interval = self.gateway.settings().heartbeat_interval.as_millis();
        let interval = u64::try_from(interval).unwrap_or(u64::MAX);
        self.send(10, &json!({"heartbeat_interval": interval}))
            .await
    }

    async fn run(&mut self) -> End {
        loop {
            let deadline = self.next_deadline();
            // A fault holds for all that comes after it: commands first, then what must be on time.
            let turn = tokio::select! {
                biased;
                Some(command) = self.commands.recv() => Turn::Command(command),
                () = sleep_until(deadline) => Turn::Timer,
                heard = self.wire.hear() => Turn::Heard(heard),
                () = self.link.wake.notified() => Turn::Wake,
            };
            let outcome = match turn {
                Turn::Command(command) => self.obey(command).await,
                Turn::Heard(Heard::Message(bytes)) => self.hear(&bytes).await,
                Turn::Heard(Heard::Close(code)) => Err(End::Client(code)),
                Turn::Heard(Heard::Lost) => Err(End::Lost),
                Turn::Wake => self.pump().await,
                Turn::Timer => self.tick().await,
            };
            if let Err(end) = outcome {
                return end;
            }
        }
    }

    fn next_deadline(&self) -> Instant {
        if self.wire.silent {
            return Instant::now() + NEVER;
        }
        let ready_at = match &self.phase {
            Phase::Starting { ready_at, .. } => *ready_at,
            Phase::Fresh | Phase::Live { .. } => self.heartbeat_due,
        };
        [self.close_at, self.late_at]
            .into_iter()
            .flatten()
            .fold(self.heartbeat_due.min(ready_at), Instant::min)
    }

    async fn tick(&mut self) -> Result<(), End> {
        let now = Instant::now();
        if self.close_at.is_some_and(|at| at <= now) {
            return Err(Close::UNKNOWN_ERROR
                .because("Reconnect was requested.")
                .into());
        }
        if self.heartbeat_due <= now {
            return Err(Close::TIMED_OUT.because("No heartbeat.").into());
        }
        match &self.phase {
            Phase::Starting { ready_at, .. } if *ready_at <= now => self.make_ready().await,
            _ => self.pump().await,
        }
    }

    async fn obey(&mut self, command: Command) -> Result<(), End> {
        match command {
            Command::Restore => {
                self.wire.silent = false;
                self.heartbeat_due = Instant::now() + self.patience();
                self.pump().await
            }
            Command::Superseded => Err(Close::UNKNOWN_ERROR
                .because("The session was resumed elsewhere.")
                .into()),
            Command::TokenReset => Err(Close::AUTHENTICATION_FAILED.into()),
            Command::Fault(GatewayFault::Abort) => Err(End::Abort),
            Command::Fault(GatewayFault::HalfOpen) => Err(End::HalfOpen),
            Command::Fault(GatewayFault::Close(code)) => {
                Err(Close::new(code, "A fault was injected.").into())
            }
            Command::Fault(GatewayFault::Silent) => {
                self.wire.silent = true;
                Ok(())
            }
            Command::Fault(_) if self.wire.silent => Ok(()),
            Command::Fault(GatewayFault::Reconnect) => {
                self.close_at = Some(Instant::now() + self.gateway.settings().reconnect_grace);
                self.send(7, &Value::Null).await
            }
            Command::Fault(GatewayFault::InvalidSession { resumable }) => {
                self.invalidate(resumable).await
            }
            Command::Fault(GatewayFault::AskHeartbeat) => self.send(1, &Value::Null).await,
            Command::Fault(_) => Ok(()),
        }
    }

    /// Judges size and pace of a message, then lets [`Connection::answer`](super::turns) act on it.
    async fn hear(&mut self, bytes: &[u8]) -> Result<(), End> {
        while let Ok(command) = self.commands.try_recv() {
            self.obey(command).await?;
        }
        self.pace.count(Instant::now())?;
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(Close::DECODE_ERROR.because("Payload too large.").into());
        }
        let payload = self.wire.read(bytes)?;
        self.answer(payload).await
    }

    /// A heartbeat came.
    pub(super) fn heartbeat_came(&mut self) {
        self.heartbeat_due = Instant::now() + self.patience();
    }

    /// Writes what the session has for this connection, at most one batch.
    pub(super) async fn pump(&mut self) -> Result<(), End> {
        self.late_at = None;
        let (
            Phase::Live {
                serial, sequence, ..
            },
            Some(application_id),
            false,
        ) = (&mut self.phase, self.application_id, self.wire.silent)
        else {
            return Ok(());
        };
        let key = (*serial, self.id);
        let (late_at, read) = self.gateway.with_app(application_id, |app| {
            let late_at = app.catch_up(Instant::now());
            (late_at, app.read(key, *sequence, BATCH))
        });
        self.late_at = late_at;
        let Some(events) = read else { return Ok(()) };
        let events =
            events.map_err(|_| Close::UNKNOWN_ERROR.because("Events are read too slowly."))?;
        let fault_came_first = !self.commands.is_empty();
        if fault_came_first || events.len() == BATCH {
            self.link.wake.notify_one();
        }
        if fault_came_first {
            return Ok(());
        }
        let is_first = *sequence == 0 && !events.is_empty();
        for (number, event) in events {
            self.wire.feed(event.payload(number)).await?;
            *sequence = number;
            self.gateway.directory().record(GatewayRecord::Sent {
                connection: self.id,
                application_id: self.application_id,
                op: 0,
                event: Some(event.name),
                sequence: Some(number),
                interaction: event.interaction,
            });
        }
        self.wire.flush().await?;
        if is_first {
            self.gateway
                .with_app(application_id, |app| app.known(key.0));
        }
        Ok(())
    }

    /// Writes a payload that is no dispatch.
    pub(super) async fn send(&mut self, op: u8, data: &Value) -> Result<(), End> {
        if self.wire.silent {
            return Ok(());
        }
        let payload = format!(r#"{{"t":null,"s":null,"op":{op},"d":{data}}}"#);
        self.wire.feed(payload).await?;
        self.gateway.directory().record(GatewayRecord::Sent {
            connection: self.id,
            application_id: self.application_id,
            op,
            event: None,
            sequence: None,
            interaction: None,
        });
        self.wire.flush().await
    }

    fn patience(&self) -> Duration {
        patience(self.gateway.settings().heartbeat_interval)
    }
}
