//! What an act leaves to show, as this person sees it.

use serde_json::{Value, json};

use crate::{
    clock::Moment,
    world::{Channel, Message, World},
};

/// A message, with its author's member where it is in a guild.
pub(super) fn message(world: &World, message: &Message, person: u64, now: Moment) -> Value {
    let mut shown = world.message_json(message, person);
    let guild = world
        .channels
        .get(&message.channel)
        .and_then(Channel::guild);
    if let Some(guild) = guild {
        shown["guild_id"] = json!(guild.to_string());
        if let (Value::Object(mut member), None) = (
            world.member_json(guild, message.author, now),
            &message.guise,
        ) {
            member.remove("user");
            shown["member"] = Value::Object(member);
        }
    }
    shown
}
