//! Reading the audit log.

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
        audit::{Entry, action},
    },
};

/// What is about the audit log.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/audit-logs", "list_guild_audit_log_entries", Access::Bot, USUAL, list),
];

/// How many entries a list has by default, and at most.
const LIST: (u64, u64) = (50, 100);

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, permission::VIEW_AUDIT_LOG, now)?;
    let limit = call.number("limit")?.unwrap_or(LIST.0);
    if !(1..=LIST.1).contains(&limit) {
        return Err(Refusal::form(
            &["limit"],
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 100.",
        ));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let (before, after) = (call.number("before")?, call.number("after")?);
    let (actor, wanted) = (call.number("user_id")?, call.number("action_type")?);
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
        before.is_none_or(|before| entry.id < before)
            && after.is_none_or(|after| entry.id > after)
            && actor.is_none_or(|actor| entry.what.actor == actor)
            && wanted.is_none_or(|wanted| u64::from(entry.what.action) == wanted)
    };
    let log = world.audit_log.get(&guild);
    let entries: Vec<&Entry> = match after {
        Some(_) => log.into_iter().flatten().filter(fits).take(limit).collect(),
        None => log
            .into_iter()
            .flatten()
            .rev()
            .filter(fits)
            .take(limit)
            .collect(),
    };
    let mut users: Vec<u64> = entries.iter().map(|entry| entry.what.actor).collect();
    users.extend(entries.iter().filter_map(|entry| entry.what.target));
    users.sort_unstable();
    users.dedup();
    let users: Vec<Value> = users
        .into_iter()
        .filter(|id| world.users.contains_key(id))
        .map(|id| world.user_json(id))
        .collect();
    let mut body = json!({
        "audit_log_entries": entries.iter().map(|entry| entry.json()).collect::<Vec<_>>(),
        "users": users,
    });
    for empty in [
        "application_commands",
        "auto_moderation_rules",
        "guild_scheduled_events",
        "integrations",
        "threads",
        "webhooks",
    ] {
        body[empty] = json!([]);
    }
    Answer::ok(body)
}
