//! The journal over HTTP: pages, waiting for what comes, and a live stream.

use std::{collections::BTreeMap, convert::Infallible, sync::Arc, time::Duration};

use axum::{
    extract::{Query, State},
    response::{
        IntoResponse, Response, Sse,
        sse::{Event, KeepAlive},
    },
};
use futures_util::stream;
use serde_json::{Value, json};

use super::{find, reply::Reply};
use crate::{
    entry,
    gateway::GatewayRecord,
    hub::Hub,
    journal::{Entry, Journal, What},
};

/// Entries of a page if nobody says how many.
const PAGE: usize = 1_000;
/// Longest wait for an entry.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// Kinds of entries.
const KINDS: [&str; 7] = [
    "request",
    "gateway",
    "interaction",
    "delivery",
    "said",
    "shown",
    "problem",
];

type Asked = BTreeMap<String, String>;

/// Which entries are wanted.
struct Filter {
    kinds: Option<Vec<String>>,
    application: Option<u64>,
}

impl Filter {
    fn read(hub: &Arc<Hub>, query: &Asked) -> Result<Self, Reply> {
        let kinds = query.get("kind").map(|text| {
            let kinds: Vec<String> = text.split(',').map(|kind| kind.trim().to_owned()).collect();
            kinds
        });
        let mut all = kinds.iter().flatten();
        if let Some(kind) = all.find(|kind| !KINDS.contains(&kind.as_str())) {
            let error = format!("kind is one of {}, not {kind:?}", KINDS.join(", "));
            return Err(Reply::bad(&error));
        }
        let application = query.get("application");
        let application = application.map(|wanted| find::application(hub, wanted));
        Ok(Self {
            kinds,
            application: application.transpose()?,
        })
    }

    fn wants(&self, entry: &Entry) -> bool {
        let (kind, whose) = match &entry.what {
            What::Request(request) => ("request", request.application_id),
            What::Gateway(record) => ("gateway", whose(record)),
            What::Interaction { .. } => ("interaction", None),
            What::Said(_) => ("said", None),
            What::Shown(_) => ("shown", None),
            What::Delivery(delivery) => ("delivery", Some(delivery.application_id)),
            What::Problem(_) => ("problem", None),
        };
        let kinds = self.kinds.as_ref();
        kinds.is_none_or(|kinds| kinds.iter().any(|wanted| wanted == kind))
            && self.application.is_none_or(|id| whose == Some(id))
    }
}

fn whose(record: &GatewayRecord) -> Option<u64> {
    match record {
        GatewayRecord::Connected { .. } => None,
        GatewayRecord::Received { application_id, .. }
        | GatewayRecord::Sent { application_id, .. }
        | GatewayRecord::Closed { application_id, .. } => *application_id,
        GatewayRecord::TokenReset { application_id } => Some(*application_id),
    }
}

fn number<T: std::str::FromStr>(query: &Asked, name: &str) -> Result<Option<T>, Reply> {
    let read = |text: &String| {
        text.parse()
            .map_err(|_| Reply::bad(&format!("{name} is a number, not {text:?}")))
    };
    query.get(name).map(read).transpose()
}

/// A page of entries.
pub(super) async fn page(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<Asked>,
) -> Result<Reply, Reply> {
    let after = number(&query, "after")?.unwrap_or_default();
    let limit = number(&query, "limit")?.unwrap_or(PAGE);
    let wait = number::<f64>(&query, "wait")?.unwrap_or_default();
    let filter = Filter::read(&hub, &query)?;
    let wait = Duration::try_from_secs_f64(wait).unwrap_or_default();
    let mut newest = hub.book.follow();
    let mut page = hub.book.page(after, limit, |entry| filter.wants(entry));
    let search = async {
        while page.0.is_empty() && newest.changed().await.is_ok() {
            page = hub.book.page(after, limit, |entry| filter.wants(entry));
        }
    };
    // Without an entry in time the page is empty, which is an answer too.
    let _in_time = tokio::time::timeout(wait.min(LONGEST_WAIT), search).await;
    let (entries, lost, last) = page;
    let problems: Vec<String> = all(&hub)
        .problems()
        .iter()
        .map(ToString::to_string)
        .collect();
    let entries: Vec<Value> = entries.iter().map(entry::json).collect();
    Ok(Reply::ok(
        json!({"entries": entries, "problems": problems, "last": last, "lost": lost}),
    ))
}

fn all(hub: &Arc<Hub>) -> Journal {
    Journal {
        book: hub.book.clone(),
        hub: Arc::downgrade(hub),
    }
}

/// Entries as they are written, as server-sent events.
pub(super) async fn events(State(hub): State<Arc<Hub>>, Query(query): Query<Asked>) -> Response {
    let newest = hub.book.follow();
    let after = match number(&query, "after") {
        Ok(after) => after.unwrap_or(*newest.borrow()),
        Err(refused) => return refused.into_response(),
    };
    let filter = match Filter::read(&hub, &query) {
        Ok(filter) => filter,
        Err(refused) => return refused.into_response(),
    };
    let book = hub.book.clone();
    let entries = stream::unfold(
        (book, newest, filter, after, Vec::new()),
        |(book, mut newest, filter, mut after, mut ready): (_, _, _, _, Vec<Entry>)| async move {
            while ready.is_empty() {
                newest.wait_for(|newest| *newest > after).await.ok()?;
                let (mut found, _, last) = book.page(after, PAGE, |entry| filter.wants(entry));
                after = last;
                found.reverse();
                ready = found;
            }
            let entry = ready.pop()?;
            let event = Event::default()
                .id(entry.number.to_string())
                .event("entry")
                .data(entry::json(&entry).to_string());
            Some((
                Ok::<_, Infallible>(event),
                (book, newest, filter, after, ready),
            ))
        },
    );
    Sse::new(entries)
        .keep_alive(KeepAlive::default())
        .into_response()
}

/// `?final=true` also says what can only be said at the end.
pub(super) async fn problems(State(hub): State<Arc<Hub>>, Query(query): Query<Asked>) -> Reply {
    let mut problems = all(&hub).problems();
    if query.get("final").is_some_and(|text| text == "true") {
        problems.extend(hub.final_problems());
    }
    Reply::ok(json!({"problems": problems}))
}
