//! What else is different to a reader when something was touched: everything that shows it.

use std::collections::BTreeSet;

use super::{Sight, known::Known};
use crate::world::{Changes, MessageKind, Touch};

/// Adds to some changes everything that shows what was touched.
pub(super) fn spread(sight: Sight<'_>, known: &Known, changes: &mut Changes) {
    shows_people(sight, known, changes);
    shows_messages(sight, known, changes);
}

/// Adds what shows somebody who changed: members, private channels, and the own guilds.
fn shows_people(sight: Sight<'_>, known: &Known, changes: &mut Changes) {
    let shown: BTreeSet<u64> = changes.users.union(&changes.presences).copied().collect();
    for user in shown {
        for guild in sight
            .guilds()
            .filter(|guild| guild.members.contains_key(&user))
        {
            changes.members.insert((guild.id, user));
            if user == sight.person {
                changes.guilds.insert(guild.id);
            }
        }
        let channels = known.directs.keys().filter(|id| {
            let channel = sight.world.channels.get(id);
            channel.is_some_and(|channel| sight.others(channel).contains(&user))
        });
        changes.channels.extend(channels);
    }
}

/// Adds the messages that show a touched message or thread: replies, and the line or message that a thread hangs
/// on.
fn shows_messages(sight: Sight<'_>, known: &Known, changes: &mut Changes) {
    let world = sight.world;
    let mut also = Vec::new();
    for thread in &changes.channels {
        let parent = match world.channels.get(thread) {
            Some(channel) => channel.parent,
            None => known.parent_of(*thread),
        };
        also.extend(parent.map(|parent| (parent, *thread)));
    }
    let mut keys = changes.messages.keys().peekable();
    while let Some((channel, first)) = keys.next() {
        let mut touched = BTreeSet::from([*first]);
        while let Some((_, next)) = keys.next_if(|(other, _)| other == channel) {
            touched.insert(*next);
        }
        let later = world
            .messages
            .range((*channel, *first)..=(*channel, u64::MAX));
        let replies = later.filter(|(_, message)| {
            message
                .reply_to
                .is_some_and(|original| touched.contains(&original))
        });
        also.extend(replies.map(|(key, _)| *key));
        let lines = touched
            .iter()
            .filter_map(|origin| world.messages_of(*origin).next());
        let lines = lines.filter(|line| line.kind == MessageKind::ThreadStarter);
        also.extend(lines.map(|line| (line.channel, line.id)));
    }
    for key in also {
        if let Some(message) = world.messages.get(&key) {
            let only_for = message.only_for;
            changes.messages.entry(key).or_insert(Touch {
                made: false,
                only_for,
            });
        }
    }
}
