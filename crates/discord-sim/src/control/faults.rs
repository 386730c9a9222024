//! What goes wrong and what time it is: faults, scenarios, the clock.

use std::sync::Arc;

use axum::extract::State;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;

use super::{
    find,
    reply::{Reply, body},
};
use crate::{
    clock::real_now,
    fault::Fault,
    file::{Complaint, Found, Span, moment},
    gateway::GatewayFault,
    hub::Hub,
    scenario::Scenario,
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

pub(super) async fn clear(State(hub): State<Arc<Hub>>) -> Reply {
    hub.end_scenario();
    hub.clear_faults();
    Reply::done()
}

pub(super) async fn play(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let scenario: Scenario = body(&bytes, "Scenario", Scenario::mistakes)?;
    let seed = hub.play(scenario);
    Ok(Reply::ok(json!({"outcome": "playing", "seed": seed})))
}

/// What the clock should do.
#[derive(Debug, Deserialize)]
struct ClockOrder {
    set: Option<String>,
    freeze: Option<bool>,
    advance: Option<Span>,
}

pub(super) async fn clock(State(hub): State<Arc<Hub>>) -> Reply {
    Reply::ok(json!({"now": hub.clock.now().iso(), "frozen": hub.clock.is_frozen()}))
}

pub(super) async fn move_clock(State(hub): State<Arc<Hub>>, bytes: Bytes) -> Result<Reply, Reply> {
    let order: ClockOrder = body(&bytes, "ClockOrder", |_| Found::new())?;
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
