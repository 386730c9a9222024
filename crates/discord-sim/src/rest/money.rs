//! SKUs, entitlements and subscriptions, as the application that sells reads and changes them (PROTOCOL 5).

use serde_json::Value;

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    validate,
    world::{
        World,
        money::{Entitlement, Sku, Subscription, entitlement_type, sku_flag, sku_type},
    },
};

/// What is about money. Discord's description lacks the list of SKUs, so its name is ours and its answer unjudged.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/applications/{application}/skus", "list_skus", Access::Bot, USUAL, skus),
    route("GET", "/applications/{application}/entitlements", "get_entitlements", Access::Bot, USUAL, list),
    route("POST", "/applications/{application}/entitlements", "create_entitlement", Access::Bot, USUAL, create),
    route("GET", "/applications/{application}/entitlements/{entitlement}", "get_entitlement", Access::Bot, USUAL, get),
    route("DELETE", "/applications/{application}/entitlements/{entitlement}", "delete_entitlement", Access::Bot, USUAL, delete),
    route("POST", "/applications/{application}/entitlements/{entitlement}/consume", "consume_entitlement", Access::Bot, USUAL, consume),
    route("GET", "/skus/{sku}/subscriptions", "get_sku_subscriptions", Access::Bot, USUAL, subscriptions),
    route("GET", "/skus/{sku}/subscriptions/{subscription}", "get_sku_subscription", Access::Bot, USUAL, subscription),
    route("GET", "/users/@me/applications/{application}/entitlements", "get_current_user_application_entitlements", Access::User, USUAL, own),
];

/// Entitlements of a list by default, and at most.
const ENTITLEMENTS: (u64, u64) = (100, 100);
/// Subscriptions of a list by default, and at most.
const SUBSCRIPTIONS: (u64, u64) = (50, 100);
/// `owner_type` of a guild; 2 is a user.
const OWNED_BY_GUILD: u64 = 1;

/// The application of the path, which is the caller.
fn application(call: &Call) -> Result<u64, Refusal> {
    if call.id("application")? == call.application {
        Ok(call.application)
    } else {
        Err(refusal::unknown_application())
    }
}

fn sku<'w>(world: &'w World, call: &Call, id: u64) -> Result<&'w Sku, Refusal> {
    let found = world.money.skus.get(&id);
    found
        .filter(|sku| sku.application == call.application)
        .ok_or_else(refusal::unknown_sku)
}

fn entitlement<'w>(world: &'w World, call: &Call) -> Result<&'w Entitlement, Refusal> {
    let application = application(call)?;
    let found = world.money.entitlements.get(&call.id("entitlement")?);
    found
        .filter(|found| found.application == application)
        .ok_or_else(refusal::unknown_entitlement)
}

/// A boolean of the query that has a default.
fn choice(call: &Call, name: &str, default: bool) -> bool {
    if call.query.contains_key(name) {
        call.flag(name)
    } else {
        default
    }
}

