//! Messages: written, changed, deleted, marked.

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State},
    routing::{MethodRouter, patch, post, put},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    at::{At, Params},
    form,
};
use crate::{
    control::reply::Reply,
    driver::{DriverError, MessageView, Seat},
    file::Id,
    hub::Hub,
    sight::Sight,
};

type Answer = Result<Reply, Reply>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        (
            "/sim/v1/as/{user}/channels/{channel}/messages",
            post(create),
        ),
        (
            "/sim/v1/as/{user}/channels/{channel}/messages/{message}",
            patch(edit).delete(delete),
        ),
        (
            "/sim/v1/as/{user}/channels/{channel}/messages/{message}/reactions/{emoji}",
            put(react).delete(unreact),
        ),
        (
            "/sim/v1/as/{user}/channels/{channel}/messages/{message}/pin",
            put(pin).delete(unpin),
        ),
        (
            "/sim/v1/as/{user}/channels/{channel}/messages/{message}/votes",
            put(vote),
        ),
        ("/sim/v1/as/{user}/channels/{channel}/typing", post(typing)),
    ]
}

/// What a message answers.
#[derive(Debug, Deserialize)]
struct Reference {
    message_id: Id,
}

async fn create(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let (mut body, files): (Value, _) = form::read(request, "AsMessage").await?;
    let at = At::new(hub, params);
    let seat = at.seat()?;
    let reference = body["message_reference"].take();
    let reference: Option<Reference> = serde_json::from_value(reference).unwrap_or_default();
    if body["allowed_mentions"].is_object() {
        body["allowed_mentions"] = mentions(&body["allowed_mentions"]);
    }
    let reply_to = reference.map(|reference| reference.message_id.0);
    let id = seat.post_message(&body, &files, reply_to)?;
    shown(&at, &seat, id)
}

/// What a client allows a message to mention: everything that its text does, and who is answered unless it says no.
fn mentions(given: &Value) -> Value {
    let parse = match &given["parse"] {
        Value::Array(list) => json!(list),
        _ => json!(["users", "roles", "everyone"]),
    };
    let replied = given["replied_user"].as_bool().unwrap_or(true);
    json!({"parse": parse, "replied_user": replied})
}

fn shown(at: &At, seat: &Seat, id: u64) -> Answer {
    let (channel, person) = (seat.channel().id(), seat.person().id());
    let found = at.hub.look(|world, now| {
        let message = world.message(channel, id)?;
        Some(Sight::of(world, person, now).message(message))
    });
    let found = found.ok_or(DriverError::NoMessage)?;
    Ok(Reply::ok(found))
}

async fn edit(State(hub): State<Arc<Hub>>, Path(params): Path<Params>, request: Request) -> Answer {
    let body: Value = form::plain(request, "AsMessageEdit").await?;
    let at = At::new(hub, params);
    let (seat, message) = (at.seat()?, at.message()?);
    seat.rewrite(&message, &body)?;
    shown(&at, &seat, message.id)
}

/// Does something with the path's message that leaves nothing to show.
fn done(
    hub: Arc<Hub>,
    params: Params,
    act: impl FnOnce(&At, &Seat, &MessageView) -> Result<(), DriverError>,
) -> Answer {
    let at = At::new(hub, params);
    act(&at, &at.seat()?, &at.message()?)?;
    Ok(Reply::done())
}

async fn delete(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, |_, seat, message| seat.delete(message))
}

async fn react(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, |at, seat, message| {
        seat.react(message, at.text("emoji"))
    })
}

async fn unreact(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, |at, seat, message| {
        seat.unreact(message, at.text("emoji"))
    })
}

async fn pin(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, |_, seat, message| seat.pin(message))
}

async fn unpin(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, |_, seat, message| seat.unpin(message))
}

/// Numbers of a poll's answers.
#[derive(Debug, Deserialize)]
struct Votes {
    answers: Vec<Id>,
}

async fn vote(State(hub): State<Arc<Hub>>, Path(params): Path<Params>, request: Request) -> Answer {
    let votes: Votes = form::plain(request, "AsVotes").await?;
    let answers: Vec<u64> = votes.answers.iter().map(|id| id.0).collect();
    done(hub, params, |_, seat, message| {
        seat.vote_for(message, &answers)
    })
}

async fn typing(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    At::new(hub, params).seat()?.typing()?;
    Ok(Reply::done())
}
