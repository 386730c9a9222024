//! Snowflakes made from the simulator's clock, always growing (`reference.mdx`, "Snowflakes").

use serde_json::Value;

use crate::clock::Moment;

/// First millisecond of 2015, where Discord's ids begin.
const EPOCH_MILLIS: u64 = 1_420_070_400_000;

/// Hands out ids; each is larger than all before it.
#[derive(Debug, Default)]
pub(crate) struct Snowflakes {
    last: u64,
}

impl Snowflakes {
    pub(crate) fn next(&mut self, now: Moment) -> u64 {
        self.last = at(now).max(self.last + 1);
        self.last
    }
}

/// The smallest id that was made at `moment`.
pub(crate) fn at(moment: Moment) -> u64 {
    moment.unix_millis().saturating_sub(EPOCH_MILLIS) << 22
}

/// An id or a set of bits in a request that was checked: text or a number.
pub(crate) fn read(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str().and_then(|text| text.parse().ok()))
}

/// When `id` was made.
pub(crate) fn made_at(id: u64) -> Moment {
    Moment::from_unix_micros(i64::try_from(((id >> 22) + EPOCH_MILLIS) * 1_000).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_one_millisecond_and_remember_their_time() {
        let now = Moment::from_unix_micros(1_795_195_800_123_000);
        let mut ids = Snowflakes::default();
        let (first, second) = (ids.next(now), ids.next(now));
        assert!(second > first);
        assert_eq!(made_at(first), now);
        assert!(
            ids.next(Moment::default()) > second,
            "a clock that stands still gives new ids"
        );
    }
}
