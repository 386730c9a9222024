//! Writes requests to the journal, without their tokens, and asks the oracle about them.

use std::sync::Arc;

use axum::http::request::Parts;
use serde_json::Value;

use super::{Access, Call, Outcome, Route, refusal};
use crate::{
    hub::Hub,
    journal::{FileRecord, ProblemKind, RequestRecord, What},
};

/// Headers that are kept.
const KEPT: [&str; 3] = ["content-type", "user-agent", "x-audit-log-reason"];
/// Error codes that mean a body which Discord would refuse.
const REFUSED_BODIES: [u64; 4] = [50006, 50016, 50035, 50109];

/// Writes a handled request, and what is wrong with it.
pub(super) fn request(
    hub: &Arc<Hub>,
    parts: &Parts,
    path: &str,
    route: Option<&Route>,
    call: &Call,
    outcome: &Outcome,
) {
    let shown = shown_path(path, route, call);
    let record = RequestRecord {
        application_id: who(hub, call),
        operation: route.map_or("", |route| route.name),
        body: if parts.method.as_str() == "GET" {
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
        ..bare(parts, &shown, outcome.status, outcome.body.clone())
    };
    let code = outcome.body["code"].as_u64().unwrap_or_default();
    // Whether a file that an edit keeps is still there, a bot cannot know when others edit too.
    let raced = outcome.body["errors"]["components"]["_errors"][0]["code"] == refusal::FILE_GONE;
    if outcome.status == 400 && REFUSED_BODIES.contains(&code) && !raced {
        hub.problem(
            ProblemKind::Refused,
            format!("{} {shown} was refused: {}", record.method, outcome.body),
        );
    }
    ask_oracle(hub, path, route, &record);
    hub.write(What::Request(Arc::new(record)));
}

/// Writes a request whose connection was cut before it was handled.
pub(super) fn cut(hub: &Hub, parts: &Parts, path: &str) {
    hub.write(What::Request(Arc::new(bare(
        parts,
        &mask(path),
        0,
        Value::Null,
    ))));
}

/// Writes a request that a fault answered with HTML.
pub(super) fn edge(hub: &Hub, parts: &Parts, path: &str, status: u16) {
    hub.write(What::Request(Arc::new(bare(
        parts,
        &mask(path),
        status,
        Value::Null,
    ))));
}

fn bare(parts: &Parts, path: &str, status: u16, answer: Value) -> RequestRecord {
    let kept = KEPT
        .iter()
        .filter_map(|name| Some((*name, parts.headers.get(*name)?.to_str().ok()?)));
    RequestRecord {
        application_id: None,
        method: parts.method.to_string(),
        path: path.to_owned(),
        operation: "",
        headers: kept
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: Value::Null,
        files: Vec::new(),
        status,
        answer,
    }
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

fn ask_oracle(hub: &Hub, path: &str, route: Option<&Route>, record: &RequestRecord) {
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
        hub.problem(
            ProblemKind::Oracle,
            format!("{} {}: {problem}", record.method, route.path),
        );
    }
    if hub.settings.strict {
        for field in oracle.unknown_fields(&record.method, path, body) {
            hub.problem(
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
