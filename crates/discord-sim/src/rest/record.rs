//! Writes requests to the journal, without their tokens, and asks the oracle about them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use axum::http::request::Parts;
use serde_json::Value;

use super::{Access, Call, Outcome, Route, refusal};
use crate::{
    clock::real_now,
    fault::RestFault,
    hub::Hub,
    journal::{Cause, FileRecord, ProblemKind, RequestRecord, What},
};

/// Headers that are kept.
const KEPT: [&str; 3] = ["content-type", "user-agent", "x-audit-log-reason"];
/// Headers of an answer that are kept.
const LIMITS: [&str; 8] = [
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-ratelimit-reset-after",
    "x-ratelimit-bucket",
    "x-ratelimit-scope",
    "x-ratelimit-global",
];
/// Error codes that mean a body which Discord would refuse.
const REFUSED_BODIES: [u64; 4] = [50006, 50016, 50035, 50109];

/// A request that has come in.
pub(super) struct Arrival<'a> {
    pub(super) parts: &'a Parts,
    /// Without `/api/v10`.
    pub(super) path: &'a str,
    pub(super) began: Instant,
    /// The interaction whose token is in the path.
    pub(super) interaction: Option<u64>,
    /// The faults that strike it.
    pub(super) struck: &'a [RestFault],
}

impl<'a> Arrival<'a> {
    pub(super) fn new(hub: &Hub, parts: &'a Parts, path: &'a str, began: Instant) -> Self {
        Self {
            parts,
            path,
            began,
            interaction: interaction_of(hub, path),
            struck: &[],
        }
    }

    pub(super) fn method(&self) -> &'a str {
        self.parts.method.as_str()
    }

    fn record(&self, path: &str, status: u16, answer: Value) -> RequestRecord {
        let headers = &self.parts.headers;
        let kept = KEPT
            .iter()
            .filter_map(|name| Some((*name, headers.get(*name)?.to_str().ok()?)));
        RequestRecord {
            application_id: None,
            method: self.parts.method.to_string(),
            path: path.to_owned(),
            operation: "",
            headers: kept
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            body: Value::Null,
            files: Vec::new(),
            status,
            answer,
            limits: Vec::new(),
            faults: self.struck.to_vec(),
            interaction: self.interaction,
            took: self.took(),
        }
    }

    fn took(&self) -> Duration {
        real_now().duration_since(self.began)
    }
}

/// The interaction whose token is in a path, or whose id is where the token is wrong.
fn interaction_of(hub: &Hub, path: &str) -> Option<u64> {
    let mut parts = path.split('/').skip(1);
    let (family, id, token) = (parts.next()?, parts.next()?, parts.next()?);
    if family != "interactions" && family != "webhooks" {
        return None;
    }
    hub.look(|world, _| {
        let known = world.interaction_tokens.get(token).copied();
        let named = || {
            id.parse()
                .ok()
                .filter(|id| world.interactions.contains_key(id))
        };
        known.or_else(|| named().filter(|_| family == "interactions"))
    })
}

/// Writes a handled request, and what is wrong with it.
pub(super) fn request(
    hub: &Arc<Hub>,
    arrival: &Arrival<'_>,
    route: Option<&Route>,
    call: &Call,
    outcome: &Outcome,
    problems: Vec<(ProblemKind, String)>,
) {
    let path = arrival.path;
    let shown = shown_path(path, route, call);
    let limits = LIMITS.iter().filter_map(|wanted| {
        let mut headers = outcome.headers.iter();
        let (name, value) = headers.find(|(name, _)| name == wanted)?;
        Some((*name, value.clone()))
    });
    let record = Arc::new(RequestRecord {
        application_id: who(hub, call),
        operation: route.map_or("", |route| route.name),
        body: if arrival.method() == "GET" {
            Value::Null
        } else {
            call.body.clone()
        },
        files: call
            .files
            .iter()
            .map(|file| FileRecord {
                name: file.name.clone(),
                content_type: file.content_type.clone(),
                bytes: file.bytes.clone(),
            })
            .collect(),
        limits: limits.collect(),
        ..arrival.record(&shown, outcome.status, outcome.body.clone())
    });
    let request = hub.write(What::Request(record.clone()));
    let cause = Cause {
        interaction: arrival.interaction,
        request: Some(request),
    };
    let code = outcome.body["code"].as_u64().unwrap_or_default();
    // Whether a file that an edit keeps is still there, a bot cannot know when others edit too.
    let raced = outcome.body["errors"]["components"]["_errors"][0]["code"] == refusal::FILE_GONE;
    if outcome.status == 400 && REFUSED_BODIES.contains(&code) && !raced {
        hub.problem_of(
            cause,
            ProblemKind::Refused,
            format!("{} {shown} was refused: {}", record.method, outcome.body),
        );
    }
    for (kind, text) in problems {
        hub.problem_of(cause, kind, text);
    }
    ask_oracle(hub, path, route, &record, cause);
}

