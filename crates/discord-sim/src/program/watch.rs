//! Tells what happens while it happens: problems always, everything with `--verbose`.

use discord_sim::{Entry, GatewayRecord, Journal, Saving, What};

/// Names op codes that bots and people meet.
fn op(code: u8) -> &'static str {
    match code {
        0 => "dispatch",
        1 => "heartbeat",
        2 => "identify",
        3 => "presence",
        4 => "voice state",
        6 => "resume",
        7 => "reconnect",
        8 => "request members",
        9 => "invalid session",
        10 => "hello",
        11 => "heartbeat ack",
        _ => "other",
    }
}

/// A line for an entry, if it is wanted.
fn line(entry: &Entry, verbose: bool) -> Option<String> {
    let time = entry.at.iso();
    let time = time.get(11..23).unwrap_or_default();
    let text = match &entry.what {
        What::Problem(problem) => format!("PROBLEM  {problem}"),
        _ if !verbose => return None,
        What::Request(request) => {
            let (method, path, status) = (&request.method, &request.path, request.status);
            format!("request  {status} {method} {path}")
        }
        What::Said(said) => format!("person   {} wrote {:?}", said.user, said.text),
        What::Shown(glimpse) => format!(
            "person   sees {:?} of {}",
            glimpse.sort, glimpse.interaction
        ),
        What::Interaction { id, kind } => format!("person   interaction {id} of type {kind}"),
        What::Delivery(delivery) => {
            let (kind, url, status) = (delivery.kind, &delivery.url, delivery.status);
            format!("endpoint {status} {kind} to {url}")
        }
        What::Gateway(record) => format!("gateway  {}", gateway(record)),
    };
    Some(format!("{time} {text}"))
}

fn gateway(record: &GatewayRecord) -> String {
    match record {
        GatewayRecord::Connected {
            connection, query, ..
        } => format!("{connection} connected: {query}"),
        GatewayRecord::Received {
            connection,
            op: code,
            ..
        } => {
            format!("{connection} -> {}", op(*code))
        }
        GatewayRecord::Sent {
            connection,
            event: Some(event),
            ..
        } => format!("{connection} <- {event}"),
        GatewayRecord::Sent {
            connection,
            op: code,
            ..
        } => format!("{connection} <- {}", op(*code)),
        GatewayRecord::TokenReset { application_id } => {
            format!("the token of {application_id} is reset")
        }
        GatewayRecord::Closed {
            connection,
            code,
            by_client,
            ..
        } => {
            let who = if *by_client {
                "the bot"
            } else {
                "the simulator"
            };
            let code = code.map_or_else(String::new, |code| format!(" with {code}"));
            format!("{connection} closed by {who}{code}")
        }
    }
}

/// Hands a line to `print` when saving the world fails, and one when it works again.
pub(crate) async fn saving(saving: Option<Saving>, print: impl Fn(&str)) {
    let Some(mut saving) = saving else {
        return std::future::pending().await;
    };
    let mut failed = false;
    while let Some(saved) = saving.next().await {
        match saved.failure {
            Some(failure) if !failed => {
                print(&format!(
                    "NOT SAVED  {failure}; it is tried again until it works"
                ));
                failed = true;
            }
            None if failed => {
                print("the world is saved again");
                failed = false;
            }
            _ => {}
        }
    }
}

/// Hands a line for every wanted entry to `print`, until the simulator is gone.
pub(crate) async fn watch(journal: Journal, verbose: bool, print: impl Fn(&str)) {
    let mut after = 0;
    loop {
        let entries = journal.wait(after).await;
        let Some(last) = entries.last() else {
            return;
        };
        after = last.number;
        for text in entries.iter().filter_map(|entry| line(entry, verbose)) {
            print(&text);
        }
    }
}
