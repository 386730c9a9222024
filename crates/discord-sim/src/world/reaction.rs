//! Reactions: which emojis people and bots put under a message (`resources/message.mdx`).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Channel, World, intent};
use crate::clock::Moment;

/// Different emojis under one message (PROTOCOL 3.3).
const MOST_KINDS: usize = 20;

/// An emoji as a reaction names it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Emoji {
    /// `None` for a Unicode one.
    pub(crate) id: Option<u64>,
    pub(crate) name: String,
    pub(crate) animated: bool,
}

/// One emoji under a message, and who chose it, in their order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Reaction {
    pub(crate) emoji: Emoji,
    pub(crate) users: Vec<u64>,
}

/// There are twenty different emojis already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooManyKinds;

impl Emoji {
    /// Two names of one custom emoji are the same emoji.
    pub(crate) fn same(&self, other: &Self) -> bool {
        self.id == other.id && (self.id.is_some() || self.name == other.name)
    }

    fn json(&self) -> Value {
        let mut json = json!({"id": self.id.map(|id| id.to_string()), "name": self.name});
        if self.animated {
            json["animated"] = json!(true);
        }
        json
    }
}

impl Reaction {
    /// As `viewer` sees it.
    pub(super) fn json(&self, viewer: u64) -> Value {
        let count = self.users.len();
        json!({"emoji": self.emoji.json(), "count": count, "count_details": {"burst": 0, "normal": count},
            "burst_colors": [], "me": self.users.contains(&viewer), "me_burst": false})
    }
}

/// Whether a text is one Unicode emoji, as far as its ranges tell.
pub(crate) fn is_unicode_emoji(text: &str) -> bool {
    let keycap = text.ends_with('\u{20e3}');
    let mut pictures = 0;
    let fits = text.chars().all(|c| match c {
        '\u{200d}' | '\u{fe0f}' | '\u{20e3}' | '\u{e0020}'..='\u{e007f}' => true,
        '0'..='9' | '#' | '*' if keycap => true,
        '\u{a9}'
        | '\u{ae}'
        | '\u{203c}'
        | '\u{2049}'
        | '\u{2122}'
        | '\u{2139}'
        | '\u{2190}'..='\u{21ff}'
        | '\u{2300}'..='\u{23ff}'
        | '\u{24c2}'
        | '\u{25a0}'..='\u{27bf}'
        | '\u{2934}'
        | '\u{2935}'
        | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}'
        | '\u{303d}'
        | '\u{3297}'
        | '\u{3299}'
        | '\u{1f000}'..='\u{1faff}' => {
            pictures += 1;
            true
        }
        _ => false,
    });
    fits && (pictures > 0 || keycap)
}

impl World {
    /// The emoji that a path or a person names: a Unicode one, or a custom one as `name:id`. Under a message that has
    /// it already a custom emoji need not be known.
    pub(crate) fn emoji_of(&self, channel: u64, message: u64, text: &str) -> Option<Emoji> {
        let unicode = |name: &str| Emoji {
            id: None,
            name: name.to_owned(),
            animated: false,
        };
        if is_unicode_emoji(text) {
            return Some(unicode(text));
        }
        let (name, id) = text.rsplit_once(':')?;
        let id = id.parse().ok()?;
        let under = self.message(channel, message)?;
        let placed = under
            .reactions
            .iter()
            .find(|found| found.emoji.id == Some(id));
        let named = !name.trim_start_matches("a:").is_empty();
        match placed {
            Some(reaction) => Some(reaction.emoji.clone()),
            None if named => self.custom_emoji(id),
            None => None,
        }
    }

    /// A custom emoji of a guild or an application.
    pub(crate) fn custom_emoji(&self, id: u64) -> Option<Emoji> {
        self.emoji(id).map(|found| Emoji {
            id: Some(id),
            name: found.name.clone(),
            animated: found.animated,
        })
    }

    /// Whether a custom emoji is of the guild that a channel is in.
    pub(crate) fn own_emoji(&self, channel: u64, id: u64) -> bool {
        let channel = self.channels.get(&channel);
        let guild = channel.and_then(|channel| self.guilds.get(&channel.guild()?));
        guild.is_some_and(|guild| guild.emojis.contains_key(&id))
    }

