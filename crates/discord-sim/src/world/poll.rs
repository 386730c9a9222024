//! Polls: questions with answers that people vote for, until their time is over (`resources/poll.mdx`).

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Channel, MessageKind, Origin, World, alarm::Alarm, intent};
use crate::clock::Moment;

/// Hours that a poll is open when it does not say (docs).
const HOURS: u64 = 24;
/// Seconds of an hour.
const HOUR: u64 = 3_600;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Poll {
    pub(crate) question: Value,
    pub(crate) answers: Vec<Answer>,
    pub(crate) expiry: Moment,
    pub(crate) multiple: bool,
    /// Its votes were counted for good.
    pub(crate) finished: bool,
}

/// An answer, and who voted for it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Answer {
    /// From 1 in the order of the poll.
    pub(crate) id: u64,
    pub(crate) media: Value,
    pub(crate) voters: Vec<u64>,
}

/// Why somebody cannot vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoVote {
    /// The message has no poll, or the poll has no such answer.
    NoAnswer,
    /// The poll is over.
    Over,
}

impl Poll {
    /// The poll of a message's body, which was checked; `None` when it has none.
    pub(super) fn of(body: &Value, now: Moment) -> Option<Self> {
        let answers = body["answers"].as_array()?;
        let hours = body["duration"].as_u64().unwrap_or(HOURS);
        let answers = answers.iter().zip(1..).map(|(answer, id)| Answer {
            id,
            media: media(&answer["poll_media"]),
            voters: Vec::new(),
        });
        Some(Self {
            question: json!({"text": body["question"]["text"]}),
            answers: answers.collect(),
            expiry: now + Duration::from_secs(hours * HOUR),
            multiple: body["allow_multiselect"] == true,
            finished: false,
        })
    }

    /// Whether it takes no more votes.
    pub(crate) fn over(&self, now: Moment) -> bool {
        self.finished || self.expiry <= now
    }

    pub(crate) fn answer(&self, id: u64) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.id == id)
    }

    /// On the wire. Bots cannot vote, so none of its viewers has.
    pub(crate) fn json(&self, now: Moment) -> Value {
        let answers = self.answers.iter();
        let counts = self
            .answers
            .iter()
            .filter(|answer| !answer.voters.is_empty());
        json!({
            "question": self.question,
            "answers": answers.map(|answer| json!({"answer_id": answer.id, "poll_media": answer.media})).collect::<Vec<_>>(),
            "expiry": self.expiry.iso(),
            "allow_multiselect": self.multiple,
            "layout_type": 1,
            "results": {
                "is_finalized": self.over(now),
                "answer_counts": counts
                    .map(|answer| json!({"id": answer.id, "count": answer.voters.len(), "me_voted": false}))
                    .collect::<Vec<_>>(),
            },
        })
    }

    /// The answer with most votes; none when several share them.
    fn victor(&self) -> Option<&Answer> {
        let most = self
            .answers
            .iter()
            .map(|answer| answer.voters.len())
            .max()?;
        let mut best = self
            .answers
            .iter()
            .filter(|answer| answer.voters.len() == most);
        let first = best.next().filter(|_| most > 0)?;
        best.next().is_none().then_some(first)
    }

    /// The embed of the message about the result.
    fn result(&self) -> Value {
        let votes = |answer: &Answer| answer.voters.len();
        let most = self.answers.iter().map(votes).max().unwrap_or_default();
        let total: usize = self.answers.iter().map(votes).sum();
        let mut fields = vec![
            ("poll_question_text", self.question["text"].clone()),
            ("victor_answer_votes", json!(most.to_string())),
            ("total_votes", json!(total.to_string())),
        ];
        if let Some(victor) = self.victor() {
            let emoji = &victor.media["emoji"];
            fields.push(("victor_answer_id", json!(victor.id.to_string())));
            fields.push(("victor_answer_text", victor.media["text"].clone()));
            fields.push(("victor_answer_emoji_id", emoji["id"].clone()));
            fields.push(("victor_answer_emoji_name", emoji["name"].clone()));
        }
        let fields: Vec<Value> = fields
            .into_iter()
            .filter(|(_, value)| value.is_string())
            .map(|(name, value)| json!({"name": name, "value": value, "inline": false}))
            .collect();
        json!({"type": "poll_result", "fields": fields})
    }
}