/// One page of what has ids: the newest before an id, or the oldest from the start or after an id, in order.
fn page<'a, T: 'a>(
    call: &Call,
    (usual, most): (u64, u64),
    all: impl DoubleEndedIterator<Item = (&'a u64, &'a T)>,
    json: impl Fn(&T) -> Value,
) -> Result<Value, Refusal> {
    let limit = call.number("limit")?.unwrap_or(usual);
    if !(1..=most).contains(&limit) {
        return Err(Refusal::form(
            &["limit"],
            if limit == 0 {
                "NUMBER_TYPE_MIN"
            } else {
                "NUMBER_TYPE_MAX"
            },
            &format!("int value should be between 1 and {most}."),
        ));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let (before, after) = (call.number("before")?, call.number("after")?);
    let all = all.filter(|(id, _)| {
        before.is_none_or(|before| **id < before) && after.is_none_or(|after| **id > after)
    });
    let json = |(_, item): (&u64, &'a T)| json(item);
    let mut found: Vec<Value> = if before.is_some() && after.is_none() {
        all.rev().take(limit).map(json).collect()
    } else {
        return Ok(all.take(limit).map(json).collect());
    };
    found.reverse();
    Ok(Value::Array(found))
}

fn skus(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let application = application(call)?;
    let all = world.money.skus.values();
    let own = all.filter(|sku| sku.application == application);
    Answer::ok(own.map(Sku::json).collect())
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let application = application(call)?;
    let (user, guild) = (call.number("user_id")?, call.number("guild_id")?);
    let skus = call.list("sku_ids");
    let active = choice(call, "only_active", false);
    let ended = !choice(call, "exclude_ended", false);
    let deleted = !choice(call, "exclude_deleted", true);
    let all = world.money.entitlements.iter().filter(|(_, one)| {
        one.application == application
            && user.is_none_or(|user| one.user == Some(user))
            && guild.is_none_or(|guild| one.guild == Some(guild))
            && (skus.is_empty() || skus.contains(&one.sku.to_string().as_str()))
            && (ended || !one.ended(now))
            && (deleted || !one.deleted)
            && (!active || one.active(now))
    });
    Answer::ok(page(call, ENTITLEMENTS, all, Entitlement::json)?)
}

/// What the person of a token has; consumed things are left out where that is asked for.
fn own(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let application = application(call)?;
    let skus = call.list("sku_ids");
    let consumed = !choice(call, "exclude_consumed", true);
    let all = world.money.entitlements.values().filter(|one| {
        one.application == application
            && one.user == Some(call.account())
            && (skus.is_empty() || skus.contains(&one.sku.to_string().as_str()))
            && (consumed || !one.consumed)
            && !one.deleted
            && !one.ended(now)
    });
    Answer::ok(all.map(Entitlement::json).collect())
}

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    Answer::ok(entitlement(world, call)?.json())
}

/// Makes a test entitlement, which lasts until it is deleted.
fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let application = application(call)?;
    validate::test_entitlement(&call.body)?;
    let read = |key: &str| {
        let id = &call.body[key];
        id.as_u64().or_else(|| id.as_str()?.parse().ok())
    };
    let id = read("sku_id").unwrap_or_default();
    let sku = sku(world, call, id)?;
    let owner = read("owner_id").unwrap_or_default();
    let of_guild = call.body["owner_type"] == OWNED_BY_GUILD;
    if (of_guild && sku.flags & sku_flag::USER != 0)
        || (!of_guild && sku.flags & sku_flag::GUILD != 0)
        || sku.kind == sku_type::GROUP
    {
        return Err(refusal::invalid_sku());
    }
    if of_guild && !world.guilds.contains_key(&owner) {
        return Err(refusal::unknown_guild());
    }
    if !of_guild && !world.users.contains_key(&owner) {
        return Err(refusal::unknown_user());
    }
    let entitlement = Entitlement {
        id: 0,
        sku: id,
        application,
        user: (!of_guild).then_some(owner),
        guild: of_guild.then_some(owner),
        kind: entitlement_type::TEST,
        deleted: false,
        consumed: false,
        starts: None,
        ends: None,
        subscription: None,
    };
    let id = world.entitle(entitlement, now);
    let made = world.money.entitlements.get(&id);
    Answer::ok(made.map(Entitlement::json).unwrap_or_default())
}

/// Deletes a test entitlement; bought ones end with a refund only.
fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let found = entitlement(world, call)?;
    if found.deleted {
        return Err(refusal::unknown_entitlement());
    }
    if found.kind != entitlement_type::TEST {
        return Err(refusal::missing_access());
    }
    let id = found.id;
    world.take_back(id, now);
    Answer::nothing()
}

/// Uses a consumable up. Doing it again is no error: what Discord answers then is not documented.
fn consume(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let found = entitlement(world, call)?;
    let (id, kind) = (found.id, sku(world, call, found.sku)?.kind);
    if kind != sku_type::CONSUMABLE {
        return Err(refusal::invalid_sku());
    }
    world.consume(id);
    Answer::nothing()
}

fn subscriptions(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let sku = sku(world, call, call.id("sku")?)?.id;
    let user = call.number("user_id")?.ok_or_else(|| {
        Refusal::form(&["user_id"], "BASE_TYPE_REQUIRED", "This field is required")
    })?;
    let all = world.money.subscriptions.iter();
    let all = all.filter(|(_, one)| one.sku == sku && one.user == user);
    Answer::ok(page(call, SUBSCRIPTIONS, all, Subscription::json)?)
}

fn subscription(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let sku = sku(world, call, call.id("sku")?)?.id;
    let user = call.number("user_id")?;
    let found = world.money.subscriptions.get(&call.id("subscription")?);
    let found = found.filter(|one| one.sku == sku && user.is_none_or(|user| one.user == user));
    Answer::ok(found.ok_or_else(refusal::not_found)?.json())
}
