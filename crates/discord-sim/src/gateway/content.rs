//! An event in the forms that the sessions of an application may see.
//!
//! Without `MESSAGE_CONTENT` a message comes empty, unless it is the bot's own, mentions it or is a direct one; the
//! same holds for the message it replies to, and what auto-moderation tells is always emptied. Without `GUILD_PRESENCES`, and in large guilds, a guild comes with no
//! members but the bot itself and those in voice.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{
    Dispatch, intents,
    session::{Event, Traits},
};

/// Parts of a message that are its content, and what they become.
const EMPTIED: [(&str, &str); 4] = [
    ("content", "\"\""),
    ("embeds", "[]"),
    ("attachments", "[]"),
    ("components", "[]"),
];

/// An event in the forms that sessions may see.
#[derive(Clone)]
pub(super) struct Views {
    full: Arc<Event>,
    lesser: Option<(Why, Arc<Event>)>,
    /// It is about the bot's own membership, which needs no intent.
    own_membership: bool,
}

/// When the lesser form is shown.
#[derive(Clone, Copy)]
enum Why {
    /// Without `MESSAGE_CONTENT`.
    Content,
    /// Without `GUILD_PRESENCES`, or above the session's `large_threshold`.
    Guild { member_count: u64 },
}

impl Views {
    pub(super) fn of(dispatch: Dispatch) -> Self {
        let name = dispatch.event;
        let viewer = dispatch.application_id.to_string();
        let interaction = (name == "INTERACTION_CREATE")
            .then(|| dispatch.data["id"].as_str()?.parse().ok())
            .flatten();
        let event = |data: &Value| {
            Arc::new(Event {
                name,
                data: data.to_string(),
                interaction,
            })
        };
        let full = event(&dispatch.data);
        let own_membership =
            name == "GUILD_MEMBER_UPDATE" && dispatch.data["user"]["id"] == *viewer;
        let lesser = match (name, dispatch.data) {
            ("MESSAGE_CREATE" | "MESSAGE_UPDATE", Value::Object(mut message))
                if dispatch.guild_id.is_some() =>
            {
                hide(&mut message, &viewer).then(|| (Why::Content, event(&Value::Object(message))))
            }
            ("AUTO_MODERATION_ACTION_EXECUTION", mut told @ Value::Object(_)) => {
                for key in ["content", "matched_content"] {
                    told[key] = Value::from("");
                }
                Some((Why::Content, event(&told)))
            }
            ("GUILD_CREATE", mut guild @ Value::Object(_)) => {
                let member_count = guild["member_count"].as_u64().unwrap_or_default();
                trim(&mut guild, &viewer);
                Some((Why::Guild { member_count }, event(&guild)))
            }
            _ => None,
        };
        Self {
            full,
            lesser,
            own_membership,
        }
    }

    /// The form that a session sees.
    pub(super) fn seen_by(&self, traits: &Traits) -> Arc<Event> {
        let lesser = self.lesser.as_ref().filter(|(why, _)| match why {
            Why::Content => traits.intents & intents::MESSAGE_CONTENT == 0,
            Why::Guild { member_count } => {
                traits.intents & intents::GUILD_PRESENCES == 0
                    || *member_count > traits.large_threshold
            }
        });
        Arc::clone(lesser.map_or(&self.full, |(_, event)| event))
    }

    /// The intents it is behind, where the event as such is behind `needed`.
    pub(super) const fn needed(&self, needed: u64) -> u64 {
        if self.own_membership { 0 } else { needed }
    }

    #[cfg(test)]
    pub(super) fn full(&self) -> &Event {
        &self.full
    }
}

/// A guild's data as one session sees it at the start.
pub(super) fn guild_for(mut guild: Value, traits: &Traits) -> Value {
    let member_count = guild["member_count"].as_u64().unwrap_or_default();
    let large = member_count > traits.large_threshold;
    if large || traits.intents & intents::GUILD_PRESENCES == 0 {
        trim(&mut guild, &traits.user_id);
    }
    if let Some(said) = guild.get_mut("large") {
        *said = Value::Bool(large);
    }
    guild
}

/// Leaves the viewer and those in voice among the members.
fn trim(guild: &mut Value, viewer: &str) {
    let voice_states = guild["voice_states"].as_array();
    let in_voice: Vec<String> = voice_states
        .into_iter()
        .flatten()
        .filter_map(|state| state["user_id"].as_str().map(str::to_owned))
        .collect();
    if let Some(members) = guild.get_mut("members").and_then(Value::as_array_mut) {
        members.retain(|member| {
            let id = member["user"]["id"].as_str().unwrap_or_default();
            id == viewer || in_voice.iter().any(|present| present == id)
        });
    }
    if let Some(presences) = guild.get_mut("presences") {
        *presences = Value::Array(Vec::new());
    }
}

