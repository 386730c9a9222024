//! Registering commands, for all places or for one guild.

use serde_json::{Map, Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, SLOW, route},
};
use crate::{
    clock::Moment,
    validate::{self, CommandScope},
    world::{Scope, World, localization},
};

/// What is about application commands.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/applications/{application}/commands", "list_application_commands", Access::Bot, SLOW, list),
    route("PUT", "/applications/{application}/commands", "bulk_set_application_commands", Access::Bot, SLOW, replace),
    route("POST", "/applications/{application}/commands", "create_application_command", Access::Bot, SLOW, create),
    route("GET", "/applications/{application}/commands/{command}", "get_application_command", Access::Bot, SLOW, get),
    route("PATCH", "/applications/{application}/commands/{command}", "update_application_command", Access::Bot, SLOW, change),
    route("DELETE", "/applications/{application}/commands/{command}", "delete_application_command", Access::Bot, SLOW, delete),
    route("GET", "/applications/{application}/guilds/{guild}/commands", "list_guild_application_commands", Access::Bot, SLOW, list),
    route("PUT", "/applications/{application}/guilds/{guild}/commands", "bulk_set_guild_application_commands", Access::Bot, SLOW, replace),
    route("POST", "/applications/{application}/guilds/{guild}/commands", "create_guild_application_command", Access::Bot, SLOW, create),
    route("GET", "/applications/{application}/guilds/{guild}/commands/{command}", "get_guild_application_command", Access::Bot, SLOW, get),
    route("PATCH", "/applications/{application}/guilds/{guild}/commands/{command}", "update_guild_application_command", Access::Bot, SLOW, change),
    route("DELETE", "/applications/{application}/guilds/{guild}/commands/{command}", "delete_guild_application_command", Access::Bot, SLOW, delete),
];

/// The command that launches an Activity.
const ENTRY_POINT: u64 = 4;

/// The two scopes of the paths, checked: the application is the caller, the guild one that it is in.
fn scope(world: &World, call: &Call) -> Result<Scope, Refusal> {
    if call.id("application")? != call.application {
        return Err(refusal::unknown_application());
    }
    if call.params.contains_key("guild") {
        Ok(Scope::Guild(authority::member(world, call)?))
    } else {
        Ok(Scope::Global)
    }
}

fn rules(scope: Scope) -> CommandScope {
    match scope {
        Scope::Global => CommandScope::Global,
        Scope::Guild(_) => CommandScope::Guild,
    }
}

fn commands<'w>(
    world: &'w mut World,
    call: &Call,
    scope: Scope,
) -> Result<&'w mut Vec<Value>, Refusal> {
    let application = world
        .applications
        .get_mut(&call.application)
        .ok_or_else(refusal::unauthorized)?;
    Ok(application.commands.entry(scope).or_default())
}

pub(super) fn list(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let full = call.flag("with_localizations");
    let shown = |command: &Value| {
        if full {
            command.clone()
        } else {
            localized(command, &call.locale)
        }
    };
    Answer::ok(commands(world, call, scope)?.iter().map(shown).collect())
}

pub(super) fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let at = position(commands(world, call, scope)?, call)?;
    Answer::ok(commands(world, call, scope)?[at].clone())
}

pub(super) fn replace(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let wanted = call.body.as_array().ok_or_else(|| {
        Refusal::form(
            &["_"],
            "LIST_TYPE_CONVERT",
            "Only iterables may be used in a ListType",
        )
    })?;
    validate::commands(wanted, rules(scope))?;
    let kept = wanted.iter().any(|body| body["type"] == ENTRY_POINT);
    let known = commands(world, call, scope)?;
    if !kept && known.iter().any(|command| command["type"] == ENTRY_POINT) {
        return Err(refusal::entry_point_left_out());
    }
    let is_new = |body: &&Value| !known.iter().any(|command| same(command, body));
    let new = wanted.iter().filter(is_new).count();
    if !world.may_create_commands(call.application, scope, new, now) {
        return Err(refusal::too_many_creates());
    }
    let old = std::mem::take(commands(world, call, scope)?);
    let new: Vec<Value> = wanted
        .iter()
        .map(|body| {
            let before = old.iter().find(|command| same(command, body));
            registered(world, call, scope, body, before, now)
        })
        .collect();
    commands(world, call, scope)?.clone_from(&new);
    Answer::ok(Value::Array(new))
}

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    validate::command(&call.body, rules(scope))?;
    let known = commands(world, call, scope)?.clone();
    let at = known.iter().position(|command| same(command, &call.body));
    let mut all = known.clone();
    match at {
        Some(at) => all[at] = call.body.clone(),
        None => all.push(call.body.clone()),
    }
    validate::commands(&all, rules(scope))?;
    if at.is_none() && !world.may_create_commands(call.application, scope, 1, now) {
        return Err(refusal::too_many_creates());
    }
    let command = registered(world, call, scope, &call.body, at.map(|at| &known[at]), now);
    let list = commands(world, call, scope)?;
    match at {
        Some(at) => {
            list[at] = command.clone();
            Answer::ok(command)
        }
        None => {
            list.push(command.clone());
            Answer::created(command)
        }
    }
}

