//! Linked roles: the metadata that an application defines, and the values that it gives a person.

use serde_json::{Map, Value};

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    validate,
    world::{RoleConnection, World},
};

/// What is about linked roles.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/applications/{application}/role-connections/metadata", "get_application_role_connections_metadata", Access::Bot, USUAL, metadata),
    route("PUT", "/applications/{application}/role-connections/metadata", "update_application_role_connections_metadata", Access::Bot, USUAL, set_metadata),
    route("GET", "/users/@me/applications/{application}/role-connection", "get_application_user_role_connection", Access::User, USUAL, get),
    route("PUT", "/users/@me/applications/{application}/role-connection", "update_application_user_role_connection", Access::User, USUAL, set),
    route("DELETE", "/users/@me/applications/{application}/role-connection", "delete_application_user_role_connection", Access::User, USUAL, delete),
];

/// The application of the path, which must be the one that asks.
fn own(call: &Call) -> Result<u64, Refusal> {
    let id = call.id("application")?;
    if id == call.application {
        Ok(id)
    } else {
        Err(refusal::unknown_application())
    }
}

fn metadata(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let application = world.applications.get(&own(call)?);
    let list = application.map(|found| found.role_metadata.clone());
    Answer::ok(Value::Array(list.unwrap_or_default()))
}

fn set_metadata(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = own(call)?;
    validate::role_connection_metadata(&call.body)?;
    if let Some(application) = world.applications.get_mut(&id) {
        application.role_metadata = call.body.as_array().cloned().unwrap_or_default();
    }
    metadata(world, call, now)
}

/// Application and person, for a token with the scope.
fn key(call: &Call) -> Result<(u64, u64), Refusal> {
    call.scope("role_connections.write")?;
    Ok((own(call)?, call.account()))
}

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let found = world.role_connections.get(&key(call)?);
    Answer::ok(found.cloned().unwrap_or_default().json())
}

fn set(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let key = key(call)?;
    let known = world
        .applications
        .get(&key.0)
        .map(|found| found.role_metadata.as_slice())
        .unwrap_or_default();
    validate::role_connection(&call.body, known)?;
    let text = |name: &str| call.body[name].as_str().map(ToOwned::to_owned);
    let values = call.body["metadata"].as_object().into_iter().flatten();
    let metadata: Map<String, Value> = values
        .map(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            (key.clone(), Value::String(text))
        })
        .collect();
    let connection = RoleConnection {
        platform_name: text("platform_name"),
        platform_username: text("platform_username"),
        metadata,
    };
    let answer = connection.json();
    world.role_connections.insert(key, connection);
    Answer::ok(answer)
}

fn delete(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    world.role_connections.remove(&key(call)?);
    Answer::nothing()
}