/// Empties a message and the one it replies to, where they are not the viewer's to read; whether that did anything.
fn hide(message: &mut Map<String, Value>, viewer: &str) -> bool {
    let mut hidden = false;
    if let Some(Value::Object(original)) = message.get_mut("referenced_message") {
        hidden |= hide(original, viewer);
    }
    if is_theirs(message, viewer) {
        return hidden;
    }
    let snapshots = message.get_mut("message_snapshots");
    for snapshot in snapshots
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(forwarded) = snapshot["message"].as_object_mut() {
            empty(forwarded);
        }
    }
    empty(message);
    true
}

fn empty(message: &mut Map<String, Value>) {
    for (key, empty) in EMPTIED {
        if let Some(value) = message.get_mut(key) {
            *value = empty.parse().unwrap_or_default();
        }
    }
    message.remove("poll");
}

/// Whether the viewer wrote it or is mentioned in it.
fn is_theirs(message: &Map<String, Value>, viewer: &str) -> bool {
    let author = message.get("author");
    let mentioned = message.get("mentions").and_then(Value::as_array);
    author
        .into_iter()
        .chain(mentioned.into_iter().flatten())
        .any(|user| user["id"] == *viewer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn traits(intents: u64) -> Traits {
        Traits {
            intents,
            shard: (0, 1),
            user_id: "5".to_owned(),
            large_threshold: 50,
        }
    }

    fn views(event: &'static str, data: Value, guild_id: Option<u64>) -> Views {
        Views::of(Dispatch {
            application_id: 5,
            event,
            data,
            guild_id,
            intents: 0,
        })
    }

    fn message(author: &str, mentioned: &str) -> Value {
        json!({"content": "word", "author": {"id": author}, "mentions": [{"id": mentioned}], "poll": {"question": "word"}})
    }

    fn sees(message: Value, guild_id: Option<u64>, intents: u64) -> bool {
        let views = views("MESSAGE_CREATE", message, guild_id);
        views.seen_by(&traits(intents)).data.contains("word")
    }

    #[test]
    fn content_needs_the_intent_a_mention_or_a_direct_message() {
        assert!(!sees(message("7", "8"), Some(1), 0));
        assert!(sees(message("7", "8"), Some(1), intents::MESSAGE_CONTENT));
        assert!(sees(message("5", "8"), Some(1), 0));
        assert!(sees(message("7", "5"), Some(1), 0));
        assert!(sees(message("7", "8"), None, 0));
    }

    #[test]
    fn what_auto_moderation_stopped_is_content_too() {
        let told = json!({"content": "a word", "matched_content": "word", "user_id": "7"});
        let views = views("AUTO_MODERATION_ACTION_EXECUTION", told, Some(1));
        let sees = |intents| views.seen_by(&traits(intents)).data.contains("word");
        assert!(!sees(0));
        assert!(sees(intents::MESSAGE_CONTENT));
    }

    #[test]
    fn what_is_replied_to_or_forwarded_is_hidden_by_the_same_rule() {
        let reply = |original: Value| {
            let mut reply = message("5", "8");
            reply["content"] = json!("mine");
            reply["poll"] = Value::Null;
            reply["referenced_message"] = original;
            reply
        };
        assert!(!sees(reply(message("7", "8")), Some(1), 0));
        assert!(sees(reply(message("5", "8")), Some(1), 0));
        let mut forward = message("7", "8");
        forward["message_snapshots"] = json!([{"message": {"content": "word"}}]);
        assert!(!sees(forward, Some(1), 0));
    }

    fn members(intents: u64, member_count: u64) -> usize {
        let guild = json!({
            "member_count": member_count, "presences": [{}], "voice_states": [{"user_id": "6"}],
            "members": [{"user": {"id": "5"}}, {"user": {"id": "6"}}, {"user": {"id": "7"}}],
        });
        let joined = views("GUILD_CREATE", guild.clone(), Some(1));
        let seen: Value = serde_json::from_str(&joined.seen_by(&traits(intents)).data).unwrap();
        let at_start = guild_for(guild, &traits(intents));
        assert_eq!(seen["members"], at_start["members"]);
        seen["members"].as_array().unwrap().len()
    }

    #[test]
    fn members_of_a_guild_need_presences_and_a_small_guild() {
        assert_eq!(members(intents::GUILD_PRESENCES, 50), 3);
        assert_eq!(members(intents::GUILD_PRESENCES, 51), 2);
        assert_eq!(members(0, 3), 2, "the bot and who is in voice");
    }

    #[test]
    fn the_own_membership_needs_no_intent() {
        let update = |user: &str| {
            let data = json!({"user": {"id": user}});
            views("GUILD_MEMBER_UPDATE", data, Some(1)).needed(2)
        };
        assert_eq!((update("5"), update("6")), (0, 2));
    }
}
