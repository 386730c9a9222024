//! What became of an interaction, from the journal's entries: its times, its steps in order, and what went wrong.
//!
//! Pure: a [`Subject`] and entries in, JSON out. Durations are real ones, for the simulator's clock may be moved.

mod problem;
mod subject;
mod times;
mod title;

use std::time::Duration;

use serde_json::{Value, json};

pub(crate) use self::subject::Subject;
use self::{
    problem::troubles,
    times::{Times, start_of},
};
use crate::{
    entry::{self, millis},
    gateway::GatewayRecord,
    journal::{Entry, What},
};

/// An interaction in a list.
pub(crate) fn summary(subject: &Subject, thread: &[Entry]) -> Value {
    let times = Times::read(thread);
    let requests = thread
        .iter()
        .filter(|entry| matches!(entry.what, What::Request(_)));
    let since = |end: Option<Duration>| end.map(|end| millis(end.saturating_sub(times.began)));
    let done = times.done.filter(|_| subject.is_done());
    let begun = thread.first();
    json!({
        "id": subject.id.to_string(),
        "at": subject.made.iso(),
        "number": begun.map(|entry| entry.number),
        "type": subject.kind,
        "name": subject.name,
        "custom_id": subject.custom_id,
        "user": named(&subject.user),
        "channel_id": subject.channel.to_string(),
        "guild_id": subject.guild.map(|id| id.to_string()),
        "message_id": subject.message.map(|id| id.to_string()),
        "application": named(&subject.application),
        "state": subject.state,
        "answer": subject.answer,
        "answer_until": subject.answer_until.iso(),
        "token_until": subject.token_until.iso(),
        "sent": times.sent.is_some(),
        "answered_ms": since(times.answered),
        "done_ms": since(done),
        "requests": requests.count(),
        "problems": troubles(thread).len(),
    })
}

/// Everything about one. `beside` is what its bot asked for meanwhile without saying what for.
pub(crate) fn trace(subject: &Subject, thread: &[Entry], beside: &[Entry]) -> Value {
    let times = Times::read(thread);
    let troubles = troubles(thread);
    let mut steps: Vec<(Duration, &Entry, bool)> = thread
        .iter()
        .map(|entry| (start_of(entry), entry, true))
        .chain(beside.iter().map(|entry| (start_of(entry), entry, false)))
        .collect();
    steps.sort_by_key(|(start, entry, _)| (*start, entry.number));
    let steps: Vec<Value> = steps
        .into_iter()
        .map(|(start, entry, own)| step(subject, &times, start, entry, own))
        .collect();
    let problems = troubles.iter().map(|trouble| trouble.json(times.began));
    json!({
        "summary": summary(subject, thread),
        "payload": subject.payload,
        "opened_by": subject.opened_by.map(|id| id.to_string()),
        "from": subject.from.map(|id| id.to_string()),
        "next": subject.next.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "parts": times.parts(),
        "steps": steps,
        "problems": problems.collect::<Vec<_>>(),
    })
}

/// The number of the last entry of a thread that may have anything of the same time beside it: its end.
pub(crate) fn end_of(subject: &Subject, thread: &[Entry]) -> Option<u64> {
    if subject.is_open() {
        return None;
    }
    thread.last().map(|entry| entry.number)
}

/// How long a bot took from the event to its first request.
pub(crate) fn reaction(thread: &[Entry]) -> Option<Duration> {
    let times = Times::read(thread);
    Some(times.first?.saturating_sub(times.sent?))
}

fn step(subject: &Subject, times: &Times, start: Duration, entry: &Entry, own: bool) -> Value {
    let (what, took) = match &entry.what {
        What::Interaction { .. } => ("acted", None),
        What::Gateway(record) => match &**record {
            GatewayRecord::Sent { .. } => ("sent", None),
            _ => ("event", None),
        },
        What::Delivery(delivery) => ("delivered", Some(delivery.took)),
        What::Request(request) if own => ("request", Some(request.took)),
        What::Request(request) => ("meanwhile", Some(request.took)),
        What::Shown(_) => ("shown", None),
        What::Problem(_) => ("problem", None),
        What::Said(_) => ("event", None),
    };
    json!({
        "number": entry.number,
        "at": entry.at.iso(),
        "ms": times.since(start),
        "took_ms": took.map(millis),
        "what": what,
        "title": title::of(subject, entry),
        "entry": entry::json(entry),
    })
}

fn named((id, name): &(u64, String)) -> Value {
    json!({"id": id.to_string(), "name": name})
}
