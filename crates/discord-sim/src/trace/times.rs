//! When the parts of an interaction happened, by the simulator's uptime.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    entry::millis,
    gateway::GatewayRecord,
    journal::{Entry, RequestRecord, Sight, What},
};

/// Operation of an interaction's first answer.
const CALLBACK: &str = "create_interaction_response";

/// When things happened; what did not happen is not there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// The person acted.
    pub(super) began: Duration,
    /// It was sent to the bot.
    pub(super) sent: Option<Duration>,
    /// The bot's first request came in.
    pub(super) first: Option<Duration>,
    /// The first answer was taken.
    pub(super) answered: Option<Duration>,
    /// The bot was done: with its answer, or with what it had deferred.
    pub(super) done: Option<Duration>,
}

/// When what an entry is about began: entries are written at its end.
pub(super) fn start_of(entry: &Entry) -> Duration {
    let took = match &entry.what {
        What::Request(request) => request.took,
        What::Delivery(delivery) => delivery.took,
        _ => Duration::ZERO,
    };
    entry.uptime.saturating_sub(took)
}

fn taken(request: &RequestRecord) -> bool {
    (200..300).contains(&request.status)
}

impl Times {
    pub(super) fn read(thread: &[Entry]) -> Self {
        let mut times = Self {
            began: thread.first().map(start_of).unwrap_or_default(),
            ..Self::default()
        };
        let mut waits = true;
        for entry in thread {
            match &entry.what {
                What::Gateway(record) if matches!(**record, GatewayRecord::Sent { .. }) => {
                    times.sent.get_or_insert(entry.uptime);
                }
                What::Delivery(_) => {
                    let start = start_of(entry);
                    times.sent = Some(times.sent.map_or(start, |sent| sent.min(start)));
                }
                What::Shown(glimpse) => {
                    waits = matches!(glimpse.sort, Sight::Thinking)
                        || (glimpse.sort == Sight::Nothing && times.answered.is_none());
                }
                What::Request(request) => {
                    let start = start_of(entry);
                    times.first = Some(times.first.map_or(start, |first| first.min(start)));
                    times.take(request, entry.uptime, waits);
                }
                _ => {}
            }
        }
        times
    }

    /// Takes in a request that ended then; after it the person `waits` for more, or not.
    fn take(&mut self, request: &RequestRecord, end: Duration, waits: bool) {
        if !taken(request) || request.method == "GET" {
            return;
        }
        if request.operation == CALLBACK {
            self.answered.get_or_insert(end);
        }
        if !waits {
            self.done.get_or_insert(end);
        }
    }

    /// Milliseconds after the person acted.
    pub(super) fn since(&self, moment: Duration) -> f64 {
        millis(moment.saturating_sub(self.began))
    }

    /// The way to the bot, the bot itself, its answer, and what it does after a deferral.
    pub(super) fn parts(&self) -> Vec<Value> {
        let part = |name: &str, from: Option<Duration>, to: Option<Duration>| {
            let (from, to) = from.zip(to)?;
            (to >= from).then(
                || json!({"name": name, "from_ms": self.since(from), "to_ms": self.since(to)}),
            )
        };
        let after = self.answered.filter(|answered| self.done > Some(*answered));
        [
            part("way", Some(self.began), self.sent),
            part("bot", self.sent.or(Some(self.began)), self.first),
            part("answer", self.first, self.answered),
            part("after", after, self.done),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
