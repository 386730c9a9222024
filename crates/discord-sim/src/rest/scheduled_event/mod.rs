//! Scheduled events: planning, changing, and who wants to come.

mod attendance;
mod exception;

use serde_json::{Value, json};

use super::{
    Call, Refusal, authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{CONNECT, CREATE_EVENTS, MANAGE_EVENTS, NONE, VIEW_CHANNEL},
    validate,
    world::{
        ChannelKind, World,
        audit::{self, action},
        scheduled_event::{ScheduledEvent, Status},
    },
};

/// What is about scheduled events.
#[rustfmt::skip]
pub(in crate::rest) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/scheduled-events", "list_guild_scheduled_events", Access::Bot, USUAL, list),
    route("POST", "/guilds/{guild}/scheduled-events", "create_guild_scheduled_event", Access::Bot, USUAL, create),
    route("GET", "/guilds/{guild}/scheduled-events/{event}", "get_guild_scheduled_event", Access::Bot, USUAL, get),
    route("PATCH", "/guilds/{guild}/scheduled-events/{event}", "update_guild_scheduled_event", Access::Bot, USUAL, change),
    route("DELETE", "/guilds/{guild}/scheduled-events/{event}", "delete_guild_scheduled_event", Access::Bot, USUAL, delete),
    route("GET", "/guilds/{guild}/scheduled-events/{event}/users", "list_guild_scheduled_event_users", Access::Bot, USUAL, attendance::users),
    route("GET", "/guilds/{guild}/scheduled-events/{event}/users/counts", "count_guild_scheduled_event_users", Access::Bot, USUAL, attendance::counts),
    route("GET", "/guilds/{guild}/scheduled-events/{event}/{exception}/users", "list_guild_scheduled_event_exception_users", Access::Bot, USUAL, attendance::users),
    route("POST", "/guilds/{guild}/scheduled-events/{event}/exceptions", "create_guild_scheduled_event_exception", Access::Bot, USUAL, exception::create),
    route("PATCH", "/guilds/{guild}/scheduled-events/{event}/exceptions/{exception}", "update_guild_scheduled_event_exception", Access::Bot, USUAL, exception::change),
    route("DELETE", "/guilds/{guild}/scheduled-events/{event}/exceptions/{exception}", "delete_guild_scheduled_event_exception", Access::Bot, USUAL, exception::delete),
];

/// Events in a guild that are not over.
const MOST: usize = 100;

fn find(world: &World, call: &Call) -> Result<ScheduledEvent, Refusal> {
    let guild = authority::member(world, call)?;
    let event = world.scheduled_events.get(&call.id("event")?);
    event
        .filter(|event| event.guild == guild)
        .cloned()
        .ok_or_else(refusal::unknown_scheduled_event)
}

/// The event of the path, where the bot may change it.
fn editable(world: &mut World, call: &Call, now: Moment) -> Result<ScheduledEvent, Refusal> {
    let event = find(world, call)?;
    let needed = if event.creator == call.application {
        let bits = world.guild_permissions(call.application, event.guild, now);
        if bits & MANAGE_EVENTS == 0 {
            CREATE_EVENTS
        } else {
            MANAGE_EVENTS
        }
    } else {
        MANAGE_EVENTS
    };
    authority::in_guild(world, call, needed, now)?;
    Ok(event)
}

fn shown(world: &World, call: &Call, event: &ScheduledEvent) -> Value {
    let mut json = event.json();
    json["creator"] = world.user_json(event.creator);
    if call.flag("with_user_count") {
        json["user_count"] = json!(event.interested.len());
    }
    json
}

fn list(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, NONE, now)?;
    let events = world
        .scheduled_events
        .values()
        .filter(|event| event.guild == guild && event.running());
    Answer::ok(events.map(|event| shown(world, call, event)).collect())
}

fn get(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let event = find(world, call)?;
    Answer::ok(shown(world, call, &event))
}

fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, CREATE_EVENTS, now)?;
    validate::scheduled_event(&call.body)?;
    let open = world.scheduled_events.values();
    let open = open.filter(|event| event.guild == guild && event.running());
    if open.count() >= MOST {
        return Err(refusal::too_many_scheduled_events());
    }
    let mut event = ScheduledEvent {
        id: world.id(now),
        guild,
        creator: call.application,
        name: String::new(),
        description: None,
        channel: None,
        location: None,
        starts: now,
        ends: None,
        status: Status::Scheduled,
        entity: 0,
        recurrence: Value::Null,
        interested: std::collections::BTreeSet::new(),
        exceptions: std::collections::BTreeMap::new(),
    };
    fill(world, call, &mut event, now)?;
    if event.starts <= now {
        return Err(in_the_past());
    }
    let answer = shown(world, call, &event);
    let (id, changes) = (
        event.id,
        vec![audit::change("name", &Value::Null, &answer["name"])],
    );
    world.save_scheduled_event(event, "GUILD_SCHEDULED_EVENT_CREATE");
    world.audit(
        call.audit(guild, action::GUILD_SCHEDULED_EVENT_CREATE, id, changes),
        now,
    );
    Answer::ok(answer)
}

