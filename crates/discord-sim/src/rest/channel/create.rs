//! Making a channel.

use serde_json::Value;

use super::{
    super::{Call, Refusal, authority, refusal, route::Answer},
    overwrite,
};
use crate::{
    clock::Moment,
    permission::MANAGE_CHANNELS,
    snowflake, validate,
    world::{
        Channel, ChannelKind, World,
        audit::{self, action},
        channel::{fill, overwrites_of},
    },
};

/// Channels of a guild, threads not counted.
const MOST: usize = 500;
/// Channels of a category.
const MOST_IN_CATEGORY: usize = 50;
/// What the audit log says of a new channel.
const LOGGED: &[&str] = &[
    "name",
    "type",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "bitrate",
    "user_limit",
    "permission_overwrites",
    "available_tags",
    "flags",
];

pub(super) fn create(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_CHANNELS, now)?;
    let body = &call.body;
    validate::channel(body)?;
    let kind = body["type"].as_u64().and_then(ChannelKind::of_code);
    let kind = kind.unwrap_or(ChannelKind::Text);
    let others = world
        .channels_in(guild)
        .filter(|channel| channel.thread.is_none());
    if others.count() >= MOST {
        return Err(refusal::too_many_channels());
    }
    let parent = snowflake::read(&body["parent_id"]).filter(|_| kind != ChannelKind::Category);
    let inherited = match parent {
        Some(parent) => category(world, guild, parent, None)?.overwrites.clone(),
        None => Vec::new(),
    };
    // Without overwrites of its own, a channel of a category has the category's.
    let overwrites = match overwrites_of(body) {
        Some(overwrites) => {
            overwrite::known(world, guild, &overwrites)?;
            overwrite::only_own_bits(world, call, (guild, parent), &[], &overwrites, now)?;
            overwrite::no_new_managers(world, call, guild, &overwrites, now)?;
            overwrites
        }
        None => inherited,
    };
    let id = world.id(now);
    let mut channel = Channel::bare(id, "", kind, Some(guild));
    fill(&mut channel, body, || world.id(now));
    channel.overwrites = overwrites;
    world.open_channel(channel, now);
    if let Some(position) = body["position"]
        .as_u64()
        .and_then(|place| u32::try_from(place).ok())
    {
        world.change_channel(id, now, |channel| channel.position = position);
    }
    let json = world.channel_json(id);
    let changes = audit::changes(&Value::Null, &json, LOGGED);
    world.audit(call.audit(guild, action::CHANNEL_CREATE, id, changes), now);
    Answer::created(json)
}

/// The category of this id, with a place for one more channel; `child` is the one that may be in it already.
pub(super) fn category(
    world: &World,
    guild: u64,
    id: u64,
    child: Option<u64>,
) -> Result<&Channel, Refusal> {
    let refuse = |code, message| Refusal::form(&["parent_id"], code, message);
    let found = world
        .channels
        .get(&id)
        .filter(|found| found.guild == Some(guild));
    let found = found.ok_or_else(|| refuse("CHANNEL_PARENT_INVALID", "Category does not exist"))?;
    if found.kind != ChannelKind::Category {
        return Err(refuse("CHANNEL_PARENT_INVALID_TYPE", "Not a category"));
    }
    let inside = world
        .channels_in(guild)
        .filter(|channel| channel.parent == Some(id));
    if inside.filter(|channel| Some(channel.id) != child).count() >= MOST_IN_CATEGORY {
        let message = "Maximum number of channels in category reached (50)";
        return Err(refuse("CHANNEL_PARENT_MAX_CHANNELS", message));
    }
    Ok(found)
}
