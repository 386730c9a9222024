//! Signed requests to bots: interactions for those with an endpoint, events for those with a webhook, and Discord's
//! tests of both (PROTOCOL 4).
//!
//! The world only says what is to be posted, as a [`Parcel`]; the [`Courier`] posts it on the simulator's threads.

mod address;
mod courier;
mod event;
mod forge;
mod interaction;
mod key;

use std::sync::Arc;

use serde_json::Value;

pub use self::address::EndpointError;
pub(crate) use self::{
    address::{Address, gate, retest, trust},
    courier::Courier,
    event::Webhooks,
    key::{Key, hex},
};
use crate::hub::Hub;

/// Something to be posted to an application.
#[derive(Debug)]
pub(crate) enum Parcel {
    /// An interaction of an application that has an endpoint.
    Interaction {
        application: u64,
        id: u64,
        payload: Value,
        /// It was delivered before: what is answered now changes nothing.
        again: bool,
    },
    /// An event that the application's webhook wants.
    Event { application: u64, event: Value },
}

/// Posts a parcel in a task of its own.
pub(crate) fn post(hub: Arc<Hub>, parcel: Parcel) {
    let threads = hub.courier.threads.clone();
    match parcel {
        Parcel::Interaction {
            application,
            id,
            payload,
            again,
        } => {
            threads.spawn(interaction::deliver(hub, application, id, payload, again));
        }
        Parcel::Event { application, event } => {
            threads.spawn(event::deliver(hub, application, event));
        }
    }
}
