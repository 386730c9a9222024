//! Widgets of guilds, and integrations.

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    Call, Refusal,
    audit_log::entry,
    authority, refusal,
    route::{Access, Answer, Route, USUAL, route},
};
use crate::{
    clock::Moment,
    permission::{MANAGE_GUILD, VIEW_CHANNEL},
    validate::{self, snowflake},
    world::{Guild, World, audit::action},
};

/// What is about widgets and integrations.
#[rustfmt::skip]
pub(super) const ROUTES: &[Route] = &[
    route("GET", "/guilds/{guild}/widget", "get_guild_widget_settings", Access::Bot, USUAL, settings),
    route("PATCH", "/guilds/{guild}/widget", "update_guild_widget_settings", Access::Bot, USUAL, change),
    route("GET", "/guilds/{guild}/widget.json", "get_guild_widget", Access::Open, USUAL, widget),
    route("GET", "/guilds/{guild}/widget.png", "get_guild_widget_png", Access::Open, USUAL, picture),
    route("GET", "/guilds/{guild}/integrations", "list_guild_integrations", Access::Bot, USUAL, integrations),
    route("DELETE", "/guilds/{guild}/integrations/{integration}", "delete_guild_integration", Access::Bot, USUAL, remove),
];

/// A picture of one transparent point stands for the widget's picture.
const PICTURE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, b'I', b'H', b'D', b'R', 0, 0, 0,
    1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0x0d, b'I', b'D', b'A', b'T',
    0x78, 0x9c, 0x63, 0, 1, 0, 0, 5, 0, 1, 0x0d, 0x0a, 0x2d, 0xb4, 0, 0, 0, 0, b'I', b'E', b'N',
    b'D', 0xae, 0x42, 0x60, 0x82,
];

fn shown(guild: &Guild) -> Value {
    let whole = guild.json();
    json!({"enabled": whole["widget_enabled"], "channel_id": whole["widget_channel_id"]})
}

fn settings(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    Answer::ok(shown(authority::guild(world, guild)?))
}

fn change(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let id = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    validate::widget(&call.body)?;
    let channel = snowflake(&call.body["channel_id"]);
    let here = |id| {
        world
            .channels
            .get(&id)
            .is_some_and(|found| found.guild == call.id("guild").ok())
    };
    if channel.is_some_and(|id| !here(id)) {
        return Err(refusal::unknown_channel());
    }
    world.change_guild(id, |guild| {
        if let Some(enabled) = call.body["enabled"].as_bool() {
            guild
                .settings
                .insert("widget_enabled".to_owned(), json!(enabled));
        }
        if call.body.get("channel_id").is_some() {
            let channel = channel.map(|id| id.to_string());
            guild
                .settings
                .insert("widget_channel_id".to_owned(), json!(channel));
        }
    });
    Answer::ok(shown(authority::guild(world, id)?))
}

/// The guild of the path, when it shows a widget to everybody.
fn open<'a>(world: &'a World, call: &Call) -> Result<&'a Guild, Refusal> {
    let guild = world.guilds.get(&call.id("guild")?);
    let guild = guild.ok_or_else(refusal::unknown_guild)?;
    if guild.setting("widget_enabled") == true {
        Ok(guild)
    } else {
        Err(refusal::widget_disabled())
    }
}

/// The voice channels that everybody sees. Nobody is shown as present.
fn widget(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    let guild = open(world, call)?;
    let channels: Vec<Value> = world
        .channels_in(guild.id)
        .filter(|channel| channel.kind.is_voice())
        .filter(|channel| {
            let bits = guild.permissions_of_strangers(&channel.overwrites, channel.kind.place());
            bits & VIEW_CHANNEL != 0
        })
        .map(|channel| json!({"id": channel.id.to_string(), "name": channel.name, "position": channel.position}))
        .collect();
    Answer::ok(
        json!({"id": guild.id.to_string(), "name": guild.name, "instant_invite": null,
        "channels": channels, "members": [], "presence_count": 0}),
    )
}

fn picture(world: &mut World, call: &Call, _: Moment) -> Result<Answer, Refusal> {
    open(world, call)?;
    Answer::picture(Bytes::from_static(PICTURE))
}

fn integrations(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let bots = world.bots_of(guild);
    Answer::ok(
        bots.into_iter()
            .filter_map(|bot| world.integration_json(bot))
            .collect(),
    )
}

/// Takes an integration away, with its bot.
fn remove(world: &mut World, call: &Call, now: Moment) -> Result<Answer, Refusal> {
    let guild = authority::in_guild(world, call, MANAGE_GUILD, now)?;
    let id = call.id("integration")?;
    if !world.bots_of(guild).contains(&id) {
        return Err(refusal::unknown_integration());
    }
    world.audit(
        entry(call, guild, action::INTEGRATION_DELETE, Some(id)),
        now,
    );
    world.remove_member(guild, id, now);
    Answer::nothing()
}
