//! Where an application wants its signed requests, and how Discord makes sure that it checks signatures: when an address
//! is set, and at random after that.

use std::sync::Arc;

use axum::http::request::Parts;
use serde_json::{Value, json};

use super::{
    courier::{Letter, Reply},
    forge,
    key::Key,
};
use crate::{
    clock::real_now,
    hub::Hub,
    journal::{DeliveryRecord, ProblemKind, What},
};

/// The two addresses of an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Address {
    Interactions,
    Events,
}

/// Why Discord does not take an address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the address {0}")]
pub struct EndpointError(String);

impl EndpointError {
    pub(crate) fn stopped() -> Self {
        Self("was not tested: the simulator stops".to_owned())
    }
}

impl Address {
    /// The field of `PATCH /applications/@me`.
    pub(crate) const fn field(self) -> &'static str {
        match self {
            Self::Interactions => "interactions_endpoint_url",
            Self::Events => "event_webhooks_url",
        }
    }
}

/// The address that is in force, with the key that signs.
pub(super) fn of(hub: &Hub, application: u64, which: Address) -> Option<(String, Key)> {
    hub.look(|world, _| {
        let found = world.applications.get(&application)?;
        let url = match which {
            Address::Interactions => found.endpoint.clone(),
            Address::Events => found.webhooks.url.clone(),
        };
        Some((url?, found.key.clone()))
    })
}

/// Tests an address as Discord does before it takes it: a good PING is answered, a forged one refused with 401.
pub(crate) async fn trust(
    hub: &Arc<Hub>,
    application: u64,
    which: Address,
    url: &str,
) -> Result<(), EndpointError> {
    let key = hub.look(|world, _| {
        let found = world.applications.get(&application);
        found.map(|found| found.key.clone())
    });
    let Some(key) = key else {
        return Err(EndpointError("has no application".to_owned()));
    };
    let letter = Letter::signed(&key, hub.clock.now(), ping(hub, application, which));
    let reply = send(hub, application, "ping", url, &letter).await?;
    answers(which, &reply).map_err(EndpointError)?;
    let letter = forged(hub, application, which, &key);
    let reply = send(hub, application, "forged ping", url, &letter).await?;
    refuses(&reply).map_err(EndpointError)
}

/// Sends a bad signature to the endpoint that is in force. One that does not refuse it is removed, which is a problem;
/// one that cannot be reached is left alone. Whether it is still there.
pub(crate) async fn retest(hub: &Arc<Hub>, application: u64) -> bool {
    let Some((url, key)) = of(hub, application, Address::Interactions) else {
        return false;
    };
    let letter = forged(hub, application, Address::Interactions, &key);
    let Ok(reply) = send(hub, application, "forged ping", &url, &letter).await else {
        return true;
    };
    let Err(why) = refuses(&reply) else {
        return true;
    };
    hub.turn(|world, _| {
        if let Some(found) = world.applications.get_mut(&application) {
            found.endpoint = None;
        }
    });
    let text = format!("the endpoint {url} {why}; Discord has removed it");
    hub.problem(ProblemKind::Endpoint, text);
    false
}

/// Tests the addresses that a request is about to set; the fields of those that failed, with why.
pub(crate) async fn gate(
    hub: &Arc<Hub>,
    parts: &Parts,
    path: &str,
    application: impl FnOnce() -> Option<u64>,
    body: impl FnOnce() -> Value,
) -> Vec<(&'static str, String)> {
    if parts.method != http::Method::PATCH || path.replace("%40", "@") != "/applications/@me" {
        return Vec::new();
    }
    let Some(application) = application() else {
        return Vec::new();
    };
    let body = body();
    let mut failed = Vec::new();
    for which in [Address::Interactions, Address::Events] {
        let Some(url) = body[which.field()].as_str() else {
            continue;
        };
        if let Err(error) = trust(hub, application, which, url).await {
            failed.push((which.field(), error.to_string()));
        }
    }
    failed
}

async fn send(
    hub: &Arc<Hub>,
    application: u64,
    kind: &'static str,
    url: &str,
    letter: &Letter,
) -> Result<Reply, EndpointError> {
    let until = hub.clock.now() + hub.settings.answer_within;
    let began = real_now();
    let reply = hub.courier.send(url, letter, &hub.clock, until).await;
    hub.write(What::Delivery(Arc::new(DeliveryRecord {
        application_id: application,
        interaction: None,
        url: url.to_owned(),
        kind,
        status: reply.as_ref().map_or(0, |reply| reply.status),
        took: began.elapsed(),
    })));
    reply.map_err(|why| EndpointError(why.to_string()))
}

fn forged(hub: &Hub, application: u64, which: Address, key: &Key) -> Letter {
    let body = ping(hub, application, which);
    forge::letter(key, hub.clock.now(), body, &mut hub.courier.chance())
}

fn ping(hub: &Hub, application: u64, which: Address) -> String {
    let body = match which {
        Address::Interactions => hub.turn(|world, now| {
            let id = world.id(now);
            let owner = world
                .applications
                .get(&application)
                .map(|found| found.owner);
            json!({
                "app_permissions": "0",
                "application_id": application.to_string(),
                "authorizing_integration_owners": {},
                "entitlements": [],
                "id": id.to_string(),
                "token": format!("sim-interaction-{id}-ping"),
                "type": 1,
                "user": world.user_json(owner.unwrap_or_default()),
                "version": 1,
            })
        }),
        Address::Events => {
            json!({"version": 1, "application_id": application.to_string(), "type": 0})
        }
    };
    body.to_string()
}

fn answers(which: Address, reply: &Reply) -> Result<(), String> {
    match which {
        Address::Events if reply.status == 204 && reply.body.is_empty() => Ok(()),
        Address::Events => Err(format!(
            "answered a PING with {} instead of an empty 204",
            reply.status
        )),
        Address::Interactions if reply.status != 200 => Err(format!(
            "answered a PING with {} instead of 200",
            reply.status
        )),
        Address::Interactions if reply.content_type() != "application/json" => Err(format!(
            "answered a PING as {:?} instead of application/json",
            reply.content_type()
        )),
        Address::Interactions => {
            let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
            if body["type"] == 1 {
                Ok(())
            } else {
                Err("did not answer a PING with type 1".to_owned())
            }
        }
    }
}

fn refuses(reply: &Reply) -> Result<(), String> {
    if reply.status == 401 {
        return Ok(());
    }
    Err(format!(
        "answered a request with a bad signature with {} instead of 401",
        reply.status
    ))
}
