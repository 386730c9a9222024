//! A step in a few words.

use serde_json::Value;

use super::Subject;
use crate::{
    gateway::GatewayRecord,
    journal::{Entry, Glimpse, RequestRecord, Sight, What},
    world::interaction::kind,
};

pub(super) fn of(subject: &Subject, entry: &Entry) -> String {
    let bot = &subject.application.1;
    match &entry.what {
        What::Interaction { kind, .. } => acted(subject, *kind),
        What::Gateway(record) => match &**record {
            GatewayRecord::Sent { connection, .. } => {
                format!("sent to {bot} on connection {connection}")
            }
            _ => "at the gateway".to_owned(),
        },
        What::Delivery(delivery) => match delivery.status {
            0 => format!("posted to {bot}, which did not answer"),
            status => format!("posted to {bot}, which answered {status}"),
        },
        What::Request(request) => requested(request),
        What::Said(said) => format!("wrote {:?}", said.text),
        What::Shown(glimpse) => shown(&subject.user.1, glimpse),
        What::Problem(problem) => problem.text.clone(),
    }
}

fn acted(subject: &Subject, number: u8) -> String {
    let (person, name) = (&subject.user.1, &subject.name);
    match number {
        kind::COMPONENT => format!("{person} uses {name}"),
        kind::AUTOCOMPLETE => format!("{person} types {name}"),
        kind::MODAL => format!("{person} submits {name}"),
        _ => format!("{person} runs {name}"),
    }
}

fn shown(person: &str, glimpse: &Glimpse) -> String {
    let what = match glimpse.sort {
        Sight::Message => "a message",
        Sight::Updated => "the message changed",
        Sight::Thinking => "\u{201c}is thinking\u{201d}",
        Sight::Nothing => "nothing new",
        Sight::FollowUp => "a further message",
        Sight::Modal => "a modal",
        Sight::Choices => "suggestions",
        Sight::Activity => "the Activity",
        Sight::Upgrade => "an offer of premium",
    };
    let alone = if glimpse.ephemeral && glimpse.message.is_some() {
        ", alone"
    } else {
        ""
    };
    format!("{person} sees {what}{alone}")
}

fn requested(request: &RequestRecord) -> String {
    let what = match (request.method.as_str(), request.operation) {
        (_, "create_interaction_response") => callback(&request.body["type"]),
        ("PATCH", "update_original_webhook_message") => "edits its answer",
        ("DELETE", "delete_original_webhook_message") => "deletes its answer",
        ("GET", "get_original_webhook_message") => "reads its answer",
        ("POST", "execute_webhook") if request.interaction.is_some() => "follows up",
        ("PATCH", "update_webhook_message") => "edits a message",
        ("DELETE", "delete_webhook_message") => "deletes a message",
        _ => "",
    };
    let what = if what.is_empty() {
        format!("{} {}", request.method, request.path)
    } else {
        what.to_owned()
    };
    match request.status {
        0 => format!("{what}: the connection was cut"),
        status @ 400.. => format!("{what}: {status}"),
        _ => what,
    }
}

fn callback(number: &Value) -> &'static str {
    match number.as_u64() {
        Some(4) => "answers with a message",
        Some(5) => "defers its answer",
        Some(6) => "defers a change",
        Some(7) => "changes the message",
        Some(8) => "suggests choices",
        Some(9) => "opens a modal",
        Some(10) => "offers premium",
        Some(12) => "launches its Activity",
        _ => "answers",
    }
}
