//! The simulator's time: it runs like real time, can be moved forward or frozen, and wakes what waits for a deadline.
//!
//! Only deadlines and ids follow this clock. Rate limits are about real sockets and use real time.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Serialize};
use tokio::sync::watch;

/// The simulator's clock. Clones show the same time.
#[derive(Clone)]
pub struct Clock(Arc<Inner>);

struct Inner {
    state: Mutex<State>,
    moved: watch::Sender<u64>,
}

#[derive(Clone, Copy)]
struct State {
    base: Moment,
    since: Option<Instant>,
}

impl Clock {
    /// A clock that starts at the real time and runs.
    pub fn running() -> Self {
        Self(Arc::new(Inner {
            state: Mutex::new(State {
                base: Moment::real(),
                since: Some(real_now()),
            }),
            moved: watch::Sender::new(0),
        }))
    }

    /// The present moment.
    pub fn now(&self) -> Moment {
        let state = *self.state();
        state.base + state.since.map(|since| since.elapsed()).unwrap_or_default()
    }

    /// Moves the clock forward, to the end of the year 9999 at most, and wakes everything that waits for a moment.
    pub fn advance(&self, by: Duration) {
        {
            let mut state = self.state();
            state.base = (state.base + by).min(Moment::LAST);
        }
        self.0.moved.send_modify(|moves| *moves += 1);
    }

    /// Sets the clock, forward or back, and wakes everything that waits for a moment.
    pub fn set(&self, to: Moment) {
        {
            let mut state = self.state();
            state.base = to;
            state.since = state.since.map(|_| real_now());
        }
        self.0.moved.send_modify(|moves| *moves += 1);
    }

    /// Lets a stopped clock run again.
    pub fn run(&self) {
        let now = self.now();
        *self.state() = State {
            base: now,
            since: Some(real_now()),
        };
        self.0.moved.send_modify(|moves| *moves += 1);
    }

    /// What it shows, to be shown again in another run.
    pub(crate) fn showing(&self) -> Showing {
        let now = self.now();
        Showing {
            now,
            ahead_micros: now.0.saturating_sub(Moment::real().0),
            frozen: self.is_frozen(),
        }
    }

    /// Shows what a clock of an earlier run would show by now, and never less than it showed.
    pub(crate) fn show(&self, showing: Showing) {
        if showing.frozen {
            self.freeze();
            self.set(showing.now);
        } else {
            let now = Moment(Moment::real().0.saturating_add(showing.ahead_micros));
            self.set(now.clamp(showing.now, Moment::LAST.max(showing.now)));
        }
    }

    /// Tells whenever it is moved, stopped or started; how often that was is in it.
    pub(crate) fn moved(&self) -> watch::Receiver<u64> {
        self.0.moved.subscribe()
    }

    /// Whether it stands still.
    pub fn is_frozen(&self) -> bool {
        self.state().since.is_none()
    }

    /// Stops the clock; from now on only [`Clock::advance`] moves it.
    pub fn freeze(&self) {
        let now = self.now();
        *self.state() = State {
            base: now,
            since: None,
        };
        self.0.moved.send_modify(|moves| *moves += 1);
    }

    /// How far it is ahead of the real time, in milliseconds; negative when it is behind.
    pub(crate) fn ahead_millis(&self) -> i64 {
        (self.now().0 - Moment::real().0) / 1_000
    }

