//! Replaying an interaction: the person does the same again, or Discord sends the same event twice.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::super::reply::{Reply, body};
use crate::{driver::Person, file::Found, hub::Hub, setup::Channel};

#[derive(Debug, Deserialize)]
struct Order {
    how: How,
}

/// How an interaction is replayed.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum How {
    /// The same person does the same in the same place.
    Again,
    /// The same event comes a second time.
    Event,
}

pub(super) async fn replay(
    State(hub): State<Arc<Hub>>,
    Path(id): Path<String>,
    bytes: Bytes,
) -> Result<Reply, Reply> {
    let order: Order = body(&bytes, "Replay", |_| Found::new())?;
    let wanted: u64 = id.parse().unwrap_or_default();
    let place = hub.look(|world, _| {
        let found = world.interactions.get(&wanted)?;
        Some((found.user, found.channel))
    });
    let nothing = || Reply::nothing(&format!("there is no interaction {id:?}"));
    let (user, channel) = place.ok_or_else(nothing)?;
    let seat = Person::of(&hub, user).in_channel(&Channel::of(&hub, channel));
    let refused = |error| {
        let error = format!("it cannot be replayed: {error}");
        Reply::refused(StatusCode::CONFLICT, &error, &[])
    };
    let replayed = match order.how {
        How::Again => seat.repeat(wanted).map_err(refused)?,
        How::Event => {
            seat.redeliver(wanted).map_err(refused)?;
            wanted
        }
    };
    Ok(Reply::ok(
        json!({"outcome": "replayed", "interaction": replayed.to_string()}),
    ))
}
