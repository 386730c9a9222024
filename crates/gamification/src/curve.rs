//! The level curve: level `n` begins at `50 · n · (n + 1)` points.
//!
//! So level 1 takes 100 points, and each further level 100 more than the one before. Everybody begins at level 0.

/// Half of what the cost of a level grows by from one to the next.
const STEP: u64 = 50;

/// The highest level: what the largest stored number of points, `i64::MAX`, is worth.
pub const MAX_LEVEL: u32 = 429_496_729;

/// The level that this many points are worth; [`MAX_LEVEL`] at most.
#[must_use]
pub fn level_of(xp: u64) -> u32 {
    // n (n + 1) <= xp / STEP, solved for n.
    let root = (4 * (xp / STEP) + 1).isqrt();
    u32::try_from((root - 1) / 2).map_or(MAX_LEVEL, |level| level.min(MAX_LEVEL))
}

/// The points at which a level begins; beyond [`MAX_LEVEL`] those of [`MAX_LEVEL`].
#[must_use]
pub fn xp_for_level(level: u32) -> u64 {
    let level = u64::from(level.min(MAX_LEVEL));
    STEP * level * (level + 1)
}

/// How far somebody is in their level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The level.
    pub level: u32,
    /// Points earned in this level.
    pub done: u64,
    /// Points that this level takes; always more than `done`, but at the last level.
    pub span: u64,
}

/// How far this many points are in their level.
#[must_use]
pub fn progress(xp: u64) -> Progress {
    let level = level_of(xp);
    let (begin, end) = (xp_for_level(level), xp_for_level(level.saturating_add(1)));
    let span = end - begin;
    let done = if span == 0 { 0 } else { xp - begin };
    Progress { level, done, span }
}

#[cfg(test)]
mod tests {
    use proptest::{prop_assert, prop_assert_eq, proptest};

    use super::*;

    proptest! {
        #[test]
        fn a_level_begins_exactly_there(level in 1..=MAX_LEVEL) {
            prop_assert_eq!(level_of(xp_for_level(level)), level);
            prop_assert_eq!(level_of(xp_for_level(level) - 1), level - 1);
        }

        #[test]
        fn more_points_are_never_a_lower_level(a: u64, b: u64) {
            prop_assert!(level_of(a.min(b)) <= level_of(a.max(b)));
        }

        #[test]
        fn progress_is_inside_its_level(xp: u64) {
            let progress = progress(xp);
            prop_assert!(progress.level == MAX_LEVEL || progress.done < progress.span);
            prop_assert!(progress.level == MAX_LEVEL || xp_for_level(progress.level) + progress.done == xp);
        }
    }

    #[test]
    fn the_first_levels() {
        assert_eq!([0, 1, 2, 3, 4].map(xp_for_level), [0, 100, 300, 600, 1000]);
        assert_eq!([0, 99, 100, 299, 300].map(level_of), [0, 0, 1, 1, 2]);
        assert_eq!(
            progress(150),
            Progress {
                level: 1,
                done: 50,
                span: 200
            }
        );
    }

    #[test]
    fn the_largest_numbers_have_a_level() {
        let largest = i64::MAX.cast_unsigned();
        assert_eq!(level_of(largest), MAX_LEVEL);
        assert!(xp_for_level(MAX_LEVEL) <= largest);
        assert_eq!(level_of(u64::MAX), MAX_LEVEL);
        assert_eq!(xp_for_level(u32::MAX), xp_for_level(MAX_LEVEL));
    }
}
