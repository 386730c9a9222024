//! Coming and going: guilds, their bots, voice channels, private channels.

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State},
    routing::{MethodRouter, post, put},
};
use serde::Deserialize;

use super::{
    at::{At, Params},
    form,
};
use crate::{
    control::reply::Reply,
    driver::{DriverError, Seat},
    file::Id,
    hub::Hub,
};

type Answer = Result<Reply, Reply>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        (
            "/sim/v1/as/{user}/guilds/{guild}/membership",
            put(join).delete(leave),
        ),
        ("/sim/v1/as/{user}/guilds/{guild}/bots", post(add_bot)),
        (
            "/sim/v1/as/{user}/guilds/{guild}/voice/{channel}",
            put(join_voice).delete(leave_voice),
        ),
        ("/sim/v1/as/{user}/directs", post(direct)),
    ]
}

async fn join(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    let at = At::new(hub, params);
    at.person()?.join(&at.guild()?)?;
    Ok(Reply::done())
}

async fn leave(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    let at = At::new(hub, params);
    at.person()?.leave(&at.guild()?)?;
    Ok(Reply::done())
}

/// Which bot comes, and what it may do.
#[derive(Debug, Deserialize)]
struct Bot {
    application_id: Id,
    permissions: Option<Bits>,
}

/// Permissions as Discord writes them: a number in digits.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Bits {
    Text(String),
    Number(u64),
}

async fn add_bot(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let bot: Bot = form::plain(request, "AsBot").await?;
    let at = At::new(hub, params);
    let permissions = match bot.permissions {
        None => 0,
        Some(Bits::Number(bits)) => bits,
        Some(Bits::Text(text)) => text
            .parse()
            .map_err(|_| Reply::bad("permissions: these are no bits"))?,
    };
    at.person()?
        .add_bot(&at.guild()?, bot.application_id.0, permissions)?;
    Ok(Reply::done())
}

/// The person at a voice channel of the path's guild.
fn hall(at: &At) -> Result<Seat, Reply> {
    let (guild, seat) = (at.guild()?, at.seat()?);
    let inside = at.hub.look(|world, _| {
        let channel = world.channels.get(&seat.channel().id());
        channel.is_some_and(|channel| channel.guild == Some(guild.id()))
    });
    if inside {
        Ok(seat)
    } else {
        Err(DriverError::Refused("the channel is not in that guild").into())
    }
}

async fn join_voice(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    hall(&At::new(hub, params))?.join_voice()?;
    Ok(Reply::done())
}

async fn leave_voice(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    hall(&At::new(hub, params))?.leave_voice()?;
    Ok(Reply::done())
}

/// With whom: a person or a bot.
#[derive(Debug, Deserialize)]
struct With {
    user_id: Id,
}

async fn direct(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let with: With = form::plain(request, "AsDirect").await?;
    let at = At::new(hub, params);
    let seat = at.person()?.direct_with(with.user_id.0)?;
    Ok(Reply::ok(at.channel_view(&seat)))
}
