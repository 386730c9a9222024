//! Snowflakes made from the simulator's clock, always growing (`reference.mdx`, "Snowflakes").

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::Moment;

/// First millisecond of 2015, where Discord's ids begin.
const EPOCH_MILLIS: u64 = 1_420_070_400_000;

/// How far ahead of the clock a wished id may be and still be gone past: about a day.
const AHEAD: u64 = 86_400_000 << 22;

/// Ids between two saves that no run reaches: those of a millisecond.
const SKIPPED: u64 = 1 << 22;

/// Ids of earlier things are in the second half of their millisecond, which ids of the present do not reach.
const EARLIER: u64 = 1 << 21;

/// Hands out ids; each is larger than all before it.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Snowflakes {
    last: u64,
    /// Whether ids are for things that happened before the present, and how many such ids there are.
    back: bool,
    earlier: u64,
    /// What the next one is, where somebody wants it to be that one.
    wanted: Option<u64>,
}

impl Snowflakes {
    /// The next id is this one, whatever the clock says; without a wish it is a fresh one.
    pub(crate) fn want(&mut self, id: Option<u64>) {
        self.wanted = id;
    }

    /// From now on ids tell the time of what happened before the present, until that is taken back.
    pub(crate) fn look_back(&mut self, back: bool) {
        self.back = back;
    }

    /// Takes a wish back, for something that is made first.
    pub(crate) fn take_wish(&mut self) -> Option<u64> {
        self.wanted.take()
    }

    /// Leaves out the ids that a run may have handed out after it was saved last.
    pub(crate) fn skip(&mut self) {
        self.last = self.last.saturating_add(SKIPPED);
    }

    pub(crate) fn next(&mut self, now: Moment) -> u64 {
        if let Some(id) = self.wanted.take() {
            // Fresh ids go past it, unless it is from a future that they will not reach.
            if id < at(now).saturating_add(AHEAD) {
                self.last = self.last.max(id);
            }
            return id;
        }
        if self.back {
            self.earlier += 1;
            return at(now) + EARLIER + self.earlier % EARLIER;
        }
        self.last = at(now).max(self.last.saturating_add(1));
        self.last
    }
}

/// Last millisecond after [`EPOCH_MILLIS`] that an id has room for; it is in 2154.
const LAST_MILLIS: u64 = (1 << 42) - 1;

/// The smallest id that was made at `moment`; later than in 2154 no id tells its time.
pub(crate) fn at(moment: Moment) -> u64 {
    let millis = moment.unix_millis().saturating_sub(EPOCH_MILLIS);
    millis.min(LAST_MILLIS) << 22
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
        let last = ids.next(now);
        ids.want(Some(7));
        assert_eq!(ids.next(now), 7, "a wish is granted once");
        assert!(ids.next(now) > last);
        let soon = at(now) + 50;
        ids.want(Some(soon));
        assert_eq!((ids.next(now), ids.next(now)), (soon, soon + 1));
        ids.want(Some(u64::MAX));
        assert_eq!(ids.next(now), u64::MAX);
        assert_eq!(
            ids.next(now),
            soon + 2,
            "ids do not follow into a far future"
        );
    }

    #[test]
    fn ids_of_earlier_things_tell_their_time_and_are_in_nobodys_way() {
        let now = Moment::from_unix_micros(1_795_195_800_123_000);
        let earlier = Moment::from_unix_micros(1_795_195_700_123_000);
        let mut ids = Snowflakes::default();
        let before = ids.next(now);
        ids.look_back(true);
        let (first, second) = (ids.next(earlier), ids.next(earlier));
        assert!(first < second && second < before);
        assert_eq!((made_at(first), made_at(second)), (earlier, earlier));
        ids.look_back(false);
        assert_eq!(ids.next(now), before + 1);
    }

    #[test]
    fn after_the_last_millisecond_that_has_room_ids_still_grow() {
        let mut ids = Snowflakes::default();
        let (in_2026, in_2300) = (1_795_195_800_000_000, 10_413_792_000_000_000);
        let early = ids.next(Moment::from_unix_micros(in_2026));
        let late = [(); 3].map(|()| ids.next(Moment::from_unix_micros(in_2300)));
        assert!(early < late[0] && late[0] < late[1] && late[1] < late[2]);
        assert!(made_at(late[2]) > Moment::from_unix_micros(in_2026 * 2));
    }
}
