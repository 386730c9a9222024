//! The probe's periodic work, which says in the log that it ran.

use std::{sync::atomic::Ordering, time::Duration};

use runtime::{Failure, Job, JobCtx};

use super::{App, trouble};

const HOUR: Duration = Duration::from_secs(3_600);

/// Runs every hour and always succeeds.
pub(super) fn steady() -> Job<App> {
    Job::new("steady", HOUR, |ctx: JobCtx<App>| async move {
        said(&ctx, "steady ran");
        Ok(())
    })
}

/// Runs every month; the first run of a process fails.
pub(super) fn shaky() -> Job<App> {
    Job::new("shaky", 720 * HOUR, |ctx: JobCtx<App>| async move {
        said(&ctx, "shaky ran");
        match ctx.app().shaky.fetch_add(1, Ordering::SeqCst) {
            0 => Err(trouble::error()),
            _ => Ok::<_, Failure>(()),
        }
    })
}

fn said(ctx: &JobCtx<App>, what: &str) {
    let (due, now) = (ctx.due().unix_seconds(), ctx.now().unix_seconds());
    tracing::info!(target: "probe", due, now, "{what}");
}
