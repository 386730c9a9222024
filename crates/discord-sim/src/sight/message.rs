//! Messages as a person sees them.

use serde_json::{Value, json};

use super::Sight;
use crate::world::{Channel, Message, MessageKind};

/// People whose ids come with a reaction.
const NAMED: usize = 10;

impl Sight<'_> {
    /// A message with everything that this person sees in it: own reactions and votes, the author's name and roles
    /// here, and a thread only if it is visible.
    pub(crate) fn message(&self, message: &Message) -> Value {
        let mut json = self.bare(message);
        if let Some((channel, id)) = origin(message) {
            let found = self.world.message(channel, id);
            let seen = found.filter(|found| self.may_know(found) && self.sees(channel));
            json["referenced_message"] = seen.map_or(Value::Null, |found| {
                let inner = without(self.bare(found), "referenced_message");
                without(inner, "thread")
            });
        }
        json
    }

    /// The message without regard to what it refers to.
    fn bare(&self, message: &Message) -> Value {
        let mut json = self.world.message_json(message, self.person);
        let own = message.author == self.person && message.guise.is_none();
        let guild = self
            .world
            .channels
            .get(&message.channel)
            .and_then(Channel::guild);
        let member = guild.filter(|_| message.guise.is_none()).map(|guild| {
            let member = self.world.member_json(guild, message.author, self.now);
            without(member, "user")
        });
        let Value::Object(fields) = &mut json else {
            return json;
        };
        if !own {
            fields.remove("nonce");
        }
        if let Some(member @ Value::Object(_)) = member {
            fields.insert("member".to_owned(), member);
        }
        if fields.contains_key("thread") {
            if self.sees(message.id) {
                // What the person may do in it is said of the thread itself.
                let thread = self.world.channel_json_for(message.id, self.person);
                fields.insert("thread".to_owned(), thread);
            } else {
                fields.remove("thread");
            }
        }
        self.own_votes(message, &mut json);
        who_reacted(message, &mut json);
        json
    }

    fn own_votes(&self, message: &Message, json: &mut Value) {
        let Some(poll) = &message.poll else {
            return;
        };
        let counts = json.pointer_mut("/poll/results/answer_counts");
        for count in counts.and_then(Value::as_array_mut).into_iter().flatten() {
            let answer = count["id"].as_u64().and_then(|id| poll.answer(id));
            let own = answer.is_some_and(|answer| answer.voters.contains(&self.person));
            count["me_voted"] = json!(own);
        }
    }
}

/// Says of each reaction who chose it first.
fn who_reacted(message: &Message, json: &mut Value) {
    let shown = json.get_mut("reactions").and_then(Value::as_array_mut);
    let shown = shown.into_iter().flatten();
    for (shown, reaction) in shown.zip(&message.reactions) {
        let first = reaction.users.iter().take(NAMED).map(ToString::to_string);
        shown["users"] = first.collect();
    }
}

/// The message that one shows within itself: a reply its original, the line at the top of a thread where it began.
fn origin(message: &Message) -> Option<(u64, u64)> {
    match (message.reply_to, message.about) {
        (Some(original), _) => Some((message.channel, original)),
        (None, Some((channel, Some(id)))) if message.kind == MessageKind::ThreadStarter => {
            Some((channel, id))
        }
        _ => None,
    }
}

fn without(mut json: Value, key: &str) -> Value {
    if let Value::Object(fields) = &mut json {
        fields.remove(key);
    }
    json
}
