//! What the gateway shows of an application's connections and standing faults, for those who look on.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::Instant;

use super::{
    Gateway, Refusal, Until,
    fault::GatewayFault,
    state::{App, Pulse},
};

fn ago(since: Instant, now: Instant) -> u64 {
    let time = now.duration_since(since).as_millis();
    u64::try_from(time).unwrap_or(u64::MAX)
}

impl Gateway {
    /// Connections, sessions and counters of an application; `None` for one that never came.
    pub(crate) fn view(&self, application_id: u64) -> Option<Value> {
        let (lifetime, now) = (self.settings().session_lifetime, Instant::now());
        let book = self.book();
        let app = book.apps.get(&application_id)?;
        Some(app.view(lifetime, now))
    }

    /// The faults that strike an application until they are taken back.
    pub(crate) fn standing(&self, application_id: u64) -> Vec<GatewayFault> {
        let book = self.book();
        let mut faults: Vec<GatewayFault> = book
            .apps
            .get(&application_id)
            .map(App::standing_faults)
            .unwrap_or_default();
        if let Some(Refusal { until, .. }) = book
            .refusal
            .as_ref()
            .filter(|refusal| refusal.application_id == application_id)
        {
            faults.extend(until.left(Instant::now()));
        }
        faults
    }

    /// Lets silent connections of an application speak again.
    pub(crate) fn speak(&self, application_id: u64) {
        if let Some(app) = self.book().apps.get_mut(&application_id) {
            app.speak();
        }
    }
}

impl Until {
    /// The fault that is left of it.
    fn left(&self, now: Instant) -> Option<GatewayFault> {
        match self {
            Self::Count(0) => None,
            Self::Count(count) => Some(GatewayFault::RefuseNext(*count)),
            Self::Time(time) => {
                let left = time.saturating_duration_since(now);
                (!left.is_zero()).then_some(GatewayFault::RefuseFor(left))
            }
        }
    }
}

impl App {
    fn view(&self, lifetime: Duration, now: Instant) -> Value {
        let pulse = |(id, pulse): (&u64, &Pulse)| {
            json!({"connection": id, "since_ms": ago(pulse.since, now),
                "heartbeat_ms": pulse.heartbeat.map(|at| ago(at, now)), "silent": self.standing.silenced.contains(id)})
        };
        let mut connections: Vec<(&u64, &Pulse)> = self.pulses.iter().collect();
        connections.sort_unstable_by_key(|(id, _)| **id);
        let sessions = self.sessions().iter().map(|session| {
            let left = session.detached_at.map(|at| {
                let left = (at + lifetime).saturating_duration_since(now).as_millis();
                u64::try_from(left).unwrap_or(u64::MAX)
            });
            json!({"session": session.id, "connection": session.connection, "open": session.is_open(),
                "shard": [session.traits.shard.0, session.traits.shard.1], "intents": session.traits.intents.to_string(),
                "sequence": session.sequence(), "resumable_ms": left})
        });
        let counters = &self.counters;
        json!({
            "connections": connections.into_iter().map(pulse).collect::<Vec<_>>(),
            "sessions": sessions.collect::<Vec<_>>(),
            "counters": {"connections": counters.connections, "identifies": counters.identifies,
                "resumes": counters.resumes, "heartbeats": counters.heartbeats, "closes": counters.closes,
                "sessions_ended": counters.sessions_ended},
        })
    }

    fn standing_faults(&self) -> Vec<GatewayFault> {
        let standing = &self.standing;
        let mut faults = Vec::new();
        let mut push = |holds: bool, fault: GatewayFault| faults.extend(holds.then_some(fault));
        push(!standing.silenced.is_empty(), GatewayFault::Silent);
        push(standing.drop_acks, GatewayFault::DropAcks(true));
        let (ready, events) = (standing.ready_delay, standing.delay);
        push(!ready.is_zero(), GatewayFault::DelayReady(ready));
        push(!events.is_zero(), GatewayFault::DelayEvents(events));
        push(standing.lose > 0, GatewayFault::LoseNext(standing.lose));
        push(
            standing.repeat > 0,
            GatewayFault::RepeatNext(standing.repeat),
        );
        push(
            standing.reorder > 0,
            GatewayFault::ReorderNext(standing.reorder),
        );
        let out = standing.out.iter();
        faults.extend(out.map(|id| GatewayFault::Outage { guild: Some(*id) }));
        faults
    }
}
