//! How an application is reached from outside: its key, its interactions endpoint, its event webhook.

use serde_json::Value;

use super::Application;
use crate::delivery::{self, Address, EndpointError};

impl Application {
    /// Its public key in hex, as `GET /applications/@me` says it.
    pub fn verify_key(&self) -> String {
        self.hub.look(|world, _| {
            let found = world.applications.get(&self.id);
            found
                .map(|found| found.key.public_hex())
                .unwrap_or_default()
        })
    }

    /// What Discord would sign a request to this application with, in hex; for tests that forge and replay.
    pub fn sign(&self, timestamp: &str, body: &[u8]) -> String {
        let key = delivery::Key::of(self.id);
        delivery::hex(&key.sign(timestamp, body))
    }

    /// Sets or removes its interactions endpoint, as its owner does in the developer portal. Interactions are then
    /// delivered there and not over the gateway.
    ///
    /// # Errors
    ///
    /// When the address fails Discord's test: a PING must be answered, a bad signature refused with 401.
    pub async fn interactions_endpoint(&self, url: Option<&str>) -> Result<(), EndpointError> {
        self.trust(Address::Interactions, url).await?;
        self.hub.turn(|world, _| {
            if let Some(found) = world.applications.get_mut(&self.id) {
                found.endpoint = url.map(ToOwned::to_owned);
            }
        });
        Ok(())
    }

    /// The interactions endpoint that is in force.
    pub fn endpoint(&self) -> Option<String> {
        self.hub
            .look(|world, _| world.applications.get(&self.id)?.endpoint.clone())
    }

    /// Sends a bad signature to the endpoint now, as Discord does at random; `false` when it was not refused, and the
    /// endpoint is gone.
    pub async fn retest_endpoint(&self) -> bool {
        let (hub, id) = (self.hub.clone(), self.id);
        let test = async move { delivery::retest(&hub, id).await };
        self.hub
            .courier
            .threads
            .spawn(test)
            .await
            .unwrap_or_default()
    }

    /// Sets or removes its event webhook and switches it on for these types of events.
    ///
    /// # Errors
    ///
    /// When the address fails Discord's test: a PING must be answered with 204, a bad signature refused with 401.
    pub async fn event_webhooks(
        &self,
        url: Option<&str>,
        types: &[&str],
    ) -> Result<(), EndpointError> {
        self.trust(Address::Events, url).await?;
        self.hub.turn(|world, _| {
            if let Some(found) = world.applications.get_mut(&self.id) {
                found.webhooks = delivery::Webhooks {
                    url: url.map(ToOwned::to_owned),
                    status: if url.is_some() { 2 } else { 1 },
                    types: types.iter().map(ToString::to_string).collect(),
                };
            }
        });
        Ok(())
    }

    /// Sends an event to its webhook, if that wants events of this type.
    pub fn webhook_event(&self, event: &str, data: &Value) {
        self.hub
            .turn(|world, now| world.webhook_event(self.id, event, data, now));
    }

    async fn trust(&self, which: Address, url: Option<&str>) -> Result<(), EndpointError> {
        let Some(url) = url.map(ToOwned::to_owned) else {
            return Ok(());
        };
        let (hub, id) = (self.hub.clone(), self.id);
        // On the simulator's threads, so that its connections outlive the test's.
        let test = async move { delivery::trust(&hub, id, which, &url).await };
        match self.hub.courier.threads.spawn(test).await {
            Ok(trusted) => trusted,
            Err(_) => Err(EndpointError::stopped()),
        }
    }
}
