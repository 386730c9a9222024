//! Discord as a person sees it: `/sim/v1/as/{user}/…`, and who there is to be.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, Query, State, WebSocketUpgrade},
    http::StatusCode,
    response::Response,
    routing::{MethodRouter, get},
};
use serde::Deserialize;
use serde_json::Value;

use super::{find, reply::Reply};
use crate::{
    hub::Hub,
    sight::{Sight, Span, Wanted, people, serve},
    world::Guild,
};

/// Messages of a page, if nobody says how many, and at most.
const MESSAGES: (usize, usize) = (50, 100);
/// The same of members.
const MEMBERS: (usize, usize) = (100, 1_000);
/// The same of threads.
const THREADS: (usize, usize) = (50, 100);
/// The same of what a search finds.
const FOUND: (usize, usize) = (25, 100);

type Asked = Query<BTreeMap<String, String>>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        ("/sim/v1/people", get(everybody)),
        ("/sim/v1/as/{user}", get(ready)),
        ("/sim/v1/as/{user}/feed", get(feed)),
        ("/sim/v1/as/{user}/guilds/{guild}/members", get(members)),
        ("/sim/v1/as/{user}/guilds/{guild}/search", get(search)),
        (
            "/sim/v1/as/{user}/channels/{channel}/messages",
            get(messages),
        ),
        ("/sim/v1/as/{user}/channels/{channel}/pins", get(pins)),
        ("/sim/v1/as/{user}/channels/{channel}/threads", get(threads)),
        (
            "/sim/v1/as/{user}/channels/{channel}/commands",
            get(commands),
        ),
    ]
}

/// Who looks, by name or id.
#[derive(Debug, Deserialize)]
struct Who {
    user: String,
}

/// Who looks at which guild.
#[derive(Debug, Deserialize)]
struct InGuild {
    user: String,
    guild: String,
}

/// Who looks at which channel.
#[derive(Debug, Deserialize)]
struct InChannel {
    user: String,
    channel: String,
}

impl InGuild {
    /// Shows something of a guild to one of its members.
    fn look(
        &self,
        hub: &Arc<Hub>,
        show: impl FnOnce(Sight<'_>, &Guild) -> Value,
    ) -> Result<Reply, Reply> {
        let (user, guild) = (
            find::person(hub, &self.user)?,
            find::guild(hub, &self.guild)?,
        );
        let shown = hub.look(|world, now| {
            let sight = Sight::of(world, user, now);
            Some(show(sight, sight.in_guild(guild)?))
        });
        shown.map(Reply::ok).ok_or_else(|| {
            Reply::refused(
                StatusCode::FORBIDDEN,
                "this person is not in this guild",
                &[],
            )
        })
    }
}

impl InChannel {
    /// Shows something of a channel to somebody who sees it.
    fn look(
        &self,
        hub: &Arc<Hub>,
        show: impl FnOnce(Sight<'_>, u64) -> Value,
    ) -> Result<Reply, Reply> {
        let user = find::person(hub, &self.user)?;
        let channel = find::channel(hub, &self.channel, None)?;
        let shown = hub.look(|world, now| {
            let sight = Sight::of(world, user, now);
            let seen = sight.sees(channel);
            if !seen {
                // A page asks for what it was told of: it must hear of it again, should this moment pass.
                hub.feeds.doubt(&sight);
            }
            seen.then(|| show(sight, channel))
        });
        shown.map(Reply::ok).ok_or_else(|| {
            Reply::refused(
                StatusCode::FORBIDDEN,
                "this person does not see this channel",
                &[],
            )
        })
    }
}

async fn everybody(State(hub): State<Arc<Hub>>) -> Reply {
    Reply::ok(hub.look(|world, _| people(world)))
}

async fn ready(State(hub): State<Arc<Hub>>, Path(who): Path<Who>) -> Result<Reply, Reply> {
    let user = find::person(&hub, &who.user)?;
    Ok(Reply::ok(hub.look(|world, now| {
        let sight = Sight::of(world, user, now);
        hub.feeds.doubt(&sight);
        sight.ready(&hub.clock)
    })))
}

async fn feed(
    State(hub): State<Arc<Hub>>,
    Path(who): Path<Who>,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, Reply> {
    let user = find::person(&hub, &who.user)?;
    let upgrade = upgrade.map_err(|_| Reply::bad("the feed is a WebSocket"))?;
    Ok(upgrade.on_upgrade(move |socket| serve(hub, user, socket)))
}

async fn members(
    State(hub): State<Arc<Hub>>,
    Path(place): Path<InGuild>,
    Query(query): Asked,
) -> Result<Reply, Reply> {
    let (after, most) = (number(&query, "after")?, limit(&query, MEMBERS)?);
    let text = query.get("query").map(String::as_str);
    place.look(&hub, |sight, guild| sight.members(guild, after, most, text))
}

async fn search(
    State(hub): State<Arc<Hub>>,
    Path(place): Path<InGuild>,
    Query(query): Asked,
) -> Result<Reply, Reply> {
    let wanted = Wanted {
        content: query
            .get("content")
            .map(|text| text.to_lowercase())
            .unwrap_or_default(),
        channel: number(&query, "channel")?,
        author: number(&query, "author")?,
        skip: number(&query, "offset")?.unwrap_or_default(),
        most: limit(&query, FOUND)?,
    };
    place.look(&hub, |sight, guild| sight.search(guild, &wanted))
}

async fn messages(
    State(hub): State<Arc<Hub>>,
    Path(place): Path<InChannel>,
    Query(query): Asked,
) -> Result<Reply, Reply> {
    let most = limit(&query, MESSAGES)?;
    let (before, after) = (number(&query, "before")?, number(&query, "after")?);
    let span = match (number(&query, "around")?, before, after) {
        (None, None, None) => Span::Newest,
        (Some(around), None, None) => Span::Around(around),
        (None, Some(before), None) => Span::Before(before),
        (None, None, Some(after)) => Span::After(after),
        _ => return Err(Reply::bad("only one of before, after and around")),
    };
    place.look(&hub, |sight, channel| sight.messages(channel, span, most))
}

async fn pins(State(hub): State<Arc<Hub>>, Path(place): Path<InChannel>) -> Result<Reply, Reply> {
    place.look(&hub, |sight, channel| sight.pins(channel))
}

async fn threads(
    State(hub): State<Arc<Hub>>,
    Path(place): Path<InChannel>,
    Query(query): Asked,
) -> Result<Reply, Reply> {
    let (skip, most) = (
        number(&query, "offset")?.unwrap_or_default(),
        limit(&query, THREADS)?,
    );
    let archived = number(&query, "archived")?;
    place.look(&hub, |sight, channel| {
        hub.feeds.doubt(&sight);
        sight.threads_of(channel, archived, skip, most)
    })
}

async fn commands(
    State(hub): State<Arc<Hub>>,
    Path(place): Path<InChannel>,
) -> Result<Reply, Reply> {
    place.look(&hub, |sight, channel| sight.commands(channel))
}

/// A value of the query, if it is there.
fn number<T: std::str::FromStr>(
    query: &BTreeMap<String, String>,
    name: &str,
) -> Result<Option<T>, Reply> {
    let read = |text: &String| {
        text.parse()
            .map_err(|_| Reply::bad(&format!("{name} cannot be {text:?}")))
    };
    query.get(name).map(read).transpose()
}

/// How many things a page has: as many as are wanted, but no more than `most`.
fn limit(query: &BTreeMap<String, String>, (usual, most): (usize, usize)) -> Result<usize, Reply> {
    Ok(number(query, "limit")?.unwrap_or(usual).clamp(1, most))
}
