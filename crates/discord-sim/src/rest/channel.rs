//! Channels, typing and direct messages.

use serde_json::json;

use super::{Call, Refusal, refusal, route::Answer};
use crate::{
    clock::Moment,
    permission,
    world::{World, intent},
};

/// The channel of the path, when the bot has all of `needed` in it. Not seeing it is 50001, the rest 50013.
pub(super) fn open(world: &World, call: &Call, needed: u64, now: Moment) -> Result<u64, Refusal> {
    let id = call.id("channel")?;
    if !world.channels.contains_key(&id) {
        return Err(refusal::unknown_channel());
    }
    let bits = world.permissions_in(call.application, id, now);
    if bits & permission::VIEW_CHANNEL == 0 {
        return Err(refusal::missing_access());
    }
    if bits & needed == needed {
        Ok(id)
    } else {
        Err(refusal::missing_permissions())
    }
}

pub(super) fn get(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = open(world, call, permission::VIEW_CHANNEL, now)?;
    Answer::ok(world.channel_json(id))
}

pub(super) fn typing(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = open(world, call, permission::SEND_MESSAGES, now)?;
    let guild = world
        .channels
        .get(&id)
        .and_then(crate::world::Channel::guild);
    let mut data = json!({"channel_id": id.to_string(), "user_id": call.application.to_string(),
        "timestamp": now.unix_millis() / 1_000});
    match guild {
        Some(guild) => {
            data["guild_id"] = json!(guild.to_string());
            data["member"] = world.member_json(guild, call.application, now);
            world.tell_guild(guild, "TYPING_START", &data, intent::GUILD_MESSAGE_TYPING);
        }
        None => world.tell(
            call.application,
            "TYPING_START",
            data,
            None,
            intent::DIRECT_MESSAGE_TYPING,
        ),
    }
    Answer::nothing()
}

pub(super) fn direct(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let recipient = &call.body["recipient_id"];
    let person = recipient
        .as_u64()
        .or_else(|| recipient.as_str()?.parse().ok());
    let Some(person) = person else {
        return Err(Refusal::form(
            &["recipient_id"],
            "BASE_TYPE_REQUIRED",
            "This field is required",
        ));
    };
    match world.users.get(&person) {
        None => return Err(refusal::unknown_user()),
        Some(user) if user.bot => return Err(refusal::cannot_dm()),
        Some(_) => {}
    }
    let id = world.direct(person, call.application, now);
    Answer::ok(world.channel_json(id))
}
