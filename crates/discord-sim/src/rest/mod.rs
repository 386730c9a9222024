//! REST v10: from a socket's bytes to an operation on the world, and back.
//!
//! The order is Discord's: faults, address, user agent, token, limits, body, operation. Everything is written to the
//! journal and, where it is loaded, held against Discord's OpenAPI description.

mod account;
mod asset;
mod attachment;
mod audit_log;
mod authority;
mod automod;
mod avatar;
mod ban;
mod call;
mod callback;
mod channel;
mod command;
mod command_permission;
mod community;
mod edge;
mod expression;
mod guild;
mod inline;
mod invite;
mod limits;
mod member;
mod member_change;
mod message;
mod money;
pub(crate) mod multipart;
mod news;
mod oauth;
mod pin;
mod poll;
mod reaction;
mod record;
mod refusal;
mod role;
mod role_connection;
mod route;
mod scheduled_event;
mod search;
mod stage;
mod template;
mod thread;
mod user;
mod voice;
mod webhook;
mod widget;

use std::{net::IpAddr, sync::Arc};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, Response, StatusCode, header, request::Parts},
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use serde_json::{Value, json};

pub(crate) use self::{
    call::{Bearer, Call},
    inline::inline,
    multipart::Form,
    route::all as operations,
};
use self::{
    limits::Standing,
    record::Arrival,
    refusal::Refusal,
    route::{Access, Answer, Found, Route},
};
use crate::{
    clock::real_now, delivery, fault::RestFault, hub::Hub, journal::ProblemKind, scenario::Cue,
    server::Cut,
};

/// Largest request in bytes (PROTOCOL 3.2).
const LARGEST_REQUEST: usize = 25 * 1024 * 1024;
/// How much of a request that is too large is still read, in bytes.
const DRAINED: usize = 4 * LARGEST_REQUEST;

/// The REST part of the server: API and attachments.
pub(crate) fn router(hub: Arc<Hub>) -> Router {
    Router::new()
        .merge(files(""))
        .merge(files("/cdn"))
        .fallback(serve)
        .with_state(hub)
}

/// What Discord serves from an address of its own; a program may be told to look for it below `/cdn`.
fn files(below: &str) -> Router<Arc<Hub>> {
    Router::new()
        .route(
            &format!("{below}/attachments/{{channel}}/{{attachment}}/{{name}}"),
            axum::routing::get(attachment::get),
        )
        .route(
            &format!("{below}/emojis/{{file}}"),
            axum::routing::get(asset::emoji),
        )
        .route(
            &format!("{below}/stickers/{{file}}"),
            axum::routing::get(asset::sticker),
        )
        .route(
            &format!("{below}/soundboard-sounds/{{file}}"),
            axum::routing::get(asset::sound),
        )
        .route(
            &format!("{below}/embed/avatars/{{name}}"),
            axum::routing::get(avatar::default),
        )
        .route(
            &format!("{below}/avatars/{{id}}/{{name}}"),
            axum::routing::get(avatar::uploaded),
        )
}

