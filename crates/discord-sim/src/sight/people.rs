//! Who there is to be, and what the clock shows.

use serde_json::{Value, json};

use crate::{
    clock::Clock,
    world::{Guild, User, World},
};

/// Everybody who is no bot, with the guilds that they are in.
pub(crate) fn people(world: &World) -> Value {
    let people = world.users.values().filter(|user| !user.bot);
    json!({"people": people.map(|user| person(world, user)).collect::<Vec<_>>()})
}

fn person(world: &World, user: &User) -> Value {
    let guilds = world
        .guilds
        .values()
        .filter_map(|guild| belongs(guild, user.id));
    json!({
        "user": user.json(),
        "locale": user.locale,
        "guilds": guilds.collect::<Vec<_>>(),
    })
}

/// What somebody is in a guild; nothing for who is not in it.
fn belongs(guild: &Guild, user: u64) -> Option<Value> {
    let member = guild.members.get(&user)?;
    let roles = member.roles.iter().filter_map(|id| guild.roles.get(id));
    let roles = roles
        .map(|role| json!({"id": role.id.to_string(), "name": role.name, "color": role.color}));
    Some(json!({
        "id": guild.id.to_string(),
        "name": guild.name,
        "owner": guild.owner == user,
        "roles": roles.collect::<Vec<_>>(),
        "nick": member.nick,
    }))
}

/// What the simulator's clock shows, and how far it is from the real one.
pub(crate) fn clock(clock: &Clock) -> Value {
    json!({"now": clock.now().iso(), "frozen": clock.is_frozen(), "ahead_ms": clock.ahead_millis()})
}
