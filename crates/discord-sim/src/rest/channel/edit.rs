//! Changing a channel.

use super::{
    super::{Call, Refusal, authority, refusal, route::Answer, thread},
    create::category,
    overwrite,
};
use crate::{
    clock::Moment,
    permission::{MANAGE_CHANNELS, MANAGE_ROLES, VIEW_CHANNEL},
    snowflake, validate,
    world::{
        ChannelKind, World,
        audit::{self, action},
        channel::{fill, overwrites_of},
    },
};

/// What the audit log says of a changed channel.
const LOGGED: &[&str] = &[
    "name",
    "type",
    "topic",
    "nsfw",
    "rate_limit_per_user",
    "bitrate",
    "user_limit",
    "rtc_region",
    "video_quality_mode",
    "default_auto_archive_duration",
    "default_thread_rate_limit_per_user",
    "available_tags",
    "default_reaction_emoji",
    "default_sort_order",
    "default_forum_layout",
    "flags",
];

pub(super) fn edit(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_channel(world, call, VIEW_CHANNEL, now)?;
    let channel = world
        .channels
        .get(&id)
        .ok_or_else(refusal::unknown_channel)?;
    let kind = channel.kind;
    if kind.is_direct() {
        return Err(refusal::not_in_direct_messages());
    }
    if kind.is_thread() {
        return thread::edit(world, call, id, now);
    }
    let guild = authority::guild_of(world, id)?;
    authority::may(world, call, id, MANAGE_CHANNELS, now)?;
    validate::channel_edit(&call.body, kind.code())?;
    converts(world, call, guild, kind)?;
    let parent = snowflake::read(&call.body["parent_id"]);
    if let Some(parent) = parent.filter(|_| kind != ChannelKind::Category) {
        category(world, guild, parent, Some(id))?;
    }
    let overwrites = overwrites_of(&call.body);
    let old = world
        .channels
        .get(&id)
        .map(|channel| channel.overwrites.clone());
    let old = old.unwrap_or_default();
    if let Some(new) = &overwrites {
        authority::may(world, call, id, MANAGE_ROLES, now)?;
        overwrite::known(world, guild, new)?;
        overwrite::only_own_bits_in(world, call, id, &old, new, now)?;
    }
    let before = world.channel_json(id);
    change(world, call, id, now);
    if let Some(new) = overwrites {
        world.change_overwrites(id, now, |all| all.clone_from(&new));
        overwrite::log(world, call, (guild, id), &old, &new, now);
    }
    let after = world.channel_json(id);
    let changes = audit::changes(&before, &after, LOGGED);
    if !changes.is_empty() {
        let entry = call.audit(guild, action::CHANNEL_UPDATE, id, changes);
        world.audit(entry, now);
    }
    Answer::ok(after)
}

/// Refuses to make announcements of a text channel, or the other way, where a guild has none.
fn converts(world: &World, call: &Call, guild: u64, kind: ChannelKind) -> Result<(), Refusal> {
    let wanted = call.body["type"].as_u64().unwrap_or(kind.code());
    let guild = authority::guild(world, guild)?;
    let able = guild.has_feature("NEWS") || guild.has_feature("COMMUNITY");
    if wanted == kind.code() || able {
        return Ok(());
    }
    let message = format!("Value must be one of ({}).", kind.code());
    Err(Refusal::form(&["type"], "BASE_TYPE_CHOICES", &message))
}

fn change(world: &mut World, call: &Call, id: u64, now: Moment) {
    let tags = call.body["available_tags"].as_array().map_or(0, Vec::len);
    let mut fresh: Vec<u64> = (0..tags).map(|_| world.id(now)).collect();
    let kind = call.body["type"].as_u64().and_then(ChannelKind::of_code);
    world.change_channel(id, now, |channel| {
        channel.kind = kind.unwrap_or(channel.kind);
        fill(channel, &call.body, || fresh.pop().unwrap_or_default());
    });
}