    /// Puts a user's emoji under a message; a second time changes nothing.
    pub(crate) fn react(
        &mut self,
        channel: u64,
        message: u64,
        user: u64,
        emoji: &Emoji,
        now: Moment,
    ) -> Result<(), TooManyKinds> {
        let Some(found) = self.messages.get_mut(&(channel, message)) else {
            return Ok(());
        };
        let (author, kinds) = (found.author, found.reactions.len());
        let placed = found
            .reactions
            .iter_mut()
            .find(|placed| placed.emoji.same(emoji));
        match placed {
            Some(placed) if placed.users.contains(&user) => return Ok(()),
            Some(placed) => placed.users.push(user),
            None if kinds >= MOST_KINDS => return Err(TooManyKinds),
            None => found.reactions.push(Reaction {
                emoji: emoji.clone(),
                users: vec![user],
            }),
        }
        let mut data = self.reaction_event(channel, message, Some(emoji));
        data["user_id"] = json!(user.to_string());
        data["message_author_id"] = json!(author.to_string());
        data["burst"] = json!(false);
        data["type"] = json!(0);
        let guild = self.channels.get(&channel).and_then(Channel::guild);
        if let Some(guild) = guild {
            data["member"] = self.member_json(guild, user, now);
        }
        self.tell_reaction(channel, "MESSAGE_REACTION_ADD", &data, now);
        Ok(())
    }

    /// Takes a user's emoji away; `false` when it was not there.
    pub(crate) fn unreact(
        &mut self,
        channel: u64,
        message: u64,
        user: u64,
        emoji: &Emoji,
        now: Moment,
    ) -> bool {
        let Some(found) = self.messages.get_mut(&(channel, message)) else {
            return false;
        };
        let placed = found
            .reactions
            .iter_mut()
            .find(|placed| placed.emoji.same(emoji));
        let Some(placed) = placed.filter(|placed| placed.users.contains(&user)) else {
            return false;
        };
        placed.users.retain(|chosen| *chosen != user);
        found
            .reactions
            .retain(|reaction| !reaction.users.is_empty());
        let mut data = self.reaction_event(channel, message, Some(emoji));
        data["user_id"] = json!(user.to_string());
        data["burst"] = json!(false);
        data["type"] = json!(0);
        self.tell_reaction(channel, "MESSAGE_REACTION_REMOVE", &data, now);
        true
    }

    /// Takes all reactions away, or all of one emoji.
    pub(crate) fn clear_reactions(
        &mut self,
        channel: u64,
        message: u64,
        emoji: Option<&Emoji>,
        now: Moment,
    ) {
        let Some(found) = self.messages.get_mut(&(channel, message)) else {
            return;
        };
        let before = found.reactions.len();
        found
            .reactions
            .retain(|reaction| emoji.is_some_and(|emoji| !reaction.emoji.same(emoji)));
        if found.reactions.len() == before {
            return;
        }
        let event = match emoji {
            Some(_) => "MESSAGE_REACTION_REMOVE_EMOJI",
            None => "MESSAGE_REACTION_REMOVE_ALL",
        };
        let data = self.reaction_event(channel, message, emoji);
        self.tell_reaction(channel, event, &data, now);
    }

    fn reaction_event(&self, channel: u64, message: u64, emoji: Option<&Emoji>) -> Value {
        let mut data =
            json!({"channel_id": channel.to_string(), "message_id": message.to_string()});
        if let Some(guild) = self.channels.get(&channel).and_then(Channel::guild) {
            data["guild_id"] = json!(guild.to_string());
        }
        if let Some(emoji) = emoji {
            data["emoji"] = emoji.json();
        }
        data
    }

    fn tell_reaction(&mut self, channel: u64, event: &'static str, data: &Value, now: Moment) {
        let intents = if data["guild_id"].is_null() {
            intent::DIRECT_MESSAGE_REACTIONS
        } else {
            intent::GUILD_MESSAGE_REACTIONS
        };
        self.tell_channel(channel, event, data, intents, now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emojis_are_told_from_words() {
        for emoji in ["👍", "👍🏽", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👨‍👩‍👧", "🇩🇪", "✅", "©️", "⌚"]
        {
            assert!(is_unicode_emoji(emoji), "{emoji}");
        }
        for word in [
            "", "thumbsup", "1", "ä", "漢", "👍x", "\u{fe0f}", "name:123",
        ] {
            assert!(!is_unicode_emoji(word), "{word}");
        }
    }
}
