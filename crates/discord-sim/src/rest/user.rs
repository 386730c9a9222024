//! Users: the own account, others, and the guilds an account is in.

use serde_json::{Value, json};

use super::{
    Call, Refusal, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{clock::Moment, validate, world::World};

/// What is about users.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/users/@me", "get_my_user", Access::BotOrUser, USUAL, me),
    route("PATCH", "/users/@me", "update_my_user", Access::Bot, USUAL, change),
    route("GET", "/users/{user}", "get_user", Access::Bot, USUAL, get),
    route("GET", "/users/@me/guilds", "list_my_guilds", Access::BotOrUser, USUAL, guilds),
    route("GET", "/users/@me/guilds/{guild}/member", "get_my_guild_member", Access::User, USUAL, member),
    route("GET", "/users/@me/connections", "list_my_connections", Access::User, USUAL, connections),
];

/// How many guilds a list has by default and at most.
const MOST_GUILDS: u64 = 200;

fn me(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    call.scope("identify")?;
    let user = world
        .users
        .get(&call.account())
        .ok_or_else(refusal::unauthorized)?;
    let mut body = user.own_json();
    if call.bearer.is_some() && call.scope("email").is_ok() {
        body["email"] = json!(user.email());
    } else if call.bearer.is_some()
        && let Value::Object(fields) = &mut body
    {
        fields.remove("email");
        fields.remove("verified");
    }
    Answer::ok(body)
}

fn change(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    validate::account(&call.body)?;
    let user = world
        .users
        .get_mut(&call.application)
        .ok_or_else(refusal::unauthorized)?;
    if let Some(name) = call.body["username"].as_str() {
        name.clone_into(&mut user.name);
    }
    let body = user.own_json();
    world.tell(call.application, "USER_UPDATE", body.clone(), None, 0);
    Answer::ok(body)
}

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let user = world.users.get(&call.id("user")?);
    Answer::ok(user.ok_or_else(refusal::unknown_user)?.json())
}

fn guilds(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    call.scope("guilds")?;
    let limit = call.number("limit")?.unwrap_or(MOST_GUILDS);
    if !(1..=MOST_GUILDS).contains(&limit) {
        return Err(Refusal::form(
            &["limit"],
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 200.",
        ));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let (before, after) = (call.number("before")?, call.number("after")?);
    let account = call.account();
    let own = world.guilds.values().filter(|guild| {
        guild.members.contains_key(&account)
            && before.is_none_or(|before| guild.id < before)
            && after.is_none_or(|after| guild.id > after)
    });
    let mut page: Vec<_> = own.collect();
    if before.is_some() && after.is_none() {
        page.drain(..page.len().saturating_sub(limit));
    }
    page.truncate(limit);
    let list = page.into_iter().map(|guild| {
        let mut json = json!({"id": guild.id.to_string(), "name": guild.name, "icon": guild.setting("icon"),
            "banner": guild.setting("banner"), "owner": guild.owner == account,
            "permissions": guild.permissions(account, now).to_string(), "features": guild.features()});
        if call.flag("with_counts") {
            json["approximate_member_count"] = json!(guild.members.len());
            json["approximate_presence_count"] = json!(guild.members.len());
        }
        json
    });
    Answer::ok(list.collect())
}

fn member(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    call.scope("guilds.members.read")?;
    let guild = call.id("guild")?;
    let member = world.member_json(guild, call.account(), now);
    if member.is_null() {
        Err(refusal::unknown_guild())
    } else {
        Answer::ok(member)
    }
}

/// People of the simulator have no accounts elsewhere.
fn connections(_: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    call.scope("connections")?;
    Answer::ok(json!([]))
}
