//! A table at which two people of one guild read along.

use serde_json::Value;

use super::reader::Reader;
use crate::bot::{Stage, stage};

/// Ann and bob, who both read along.
pub(super) struct Table {
    pub(super) stage: Stage,
    pub(super) ann: Reader,
    pub(super) bob: Reader,
}

pub(super) async fn table() -> Table {
    let stage = stage();
    let mut ann = Reader::open(&stage.sim, &stage.ann).await;
    let mut bob = Reader::open(&stage.sim, &stage.bob).await;
    ann.settled().await;
    bob.settled().await;
    Table { stage, ann, bob }
}

impl Table {
    /// What bob is told of a kind about what has happened until now.
    pub(super) async fn bob(&mut self, kind: &str) -> Vec<Value> {
        self.bob.told(kind).await
    }

    pub(super) async fn ann(&mut self, kind: &str) -> Vec<Value> {
        self.ann.told(kind).await
    }
}
