//! Moving channels of a guild.

use super::{
    super::{Call, Refusal, authority, refusal, route::Answer},
    create::category,
};
use crate::{
    clock::Moment,
    permission::{MANAGE_CHANNELS, MANAGE_ROLES},
    snowflake, validate,
    world::World,
};

pub(super) fn order(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_CHANNELS, now)?;
    validate::channel_positions(&call.body)?;
    let moves = call.body.as_array().map(Vec::as_slice).unwrap_or_default();
    for item in moves {
        let id = snowflake::read(&item["id"]).unwrap_or_default();
        let known = world.channels.get(&id);
        if !known.is_some_and(|found| found.guild == Some(guild) && found.thread.is_none()) {
            return Err(refusal::unknown_channel());
        }
        if let Some(parent) = snowflake::read(&item["parent_id"]) {
            category(world, guild, parent, Some(id))?;
        }
        if item["lock_permissions"] == true {
            authority::may(world, call, id, MANAGE_ROLES, now)?;
        }
    }
    for item in moves {
        let id = snowflake::read(&item["id"]).unwrap_or_default();
        let parent = item.get("parent_id").map(snowflake::read);
        world.change_channel(id, now, |channel| {
            let place = item["position"]
                .as_u64()
                .and_then(|place| u32::try_from(place).ok());
            channel.position = place.unwrap_or(channel.position);
            channel.parent = parent.unwrap_or(channel.parent);
        });
        let inherited = parent
            .flatten()
            .filter(|_| item["lock_permissions"] == true)
            .and_then(|parent| world.channels.get(&parent))
            .map(|parent| parent.overwrites.clone());
        if let Some(inherited) = inherited {
            world.change_overwrites(id, now, |all| *all = inherited);
        }
    }
    Answer::nothing()
}