/// Writes a request whose connection was cut before it was handled.
pub(super) fn cut(hub: &Hub, arrival: &Arrival<'_>) {
    edge(hub, arrival, 0);
}

/// Writes a request that a fault answered.
pub(super) fn edge(hub: &Hub, arrival: &Arrival<'_>, status: u16) {
    let record = arrival.record(&mask(arrival.path), status, Value::Null);
    let application_id = record.interaction.and_then(|id| {
        hub.look(|world, _| world.interactions.get(&id).map(|found| found.application))
    });
    hub.write(What::Request(Arc::new(RequestRecord {
        application_id,
        ..record
    })));
}

fn who(hub: &Hub, call: &Call) -> Option<u64> {
    if call.application > 0 {
        return Some(call.application);
    }
    hub.look(|world, _| {
        let token = call.text("token");
        let Some(id) = world.interaction_tokens.get(token) else {
            let webhook = world.webhooks.get(&call.text("webhook").parse().ok()?)?;
            return webhook
                .application
                .filter(|_| webhook.token() == Some(token));
        };
        Some(world.interactions.get(id)?.application)
    })
}

fn ask_oracle(hub: &Hub, path: &str, route: Option<&Route>, record: &RequestRecord, cause: Cause) {
    let Some((oracle, route)) = hub.oracle.as_ref().zip(route) else {
        return;
    };
    let body = (!record.body.is_null()).then_some(&record.body);
    // discord.js writes `@original` as `%40original`; all else stays as it is, for `%2F` parts nothing.
    let path = &path.replace("%40", "@");
    let mut problems = Vec::new();
    // A body that was refused is wrong anyway, and that was said.
    if record.status < 400 {
        problems.extend(oracle.request(&record.method, path, body));
    }
    problems.extend(oracle.response(&record.method, path, record.status, &record.answer));
    for problem in problems {
        hub.problem_of(
            cause,
            ProblemKind::Oracle,
            format!("{} {}: {problem}", record.method, route.path),
        );
    }
    if hub.settings.strict {
        for field in oracle.unknown_fields(&record.method, path, body) {
            hub.problem_of(
                cause,
                ProblemKind::UnknownField,
                format!("{} {}: {field}", record.method, route.path),
            );
        }
    }
}

fn shown_path(path: &str, route: Option<&Route>, call: &Call) -> String {
    match route {
        Some(route) if route.access == Access::Interaction => {
            path.replace(call.text("token"), "***")
        }
        Some(_) => path.to_owned(),
        None => mask(path),
    }
}

/// Masks the token in a path that was not read: the third part below interactions and webhooks.
pub(super) fn mask(path: &str) -> String {
    let holds_token = ["/interactions/", "/webhooks/"]
        .iter()
        .any(|start| path.starts_with(start));
    if !holds_token {
        return path.to_owned();
    }
    let masked = |(at, part): (usize, &str)| {
        if at == 3 {
            "***".to_owned()
        } else {
            part.to_owned()
        }
    };
    path.split('/')
        .enumerate()
        .map(masked)
        .collect::<Vec<_>>()
        .join("/")
}
