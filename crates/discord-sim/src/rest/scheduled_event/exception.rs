//! Single occurrences of a recurring event that differ.

use std::collections::BTreeSet;

use super::editable;
use crate::{
    clock::Moment,
    rest::{
        Call,
        refusal::{self, Refusal},
        route::Answer,
    },
    world::{
        World,
        scheduled_event::{Exception, ScheduledEvent},
    },
};

pub(super) fn exception_of(call: &Call, event: &ScheduledEvent) -> Result<Exception, Refusal> {
    let found = event.exceptions.get(&call.id("exception")?);
    found.cloned().ok_or_else(refusal::unknown_scheduled_event)
}

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let event = editable(world, call, now)?;
    let original = call.body["original_scheduled_start_time"].as_str();
    let original = original.and_then(Moment::parse).ok_or_else(|| {
        Refusal::form(
            &["original_scheduled_start_time"],
            "BASE_TYPE_REQUIRED",
            "This field is required",
        )
    })?;
    if event.recurrence.is_null() || original < event.starts {
        return Err(Refusal::form(
            &["original_scheduled_start_time"],
            "GUILD_SCHEDULED_EVENT_NO_OCCURRENCE",
            "The event has no occurrence at that time.",
        ));
    }
    let exception = Exception {
        id: world.id(now),
        starts: None,
        ends: None,
        canceled: false,
        interested: BTreeSet::new(),
    };
    save_exception(world, call, event, exception)
}

pub(super) fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let event = editable(world, call, now)?;
    let exception = exception_of(call, &event)?;
    save_exception(world, call, event, exception)
}

fn save_exception(
    world: &mut World,
    call: &Call,
    mut event: ScheduledEvent,
    mut exception: Exception,
) -> Result<Answer, Refusal> {
    let time = |key: &str| call.body[key].as_str().and_then(Moment::parse);
    if call.body.get("scheduled_start_time").is_some() {
        exception.starts = time("scheduled_start_time");
    }
    if call.body.get("scheduled_end_time").is_some() {
        exception.ends = time("scheduled_end_time");
    }
    if let Some(canceled) = call.body["is_canceled"].as_bool() {
        exception.canceled = canceled;
    }
    let answer = exception.json(event.id);
    event.exceptions.insert(exception.id, exception);
    world.save_scheduled_event(event, "GUILD_SCHEDULED_EVENT_UPDATE");
    Answer::ok(answer)
}

pub(super) fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let mut event = editable(world, call, now)?;
    let exception = exception_of(call, &event)?;
    event.exceptions.remove(&exception.id);
    world.save_scheduled_event(event, "GUILD_SCHEDULED_EVENT_UPDATE");
    Answer::nothing()
}
