//! What applications sell and who has it: looked at, given, ended and taken away without paying.

use std::sync::Arc;

use axum::extract::State;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{
    find,
    reply::{Reply, body},
};
use crate::{
    clock::Moment,
    file::{Complaint, Found, SkuKind},
    hub::Hub,
    snowflake,
    world::{
        World,
        money::{Entitlement, Sku, entitlement_type, sku_flag, sku_type},
    },
};

/// What shall happen.
#[derive(Debug, Deserialize)]
struct Order {
    #[serde(rename = "do")]
    what: What,
    application: Option<String>,
    /// Its id or name; a new one's name.
    sku: Option<String>,
    kind: Option<SkuKind>,
    user: Option<String>,
    guild: Option<String>,
    entitlement: Option<Value>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Something is put up for sale.
    Sell,
    Grant,
    End,
    Delete,
}

/// Everything that is sold, and everything that somebody has.
pub(super) async fn shop(State(hub): State<Arc<Hub>>) -> Reply {
    // A turn, so that periods that have ended are billed.
    Reply::ok(hub.turn(|world, now| shown(world, now)))
}

fn shown(world: &World, now: Moment) -> Value {
    let application = |id: u64| {
        let found = world.applications.get(&id);
        json!({"id": id.to_string(), "name": found.map(|found| found.name.as_str())})
    };
    let sold = world.money.skus.values();
    let skus = sold.filter_map(|sku| {
        let kind = SkuKind::of(sku.kind, sku.flags)?;
        let mut json = sku.json();
        json["kind"] = json!(kind);
        json["application"] = application(sku.application);
        json["available"] = json!(sku.flags & sku_flag::AVAILABLE != 0);
        Some(json)
    });
    let entitlements = world.money.entitlements.values().rev();
    let entitlements = entitlements.map(|found| {
        let mut json = found.json();
        json["application"] = application(found.application);
        let sku = world.money.skus.get(&found.sku);
        json["sku_name"] = json!(sku.map(|sku| sku.name.as_str()));
        json["owner"] = owner(world, found);
        json["active"] = json!(found.active(now));
        json
    });
    json!({"skus": skus.collect::<Vec<_>>(), "entitlements": entitlements.collect::<Vec<_>>()})
}

fn owner(world: &World, entitlement: &Entitlement) -> Value {
    match (entitlement.guild, entitlement.user) {
        (Some(guild), _) => {
            let name = world.guilds.get(&guild).map(|found| found.name.as_str());
            json!({"sort": "guild", "id": guild.to_string(), "name": name})
        }
        (None, user) => {
            let user = user.unwrap_or_default();
            let name = world.users.get(&user).map(|found| found.name.as_str());
            json!({"sort": "user", "id": user.to_string(), "name": name})
        }
    }
}

/// Gives, ends or takes away.
pub(super) async fn trade(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let order: Order = body(&bytes, "EntitlementOrder", mistakes)?;
    let id = match order.what {
        What::Sell => sell(&hub, &order)?,
        What::Grant => grant(&hub, &order)?,
        What::End | What::Delete => end(&hub, &order)?,
    };
    Ok(Reply::ok(json!({"outcome": "done", "id": id.to_string()})))
}

fn mistakes(order: &Order) -> Found {
    let mut found = Found::new();
    let mut say = |problem: &str, remedy: &str| {
        found.push((String::new(), Complaint::new("", problem, remedy)));
    };
    let named = order.user.is_some() != order.guild.is_some();
    if order.what == What::Grant && !named {
        say("it must say for whom", "write one of user and guild");
    }
    found
}

fn sell(hub: &Arc<Hub>, order: &Order) -> Result<u64, Reply> {
    let application = order.application.as_deref().unwrap_or_default();
    let application = find::application(hub, application)?;
    let name = order.sku.as_deref().unwrap_or_default();
    Ok(put_up(
        hub,
        application,
        name,
        order.kind.unwrap_or(SkuKind::Durable),
    ))
}

fn put_up(hub: &Arc<Hub>, application: u64, name: &str, kind: SkuKind) -> u64 {
    let (kind, flags) = kind.numbers();
    hub.turn(|world, now| world.add_sku(application, kind, name, flags, now))
}

/// The SKU that is meant, made now where the order says of what kind.
fn wanted(hub: &Arc<Hub>, order: &Order) -> Result<Sku, Reply> {
    let name = order.sku.as_deref().unwrap_or_default();
    let application = order.application.as_deref();
    let application = application
        .map(|name| find::application(hub, name))
        .transpose()?;
    let known = hub.look(|world, _| {
        let all = world
            .money
            .skus
            .values()
            .filter(|sku| sku.kind != sku_type::GROUP);
        let mut own = all.filter(|sku| application.is_none_or(|id| sku.application == id));
        own.find(|sku| sku.name == name || sku.id.to_string() == name)
            .cloned()
    });
    let id = match (known, application, order.kind) {
        (Some(known), ..) => return Ok(known),
        (None, Some(application), Some(kind)) => put_up(hub, application, name, kind),
        (None, ..) => find::sku(hub, name)?,
    };
    let made = hub.look(|world, _| world.money.skus.get(&id).cloned());
    made.ok_or_else(|| Reply::nothing("the SKU is gone"))
}

fn grant(hub: &Arc<Hub>, order: &Order) -> Result<u64, Reply> {
    let user = order
        .user
        .as_deref()
        .map(|name| find::person(hub, name))
        .transpose()?;
    let guild = order
        .guild
        .as_deref()
        .map(|name| find::guild(hub, name))
        .transpose()?;
    let sku = wanted(hub, order)?;
    let wrong = if guild.is_some() {
        sku_flag::USER
    } else {
        sku_flag::GUILD
    };
    if sku.flags & wrong != 0 {
        let whom = if guild.is_some() { "people" } else { "guilds" };
        return Err(Reply::bad(&format!("{} is for {whom} only", sku.name)));
    }
    let entitlement = Entitlement {
        id: 0,
        sku: sku.id,
        application: sku.application,
        user,
        guild,
        kind: entitlement_type::TEST,
        deleted: false,
        consumed: false,
        starts: None,
        ends: None,
        subscription: None,
    };
    Ok(hub.turn(|world, now| world.entitle(entitlement, now)))
}

fn end(hub: &Arc<Hub>, order: &Order) -> Result<u64, Reply> {
    let id = order
        .entitlement
        .as_ref()
        .and_then(snowflake::read)
        .unwrap_or_default();
    hub.turn(|world, now| {
        let found = world.money.entitlements.get(&id).map(|found| found.deleted);
        if found != Some(false) {
            return Err(Reply::nothing(&format!("there is no entitlement {id}")));
        }
        match order.what {
            What::Delete => world.take_back(id, now),
            _ => world.end_entitlement(id, now),
        }
        Ok(id)
    })
}
