//! Keeps a message equal to its row when many people click at once.
//!
//! Answers travel in parallel and may arrive out of order, so the last one to arrive need not
//! show the last state. After each answer its version is compared with the row's; if the row
//! moved on, the message is edited once more. Runs for one key are joined: while one edits,
//! others only leave a mark that makes it look again.

use std::{
    collections::{HashMap, hash_map::Entry},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use super::Responder;
use crate::{Failure, reply::Settle};

/// Between two edits of one message: clicks that arrive meanwhile are joined into one edit.
const PAUSE: Duration = Duration::from_millis(250);

/// Which messages are being settled, and whether another answer arrived meanwhile.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settling {
    marked: Arc<Mutex<HashMap<String, bool>>>,
}

impl Settling {
    /// Runs after the answer with `settle.shown` has arrived.
    pub(crate) async fn run(&self, responder: &Responder, settle: Settle) -> Result<(), Failure> {
        let Some(mut turn) = self.take(&settle.key) else {
            return Ok(());
        };
        let mut shown = Some(settle.shown);
        loop {
            // Another answer may show anything by now: then the message is edited whatever
            // this run has shown.
            if turn.unmark() {
                shown = None;
            }
            let Some((version, message)) = (settle.latest)().await? else {
                return Ok(());
            };
            if shown == Some(version) {
                if turn.finish() {
                    return Ok(());
                }
                continue;
            }
            responder.edit_source(message).await?;
            metrics::counter!("messages_settled_total").increment(1);
            shown = Some(version);
            tokio::time::sleep(PAUSE).await;
        }
    }

    fn take(&self, key: &str) -> Option<Turn> {
        let mut marked = self.marked.lock().unwrap_or_else(PoisonError::into_inner);
        match marked.entry(key.to_owned()) {
            Entry::Occupied(mut entry) => {
                entry.insert(true);
                None
            }
            Entry::Vacant(entry) => {
                entry.insert(false);
                Some(Turn {
                    settling: self.clone(),
                    key: key.to_owned(),
                    finished: false,
                })
            }
        }
    }
}

/// The one run for a key; over when dropped.
struct Turn {
    settling: Settling,
    key: String,
    finished: bool,
}

impl Turn {
    /// Takes the mark away and says whether there was one.
    fn unmark(&self) -> bool {
        let mut marked = self
            .settling
            .marked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        marked.get_mut(&self.key).is_some_and(std::mem::take)
    }

    /// Ends the turn, unless it was marked since.
    fn finish(&mut self) -> bool {
        let mut marked = self
            .settling
            .marked
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if marked.get(&self.key) == Some(&true) {
            return false;
        }
        marked.remove(&self.key);
        self.finished = true;
        true
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.finished {
            self.settling
                .marked
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&self.key);
        }
    }
}
