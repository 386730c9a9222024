//! A saved world as a tree of anything, so that tests see what is in a file without knowing the world's types.

use std::{collections::BTreeSet, fmt, path::Path};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// Where the body of a saved world begins.
const BODY: usize = 76;

/// Anything.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
pub(super) enum Tree {
    Nothing,
    Plain(String),
    Bytes(Vec<u8>),
    List(Vec<Tree>),
    Map(Vec<(Tree, Tree)>),
}

/// The world in a file, with everything that is beside it there.
pub(super) fn read(file: &Path) -> Tree {
    let bytes = std::fs::read(file).expect("a file");
    let body = zstd::decode_all(&bytes[BODY..]).expect("a body");
    let mut reader = rmp_serde::Deserializer::new(&body[..]);
    let mut next = || Tree::deserialize(&mut reader).expect("a value");
    let (_around, mut world) = (next(), next());
    for name in ["messages", "interactions"] {
        world.put(name, next());
    }
    let Tree::Map(files) = next() else {
        panic!("no files")
    };
    for (name, files) in files {
        world.put(&name.text(), files);
    }
    assert!(reader.into_inner().is_empty(), "there is more");
    world
}

impl Tree {
    fn put(&mut self, key: &str, value: Self) {
        let Self::Map(entries) = self else {
            panic!("no map: {self:?}")
        };
        entries.push((Self::Plain(key.to_owned()), value));
    }

    fn text(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            other => format!("{other:?}"),
        }
    }

    fn is(&self, text: &str) -> bool {
        matches!(self, Self::Plain(known) if known == text)
    }

    /// The keys of a map.
    pub(super) fn keys(&self) -> BTreeSet<String> {
        let Self::Map(entries) = self else {
            return BTreeSet::new();
        };
        entries.iter().map(|(key, _)| key.text()).collect()
    }

    /// Forgets the values of a key.
    pub(super) fn without(mut self, key: &str) -> Self {
        if let Self::Map(entries) = &mut self {
            entries.retain(|(name, _)| !name.is(key));
        }
        self
    }

    /// Notes every place where something is and every place where nothing is. Keys that are ids are one place.
    pub(super) fn places(
        &self,
        here: &str,
        filled: &mut BTreeSet<String>,
        all: &mut BTreeSet<String>,
    ) {
        all.insert(here.to_owned());
        match self {
            Self::Nothing => {}
            Self::Plain(text) if text == "false" || text == "0" || text.is_empty() => {}
            Self::Bytes(bytes) if bytes.is_empty() => {}
            Self::Plain(_) | Self::Bytes(_) => drop(filled.insert(here.to_owned())),
            Self::List(items) => {
                for item in items {
                    filled.insert(here.to_owned());
                    item.places(here, filled, all);
                }
            }
            Self::Map(entries) => {
                for (key, value) in entries {
                    filled.insert(here.to_owned());
                    let name = match key {
                        Self::Plain(key)
                            if key.chars().all(|c| c == '_' || c.is_ascii_lowercase()) =>
                        {
                            format!("{here}.{key}")
                        }
                        _ => here.to_owned(),
                    };
                    value.places(&name, filled, all);
                }
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Any)
    }
}

struct Any;

impl<'de> Visitor<'de> for Any {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("anything")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Nothing)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Plain(value.to_owned()))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Tree, E> {
        Ok(Tree::Bytes(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Tree::Map(map))
    }
}
