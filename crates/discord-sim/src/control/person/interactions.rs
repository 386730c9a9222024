//! Commands, components and modals: `POST …/interactions`. The outcome comes by the feed.

use std::sync::Arc;

use axum::extract::{Path, Request, State};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    at::{At, Params, holding},
    form,
};
use crate::{
    control::reply::Reply,
    driver::{DriverError, Sent},
    file::Id,
    hub::Hub,
    world::Channel,
};

/// An interaction as the client sends it.
#[derive(Debug, Deserialize)]
struct Body {
    #[serde(rename = "type")]
    kind: u8,
    application_id: Id,
    channel_id: Id,
    guild_id: Option<Id>,
    message_id: Option<Id>,
    nonce: Option<String>,
    data: Value,
}

pub(super) async fn create(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Result<Reply, Reply> {
    let (body, files): (Body, _) = form::read(request, "AsInteraction").await?;
    let at = At::new(hub, params);
    // What is overdue has failed, also where the clock was moved a moment ago.
    at.hub.expire();
    let channel = body.channel_id.0;
    let seat = holding(at.seat_in(channel)?, files);
    let guild = at
        .hub
        .look(|world, _| world.channels.get(&channel).and_then(Channel::guild));
    if body.guild_id.is_some_and(|given| Some(given.0) != guild) {
        let error = "the channel is not in that guild";
        return Err(DriverError::Refused(error).into());
    }
    let sent = Sent {
        kind: body.kind,
        application: body.application_id.0,
        message: body.message_id.map(|id| id.0),
        nonce: body.nonce.clone(),
        data: body.data,
    };
    let id = seat.interact(&sent)?;
    Ok(Reply::accepted(
        json!({"id": id.to_string(), "nonce": body.nonce}),
    ))
}