fn in_the_past() -> Refusal {
    Refusal::form(
        &["scheduled_start_time"],
        "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST",
        "Cannot schedule event in the past.",
    )
}

/// Puts what the body says into an event.
fn fill(
    world: &mut World,
    call: &Call,
    event: &mut ScheduledEvent,
    now: Moment,
) -> Result<(), Refusal> {
    let body = &call.body;
    let time = |key: &str| body[key].as_str().and_then(Moment::parse);
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut event.name);
    }
    if let Some(description) = body.get("description") {
        event.description = description.as_str().map(ToOwned::to_owned);
    }
    if let Some(starts) = time("scheduled_start_time") {
        event.starts = starts;
    }
    if body.get("scheduled_end_time").is_some() {
        event.ends = time("scheduled_end_time");
    }
    if let Some(entity) = body["entity_type"].as_u64() {
        event.entity = entity;
    }
    if let Some(location) = body["entity_metadata"]["location"].as_str() {
        event.location = Some(location.to_owned());
    }
    if let Some(channel) = body["channel_id"].as_str().and_then(|id| id.parse().ok()) {
        authority::may(world, call, channel, VIEW_CHANNEL | CONNECT, now)?;
        let kind = world.channels.get(&channel).map(|found| found.kind);
        let fits = match event.entity {
            1 => kind == Some(ChannelKind::Stage),
            _ => kind == Some(ChannelKind::Voice),
        };
        if !fits {
            return Err(refusal::wrong_channel_type());
        }
        event.channel = Some(channel);
        event.location = None;
    } else if event.entity == 3 {
        event.channel = None;
    }
    if event.ends.is_some_and(|ends| ends <= event.starts) {
        return Err(Refusal::form(
            &["scheduled_end_time"],
            "GUILD_SCHEDULED_EVENT_END_BEFORE_START",
            "Cannot end before it starts.",
        ));
    }
    if let Some(rule) = body.get("recurrence_rule") {
        event.recurrence = whole_rule(rule);
    }
    Ok(())
}

/// A recurrence rule with every field that Discord writes.
fn whole_rule(rule: &Value) -> Value {
    if rule.is_null() {
        return Value::Null;
    }
    let mut whole = json!({"start": rule["start"], "end": null, "frequency": rule["frequency"],
        "interval": rule["interval"].as_u64().unwrap_or(1), "by_year_day": null, "count": null});
    for key in ["by_weekday", "by_n_weekday", "by_month", "by_month_day"] {
        whole[key] = rule[key].clone();
    }
    whole
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let old = editable(world, call, now)?;
    validate::scheduled_event_edit(&call.body, i64::try_from(old.entity).unwrap_or_default())?;
    let mut event = old.clone();
    fill(world, call, &mut event, now)?;
    if event.starts != old.starts && event.starts <= now {
        return Err(in_the_past());
    }
    if let Some(next) = call.body["status"].as_u64().and_then(Status::of)
        && next != old.status
    {
        if !old.status.leads_to(next) {
            return Err(Refusal::form(
                &["status"],
                "GUILD_SCHEDULED_EVENT_STATUS_TRANSITION",
                "This change of status is not possible.",
            ));
        }
        event.status = next;
    }
    let keys = [
        "name",
        "description",
        "status",
        "channel_id",
        "entity_type",
        "scheduled_start_time",
        "scheduled_end_time",
    ];
    let changes = audit::changes(&old.json(), &event.json(), &keys);
    let answer = shown(world, call, &event);
    world.save_scheduled_event(event, "GUILD_SCHEDULED_EVENT_UPDATE");
    world.audit(
        call.audit(
            old.guild,
            action::GUILD_SCHEDULED_EVENT_UPDATE,
            old.id,
            changes,
        ),
        now,
    );
    Answer::ok(answer)
}

fn delete(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let event = editable(world, call, now)?;
    world.delete_scheduled_event(event.id);
    let changes = vec![audit::change("name", &json!(event.name), &Value::Null)];
    world.audit(
        call.audit(
            event.guild,
            action::GUILD_SCHEDULED_EVENT_DELETE,
            event.id,
            changes,
        ),
        now,
    );
    Answer::nothing()
}
