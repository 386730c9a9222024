//! Finds things by name or id, as people name them.

use std::sync::Arc;

use super::reply::Reply;
use crate::{
    file::nearest,
    hub::Hub,
    world::{Channel, World, money::sku_type},
};

/// The thing whose id or name it is; of several, the oldest.
fn pick<'a>(
    wanted: &str,
    things: impl Iterator<Item = (u64, &'a str)>,
) -> Result<u64, Vec<String>> {
    let mut by_name = None;
    let mut names = Vec::new();
    for (id, name) in things {
        if id.to_string() == wanted {
            return Ok(id);
        }
        if name == wanted && by_name.is_none() {
            by_name = Some(id);
        }
        names.push(name.to_owned());
    }
    by_name.ok_or(names)
}

fn none(what: &str, wanted: &str, names: &[String]) -> Reply {
    let hint = nearest(wanted, names.iter().map(String::as_str))
        .map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Reply::nothing(&format!("there is no {what} {wanted:?}{hint}"))
}

fn find(
    hub: &Arc<Hub>,
    what: &str,
    wanted: &str,
    things: impl for<'a> FnOnce(&'a World) -> Vec<(u64, &'a str)>,
) -> Result<u64, Reply> {
    let found = hub.look(|world, _| pick(wanted, things(world).into_iter()));
    found.map_err(|names| none(what, wanted, &names))
}

pub(super) fn person(hub: &Arc<Hub>, wanted: &str) -> Result<u64, Reply> {
    find(hub, "user", wanted, |world| {
        let people = world.users.values().filter(|user| !user.bot);
        people.map(|user| (user.id, user.name.as_str())).collect()
    })
}

/// A person or a bot.
pub(super) fn account(hub: &Arc<Hub>, wanted: &str) -> Result<u64, Reply> {
    find(hub, "account", wanted, |world| {
        let all = world.users.values();
        all.map(|user| (user.id, user.name.as_str())).collect()
    })
}

pub(super) fn sku(hub: &Arc<Hub>, wanted: &str) -> Result<u64, Reply> {
    find(hub, "sku", wanted, |world| {
        let all = world.money.skus.values();
        // A subscription's group has its name, but is not bought.
        let all = all.filter(|sku| sku.kind != sku_type::GROUP);
        all.map(|sku| (sku.id, sku.name.as_str())).collect()
    })
}

pub(super) fn guild(hub: &Arc<Hub>, wanted: &str) -> Result<u64, Reply> {
    find(hub, "guild", wanted, |world| {
        let guilds = world.guilds.values();
        guilds
            .map(|guild| (guild.id, guild.name.as_str()))
            .collect()
    })
}

pub(super) fn application(hub: &Arc<Hub>, wanted: &str) -> Result<u64, Reply> {
    find(hub, "application", wanted, |world| {
        let all = world.applications.values();
        all.map(|found| (found.id, found.name.as_str())).collect()
    })
}

/// A channel of any guild, or of one.
pub(super) fn channel(hub: &Arc<Hub>, wanted: &str, guild: Option<u64>) -> Result<u64, Reply> {
    find(hub, "channel", wanted, |world| {
        let within = |channel: &&Channel| guild.is_none() || channel.guild() == guild;
        let all = world.channels.values().filter(within);
        all.map(|channel| (channel.id, channel.name.as_str()))
            .collect()
    })
}
