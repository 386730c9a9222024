//! Threads: started, changed, joined, left.

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
    driver::{DriverError, Seat, ThreadChange},
    file::Id,
    hub::Hub,
};

type Answer = Result<Reply, Reply>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        ("/sim/v1/as/{user}/channels/{channel}/threads", post(create)),
        ("/sim/v1/as/{user}/channels/{channel}", patch(change)),
        (
            "/sim/v1/as/{user}/channels/{channel}/membership",
            put(join).delete(leave),
        ),
    ]
}

/// A thread or a post that somebody begins.
#[derive(Debug, Deserialize)]
struct Body {
    name: String,
    message_id: Option<Id>,
    #[serde(default)]
    private: bool,
    content: Option<String>,
    attachments: Option<Value>,
    #[serde(default)]
    tags: Vec<Id>,
}

async fn create(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let (body, files): (Body, _) = form::read(request, "AsThread").await?;
    let at = At::new(hub, params);
    let seat = at.seat()?;
    let forum = at.hub.look(|world, _| {
        let channel = world.channels.get(&seat.channel().id());
        channel.is_some_and(|channel| channel.kind.is_forum())
    });
    let mut first = json!({"content": body.content.clone().unwrap_or_default()});
    if let Some(attachments) = body.attachments {
        first["attachments"] = attachments;
    }
    let opened = if forum {
        let tags = body.tags.iter().map(|id| id.0).collect();
        seat.open_post(&body.name, &first, &files, tags)?
    } else if body.tags.is_empty() {
        let message = body.message_id.map(|id| id.0);
        let opened = seat.start(&body.name, message, body.private)?;
        if body.content.is_some() || !files.is_empty() {
            opened.post_message(&first, &files, None)?;
        }
        opened
    } else {
        return Err(DriverError::Refused("tags are for posts").into());
    };
    Ok(Reply::ok(at.channel_view(&opened)))
}

/// What becomes of a thread.
#[derive(Debug, Deserialize)]
struct Change {
    archived: Option<bool>,
    locked: Option<bool>,
    name: Option<String>,
}

async fn change(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let change: Change = form::plain(request, "AsThreadChange").await?;
    let at = At::new(hub, params);
    let seat = at.seat()?;
    seat.change_thread(&ThreadChange {
        archived: change.archived,
        locked: change.locked,
        name: change.name,
    })?;
    Ok(Reply::ok(at.channel_view(&seat)))
}

fn done(
    hub: Arc<Hub>,
    params: Params,
    act: impl FnOnce(&Seat) -> Result<(), DriverError>,
) -> Answer {
    act(&At::new(hub, params).seat()?)?;
    Ok(Reply::done())
}

async fn join(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, Seat::join_thread)
}

async fn leave(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    done(hub, params, Seat::leave_thread)
}
