//! What goes wrong and what time it is: faults, scenarios, the clock.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    find,
    reply::{Reply, body},
};
use crate::{
    clock::{Moment, real_now},
    fault::Fault,
    file::{Complaint, Found, Span, moment},
    gateway::GatewayFault,
    hub::Hub,
    scenario::Scenario,
    sight,
};

/// A fault to inject.
#[derive(Debug, Deserialize)]
struct Order {
    rest: Option<Fault>,
    gateway: Option<GatewayFault>,
    application: Option<String>,
}

pub(super) async fn inject(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let order: Order = body(&bytes, "FaultOrder", |order: &Order| {
        let mut found = Found::new();
        if order.rest.is_some() == order.gateway.is_some() {
            let remedy = "write one of rest and gateway";
            let complaint = Complaint::new("", "it must say what", remedy);
            found.push((String::new(), complaint));
        }
        found
    })?;
    if let Some(fault) = order.rest {
        hub.faults().add(fault, real_now());
    }
    if let Some(fault) = order.gateway {
        if let Some(wanted) = &order.application {
            find::application(&hub, wanted)?;
        }
        if !hub.strike_gateway(order.application.as_deref(), fault) {
            return Err(Reply::nothing(
                "no application is there yet; let a bot log in first",
            ));
        }
    }
    Ok(Reply::done())
}

/// The faults in force, each with the name that takes it back alone.
pub(super) async fn list(State(hub): State<Arc<Hub>>) -> Reply {
    let rest = hub.faults().all(real_now());
    let mut faults: Vec<Value> = rest
        .into_iter()
        .map(|(number, fault)| json!({"fault": format!("rest-{number}"), "rest": fault}))
        .collect();
    for (id, name) in applications(&hub) {
        for fault in hub.gateway.standing(id) {
            faults.push(
                json!({"fault": format!("{}-{id}", name_of(fault)), "gateway": fault,
                "application": {"id": id.to_string(), "name": name}}),
            );
        }
    }
    Reply::ok(json!({"faults": faults, "scenario": hub.stage().is_some()}))
}

fn applications(hub: &Arc<Hub>) -> Vec<(u64, String)> {
    hub.look(|world, _| {
        let all = world.applications.values();
        all.map(|found| (found.id, found.name.clone())).collect()
    })
}

/// What a standing fault at the gateway is called, with the guild that is out.
fn name_of(fault: GatewayFault) -> String {
    let name = match fault {
        GatewayFault::Silent => "silent",
        GatewayFault::DropAcks(_) => "drop_acks",
        GatewayFault::DelayReady(_) => "delay_ready",
        GatewayFault::DelayEvents(_) => "delay_events",
        GatewayFault::LoseNext(_) => "lose_next",
        GatewayFault::RepeatNext(_) => "repeat_next",
        GatewayFault::ReorderNext(_) => "reorder_next",
        GatewayFault::Outage { guild } => {
            return format!("outage-{}", guild.unwrap_or_default());
        }
        _ => "refuse",
    };
    name.to_owned()
}

/// Takes one fault back.
pub(super) async fn remove(
    State(hub): State<Arc<Hub>>,
    Path(wanted): Path<String>,
) -> Result<Reply, Reply> {
    if let Some(number) = wanted.strip_prefix("rest-").and_then(|id| id.parse().ok())
        && hub.faults().remove(number)
    {
        return Ok(Reply::done());
    }
    for (id, _) in applications(&hub) {
        for fault in hub.gateway.standing(id) {
            if wanted == format!("{}-{id}", name_of(fault)) {
                take_back(&hub, id, fault);
                return Ok(Reply::done());
            }
        }
    }
    Err(Reply::nothing(&format!("there is no fault {wanted:?}")))
}

fn take_back(hub: &Arc<Hub>, application: u64, fault: GatewayFault) {
    let opposite = match fault {
        GatewayFault::Silent => return hub.gateway.speak(application),
        GatewayFault::DropAcks(_) => GatewayFault::DropAcks(false),
        GatewayFault::DelayReady(_) => GatewayFault::DelayReady(Duration::ZERO),
        GatewayFault::DelayEvents(_) => GatewayFault::DelayEvents(Duration::ZERO),
        GatewayFault::LoseNext(_) => GatewayFault::LoseNext(0),
        GatewayFault::RepeatNext(_) => GatewayFault::RepeatNext(0),
        GatewayFault::ReorderNext(_) => GatewayFault::ReorderNext(0),
        GatewayFault::Outage { guild } => GatewayFault::OutageOver { guild },
        _ => GatewayFault::RefuseNext(0),
    };
    hub.gateway.inject(application, opposite);
}

pub(super) async fn clear(State(hub): State<Arc<Hub>>) -> Reply {
    hub.end_scenario();
    hub.clear_faults();
    Reply::done()
}

/// Plays a scenario, in JSON or in the YAML of files.
pub(super) async fn play(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let is_json = serde_json::from_slice::<Value>(&bytes).is_ok();
    let scenario: Scenario = if is_json {
        body(&bytes, "Scenario", Scenario::mistakes)?
    } else {
        let text = std::str::from_utf8(&bytes).map_err(|_| Reply::bad("the body is no text"))?;
        let read = Scenario::parse(text, "the scenario");
        read.map_err(|error| {
            let told = error.to_string();
            Reply::refused(StatusCode::BAD_REQUEST, &told, &error.complaints)
        })?
    };
    let seed = hub.play(scenario);
    Ok(Reply::ok(json!({"outcome": "playing", "seed": seed})))
}

/// What the clock should do.
#[derive(Debug, Deserialize)]
struct ClockOrder {
    real: Option<bool>,
    set: Option<String>,
    freeze: Option<bool>,
    advance: Option<Span>,
}

pub(super) async fn clock(State(hub): State<Arc<Hub>>) -> Reply {
    Reply::ok(sight::clock(&hub.clock))
}

pub(super) async fn move_clock(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let order: ClockOrder = body(&bytes, "ClockOrder", |_| Found::new())?;
    if order.real == Some(true) {
        hub.clock.run();
        hub.clock.set(Moment::real());
    }
    match order.freeze {
        Some(true) => hub.clock.freeze(),
        Some(false) => hub.clock.run(),
        None => {}
    }
    if let Some(text) = &order.set {
        let moment = moment(text);
        let moment =
            moment.ok_or_else(|| Reply::bad(&format!("set: there is no moment {text:?}")))?;
        hub.clock.set(moment);
    }
    if let Some(by) = order.advance {
        hub.clock.advance(by.0);
    }
    hub.expire();
    Ok(clock(State(hub)).await)
}
