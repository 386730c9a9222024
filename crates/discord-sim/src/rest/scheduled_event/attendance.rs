//! Who wants to come to a scheduled event.

use serde_json::{Value, json};

use super::{exception::exception_of, find};
use crate::{
    clock::Moment,
    rest::{Call, refusal::Refusal, route::Answer},
    world::World,
};

/// How many people a list has by default and at most.
const PEOPLE: u64 = 100;

/// Who wants to come, to all occurrences or to one.
pub(super) fn users(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let event = find(world, call)?;
    let exception = match call.text("exception") {
        "" => None,
        _ => Some(exception_of(call, &event)?),
    };
    let limit = call.number("limit")?.unwrap_or(PEOPLE);
    if !(1..=PEOPLE).contains(&limit) {
        return Err(Refusal::form(
            &["limit"],
            "NUMBER_TYPE_MAX",
            "int value should be between 1 and 100.",
        ));
    }
    let limit = usize::try_from(limit).unwrap_or_default();
    let (before, after) = (call.number("before")?, call.number("after")?);
    let interested = exception
        .as_ref()
        .map_or(&event.interested, |found| &found.interested);
    let mut people: Vec<u64> = interested
        .iter()
        .copied()
        .filter(|id| {
            before.is_none_or(|before| *id < before) && after.is_none_or(|after| *id > after)
        })
        .collect();
    if before.is_some() && after.is_none() {
        people.drain(..people.len().saturating_sub(limit));
    }
    people.truncate(limit);
    let rows = people.into_iter().map(|user| {
        let mut row = json!({"guild_scheduled_event_id": event.id.to_string(), "user_id": user.to_string(),
            "user": world.user_json(user), "response": 1});
        if let Some(exception) = &exception {
            row["guild_scheduled_event_exception_id"] = json!(exception.id.to_string());
        }
        if call.flag("with_member") {
            row["member"] = world.member_json(event.guild, user, now);
        }
        row
    });
    Answer::ok(rows.collect())
}

pub(super) fn counts(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let event = find(world, call)?;
    let wanted = call.list("guild_scheduled_event_exception_ids");
    let counts: serde_json::Map<String, Value> = event
        .exceptions
        .values()
        .filter(|exception| {
            wanted.is_empty() || wanted.contains(&exception.id.to_string().as_str())
        })
        .map(|exception| (exception.id.to_string(), json!(exception.interested.len())))
        .collect();
    Answer::ok(
        json!({"guild_scheduled_event_count": event.interested.len(),
        "guild_scheduled_event_exception_counts": counts}),
    )
}
