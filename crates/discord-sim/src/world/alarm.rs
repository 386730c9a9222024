//! What happens by itself when its time has come, by the simulator's clock.

use serde::{Deserialize, Serialize};

use super::World;
use crate::clock::Moment;

/// Something that happens at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Alarm {
    /// The poll of a message ends: channel and message.
    Poll(u64, u64),
    /// A thread may archive itself.
    Archive(u64),
    /// The time for the first answer to an interaction is over.
    Answer(u64),
    /// The time-out of a member ends: guild and user.
    TimeOut(u64, u64),
}

impl World {
    /// Does everything whose time has come.
    pub(crate) fn age(&mut self, now: Moment) {
        self.now = now;
        self.bill(now);
        while let Some((due, alarm)) = self.alarms.first().copied() {
            if due > now {
                return;
            }
            self.alarms.remove(&(due, alarm));
            match alarm {
                Alarm::Poll(channel, message) => self.finish_poll(channel, message, now),
                Alarm::Archive(thread) => self.archive_if_quiet(thread, now),
                Alarm::Answer(interaction) => self.miss(interaction),
                Alarm::TimeOut(guild, user) => self.free_member(guild, user),
            }
        }
    }

    /// When the next thing happens by itself.
    pub(crate) fn next_alarm(&self) -> Option<Moment> {
        let alarm = self.alarms.first().map(|(due, _)| *due);
        alarm.into_iter().chain(self.money.due).min()
    }
}
