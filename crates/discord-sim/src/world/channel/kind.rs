//! What sorts of channels there are, and what each can do.

use serde::{Deserialize, Serialize};

use crate::permission::Place;

/// What sort of channel it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ChannelKind {
    Text,
    /// A person's private channel with a bot.
    Direct {
        person: u64,
        bot: u64,
    },
    /// The private channel of two people.
    Pair,
    /// A private channel of several people.
    Group,
    Voice,
    Category,
    Announcement,
    AnnouncementThread,
    PublicThread,
    PrivateThread,
    Stage,
    Forum,
    Media,
}

impl ChannelKind {
    /// Discord's number.
    pub(crate) fn code(self) -> u64 {
        match self {
            Self::Text => 0,
            Self::Direct { .. } | Self::Pair => 1,
            Self::Group => 3,
            Self::Voice => 2,
            Self::Category => 4,
            Self::Announcement => 5,
            Self::AnnouncementThread => 10,
            Self::PublicThread => 11,
            Self::PrivateThread => 12,
            Self::Stage => 13,
            Self::Forum => 15,
            Self::Media => 16,
        }
    }

    /// The kind of a number; private channels have none here, for they are not made by number.
    pub(crate) fn of_code(code: u64) -> Option<Self> {
        Some(match code {
            0 => Self::Text,
            2 => Self::Voice,
            4 => Self::Category,
            5 => Self::Announcement,
            10 => Self::AnnouncementThread,
            11 => Self::PublicThread,
            12 => Self::PrivateThread,
            13 => Self::Stage,
            15 => Self::Forum,
            16 => Self::Media,
            _ => return None,
        })
    }

    /// A thread, which has its parent's overwrites.
    pub(crate) fn is_thread(self) -> bool {
        matches!(
            self,
            Self::AnnouncementThread | Self::PublicThread | Self::PrivateThread
        )
    }

    /// A channel where people talk, which CONNECT opens.
    pub(crate) fn is_voice(self) -> bool {
        matches!(self, Self::Voice | Self::Stage)
    }

    /// A private channel.
    pub(crate) fn is_direct(self) -> bool {
        matches!(self, Self::Direct { .. })
    }

    /// A channel that consists of threads.
    pub(crate) fn is_forum(self) -> bool {
        matches!(self, Self::Forum | Self::Media)
    }

    /// A channel that can have threads.
    pub(crate) fn has_threads(self) -> bool {
        self.is_forum() || matches!(self, Self::Text | Self::Announcement)
    }

    /// A channel that messages can be sent to.
    pub(crate) fn has_messages(self) -> bool {
        !self.is_forum() && self != Self::Category
    }

    /// How the permissions in it depend on each other.
    pub(crate) fn place(self) -> Place {
        match self {
            Self::Voice | Self::Stage => Place::Voice,
            Self::Category => Place::Category,
            _ if self.is_thread() => Place::Thread,
            _ => Place::Text,
        }
    }
}
