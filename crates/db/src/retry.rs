//! How often something is tried again: with jitter, and with an end.

use std::time::{Duration, Instant};

/// Tries in all.
const MAX_TRIES: u32 = 8;
/// No new try begins after this.
const BUDGET: Duration = Duration::from_secs(8);
/// Longest first pause; each further one may be twice as long.
const FIRST_PAUSE: Duration = Duration::from_millis(4);
/// Longest pause at all.
const LAST_PAUSE: Duration = Duration::from_millis(250);

pub(crate) struct Tries {
    made: u32,
    began: Instant,
}

impl Tries {
    pub(crate) fn new() -> Self {
        Self {
            made: 1,
            began: Instant::now(),
        }
    }

    /// Waits a random while and says yes, or says no when the tries or the time are used up.
    pub(crate) async fn again(&mut self) -> bool {
        if self.made >= MAX_TRIES || self.began.elapsed() >= BUDGET {
            return false;
        }
        let longest = FIRST_PAUSE
            .saturating_mul(1 << (self.made - 1))
            .min(LAST_PAUSE);
        self.made += 1;
        metrics::counter!("db_retries_total").increment(1);
        tracing::debug!(db.tries = self.made, "database work is tried again");
        tokio::time::sleep(longest.mul_f64(rand::random::<f64>())).await;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn tries_end() {
        let mut tries = Tries::new();
        let mut made = 1;
        while tries.again().await {
            made += 1;
        }
        assert_eq!(made, MAX_TRIES);
    }
}
