//! Adds to the world while it runs: world files, and single things in the form that world files give them.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::json;
use std::collections::BTreeMap;

use super::{
    find,
    reply::{Reply, body},
};
use crate::{
    file::{
        ApplicationFile, BotFile, ChannelFile, Complaint, Found, GuildFile, Known, MemberFile,
        PersonFile, Raise, RoleFile, WorldFile,
    },
    hub::Hub,
};

type Answer = Result<Reply, Reply>;

/// `?as=yaml` or `json`: the world as a world file.
pub(super) async fn export(
    State(hub): State<Arc<Hub>>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let file = hub.look(|world, now| world.export(&hub.settings, now));
    match query.get("as").map_or("yaml", String::as_str) {
        "json" => Reply::ok(file.json()).into_response(),
        "yaml" => ([(header::CONTENT_TYPE, "application/yaml")], file.text()).into_response(),
        other => Reply::bad(&format!("as is yaml or json, not {other:?}")).into_response(),
    }
}

/// Adds what a world file says, in JSON or YAML.
pub(super) async fn world(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Answer {
    let known = hub.look(|world, _| world.known(None));
    let text = std::str::from_utf8(&bytes).map_err(|_| Reply::bad("the body is no text"))?;
    let mistakes = |file: &WorldFile| {
        let mut found = file.mistakes_beside(&known);
        if file.settings != crate::file::SettingsFile::default() {
            let complaint = Complaint::new(
                "/settings",
                "a simulator that runs keeps its settings",
                "take them away, or start with this world",
            );
            found.push(("/settings".to_owned(), complaint));
        }
        found
    };
    let file = crate::file::parse(text, "the body", "World", mistakes).map_err(|error| {
        Reply::refused(
            StatusCode::BAD_REQUEST,
            &error.to_string(),
            &error.complaints,
        )
    })?;
    Ok(raise(&hub, |raise| raise.world(&file)))
}

fn raise(hub: &Hub, make: impl FnOnce(&mut Raise<'_>)) -> Reply {
    let made = hub.turn(|world, now| {
        let mut raise = Raise::new(world, now);
        make(&mut raise);
        raise.finish()
    });
    Reply::of(&made)
}

pub(super) async fn user(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Answer {
    let file: PersonFile = body(&bytes, "Person", |_| Found::new())?;
    Ok(raise(&hub, |raise| raise.person(&file)))
}

pub(super) async fn application(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Answer {
    let known = hub.look(|world, _| world.known(None));
    let file: ApplicationFile = body(&bytes, "Application", |file: &ApplicationFile| {
        let mut found = Found::new();
        file.owner_mistakes("", &known, &mut found);
        found
    })?;
    Ok(raise(&hub, |raise| {
        raise.application(&file);
        raise.purchases(&file);
    }))
}

pub(super) async fn guild(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Answer {
    let known = hub.look(|world, _| world.known(None));
    let file: GuildFile = body(&bytes, "Guild", |file: &GuildFile| {
        let mut found = Found::new();
        file.mistakes("", &known, &mut found);
        found
    })?;
    Ok(raise(&hub, |raise| raise.guild(&file)))
}

/// Something inside a guild: the guild, what its mistakes are judged by, and the thing.
fn inside<T: DeserializeOwned>(
    hub: &Arc<Hub>,
    guild: &str,
    bytes: &[u8],
    kind: &str,
    mistakes: impl FnOnce(&T, &Known, &mut Found),
) -> Result<(u64, T), Reply> {
    let guild = find::guild(hub, guild)?;
    let known = hub.look(|world, _| world.known(Some(guild)));
    let read = body(bytes, kind, |file| {
        let mut found = Found::new();
        mistakes(file, &known, &mut found);
        found
    })?;
    Ok((guild, read))
}

pub(super) async fn channel(
    State(hub): State<Arc<Hub>>,
    Path(guild): Path<String>,
    bytes: Bytes,
) -> Answer {
    let judge =
        |file: &ChannelFile, known: &Known, found: &mut Found| file.mistakes("", known, found);
    let (guild, file) = inside(&hub, &guild, &bytes, "Channel", judge)?;
    Ok(raise(&hub, |raise| {
        raise.channel(guild, &file, false);
    }))
}

pub(super) async fn role(
    State(hub): State<Arc<Hub>>,
    Path(guild): Path<String>,
    bytes: Bytes,
) -> Answer {
    let judge = |file: &RoleFile, _: &Known, found: &mut Found| file.mistakes("", found);
    let (guild, file) = inside(&hub, &guild, &bytes, "Role", judge)?;
    Ok(raise(&hub, |raise| raise.role(guild, &file, true)))
}

pub(super) async fn member(
    State(hub): State<Arc<Hub>>,
    Path(guild): Path<String>,
    bytes: Bytes,
) -> Answer {
    let judge =
        |file: &MemberFile, known: &Known, found: &mut Found| file.mistakes("", known, found);
    let (guild, file) = inside(&hub, &guild, &bytes, "Member", judge)?;
    Ok(raise(&hub, |raise| raise.member(guild, &file)))
}

pub(super) async fn bot(
    State(hub): State<Arc<Hub>>,
    Path(guild): Path<String>,
    bytes: Bytes,
) -> Answer {
    let judge = |file: &BotFile, known: &Known, found: &mut Found| file.mistakes("", known, found);
    let (guild, file) = inside(&hub, &guild, &bytes, "Bot", judge)?;
    Ok(raise(&hub, |raise| raise.bot(guild, &file)))
}

/// Back to the start.
pub(super) async fn reset(State(hub): State<Arc<Hub>>) -> Reply {
    hub.reset();
    Reply::ok(json!({"outcome": "done"}))
}
