//! Periodic work of a bot, done once for all its processes.

use std::{fmt, sync::Arc, time::Duration};

use db::{BotId, Db, Timestamp};
use futures_util::future::BoxFuture;
use i18n::Catalog;

use crate::{Failure, hall::Hall};

/// What a job knows and may reach.
pub struct JobCtx<A> {
    pub(crate) hall: Arc<Hall<A>>,
    pub(crate) due: Timestamp,
}

impl<A> JobCtx<A> {
    /// What the bot built at its start.
    #[must_use]
    pub fn app(&self) -> &A {
        &self.hall.app
    }

    /// Which identity this is.
    #[must_use]
    pub fn bot_id(&self) -> &BotId {
        &self.hall.bot_id
    }

    /// The identity's database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.hall.db
    }

    /// Texts in all languages.
    #[must_use]
    pub fn catalog(&self) -> &Catalog {
        &self.hall.catalog
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.hall.clock.now()
    }

    /// When this run was due; earlier than now if the bot was down.
    #[must_use]
    pub const fn due(&self) -> Timestamp {
        self.due
    }
}

type Run<A> = Arc<dyn Fn(JobCtx<A>) -> BoxFuture<'static, Result<(), Failure>> + Send + Sync>;

/// Periodic work: runs once per period over all processes of an identity.
pub struct Job<A> {
    pub(crate) name: &'static str,
    pub(crate) every: Duration,
    pub(crate) run: Run<A>,
}

impl<A: Send + Sync + 'static> Job<A> {
    /// Work to do `every` so long. Runs that were missed are made up for by one late run.
    pub fn new<F, Fut>(name: &'static str, every: Duration, run: F) -> Self
    where
        F: Fn(JobCtx<A>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        Self {
            name,
            every,
            run: Arc::new(move |ctx| Box::pin(run(ctx))),
        }
    }
}

impl<A> fmt::Debug for Job<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Job")
            .field("name", &self.name)
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}
