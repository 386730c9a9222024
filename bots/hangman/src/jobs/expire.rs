//! Ends games that nobody moves in any more, and forgets those that ended long ago.

use std::time::Duration;

use runtime::{Failure, Job, JobCtx};

use crate::app::App;
use crate::store;

/// How often is looked.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// The job.
#[must_use]
pub fn job() -> Job<App> {
    Job::new("hangman.expire", EVERY, run)
}

async fn run(ctx: JobCtx<App>) -> Result<(), Failure> {
    let config = ctx.app().config;
    let now = ctx.now();
    let expired = store::expire_idle(ctx.db(), ctx.bot_id(), now - config.patience, now).await?;
    let deleted = store::delete_finished(ctx.db(), ctx.bot_id(), now - config.keep).await?;
    if expired + deleted > 0 {
        metrics::counter!("hangman_games_expired_total").increment(expired);
        metrics::counter!("hangman_games_deleted_total").increment(deleted);
        tracing::info!(expired, deleted, "games looked through");
    }
    Ok(())
}
