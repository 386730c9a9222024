//! Discord as one person sees it: in Discord's own shapes, and live.
//!
//! Nothing here changes the world. A [`Sight`] shows what is there now; a [`feed`] tells what is different, again as
//! what is there now, so that a reader who misses steps still ends with the truth.

mod channel;
mod command;
mod feed;
mod guild;
mod interaction;
mod known;
mod member;
mod message;
mod page;
mod people;
mod search;
mod socket;
mod spread;
mod tell;

use crate::{
    clock::Moment,
    permission,
    world::{Guild, Message, World},
};

pub(crate) use feed::Feeds;
pub(crate) use page::Span;
pub(crate) use people::{clock, people};
pub(crate) use search::Wanted;
pub(crate) use socket::serve;

/// The world through one person's eyes, at one moment.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight<'w> {
    world: &'w World,
    person: u64,
    now: Moment,
}

impl<'w> Sight<'w> {
    pub(crate) fn of(world: &'w World, person: u64, now: Moment) -> Self {
        Self { world, person, now }
    }

    /// What the person may do in a channel.
    fn bits(&self, channel: u64) -> u64 {
        self.world.permissions_in(self.person, channel, self.now)
    }

    /// Whether the person sees a channel.
    pub(crate) fn sees(&self, channel: u64) -> bool {
        self.bits(channel) & permission::VIEW_CHANNEL != 0
    }

    /// Whether a message of a channel that the person sees is for this person too.
    fn may_know(&self, message: &Message) -> bool {
        message.only_for.is_none_or(|user| user == self.person)
    }

    /// The guilds that the person is in, oldest first.
    fn guilds(&self) -> impl Iterator<Item = &'w Guild> {
        let person = self.person;
        let all = self.world.guilds.values();
        all.filter(move |guild| guild.members.contains_key(&person))
    }

    /// A guild that the person is in.
    pub(crate) fn in_guild(&self, guild: u64) -> Option<&'w Guild> {
        let found = self.world.guilds.get(&guild);
        found.filter(|guild| guild.members.contains_key(&self.person))
    }
}
