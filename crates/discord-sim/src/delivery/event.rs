//! Event webhooks: what happened, posted to an application that is not on the gateway (`events/webhook-events.mdx`).

use std::{sync::Arc, time::Duration};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Address, Parcel, address, courier::Letter};
use crate::{
    clock::{Moment, real_now},
    hub::Hub,
    journal::{DeliveryRecord, ProblemKind, What},
    world::{Application, World},
};

/// The first pause before an event is sent again; doubled each time.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
/// How long an event is tried, by the simulator's clock.
const TRIED_FOR: Duration = Duration::from_secs(10 * 60);
/// `event_webhooks_status`: switched on.
const ENABLED: u64 = 2;

/// An application's event webhook.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Webhooks {
    pub(crate) url: Option<String>,
    /// 1 off, 2 on.
    pub(crate) status: u64,
    pub(crate) types: Vec<String>,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            url: None,
            status: 1,
            types: Vec::new(),
        }
    }
}

impl Webhooks {
    fn want(&self, event: &str) -> bool {
        self.url.is_some() && self.status == ENABLED && self.types.iter().any(|kind| kind == event)
    }
}

impl World {
    /// The event of an application that was added to a guild, by its owner.
    pub(crate) fn authorized(&mut self, guild: u64, application: u64, now: Moment) {
        let Some(guild) = self.guilds.get(&guild) else {
            return;
        };
        let data = json!({
            "integration_type": 0,
            "user": self.user_json(guild.owner),
            "scopes": ["bot", "applications.commands"],
            "guild": guild.json(),
        });
        self.webhook_event(application, "APPLICATION_AUTHORIZED", &data, now);
    }

    /// The event of an application that a person lets act for them, without installing it anywhere.
    pub(crate) fn authorized_by(
        &mut self,
        application: u64,
        person: u64,
        scopes: &[String],
        now: Moment,
    ) {
        let data = json!({"user": self.user_json(person), "scopes": scopes});
        self.webhook_event(application, "APPLICATION_AUTHORIZED", &data, now);
    }

    /// The event of an application that a person added to their account, or took away.
    pub(crate) fn installed_by(
        &mut self,
        application: u64,
        person: u64,
        installed: bool,
        now: Moment,
    ) {
        let user = self.user_json(person);
        let (event, data) = if installed {
            let scopes = ["applications.commands"];
            let data = json!({"integration_type": 1, "user": user, "scopes": scopes});
            ("APPLICATION_AUTHORIZED", data)
        } else {
            ("APPLICATION_DEAUTHORIZED", json!({"user": user}))
        };
        self.webhook_event(application, event, &data, now);
    }

    /// Queues an event for an application's webhook, if it wants events of this type.
    pub(crate) fn webhook_event(
        &mut self,
        application: u64,
        event: &str,
        data: &Value,
        now: Moment,
    ) {
        let wanted = |found: &Application| found.webhooks.want(event);
        if self.applications.get(&application).is_some_and(wanted) {
            let event = json!({"type": event, "timestamp": now.iso(), "data": data});
            self.parcels.push(Parcel::Event { application, event });
        }
    }
}

/// Posts an event until it is taken, with pauses that grow, for ten minutes.
pub(super) async fn deliver(hub: Arc<Hub>, application: u64, event: Value) {
    let body =
        json!({"version": 1, "application_id": application.to_string(), "type": 1, "event": event});
    let end = hub.clock.now() + TRIED_FOR;
    let mut pause = FIRST_PAUSE;
    while let Some((url, key)) = address::of(&hub, application, Address::Events) {
        let now = hub.clock.now();
        let letter = Letter::signed(&key, now, body.to_string());
        let until = now + hub.settings.answer_within;
        let began = real_now();
        let reply = hub.courier.send(&url, &letter, &hub.clock, until).await;
        hub.write(What::Delivery(Arc::new(DeliveryRecord {
            application_id: application,
            interaction: None,
            url: url.clone(),
            kind: "event",
            status: reply.as_ref().map_or(0, |reply| reply.status),
            took: began.elapsed(),
        })));
        let why = match reply {
            Ok(reply) if reply.status == 204 && reply.body.is_empty() => return,
            Ok(reply) => format!("answered {} instead of an empty 204", reply.status),
            Err(why) => why.to_string(),
        };
        let next = hub.clock.now() + pause;
        if next > end {
            let kind = event["type"].as_str().unwrap_or_default();
            let text = format!("event {kind} was given up: {url} {why}");
            hub.problem(ProblemKind::Endpoint, text);
            return;
        }
        hub.clock.wait_until(next).await;
        pause *= 2;
    }
}
