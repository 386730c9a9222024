//! Runs a bot's jobs: each due one is claimed in the database, so that of all processes of an
//! identity one does it, and another takes over when that one dies.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use db::{Timestamp, jobs::Claimed};
use futures_util::FutureExt as _;
use rand::RngExt as _;
use tokio::{sync::watch, time::interval};

use crate::{Failure, JobCtx, failure::chain, hall::Hall, process::stopped};

/// How often a claim is renewed; the lease itself is 60 s.
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// How often is looked for jobs that another process left.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Wait after a failed run, whatever the job's period.
const RETRY_AFTER: Duration = Duration::from_secs(60);

/// Runs jobs until the process ends.
pub(crate) async fn run<A: Send + Sync + 'static>(
    hall: Arc<Hall<A>>,
    owner: String,
    mut shutdown: watch::Receiver<bool>,
) {
    if hall.registry.jobs.is_empty() {
        return;
    }
    let mut known = false;
    loop {
        if !known {
            known = make_known(&hall).await;
        }
        let wait = match work(&hall, &owner).await {
            Ok(next) => next,
            Err(error) => {
                tracing::warn!(error = chain(&error), "jobs could not be looked for");
                hall.clock.now() + LOOK_EVERY
            }
        };
        tokio::select! {
            biased;
            () = stopped(&mut shutdown) => return,
            () = hall.clock.sleep_until(wait) => {}
        }
    }
}

async fn make_known<A>(hall: &Hall<A>) -> bool {
    for job in &hall.registry.jobs {
        // Spread, so that a fleet started together does not work together.
        let spread = rand::rng().random_range(0.5..1.0);
        let first = hall.clock.now() + job.every.mul_f64(spread);
        if let Err(error) = db::jobs::ensure(&hall.db, &hall.bot_id, job.name, first).await {
            tracing::warn!(
                job = job.name,
                error = chain(&error),
                "job could not be made known"
            );
            return false;
        }
    }
    true
}

/// Does all that is due; returns when to look again.
async fn work<A: Send + Sync + 'static>(
    hall: &Arc<Hall<A>>,
    owner: &str,
) -> Result<Timestamp, db::DbError> {
    while let Some(claimed) =
        db::jobs::claim_due(&hall.db, &hall.bot_id, owner, hall.clock.now()).await?
    {
        one(hall, owner, claimed).await?;
    }
    let shortest = hall.registry.jobs.iter().map(|job| job.every).min();
    Ok(hall.clock.now() + shortest.map_or(LOOK_EVERY, |every| every.min(LOOK_EVERY)))
}

async fn one<A: Send + Sync + 'static>(
    hall: &Arc<Hall<A>>,
    owner: &str,
    claimed: Claimed,
) -> Result<(), db::DbError> {
    let Some(job) = hall
        .registry
        .jobs
        .iter()
        .find(|job| job.name == claimed.name)
    else {
        // Of another release: it keeps its place, but does not come up all the time.
        db::jobs::finish(
            &hall.db,
            &hall.bot_id,
            &claimed,
            hall.clock.now() + RETRY_AFTER,
        )
        .await?;
        return Ok(());
    };
    let ctx = JobCtx {
        hall: Arc::clone(hall),
        due: claimed.due_at,
    };
    let run = AssertUnwindSafe((job.run)(ctx)).catch_unwind();
    tokio::pin!(run);
    let mut renew = interval(RENEW_EVERY);
    renew.tick().await;
    let outcome = loop {
        tokio::select! {
            biased;
            outcome = &mut run => break outcome,
            _ = renew.tick() => {
                if !db::jobs::renew(&hall.db, &hall.bot_id, &claimed, owner).await? {
                    tracing::warn!(job = job.name, "job was taken over while it ran");
                    return Ok(());
                }
            }
        }
    };
    let next = match outcome {
        Ok(Ok(())) => next_due(claimed.due_at, job.every, hall.clock.now()),
        Ok(Err(Failure::Refusal(refusal))) => {
            tracing::error!(job = job.name, reason = refusal.reason(), "job refused");
            hall.clock.now() + RETRY_AFTER
        }
        Ok(Err(Failure::Internal(error))) => {
            tracing::error!(job = job.name, error = error.chain(), "job failed");
            hall.clock.now() + RETRY_AFTER
        }
        Err(_) => {
            tracing::error!(job = job.name, "job panicked");
            hall.clock.now() + RETRY_AFTER
        }
    };
    metrics::counter!("jobs_run_total", "job" => job.name).increment(1);
    if !db::jobs::finish(&hall.db, &hall.bot_id, &claimed, next).await? {
        tracing::warn!(job = job.name, "job was taken over while it ran");
    }
    Ok(())
}

/// The first due time after now, in step with the first one: missed runs are not repeated.
fn next_due(due: Timestamp, every: Duration, now: Timestamp) -> Timestamp {
    let every_micros = i64::try_from(every.as_micros()).unwrap_or(i64::MAX).max(1);
    let late = now.unix_micros().saturating_sub(due.unix_micros()).max(0);
    let periods = late / every_micros + 1;
    Timestamp::from_unix_micros(
        due.unix_micros()
            .saturating_add(periods.saturating_mul(every_micros)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_late_run_is_made_up_for_once() {
        let at = |seconds: i64| Timestamp::from_unix_micros(seconds * 1_000_000);
        let every = Duration::from_secs(10);
        assert_eq!(next_due(at(0), every, at(1)), at(10));
        assert_eq!(next_due(at(0), every, at(35)), at(40));
        assert_eq!(next_due(at(0), every, at(10)), at(20));
    }
}
