//! What moderators do to members: kick, ban, time out, rename, give and take roles.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Path, Request, State},
    routing::{MethodRouter, delete, get, post},
};
use serde::Deserialize;
use serde_json::json;

use super::{
    at::{At, Params},
    form,
};
use crate::{control::reply::Reply, file::Id, hub::Hub};

type Answer = Result<Reply, Reply>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        (
            "/sim/v1/as/{user}/guilds/{guild}/members/{member}/moderation",
            post(moderate),
        ),
        ("/sim/v1/as/{user}/guilds/{guild}/bans", get(bans)),
        (
            "/sim/v1/as/{user}/guilds/{guild}/bans/{member}",
            delete(unban),
        ),
    ]
}

/// What is done, and why.
#[derive(Debug, Deserialize)]
struct Body {
    #[serde(flatten)]
    what: What,
    #[serde(default)]
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum What {
    Kick,
    Ban {
        #[serde(default)]
        delete_message_seconds: u64,
    },
    Timeout {
        minutes: u64,
    },
    Nick {
        nick: Option<String>,
    },
    Roles {
        roles: Vec<Id>,
    },
}

async fn moderate(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let body: Body = form::plain(request, "AsModeration").await?;
    let at = At::new(hub, params);
    let (person, guild, who) = (at.person()?, at.guild()?, at.member()?);
    let reason = &body.reason;
    match body.what {
        What::Kick => person.kick(&guild, &who, reason)?,
        What::Ban {
            delete_message_seconds,
        } => {
            let purge = Duration::from_secs(delete_message_seconds);
            person.ban(&guild, &who, purge, reason)?;
        }
        What::Timeout { minutes } => {
            let how_long = Duration::from_secs(minutes.saturating_mul(60));
            person.time_out(&guild, &who, how_long, reason)?;
        }
        What::Nick { nick } => person.rename(&guild, &who, nick.as_deref(), reason)?,
        What::Roles { roles } => {
            let roles: Vec<u64> = roles.iter().map(|id| id.0).collect();
            person.set_roles(&guild, &who, &roles, reason)?;
        }
    }
    Ok(Reply::done())
}

async fn bans(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    let at = At::new(hub, params);
    let bans = at.person()?.bans(&at.guild()?)?;
    Ok(Reply::ok(json!({"bans": bans})))
}

async fn unban(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    let at = At::new(hub, params);
    at.person()?.unban(&at.guild()?, &at.member()?, "")?;
    Ok(Reply::done())
}
