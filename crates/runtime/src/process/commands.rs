//! When and where commands are made known to Discord.

use std::{sync::Arc, time::Duration};

use core_config::Settings;
use db::DbError;
use rand::RngExt as _;
use serde_json::Value;
use tokio::{task::JoinSet, time::sleep};
use tracing::Instrument as _;

use crate::{
    Failure,
    hall::Hall,
    sync::{self, Synced},
};

/// How often a sync is begun at most when the database breaks off.
const TRIES: u32 = 4;
/// Longest first pause between two of them; doubled each time.
const PAUSE: Duration = Duration::from_secs(1);

/// Starts the command sync; what is returned is called for each guild the bot is in.
pub(super) fn make_known<A: Send + Sync + 'static>(
    settings: &Settings,
    hall: &Arc<Hall<A>>,
    manifest: Vec<Value>,
    tasks: &mut JoinSet<()>,
) -> Arc<dyn Fn(u64) + Send + Sync> {
    if !settings.commands.sync {
        return Arc::new(|_| {});
    }
    match settings.commands.scope {
        core_config::Scope::Global => {
            let sync = sync_logged(Arc::clone(hall), sync::Scope::Global, manifest.into());
            tasks.spawn(sync.in_current_span());
            Arc::new(|_| {})
        }
        core_config::Scope::Guilds => {
            let manifest: Arc<[Value]> = manifest.into();
            let hall = Arc::clone(hall);
            Arc::new(move |guild| {
                let scope = sync::Scope::Guild(guild);
                let sync = sync_logged(Arc::clone(&hall), scope, Arc::clone(&manifest));
                hall.running.spawn(sync.in_current_span());
            })
        }
    }
}

async fn sync_logged<A: Send + Sync>(
    hall: Arc<Hall<A>>,
    scope: sync::Scope,
    manifest: Arc<[Value]>,
) {
    let mut tries = 1;
    let synced = loop {
        let synced = sync::sync(
            &hall.db,
            &hall.bot_id,
            &hall.rest,
            hall.application,
            &scope,
            &manifest,
        )
        .await;
        match &synced {
            Err(Failure::Internal(error)) if error.source().is::<DbError>() && tries < TRIES => {
                tracing::warn!(?scope, error = error.chain(), "commands not registered yet");
                let longest = PAUSE * 2_u32.saturating_pow(tries - 1);
                let pause = longest.mul_f64(rand::rng().random_range(0.5..1.0));
                sleep(pause).await;
                tries += 1;
            }
            _ => break synced,
        }
    };
    match synced {
        Ok(Synced::Unchanged) => tracing::info!(?scope, "commands are known to Discord"),
        Ok(Synced::Replaced) => tracing::info!(?scope, "commands registered"),
        Ok(Synced::Newer) => {
            tracing::warn!(
                ?scope,
                "a newer release registered its commands; ours stay unsaid"
            );
        }
        Err(Failure::Internal(error)) => {
            tracing::error!(
                ?scope,
                error = error.chain(),
                "commands were not registered"
            );
        }
        Err(Failure::Refusal(refusal)) => {
            tracing::error!(
                ?scope,
                reason = refusal.reason(),
                "commands were not registered"
            );
        }
    }
}
