//! Entries of the journal as JSON.

use std::time::Duration;

use serde_json::{Value, json};

use crate::{
    gateway::GatewayRecord,
    journal::{Entry, What},
};

/// An entry of the journal.
pub(crate) fn json(entry: &Entry) -> Value {
    let id = |id: Option<u64>| id.map(|id| id.to_string());
    let what = match &entry.what {
        What::Request(request) => json!({"request": {
            "application": id(request.application_id), "interaction": id(request.interaction),
            "method": request.method, "path": request.path, "operation": request.operation,
            "status": request.status, "body": request.body, "answer": request.answer,
            "headers": request.headers, "limits": request.limits, "faults": request.faults,
            "files": request.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
            "took_ms": millis(request.took),
        }}),
        What::Gateway(record) => json!({"gateway": gateway(record)}),
        What::Interaction { id, kind } => {
            json!({"interaction": {"id": id.to_string(), "type": kind}})
        }
        What::Delivery(delivery) => json!({"delivery": {
            "application": delivery.application_id.to_string(), "kind": delivery.kind, "url": delivery.url,
            "interaction": id(delivery.interaction), "status": delivery.status,
            "took_ms": millis(delivery.took),
        }}),
        What::Said(said) => json!({"said": {
            "user": said.user.to_string(), "channel": said.channel.to_string(), "message": said.message.to_string(),
            "text": said.text, "reply_to": id(said.reply_to), "files": said.files,
        }}),
        What::Shown(glimpse) => json!({"shown": **glimpse}),
        What::Problem(problem) => json!({"problem": problem}),
    };
    json!({"number": entry.number, "at": entry.at.iso(), "uptime_ms": millis(entry.uptime), "what": what})
}

/// Milliseconds, to the microsecond.
pub(crate) fn millis(time: Duration) -> f64 {
    (time.as_secs_f64() * 1_000_000.0).round() / 1_000.0
}

fn gateway(record: &GatewayRecord) -> Value {
    let whose = |id: &Option<u64>| id.map(|id| id.to_string());
    match record {
        GatewayRecord::Connected {
            connection,
            path,
            query,
        } => {
            json!({"kind": "connected", "connection": connection, "path": path, "query": query})
        }
        GatewayRecord::Received {
            connection,
            application_id,
            op,
            payload,
        } => {
            json!({"kind": "received", "connection": connection, "application": whose(application_id), "op": op,
                "payload": payload})
        }
        GatewayRecord::Sent {
            connection,
            application_id,
            op,
            event,
            sequence,
            interaction,
        } => {
            json!({"kind": "sent", "connection": connection, "application": whose(application_id), "op": op,
                "event": event, "sequence": sequence, "interaction": whose(interaction)})
        }
        GatewayRecord::TokenReset { application_id } => {
            json!({"kind": "token_reset", "application": application_id.to_string()})
        }
        GatewayRecord::Closed {
            connection,
            application_id,
            code,
            by_client,
        } => {
            json!({"kind": "closed", "connection": connection, "application": whose(application_id), "code": code,
                "by_client": by_client})
        }
    }
}
