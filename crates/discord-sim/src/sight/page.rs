//! Pages of a channel's messages.

use std::ops::{Bound, RangeBounds};

use serde_json::{Value, json};

use super::Sight;
use crate::{permission, world::Message};

/// Which part of a channel's messages is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Span {
    Newest,
    Before(u64),
    After(u64),
    /// The message of an id in the middle, if it is there.
    Around(u64),
}

impl Sight<'_> {
    /// A page of messages, oldest first, and whether there is more on either side.
    pub(crate) fn messages(&self, channel: u64, span: Span, most: usize) -> Value {
        let older = |end, most| {
            let mut found: Vec<&Message> = self.between(channel, ..end).rev().take(most).collect();
            found.reverse();
            found
        };
        let found = match span {
            Span::Newest => older(u64::MAX, most),
            Span::Before(id) => older(id, most),
            Span::After(id) => {
                let newer = (Bound::Excluded(id), Bound::Unbounded);
                self.between(channel, newer).take(most).collect()
            }
            Span::Around(id) => {
                let mut found = older(id, most / 2);
                found.extend(self.between(channel, id..).take(most - found.len()));
                found
            }
        };
        let (first, last) = match (found.first(), found.last(), span) {
            (Some(first), Some(last), _) => (first.id, last.id),
            (_, _, Span::Before(id) | Span::After(id) | Span::Around(id)) => (id, id),
            _ => (0, u64::MAX),
        };
        let newer = (Bound::Excluded(last), Bound::Unbounded);
        json!({
            "messages": found.iter().map(|message| self.message(message)).collect::<Vec<_>>(),
            "before": self.between(channel, ..first).next().is_some(),
            "after": self.between(channel, newer).next().is_some(),
        })
    }

    /// Pinned messages, the latest pin first.
    pub(crate) fn pins(&self, channel: u64) -> Value {
        let pins = self.world.pins(channel).into_iter();
        let seen = pins.filter(|(_, message)| self.shows(message));
        let shown = seen.map(|(_, message)| self.message(message));
        json!({"messages": shown.collect::<Vec<_>>()})
    }

    /// Whether a message of a channel that the person sees is shown when the channel is opened. Who may not read what
    /// was said before still has the answers to own commands.
    pub(super) fn shows(&self, message: &Message) -> bool {
        let history = self.bits(message.channel) & permission::READ_MESSAGE_HISTORY != 0;
        self.may_know(message) && (history || message.only_for.is_some())
    }

    /// What the person is shown of a part of a channel, oldest first.
    fn between(
        &self,
        channel: u64,
        ids: impl RangeBounds<u64>,
    ) -> impl DoubleEndedIterator<Item = &Message> {
        let least = ids.start_bound().map(|id| (channel, *id));
        let most = ids.end_bound().map(|id| (channel, *id));
        let least = match least {
            Bound::Unbounded => Bound::Included((channel, 0)),
            least => least,
        };
        let most = match most {
            Bound::Unbounded => Bound::Included((channel, u64::MAX)),
            most => most,
        };
        let history = self.bits(channel) & permission::READ_MESSAGE_HISTORY != 0;
        let person = self.person;
        let all = self
            .world
            .messages
            .range((least, most))
            .map(|(_, message)| message);
        all.filter(move |message| match message.only_for {
            Some(only) => only == person,
            None => history,
        })
    }
}