    /// Returns once the clock shows `moment` or later.
    pub async fn wait_until(&self, moment: Moment) {
        let mut moved = self.0.moved.subscribe();
        loop {
            moved.borrow_and_update();
            let left = moment.since(self.now());
            if left.is_zero() {
                return;
            }
            let frozen = self.state().since.is_none();
            // The sender lives as long as this clock, so `changed` cannot fail here.
            if frozen {
                let _moved = moved.changed().await;
            } else {
                let _elapsed = tokio::time::timeout(left, moved.changed()).await;
            }
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

/// What a clock shows, for another run.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Showing {
    now: Moment,
    /// How far it is ahead of the real time; negative when it is behind.
    ahead_micros: i64,
    /// It stands still.
    frozen: bool,
}

/// The real, unmovable time, for rate limits.
pub(crate) fn real_now() -> Instant {
    Instant::now()
}

/// A moment in UTC, in microseconds since 1970.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment(i64);

impl Moment {
    /// The end of the year 9999, after which no ISO 8601 of four digits writes the year.
    const LAST: Self = Self(253_402_300_799_999_999);

    /// The present by the real time.
    pub fn real() -> Self {
        let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH);
        Self::default() + since_epoch.unwrap_or_default()
    }

    /// The moment that is `micros` microseconds after 1970.
    pub const fn from_unix_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// Microseconds since 1970.
    pub const fn unix_micros(self) -> i64 {
        self.0
    }

    /// Milliseconds since 1970, never negative.
    pub fn unix_millis(self) -> u64 {
        u64::try_from(self.0 / 1_000).unwrap_or_default()
    }

    /// How much later `self` is than `earlier`; zero when it is not later.
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or_default())
    }

    /// The moment that was so long before.
    pub(crate) fn before(self, ago: Duration) -> Self {
        Self(
            self.0
                .saturating_sub(i64::try_from(ago.as_micros()).unwrap_or(i64::MAX)),
        )
    }

    /// The moment of an ISO 8601 text with an offset; `None` when it is none.
    pub fn parse(text: &str) -> Option<Self> {
        use time::{OffsetDateTime, format_description::well_known::Rfc3339};

        let text = text.replacen(' ', "T", 1).to_uppercase();
        let read = OffsetDateTime::parse(&text, &Rfc3339).ok()?;
        i64::try_from(read.unix_timestamp_nanos() / 1_000)
            .ok()
            .map(Self)
    }

    /// ISO 8601 as Discord writes it: `2026-11-20T17:30:00.123000+00:00`.
    pub fn iso(self) -> String {
        const DAY: i64 = 86_400;
        let (seconds, micros) = (self.0.div_euclid(1_000_000), self.0.rem_euclid(1_000_000));
        let (year, month, day) = civil(seconds.div_euclid(DAY));
        let of_day = seconds.rem_euclid(DAY);
        let (hour, minute, second) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{micros:06}+00:00")
    }
}

impl std::ops::Add<Duration> for Moment {
    type Output = Self;

    fn add(self, by: Duration) -> Self {
        Self(
            self.0
                .saturating_add(i64::try_from(by.as_micros()).unwrap_or(i64::MAX)),
        )
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.iso())
    }
}

/// Year, month and day of a day count since 1970 (Howard Hinnant's `civil_from_days`).
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_with_any_offset() {
        let moment = Moment::from_unix_micros(1_795_195_800_123_000);
        assert_eq!(Moment::parse(&moment.iso()), Some(moment));
        assert_eq!(
            Moment::parse("1970-01-01T02:00:01+02:00"),
            Some(Moment::from_unix_micros(1_000_000))
        );
        assert_eq!(Moment::parse("soon"), None);
        assert_eq!(Moment::parse("1970-01-01T00:00:00"), None);
    }

    #[test]
    fn moments_are_written_as_discord_does() {
        assert_eq!(
            Moment::from_unix_micros(0).iso(),
            "1970-01-01T00:00:00.000000+00:00"
        );
        assert_eq!(
            Moment::from_unix_micros(951_782_400_000_001).iso(),
            "2000-02-29T00:00:00.000001+00:00"
        );
        assert_eq!(
            Moment::from_unix_micros(1_795_195_800_123_000).iso(),
            "2026-11-20T17:30:00.123000+00:00"
        );
    }

    #[test]
    fn a_clock_can_be_set_and_started_again() {
        let clock = Clock::running();
        clock.freeze();
        let then = Moment::from_unix_micros(1_000_000);
        clock.set(then);
        assert!(clock.is_frozen() && clock.now() == then);
        clock.run();
        assert!(!clock.is_frozen() && clock.now() >= then);
    }

    #[tokio::test]
    async fn a_frozen_clock_wakes_waiters_only_when_moved() {
        let clock = Clock::running();
        clock.freeze();
        let target = clock.now() + Duration::from_secs(3);
        let waiter = tokio::spawn({
            let clock = clock.clone();
            async move { clock.wait_until(target).await }
        });
        clock.advance(Duration::from_secs(2));
        tokio::task::yield_now().await;
        assert!(!waiter.is_finished());
        clock.advance(Duration::from_secs(1));
        waiter.await.expect("the waiter ends");
        assert_eq!(clock.now(), target);
    }
}
