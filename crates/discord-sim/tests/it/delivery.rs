//! Signed requests to bots: endpoints for interactions, webhooks for events, and Discord's tests of both.

mod answers;
mod endpoint;
mod events;
pub(crate) mod fake;
