//! YAML into figment values, refusing duplicate keys and dropping empty ones.

use figment::providers::{Format as _, Yaml};
use figment::value::{Dict, Empty, Num, Tag, Value};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// Reads a document that is a map, or nothing but comments.
///
/// # Errors
/// A sentence without any of the document's values.
pub(crate) fn read(text: &str) -> Result<Dict, String> {
    match Yaml::from_str::<Tree>(text) {
        Ok(Tree(Value::Dict(_, dict))) => Ok(dict),
        Ok(Tree(Value::Empty(..))) => Ok(Dict::new()),
        Ok(_) => Err("the file is one plain value".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads a default of the key table.
pub(crate) fn read_value(text: &str) -> Option<Value> {
    Yaml::from_str::<Tree>(text).ok().map(|Tree(value)| value)
}

struct Tree(Value);

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor).map(Tree)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(Tag::Default, value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Num(Tag::Default, Num::I64(value)))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Num(Tag::Default, Num::U64(value)))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Num(Tag::Default, Num::F64(value)))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(Tag::Default, value.to_owned()))
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Empty(Tag::Default, Empty::Unit))
    }

    /// A document of nothing but comments.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Tree(value)) = entries.next_element()? {
            list.push(value);
        }
        Ok(Value::Array(Tag::Default, list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut dict = Dict::new();
        let mut empty = Vec::new();
        while let Some(key) = entries.next_key::<String>()? {
            if dict.contains_key(&key) || empty.contains(&key) {
                return Err(A::Error::custom(format!(
                    "the key {key} stands there twice"
                )));
            }
            match entries.next_value::<Tree>()? {
                // A section whose lines are all commented out says nothing.
                Tree(Value::Empty(..)) => empty.push(key),
                Tree(value) => {
                    dict.insert(key, value);
                }
            }
        }
        Ok(Value::Dict(Tag::Default, dict))
    }
}
