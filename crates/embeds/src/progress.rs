//! Progress bars of text: `▰▰▰▱▱ 60 %`, the number beside the shape.

/// A bar of `width` marks (at least 1) and a percentage, rounded down: only what is done is full, and only
/// nothing is empty. A `total` of 0 is done.
#[must_use]
pub fn bar(done: u64, total: u64, width: u16) -> String {
    let width = u64::from(width.max(1));
    let full = share(done, total, width);
    let empty = width - full;
    let marks: String = (0..full)
        .map(|_| '▰')
        .chain((0..empty).map(|_| '▱'))
        .collect();
    format!("{marks} {}\u{a0}%", percent(done, total))
}

/// The percentage that [`bar`] shows, 0 to 100.
#[must_use]
pub fn percent(done: u64, total: u64) -> u64 {
    share(done, total, 100)
}

/// `done` of `total` in parts of `whole`: at least one part if anything is done, all of them only if all is done.
fn share(done: u64, total: u64, whole: u64) -> u64 {
    if done >= total {
        return whole;
    }
    let part = u128::from(done) * u128::from(whole) / u128::from(total);
    let part = u64::try_from(part).unwrap_or(whole);
    if done > 0 && whole > 1 {
        part.max(1)
    } else {
        part
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shows_shape_and_number() {
        assert_eq!(bar(3, 5, 5), "▰▰▰▱▱ 60\u{a0}%");
        assert_eq!(bar(0, 5, 4), "▱▱▱▱ 0\u{a0}%");
        assert_eq!(bar(1, 1_000, 4), "▰▱▱▱ 1\u{a0}%");
        assert_eq!(bar(999, 1_000, 4), "▰▰▰▱ 99\u{a0}%");
        assert_eq!(bar(7, 5, 2), "▰▰ 100\u{a0}%");
        assert_eq!(bar(0, 0, 0), "▰ 100\u{a0}%");
    }

    proptest! {
        #[test]
        fn full_means_done(done: u64, total: u64, width in 1_u16..50) {
            let text = bar(done, total, width);
            prop_assert_eq!(text.chars().filter(|c| "▰▱".contains(*c)).count(), usize::from(width));
            prop_assert_eq!(!text.contains('▱'), done >= total);
            prop_assert_eq!(text.ends_with(" 100\u{a0}%"), done >= total);
        }
    }
}
