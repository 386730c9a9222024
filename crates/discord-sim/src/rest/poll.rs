//! Polls: ending one's own, and who voted. Making one is part of sending; bots cannot vote.

use serde_json::json;

use super::{
    Call, Refusal, authority,
    message::{public_message, shown},
    refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    world::World,
};

/// What is about polls.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/channels/{channel}/polls/{message}/answers/{answer}", "get_answer_voters", Access::Bot, USUAL, voters),
    route("POST", "/channels/{channel}/polls/{message}/expire", "poll_expire", Access::Bot, USUAL, expire),
];

/// How many voters a page has by default, and at most.
const PAGE: (u64, u64) = (25, 100);

fn voters(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, READ_MESSAGE_HISTORY, now)?;
    let message = public_message(world, call, channel)?;
    let limit = call.limit(PAGE.0, PAGE.1)?;
    let after = call.number("after")?.unwrap_or_default();
    let answer = call.id("answer")?;
    let poll = message.poll.as_ref().ok_or_else(refusal::unknown_message)?;
    let answer = poll.answer(answer).ok_or_else(|| {
        Refusal::form(&["answer_id"], "POLL_ANSWER_UNKNOWN", "Unknown poll answer")
    })?;
    let mut voters: Vec<u64> = answer.voters.clone();
    voters.retain(|voter| *voter > after);
    voters.sort_unstable();
    let users = voters
        .into_iter()
        .take(limit)
        .map(|voter| world.user_json(voter));
    Answer::ok(json!({"users": users.collect::<Vec<_>>()}))
}

fn expire(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let channel = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let message = public_message(world, call, channel)?;
    let id = message.id;
    let poll = message.poll.as_ref().ok_or_else(refusal::no_poll)?;
    if message.application() != Some(call.application) {
        return Err(refusal::not_the_author());
    }
    if poll.over(now) {
        return Err(refusal::poll_over());
    }
    world.finish_poll(channel, id, now);
    shown(world, call, channel, id)
}
