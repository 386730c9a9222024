//! What a person puts under and on messages: reactions, pins, votes.

use super::{
    DriverError, MessageView, Seat,
    right::{awake, may, shared},
};
use crate::{
    clock::Moment,
    permission::{ADD_REACTIONS, PIN_MESSAGES, READ_MESSAGE_HISTORY},
    world::{World, poll::NoVote, reaction::Emoji},
};

impl Seat {
    /// Puts an emoji under a message: a Unicode one, or a custom one as `name:id`.
    ///
    /// # Errors
    ///
    /// When the person may not, the emoji is none, or there are twenty kinds already.
    pub fn react(&self, message: &MessageView, emoji: &str) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, user, now| {
            let (channel, id) = (message.channel_id, message.id);
            let emoji = emoji_of(world, message, emoji)?;
            awake(world, channel)?;
            let mut placed = shared(world, channel, id, user)?.reactions.iter();
            if !placed.any(|placed| placed.emoji.same(&emoji)) {
                may(world, user, channel, ADD_REACTIONS, now)?;
            }
            let placed = world.react(channel, id, user, &emoji, now);
            placed.map_err(|_| DriverError::Refused("there are twenty reactions already"))
        })
    }

    /// Takes one's own emoji away again.
    ///
    /// # Errors
    ///
    /// When it was not there.
    pub fn unreact(&self, message: &MessageView, emoji: &str) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, user, now| {
            let emoji = emoji_of(world, message, emoji)?;
            awake(world, message.channel_id)?;
            if world.unreact(message.channel_id, message.id, user, &emoji, now) {
                Ok(())
            } else {
                Err(DriverError::Refused("the person did not react so"))
            }
        })
    }

    /// Pins a message.
    ///
    /// # Errors
    ///
    /// When the person may not, or there are 250 pins.
    pub fn pin(&self, message: &MessageView) -> Result<(), DriverError> {
        self.pins(message, |world, actor, now| {
            let pinned = world.pin(message.channel_id, message.id, actor, None, now);
            pinned.map_err(|_| DriverError::Refused("there are 250 pins already"))
        })
    }

    /// Takes a message off the pins.
    ///
    /// # Errors
    ///
    /// When the person may not.
    pub fn unpin(&self, message: &MessageView) -> Result<(), DriverError> {
        self.pins(message, |world, actor, now| {
            world.unpin(message.channel_id, message.id, actor, None, now);
            Ok(())
        })
    }

    fn pins(
        &self,
        message: &MessageView,
        change: impl FnOnce(&mut World, u64, Moment) -> Result<(), DriverError>,
    ) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, actor, now| {
            let place = message.channel_id;
            let channel = world.channels.get(&place);
            // In private channels everybody pins.
            if channel.is_some_and(|channel| channel.guild().is_some()) {
                may(world, actor, place, PIN_MESSAGES, now)?;
            }
            awake(world, place)?;
            if shared(world, place, message.id, actor)?.kind.is_system() {
                return Err(DriverError::Refused("such a message cannot be pinned"));
            }
            change(world, actor, now)
        })
    }

    /// Votes for an answer of a poll: its text, or its number from 1.
    ///
    /// # Errors
    ///
    /// When there is no such answer, or the poll is over.
    pub fn vote(&self, message: &MessageView, answer: &str) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, user, now| {
            let answer = answer_of(world, message, answer)?;
            let voted = world.vote(message.channel_id, message.id, user, answer, now);
            voted.map_err(no_vote)
        })
    }

    /// Votes for these answers of a poll and for no others.
    pub(crate) fn vote_for(
        &self,
        message: &MessageView,
        answers: &[u64],
    ) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, user, now| {
            let place = (message.channel_id, message.id);
            let found = world.message(place.0, place.1);
            let poll = found.and_then(|found| found.poll.as_ref());
            let poll = poll.ok_or(DriverError::Refused("the message has no poll"))?;
            if answers.iter().any(|id| poll.answer(*id).is_none()) {
                return Err(no_vote(NoVote::NoAnswer));
            }
            if poll.over(now) {
                return Err(no_vote(NoVote::Over));
            }
            if answers.len() > 1 && !poll.multiple {
                return Err(DriverError::Refused("the poll takes one answer"));
            }
            let all: Vec<u64> = poll.answers.iter().map(|answer| answer.id).collect();
            for id in all {
                let voted = if answers.contains(&id) {
                    world.vote(place.0, place.1, user, id, now)
                } else {
                    world.unvote(place.0, place.1, user, id, now)
                };
                voted.map_err(no_vote)?;
            }
            Ok(())
        })
    }

    /// Takes a vote back.
    ///
    /// # Errors
    ///
    /// When there is no such answer, or the poll is over.
    pub fn unvote(&self, message: &MessageView, answer: &str) -> Result<(), DriverError> {
        self.act(message, READ_MESSAGE_HISTORY, |world, user, now| {
            let answer = answer_of(world, message, answer)?;
            let taken = world.unvote(message.channel_id, message.id, user, answer, now);
            taken.map_err(no_vote)
        })
    }
}

fn emoji_of(world: &World, message: &MessageView, text: &str) -> Result<Emoji, DriverError> {
    let emoji = world.emoji_of(message.channel_id, message.id, text);
    emoji.ok_or(DriverError::Refused("there is no such emoji"))
}

/// The number of an answer that is named by its text or its number.
fn answer_of(world: &World, message: &MessageView, answer: &str) -> Result<u64, DriverError> {
    let found = world.message(message.channel_id, message.id);
    let answers = found.and_then(|found| found.poll.as_ref());
    let mut answers = answers.into_iter().flat_map(|poll| &poll.answers);
    let named = answers.find(|found| found.media["text"] == answer);
    let number = named.map(|found| found.id).or_else(|| answer.parse().ok());
    number.ok_or_else(|| no_vote(NoVote::NoAnswer))
}

fn no_vote(why: NoVote) -> DriverError {
    DriverError::Refused(match why {
        NoVote::NoAnswer => "there is no such answer",
        NoVote::Over => "the poll is over",
    })
}
