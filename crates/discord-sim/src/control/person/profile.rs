//! A person's own settings and purchases.

use std::sync::Arc;

use axum::{
    extract::{Path, Request, State},
    routing::{MethodRouter, get, patch, post},
};
use serde::{Deserialize, Deserializer};
use serde_json::{Value, json};

use super::{
    at::{At, Params},
    form,
};
use crate::{
    control::reply::Reply,
    driver::Person,
    file::Id,
    hub::Hub,
    setup::{Guild, Sku},
    world::{
        World,
        money::{self, Entitlement},
    },
};

type Answer = Result<Reply, Reply>;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    vec![
        ("/sim/v1/as/{user}", patch(change)),
        ("/sim/v1/as/{user}/skus", get(skus)),
        ("/sim/v1/as/{user}/buy", post(buy)),
    ]
}

/// What becomes of a profile. A name that is null goes.
#[derive(Debug, Deserialize)]
struct Profile {
    locale: Option<String>,
    #[serde(default, deserialize_with = "given")]
    display_name: Option<Option<String>>,
}

/// Tells null from nothing.
fn given<'de, D: Deserializer<'de>>(value: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(value).map(Some)
}

async fn change(
    State(hub): State<Arc<Hub>>,
    Path(params): Path<Params>,
    request: Request,
) -> Answer {
    let profile: Profile = form::plain(request, "AsProfile").await?;
    let at = At::new(hub, params);
    let person = at.person()?;
    if let Some(name) = &profile.display_name {
        person.call(name.as_deref())?;
    }
    if let Some(locale) = &profile.locale {
        person.set_locale(locale);
    }
    let id = person.id();
    let shown = at.hub.look(|world, _| {
        let locale = world.users.get(&id).map(|user| user.locale.clone());
        json!({"user": world.user_json(id), "locale": locale})
    });
    Ok(Reply::ok(shown))
}

/// What is sold, and what of it this person has.
async fn skus(State(hub): State<Arc<Hub>>, Path(params): Path<Params>) -> Answer {
    let at = At::new(hub, params);
    let person = at.person()?.id();
    let shown = at.hub.look(|world, now| {
        let sold = world.money.skus.values().filter(|sku| sku.for_sale());
        let own = world.money.entitlements.values();
        let own = own.filter(|own| own.active(now) && reaches(world, own, person));
        json!({
            "skus": sold.map(money::Sku::json).collect::<Vec<Value>>(),
            "entitlements": own.map(Entitlement::json).collect::<Vec<Value>>(),
        })
    });
    Ok(Reply::ok(shown))
}

/// Whether somebody has something, or a guild does that they are in.
fn reaches(world: &World, own: &Entitlement, person: u64) -> bool {
    match own.guild {
        Some(guild) => world.is_member(guild, person),
        None => own.user == Some(person),
    }
}

/// What is bought, and for whom.
#[derive(Debug, Deserialize)]
struct Purchase {
    sku_id: Id,
    guild_id: Option<Id>,
}

async fn buy(State(hub): State<Arc<Hub>>, Path(params): Path<Params>, request: Request) -> Answer {
    let purchase: Purchase = form::plain(request, "AsPurchase").await?;
    let at = At::new(hub, params);
    let person: Person = at.person()?;
    let sku = Sku::of(&at.hub, purchase.sku_id.0);
    let bought = match purchase.guild_id {
        Some(guild) => person.buy_for(&sku, &Guild::of(&at.hub, guild.0))?,
        None => person.buy(&sku)?,
    };
    Ok(Reply::ok(bought.json()))
}