/// A text with its emoji, which may come with its name or its id alone.
fn media(given: &Value) -> Value {
    let mut media = json!({"text": given["text"]});
    if given["emoji"].is_object() {
        media["emoji"] = json!({"id": given["emoji"]["id"], "name": given["emoji"]["name"]});
    }
    media
}

impl World {
    /// A user votes. Where only one answer is allowed, it takes the place of another.
    pub(crate) fn vote(
        &mut self,
        channel: u64,
        message: u64,
        user: u64,
        answer: u64,
        now: Moment,
    ) -> Result<(), NoVote> {
        let poll = self.votable(channel, message, answer, now)?;
        if poll
            .answer(answer)
            .is_some_and(|answer| answer.voters.contains(&user))
        {
            return Ok(());
        }
        let others = poll
            .answers
            .iter()
            .filter(|other| other.voters.contains(&user));
        let dropped: Vec<u64> = others
            .map(|other| other.id)
            .filter(|_| !poll.multiple)
            .collect();
        for other in dropped {
            self.unvote(channel, message, user, other, now)?;
        }
        if let Some(chosen) = self.voters(channel, message, answer) {
            chosen.push(user);
        }
        self.tell_vote(channel, message, user, answer, "MESSAGE_POLL_VOTE_ADD", now);
        Ok(())
    }

    /// A user takes a vote back; nothing happens when there was none.
    pub(crate) fn unvote(
        &mut self,
        channel: u64,
        message: u64,
        user: u64,
        answer: u64,
        now: Moment,
    ) -> Result<(), NoVote> {
        self.votable(channel, message, answer, now)?;
        let voters = self.voters(channel, message, answer);
        let Some(voters) = voters.filter(|voters| voters.contains(&user)) else {
            return Ok(());
        };
        voters.retain(|voter| *voter != user);
        self.tell_vote(
            channel,
            message,
            user,
            answer,
            "MESSAGE_POLL_VOTE_REMOVE",
            now,
        );
        Ok(())
    }

    fn votable(
        &self,
        channel: u64,
        message: u64,
        answer: u64,
        now: Moment,
    ) -> Result<&Poll, NoVote> {
        let poll = self
            .message(channel, message)
            .and_then(|found| found.poll.as_ref());
        let poll = poll.filter(|poll| poll.answer(answer).is_some());
        match poll {
            None => Err(NoVote::NoAnswer),
            Some(poll) if poll.over(now) => Err(NoVote::Over),
            Some(poll) => Ok(poll),
        }
    }

    fn voters(&mut self, channel: u64, message: u64, answer: u64) -> Option<&mut Vec<u64>> {
        let poll = self.messages.get_mut(&(channel, message))?.poll.as_mut()?;
        let answer = poll.answers.iter_mut().find(|found| found.id == answer)?;
        Some(&mut answer.voters)
    }

    fn tell_vote(
        &mut self,
        channel: u64,
        message: u64,
        user: u64,
        answer: u64,
        event: &'static str,
        now: Moment,
    ) {
        let mut data = json!({"user_id": user.to_string(), "channel_id": channel.to_string(),
            "message_id": message.to_string(), "answer_id": answer});
        let mut intents = intent::DIRECT_MESSAGE_POLLS;
        if let Some(guild) = self.channels.get(&channel).and_then(Channel::guild) {
            data["guild_id"] = json!(guild.to_string());
            intents = intent::GUILD_MESSAGE_POLLS;
        }
        self.tell_channel(channel, event, &data, intents, now);
    }

    /// Ends a poll: its results are final, and a message says who won.
    pub(crate) fn finish_poll(&mut self, channel: u64, message: u64, now: Moment) {
        let Some(found) = self.messages.get_mut(&(channel, message)) else {
            return;
        };
        let (author, guise) = (found.author, found.guise.clone());
        let Some(poll) = found.poll.as_mut().filter(|poll| !poll.finished) else {
            return;
        };
        let alarm = (poll.expiry, Alarm::Poll(channel, message));
        poll.finished = true;
        poll.expiry = poll.expiry.min(now);
        let result = poll.result();
        self.alarms.remove(&alarm);
        self.announce(channel, message, "MESSAGE_UPDATE", now);
        let reference = self.reference(0, channel, Some(message));
        let origin = Origin {
            guise,
            reference: Some(reference),
            embeds: vec![result],
            ..Origin::default()
        };
        self.send_system(channel, author, MessageKind::PollResult, "", origin, now);
    }
}
