//! The layers laid over each other, every value still knowing where it came from.

use std::collections::BTreeMap;

use figment::Figment;
use figment::value::{Dict, Value};

use crate::layers::Layer;

/// All layers as one tree.
pub(crate) struct Merged {
    figment: Figment,
    ranks: BTreeMap<String, u8>,
    pub(crate) tree: Dict,
}

impl Merged {
    /// Lays the layers over each other, the last on top: sections are merged, everything else is replaced.
    pub(crate) fn new(layers: Vec<Layer>) -> Result<Self, Box<figment::Error>> {
        let ranks = layers
            .iter()
            .map(|layer| (layer.name.clone(), layer.rank))
            .collect();
        let figment = layers.into_iter().fold(Figment::new(), Figment::merge);
        let tree = figment.extract::<Dict>()?;
        Ok(Self {
            figment,
            ranks,
            tree,
        })
    }

    /// The file or variable that a value came from.
    pub(crate) fn origin(&self, value: &Value) -> String {
        self.figment
            .get_metadata(value.tag())
            .map_or_else(|| "nowhere".to_owned(), |origin| origin.name.to_string())
    }

    /// Height of the layer that a value came from; layers written side by side are equally high.
    pub(crate) fn rank(&self, value: &Value) -> u8 {
        self.ranks
            .get(&self.origin(value))
            .copied()
            .unwrap_or_default()
    }
}

/// The value at a dotted path.
pub(crate) fn find<'a>(tree: &'a Dict, path: &str) -> Option<&'a Value> {
    match path.split_once('.') {
        None => tree.get(path),
        Some((section, rest)) => find(tree.get(section)?.as_dict()?, rest),
    }
}
