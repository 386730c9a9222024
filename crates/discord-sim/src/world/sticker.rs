//! Stickers as they stand in messages. The stickers themselves are [`super::expression`]'s.

use serde_json::Value;

use super::{World, expression::Sticker, upload::number};

impl World {
    /// The items of the stickers that a message names, as far as they are there.
    pub(super) fn sticker_items(&self, ids: &Value) -> Vec<Value> {
        let ids = ids.as_array().into_iter().flatten().filter_map(number);
        ids.filter_map(|id| self.sticker(id))
            .map(Sticker::item)
            .collect()
    }
}
