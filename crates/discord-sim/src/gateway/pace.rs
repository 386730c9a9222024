//! How fast a client may talk: Discord's 120 payloads in 60 seconds of one connection.

use std::{collections::VecDeque, time::Duration};

use tokio::time::Instant;

use super::{close::Close, model::GatewaySettings};

const WINDOW: Duration = Duration::from_secs(60);
/// Heartbeats that fall into a window at Discord's own interval; they count against the limit.
const USUAL_HEARTBEATS: usize = 2;

/// The payloads of the last window, never more than the limit and one.
pub(super) struct Pace {
    heard_at: VecDeque<Instant>,
    limit: usize,
}

impl Pace {
    pub(super) fn new(settings: &GatewaySettings) -> Self {
        let interval = settings.heartbeat_interval.as_millis().max(1);
        let heartbeats = usize::try_from(WINDOW.as_millis() / interval).unwrap_or(usize::MAX);
        // More heartbeats than usual are the simulator's doing.
        let extra = heartbeats.saturating_sub(USUAL_HEARTBEATS);
        let limit = usize::try_from(settings.payload_limit).unwrap_or(usize::MAX);
        Self {
            heard_at: VecDeque::new(),
            limit: limit.saturating_add(extra),
        }
    }

    /// Counts a payload.
    ///
    /// # Errors
    ///
    /// 4008 when it is one too many.
    pub(super) fn count(&mut self, now: Instant) -> Result<(), Close> {
        while let Some(at) = self.heard_at.front()
            && now.duration_since(*at) >= WINDOW
        {
            self.heard_at.pop_front();
        }
        self.heard_at.push_back(now);
        if self.heard_at.len() > self.limit {
            return Err(Close::RATE_LIMITED);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_room_for_the_limit() {
        let mut pace = Pace::new(&GatewaySettings::default());
        let start = Instant::now();
        for n in 0..120 {
            assert_eq!(pace.count(start + Duration::from_millis(n)), Ok(()));
        }
        assert_eq!(pace.count(start + WINDOW / 2), Err(Close::RATE_LIMITED));
        assert_eq!(pace.count(start + WINDOW * 2), Ok(()));
    }

    #[test]
    fn a_short_interval_leaves_room_for_its_heartbeats() {
        let mut pace = Pace::new(&GatewaySettings {
            heartbeat_interval: Duration::from_millis(100),
            ..GatewaySettings::default()
        });
        let now = Instant::now();
        let fitting = (0..1000).take_while(|_| pace.count(now).is_ok()).count();
        assert_eq!(fitting, 120 + 600 - USUAL_HEARTBEATS);
    }
}
