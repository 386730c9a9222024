//! Keeps the world in its file while the simulator runs: soon after each change, and at the end.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::sync::watch;

use super::{
    error::{Problem, StateError},
    place::{self, Lock},
    saving::{Saved, Saving},
    section::Written,
    snapshot::Snapshot,
};
use crate::{
    clock::{Moment, real_now},
    hub::{Hub, lock},
};

/// How long changes may wait for a save, so that many go into one.
const GATHER: Duration = Duration::from_secs(2);
/// A save that took long is followed by so many times its length without one.
const REST: u32 = 10;
/// The pause after a failure is doubled each time, up to this.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// A world's place in a file.
pub(crate) struct Keeper {
    path: PathBuf,
    state: Mutex<State>,
    news: watch::Sender<Saved>,
}

#[derive(Default)]
struct State {
    /// Nothing is written any more without it.
    lock: Option<Lock>,
    /// How far the world and the clock had changed when they were saved last.
    saved: Option<(u64, u64)>,
    /// The world in bytes, as it was saved last.
    written: Written,
}

impl Keeper {
    /// Takes a file for one simulator alone.
    pub(crate) fn take(path: &Path) -> Result<Self, StateError> {
        let path = place::real(path);
        let state = State {
            lock: Some(Lock::take(&path)?),
            ..State::default()
        };
        let news = Saved {
            file: path.clone(),
            ..Saved::default()
        };
        Ok(Self {
            path,
            state: Mutex::new(state),
            news: watch::Sender::new(news),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The world is as it was written down.
    pub(super) fn go_on(&self, written: Written) {
        lock(&self.state).written = written;
    }

    pub(crate) fn saving(&self) -> Saving {
        Saving(self.news.subscribe())
    }

    /// Saves the world now, if it changed since the last time.
    pub(crate) fn save(&self, hub: &Hub) -> Result<(), StateError> {
        let mut state = lock(&self.state);
        let changes = (*hub.changed.borrow(), *hub.clock.moved().borrow());
        if state.lock.is_none() || state.saved == Some(changes) {
            return Ok(());
        }
        let begun = real_now();
        let written = write(hub, &self.path, &mut state.written);
        let took = begun.elapsed();
        let result = written.map(|(bytes, held)| {
            state.saved = Some(changes);
            self.news.send_modify(|news| {
                news.at = Some(Moment::real());
                (news.bytes, news.held, news.took) = (bytes, held, took);
                news.failure = None;
            });
        });
        if let Err(error) = &result {
            self.news
                .send_modify(|news| news.failure = Some(error.to_string()));
        }
        result
    }

    /// Saves the world a last time and lets others have the file.
    pub(crate) fn close(&self, hub: &Hub) {
        let saved = self.save(hub);
        lock(&self.state).lock = None;
        if let Err(error) = saved {
            tracing::error!(%error, "the world was not saved at the end");
        }
    }
}

/// Writes the world into a file: how many bytes that were, and for how long the world was locked.
fn write(hub: &Hub, path: &Path, written: &mut Written) -> Result<(u64, Duration), StateError> {
    let snapshot = Snapshot::take(hub, written).map_err(|problem| problem.at(path))?;
    let file = snapshot.pack().map_err(|problem| problem.at(path))?;
    place::write(path, &file)?;
    Ok((file.len() as u64, snapshot.held))
}

impl Hub {
    /// Writes the world into a file that no simulator has.
    pub(crate) fn save_to(&self, path: &Path) -> Result<(), StateError> {
        let path = place::real(path);
        match &self.keeper {
            Some(keeper) if keeper.path() == path => keeper.save(self),
            _ if Lock::is_taken(&path) => Err(Problem::InUse(None).at(&path)),
            _ => write(self, &path, &mut Written::once()).map(drop),
        }
    }

    /// Saves the world soon after each change, for ever; without a file that is nothing to do.
    pub(crate) async fn keep_saved(self: Arc<Self>) {
        let (mut changed, mut moved) = (self.changed.subscribe(), self.clock.moved());
        // Whatever happened before is not missed; what is saved already is not saved again.
        changed.mark_changed();
        let mut failures = 0;
        while self.keeper.is_some() {
            let change = tokio::select! {
                change = changed.changed() => change,
                change = moved.changed() => change,
            };
            if change.is_err() {
                return;
            }
            tokio::time::sleep(GATHER).await;
            loop {
                changed.mark_unchanged();
                moved.mark_unchanged();
                let hub = self.clone();
                let save = tokio::task::spawn_blocking(move || {
                    let keeper = hub.keeper.as_ref();
                    keeper.is_none_or(|keeper| keeper.save(&hub).is_ok())
                });
                if save.await.unwrap_or_default() {
                    failures = 0;
                    break;
                }
                let pause = GATHER.saturating_mul(1 << failures.min(8));
                failures += 1;
                tokio::time::sleep(pause.min(LONGEST_PAUSE)).await;
            }
            if let Some(keeper) = &self.keeper {
                let took = keeper.news.borrow().took;
                tokio::time::sleep(took * REST).await;
            }
        }
        std::future::pending::<()>().await;
    }
}
