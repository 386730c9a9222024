//! The way in over Discord's gateway: one task per shard, sessions that outlive the process.

mod frame;
mod relay;
mod session;
mod shard;
mod status;

pub(crate) use self::{
    frame::Unreadable,
    relay::Way,
    shard::{ShardSetup, run},
    status::{ShardState, ShardStatus},
};

use std::time::Duration;

use core_config::Shards;
use serde::Deserialize;
use twilight_gateway::queue::InMemoryQueue;
use twilight_http::routing::Route;

use crate::{Rest, RestError, rest::Operation};

/// What `GET /gateway/bot` says.
#[derive(Debug, Deserialize)]
pub(crate) struct GatewayInfo {
    /// Address to connect to.
    pub(crate) url: String,
    shards: u32,
    session_start_limit: StartLimit,
}

#[derive(Debug, Deserialize)]
struct StartLimit {
    total: u32,
    remaining: u32,
    reset_after: u64,
    max_concurrency: u16,
}

impl GatewayInfo {
    pub(crate) async fn fetch(rest: &Rest) -> Result<Self, RestError> {
        let operation = Operation::new("get gateway", &Route::GetGatewayBot)?;
        rest.send(&operation).await?.json(&operation)
    }

    /// The queue that keeps all shards of this process inside the identify budget.
    pub(crate) fn queue(&self) -> InMemoryQueue {
        let limit = &self.session_start_limit;
        if limit.remaining == 0 {
            tracing::error!(
                reset_after_s = limit.reset_after / 1_000,
                "no session starts are left for this bot today; it connects after the reset"
            );
        }
        InMemoryQueue::new(
            limit.max_concurrency.max(1),
            limit.remaining.min(limit.total),
            Duration::from_millis(limit.reset_after),
            limit.total,
        )
    }

    /// First, last and total of the shards that this process runs.
    pub(crate) fn plan(&self, shards: &Shards) -> (u32, u32, u32) {
        match shards {
            Shards::Auto => (0, self.shards.max(1) - 1, self.shards.max(1)),
            Shards::Range { first, last, total } => (*first, *last, *total),
        }
    }
}
