//! Acting as a person from a page: `/sim/v1/as/{user}/…`, with ids and structure as Discord's own client sends them.
//!
//! Nothing here waits for a bot. What the client itself would refuse is refused with 400, a missing right with 403,
//! each in a sentence; nothing reaches a bot then.

mod at;
mod form;
mod interactions;
mod messages;
mod moderation;
mod places;
mod profile;
mod refusal;
mod threads;

use std::sync::Arc;

use axum::routing::{MethodRouter, post};

use crate::hub::Hub;

/// Every path with its methods.
pub(super) fn routes() -> Vec<(&'static str, MethodRouter<Arc<Hub>>)> {
    let mut all = vec![("/sim/v1/as/{user}/interactions", post(interactions::create))];
    all.extend(messages::routes());
    all.extend(threads::routes());
    all.extend(moderation::routes());
    all.extend(places::routes());
    all.extend(profile::routes());
    all
}