pub(super) fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let list = commands(world, call, scope)?;
    let at = position(list, call)?;
    let before = list[at].clone();
    validate::command_edit(&call.body, &before, rules(scope))?;
    let mut body = before.clone();
    if let (Value::Object(fields), Value::Object(changes)) = (&mut body, &call.body) {
        fields.extend(changes.clone());
    }
    let taken = |(place, other): (usize, &Value)| place != at && same(other, &body);
    if list.iter().enumerate().any(taken) {
        return Err(refusal::name_is_taken());
    }
    let command = registered(world, call, scope, &body, Some(&before), now);
    commands(world, call, scope)?[at] = command.clone();
    Answer::ok(command)
}

pub(super) fn delete(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let scope = scope(world, call)?;
    let list = commands(world, call, scope)?;
    let at = position(list, call)?;
    list.remove(at);
    Answer::nothing()
}

fn position(list: &[Value], call: &Call) -> Result<usize, Refusal> {
    let id = call.id("command")?.to_string();
    list.iter()
        .position(|command| command["id"] == id.as_str())
        .ok_or_else(refusal::unknown_command)
}

/// Commands are the same when name and type are.
fn same(command: &Value, body: &Value) -> bool {
    command["name"] == body["name"]
        && command["type"].as_u64() == Some(body["type"].as_u64().unwrap_or(1))
}

/// A command as Discord keeps it. An unchanged one keeps its version, a replaced one its id.
fn registered(
    world: &mut World,
    call: &Call,
    scope: Scope,
    body: &Value,
    before: Option<&Value>,
    now: Moment,
) -> Value {
    let mut fields = Map::new();
    for key in [
        "name",
        "description",
        "name_localizations",
        "description_localizations",
        "options",
        "nsfw",
    ] {
        if let Some(value) = body.get(key) {
            fields.insert(key.to_owned(), value.clone());
        }
    }
    let mut command = Value::Object(fields);
    command["type"] = json!(body["type"].as_u64().unwrap_or(1));
    command["description"] = json!(body["description"].as_str().unwrap_or_default());
    command["nsfw"] = json!(body["nsfw"].as_bool().unwrap_or_default());
    command["application_id"] = json!(call.application.to_string());
    if command["type"] == ENTRY_POINT {
        command["handler"] = json!(body["handler"].as_u64().unwrap_or(1));
    }
    let permissions = &body["default_member_permissions"];
    command["default_member_permissions"] = match permissions.as_u64() {
        Some(bits) => json!(bits.to_string()),
        None => permissions.clone(),
    };
    match scope {
        Scope::Guild(guild) => command["guild_id"] = json!(guild.to_string()),
        Scope::Global => {
            command["contexts"] = body["contexts"].clone();
            command["integration_types"] = if body["integration_types"].is_array() {
                body["integration_types"].clone()
            } else {
                json!([0])
            };
            command["dm_permission"] = json!(body["dm_permission"].as_bool().unwrap_or(true));
        }
    }
    let id = before.map_or_else(
        || json!(world.id(now).to_string()),
        |before| before["id"].clone(),
    );
    command["id"] = id;
    let unchanged = before.filter(|before| {
        let mut old = (*before).clone();
        old.as_object_mut().map(|fields| fields.remove("version"));
        old == command
    });
    command["version"] = unchanged.map_or_else(
        || json!(world.id(now).to_string()),
        |before| before["version"].clone(),
    );
    command
}

/// A command as lists show it: in place of all localizations the one for the caller, where there is one.
fn localized(command: &Value, locale: &str) -> Value {
    let mut command = command.clone();
    if let Value::Object(fields) = &mut command {
        for (all, one) in [
            ("name_localizations", "name_localized"),
            ("description_localizations", "description_localized"),
        ] {
            let texts = fields.remove(all).unwrap_or_default();
            if let Some(text) = localization::localized(&texts, locale) {
                fields.insert(one.to_owned(), json!(text));
            }
        }
        for list in ["options", "choices"] {
            if let Some(Value::Array(items)) = fields.get_mut(list) {
                *items = items.iter().map(|item| localized(item, locale)).collect();
            }
        }
    }
    command
}
