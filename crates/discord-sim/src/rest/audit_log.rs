//! Reading the audit log.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission,
    world::{
        World,
        audit::{Audit, Entry, action},
    },
};

/// What is about the audit log.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/audit-logs", "list_guild_audit_log_entries", Access::Bot, USUAL, list),
];

/// How many entries a list has by default, and at most.
const LIST: (u64, u64) = (50, 100);

/// A log entry for what a call does; the changes and options are added to it.
pub(super) fn entry(call: &Call, guild: u64, action: u16, target: Option<u64>) -> Audit {
    Audit {
        guild,
        actor: call.application,
        action,
        target,
        reason: call.reason.clone(),
        ..Audit::default()
    }
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::VIEW_AUDIT_LOG, now)?;
    let limit = call.limit(LIST.0, LIST.1)?;
    let (before, after) = (call.number("before")?, call.number("after")?);
    let (actor, target) = (call.number("user_id")?, call.number("target_id")?);
    let wanted = call.number("action_type")?;
    if wanted.is_some_and(|wanted| {
        !action::KNOWN
            .iter()
            .any(|known| u64::from(*known) == wanted)
    }) {
        return Err(Refusal::form(
            &["action_type"],
            "BASE_TYPE_CHOICES",
            "This is not one of the known action types.",
        ));
    }
    let fits = |entry: &&Entry| {
        entry.kept(now)
            && before.is_none_or(|before| entry.id < before)
            && after.is_none_or(|after| entry.id > after)
            && actor.is_none_or(|actor| entry.what.actor == actor)
            && target.is_none_or(|target| entry.what.target == Some(target))
            && wanted.is_none_or(|wanted| u64::from(entry.what.action) == wanted)
    };
    let log = world.audit_log.get(&guild).into_iter().flatten();
    let entries: Vec<&Entry> = match after {
        Some(_) => log.filter(fits).take(limit).collect(),
        None => log.rev().filter(fits).take(limit).collect(),
    };
    let mut body = mentioned(world, guild, &entries);
    body["audit_log_entries"] = entries.iter().map(|entry| entry.json()).collect();
    Answer::ok(body)
}

/// What entries are about, as far as it still exists; each thing once.
fn mentioned(world: &World, guild: u64, entries: &[&Entry]) -> Value {
    let targets: BTreeSet<u64> = entries
        .iter()
        .filter_map(|entry| entry.what.target)
        .collect();
    let actors = entries.iter().map(|entry| entry.what.actor);
    let people: BTreeSet<u64> = targets.iter().copied().chain(actors).collect();
    let users = people.iter().filter(|id| world.users.contains_key(id));
    let users: Vec<Value> = users.map(|id| world.user_json(*id)).collect();
    let own = world.guilds.get(&guild);
    let rules = targets
        .iter()
        .filter_map(|id| Some(own?.rules.get(id)?.json()));
    let threads = targets.iter().filter(|id| {
        let channel = world.channels.get(id);
        channel.is_some_and(|channel| channel.guild == Some(guild) && channel.kind.is_thread())
    });
    let events = targets
        .iter()
        .filter_map(|id| Some(world.scheduled_events.get(id)?.json()));
    let bots = world.bots_of(guild);
    let integrations = targets
        .iter()
        .filter(|id| bots.contains(id))
        .filter_map(|id| {
            let whole = world.integration_json(*id)?;
            let mut partial = json!({"application_id": id.to_string()});
            for key in ["id", "type", "name", "account"] {
                partial[key] = whole[key].clone();
            }
            Some(partial)
        });
    let commands = world
        .applications
        .values()
        .flat_map(|application| application.commands.values());
    let is_target = |command: &&Value| {
        let id = command["id"].as_str().and_then(|id| id.parse().ok());
        id.is_some_and(|id: u64| targets.contains(&id))
    };
    json!({
        "users": users,
        "application_commands": commands.flatten().filter(is_target).collect::<Vec<_>>(),
        "auto_moderation_rules": rules.collect::<Vec<_>>(),
        "guild_scheduled_events": events.collect::<Vec<_>>(),
        "integrations": integrations.collect::<Vec<_>>(),
        "threads": threads.map(|id| world.channel_json(*id)).collect::<Vec<_>>(),
        "webhooks": [],
    })
}