/// An answer on its way out, with headers on top of the usual ones.
pub(crate) struct Outcome {
    status: u16,
    body: Value,
    picture: Option<Bytes>,
    headers: Vec<(&'static str, String)>,
}

impl From<Result<Answer, Refusal>> for Outcome {
    fn from(result: Result<Answer, Refusal>) -> Self {
        let (status, body, picture) = match result {
            Ok(answer) => (answer.status, answer.body, answer.picture),
            Err(refusal) => (refusal.status, refusal.body, None),
        };
        Self {
            status,
            body,
            picture,
            headers: Vec::new(),
        }
    }
}

async fn serve(
    State(hub): State<Arc<Hub>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response<Body> {
    let began = real_now();
    let (parts, body) = request.into_parts();
    let Some(path) = api_path(parts.uri.path()).map(ToOwned::to_owned) else {
        return plain(StatusCode::NOT_FOUND, "404 page not found");
    };
    let mut arrival = Arrival::new(&hub, &parts, &path, began);
    if hub.limits().is_banned(began) {
        record::edge(&hub, &arrival, StatusCode::TOO_MANY_REQUESTS.as_u16());
        return edge::ban();
    }
    if hub.stage().is_some()
        && let Found::Operation(route, _) = route::find(parts.method.as_str(), &path)
    {
        hub.cue(Cue::Request(route.name));
    }
    let struck = hub.faults().strike(parts.method.as_str(), &path, began);
    arrival.struck = &struck;
    for fault in &struck {
        match fault {
            RestFault::Latency(by) => tokio::time::sleep(*by).await,
            RestFault::Drop => {
                record::cut(&hub, &arrival);
                cut.now();
                return plain(StatusCode::BAD_GATEWAY, "");
            }
            RestFault::Status(status) => {
                record::edge(&hub, &arrival, *status);
                return edge::page(*status);
            }
            RestFault::Banned => {
                record::edge(&hub, &arrival, StatusCode::TOO_MANY_REQUESTS.as_u16());
                return edge::ban();
            }
            RestFault::ServerError(status) => {
                record::edge(&hub, &arrival, *status);
                return respond(Err(refusal::server_error(*status)).into());
            }
            RestFault::Global429 { .. }
            | RestFault::Route429 { .. }
            | RestFault::Shared429 { .. }
            | RestFault::LoseAnswer => {}
        }
    }
    let outcome = match read(body).await {
        Some(bytes) => {
            let who = || {
                let mut call = Call::default();
                identified(&hub, &parts, Access::Bot, &mut call).then_some(call.application)
            };
            let body = || {
                let read = call::content(&parts.headers, &bytes);
                read.map(|(body, _)| body).unwrap_or_default()
            };
            let distrusted = delivery::gate(&hub, &parts, &path, who, body).await;
            process(&hub, &arrival, &bytes, cut.peer, distrusted)
        }
        None => Err(refusal::too_large()).into(),
    };
    if struck.contains(&RestFault::LoseAnswer) {
        cut.now();
    }
    respond(outcome)
}

/// Reads a body; `None` when it is too large. Much of what is too large is read all the same, for who is still writing
/// reads no answer.
pub(crate) async fn read(body: Body) -> Option<Bytes> {
    let mut stream = body.into_data_stream();
    let (mut whole, mut seen) = (BytesMut::new(), 0_usize);
    while let Some(piece) = stream.next().await {
        let piece = piece.ok()?;
        seen += piece.len();
        if seen > DRAINED {
            return None;
        }
        if seen <= LARGEST_REQUEST {
            whole.extend_from_slice(&piece);
        }
    }
    (seen <= LARGEST_REQUEST).then(|| whole.freeze())
}

/// The form in a body whose content type says that it is one.
pub(crate) fn form(content_type: &str, body: &Bytes) -> Option<Form> {
    multipart::parse(body, multipart::boundary(content_type)?)
}

/// Everything between a read request and its answer.
fn process(
    hub: &Arc<Hub>,
    arrival: &Arrival<'_>,
    bytes: &Bytes,
    peer: IpAddr,
    distrusted: Vec<(&'static str, String)>,
) -> Outcome {
    let (parts, path, method) = (arrival.parts, arrival.path, arrival.method());
    let found = route::find(method, path);
    let mut call = Call {
        query: call::query(parts.uri.query().unwrap_or_default()),
        repeated: call::pairs(parts.uri.query().unwrap_or_default()),
        distrusted,
        ..Call::default()
    };
    let mut problems = Vec::new();
    let (route, mut outcome) = match found {
        Found::OtherMethod => (None, Err(refusal::method_not_allowed()).into()),
        Found::Nothing => {
            let shown = record::mask(path);
            let text = format!("{method} {shown} is not simulated");
            problems.push((ProblemKind::NotImplemented, text));
            let message = format!("not simulated: {method} {shown}");
            (None, Err(Refusal::new(501, 0, &message)).into())
        }
        Found::Operation(route, params) => {
            call.params = params;
            let around = (arrival.struck, peer);
            (
                Some(route),
                operate(hub, parts, route, &mut call, bytes, around),
            )
        }
    };
    if limits::counts_as_invalid(outcome.status, &outcome.headers)
        && hub.limits().invalid(real_now())
    {
        let text = "so many requests were answered with 401, 403 or 429 that Discord would ban the address".to_owned();
        problems.push((ProblemKind::InvalidRequests, text));
    }
    let dead = outcome.status == 404 && outcome.body["code"] == refusal::UNKNOWN_WEBHOOK;
    if dead && hub.limits().dead_webhook(path, real_now()) {
        let text = format!(
            "{} was used again and again although it is not there",
            record::mask(path)
        );
        problems.push((ProblemKind::DeadWebhook, text));
    }
    outcome.headers.push(("via", "1.1 discord-sim".to_owned()));
    record::request(hub, arrival, route, &call, &outcome, problems);
    outcome
}

fn operate(
    hub: &Arc<Hub>,
    parts: &Parts,
    route: &'static Route,
    call: &mut Call,
    bytes: &Bytes,
    around: (&[RestFault], IpAddr),
) -> Outcome {
    // What was sent is written down also where it is refused for other reasons.
    let read = call::content(&parts.headers, bytes).map(|(body, files)| {
        call.body = body;
        call.files = files;
    });
    // discord.py's webhooks and interaction answers do not say who asks, and Discord takes them.
    if parts.headers.contains_key(header::AUTHORIZATION) && !honest_agent(parts) {
        return Err(refusal::bad_user_agent()).into();
    }
    if !identified(hub, parts, route.access, call) {
        return Err(refusal::unauthorized()).into();
    }
    let standing = match limits::admit(hub, route, call, around) {
        Standing::Refused(outcome) => return outcome,
        standing @ Standing::Admitted(_) => standing,
    };
    let result = read.and_then(|()| {
        call.reason = call::reason(&parts.headers)?;
        call.locale = call::locale(&parts.headers);
        if route.name == "get_bot_gateway" {
            call.body = json!({"session_start_limit": hub.gateway.start_limit(call.application),
                "guilds_per_shard": hub.settings.gateway.guilds_per_shard});
        }
        hub.turn(|world, now| (route.handle)(world, call, now))
    });
    let mut outcome = Outcome::from(result);
    limits::say(hub, &standing, &mut outcome);
    outcome
}

/// Finds out who asks; whether that is somebody who may ask at all.
fn identified(hub: &Hub, parts: &Parts, access: Access, call: &mut Call) -> bool {
    let value = parts.headers.get(header::AUTHORIZATION);
    let value = value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    if let Some(token) = value
        .strip_prefix("Bearer ")
        .filter(|_| access.takes_people())
    {
        let bearer = hub.look(|world, now| {
            world.bearer(token, now).map(|grant| Bearer {
                user: grant.user,
                scopes: grant.scopes.clone(),
                expires: grant.expires,
                application: grant.application,
            })
        });
        call.application = bearer.as_ref().map_or(0, |bearer| bearer.application);
        call.bearer = bearer;
        return call.bearer.is_some();
    }
    if !access.takes_bots() {
        return matches!(access, Access::Open | Access::Interaction);
    }
    let application = value
        .strip_prefix("Bot ")
        .and_then(|token| hub.application_of(token));
    call.application = application.unwrap_or_default();
    application.is_some()
}

/// `DiscordBot ($url, $version)`; anything may follow. discord.py writes no comma, and Discord takes it.
fn honest_agent(parts: &Parts) -> bool {
    let agent = parts
        .headers
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    agent
        .strip_prefix("DiscordBot (")
        .and_then(|rest| rest.split_once(')'))
        .is_some_and(|(inside, _)| {
            let words = inside.split([',', ' ']).filter(|word| !word.is_empty());
            words.count() > 1
        })
}

/// The path behind `/api` or `/api/v10`.
fn api_path(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("/api")?;
    let rest = rest.strip_prefix("/v10").unwrap_or(rest);
    rest.starts_with('/').then_some(rest)
}

fn respond(outcome: Outcome) -> Response<Body> {
    let empty = outcome.status == 204;
    let (content_type, body) = match (outcome.picture, outcome.body) {
        (Some(png), _) => ("image/png", Body::from(png)),
        (None, _) if empty => ("", Body::empty()),
        // The one thing that is neither a picture nor JSON is a table.
        (None, Value::String(table)) => ("text/csv", Body::from(table)),
        // Without a charset: discord.py compares the header literally (PROTOCOL 3.2).
        (None, body) => ("application/json", Body::from(body.to_string())),
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(outcome.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if !empty {
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    for (name, value) in outcome.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}
