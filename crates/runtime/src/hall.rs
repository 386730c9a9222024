//! What all interactions and jobs of one identity share.

use std::collections::BTreeSet;

use db::{BotId, Db};
use i18n::Catalog;
use tokio_util::task::TaskTracker;
use twilight_model::id::{
    Id,
    marker::{ApplicationMarker, UserMarker},
};

use crate::{
    Chance, Clock, Rest,
    checks::{AbuseGuard, Cooldowns},
    registry::Registry,
    responder::Settling,
    roster::Roster,
    seen::Seen,
};

/// One identity at work.
pub(crate) struct Hall<A> {
    pub(crate) app: A,
    pub(crate) bot_id: BotId,
    pub(crate) application: Id<ApplicationMarker>,
    pub(crate) db: Db,
    pub(crate) catalog: Catalog,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) rest: Rest,
    pub(crate) registry: Registry<A>,
    pub(crate) owners: Vec<Id<UserMarker>>,
    pub(crate) guilds_allowed: BTreeSet<u64>,
    pub(crate) abuse: AbuseGuard,
    pub(crate) cooldowns: Cooldowns,
    pub(crate) settling: Settling,
    pub(crate) seen: Seen,
    pub(crate) roster: Roster,
    /// Handlers that run; waited for when the process ends.
    pub(crate) running: TaskTracker,
}
