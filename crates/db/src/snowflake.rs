//! Discord's ids as a column: typed in code, `BIGINT` in the database.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use twilight_model::id::Id;

/// A Discord id in an entity. Bits are kept, so every id fits although the column is signed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    DeriveValueType,
    Serialize,
    Deserialize,
)]
pub struct Snowflake(pub i64);

impl Snowflake {
    /// The id; `None` for 0, which Discord never gives.
    #[must_use]
    pub fn id<T>(self) -> Option<Id<T>> {
        Id::new_checked(self.0.cast_unsigned())
    }
}

impl<T> From<Id<T>> for Snowflake {
    fn from(id: Id<T>) -> Self {
        Self(id.get().cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert_eq, proptest};
    use twilight_model::id::marker::UserMarker;

    use super::*;

    proptest! {
        #[test]
        fn every_id_comes_back(raw in 1_u64..) {
            let id = Id::<UserMarker>::new(raw);
            prop_assert_eq!(Snowflake::from(id).id::<UserMarker>(), Some(id));
        }
    }

    #[test]
    fn zero_is_no_id() {
        assert_eq!(Snowflake(0).id::<UserMarker>(), None);
    }
}
