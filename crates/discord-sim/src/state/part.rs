//! Parts of the world that serde needs help with: bytes, and maps without an order.

use std::{
    collections::{BTreeMap, HashMap},
    hash::BuildHasher,
};

use serde::{Serialize, Serializer};

/// A map in the order of its keys, so that the same world gives the same bytes.
pub(crate) fn in_order<K: Ord + Serialize, V: Serialize, H: BuildHasher, S: Serializer>(
    map: &HashMap<K, V, H>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(map.iter().collect::<BTreeMap<_, _>>())
}

/// Bytes as bytes, not as a list of numbers.
pub(crate) mod raw {
    use std::fmt;

    use bytes::Bytes;
    use serde::{
        Deserializer, Serializer,
        de::{Error, Visitor},
    };

    pub(crate) fn serialize<S: Serializer>(
        bytes: &Bytes,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Bytes, D::Error> {
        deserializer.deserialize_byte_buf(Raw)
    }

    struct Raw;

    impl Visitor<'_> for Raw {
        type Value = Bytes;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("bytes")
        }

        fn visit_bytes<E: Error>(self, bytes: &[u8]) -> Result<Bytes, E> {
            Ok(Bytes::copy_from_slice(bytes))
        }

        fn visit_byte_buf<E: Error>(self, bytes: Vec<u8>) -> Result<Bytes, E> {
            Ok(bytes.into())
        }
    }
}
