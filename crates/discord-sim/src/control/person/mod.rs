//! Acting as a person from a page: `/sim/v1/as/{user}/…`, with ids and structure as Discord's own client sends them.
//!
//! Nothing here waits for a bot. What the client itself would refuse is refused with 400, a missing right with 403,
//! each in a sentence; nothing reaches a bot then.

mod at;
mod form;
mod interactions;
mod messages;
mod refusal;
mod show;

use std::sync::Arc;

use axum::routing::{MethodRouter, post};

use crate::hub::Hub;

/// Where a person's own acts are.
const OWN: &str = "/sim/v1/as/{user}";

/// Every path with its methods.
pub(super) fn routes() -> Vec<(String, MethodRouter<Arc<Hub>>)> {
    let below = |(path, methods): (&str, _)| (format!("{OWN}{path}"), methods);
    let own = [("/interactions", post(interactions::create))];
    own.into_iter()
        .chain(messages::routes())
        .map(below)
        .collect()
}
