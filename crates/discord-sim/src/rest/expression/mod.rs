//! Emojis, stickers and sounds.

pub(super) mod emoji;
pub(super) mod sound;
pub(super) mod sticker;

use base64::{Engine, engine::general_purpose::STANDARD};

use serde_json::{Value, json};

use super::{Call, Refusal, authority, refusal, route::Answer};
use crate::{
    clock::Moment,
    permission::{CREATE_GUILD_EXPRESSIONS, MANAGE_GUILD_EXPRESSIONS},
    world::{World, audit, expression::Asset},
};

/// The bytes of a data address, which [`crate::validate`] has seen.
fn asset(address: &str) -> Result<Asset, Refusal> {
    let read = || {
        let (kind, payload) = address.strip_prefix("data:")?.split_once(";base64,")?;
        let bytes = STANDARD.decode(payload).ok()?;
        Some(Asset {
            content_type: kind.to_owned(),
            bytes: bytes.into(),
        })
    };
    read().ok_or_else(|| Refusal::form(&["image"], "IMAGE_INVALID", "The data is not base64."))
}

/// The guild of the path, where the bot may make expressions.
fn maker(world: &mut World, call: &Call, now: Moment) -> Result<u64, Refusal> {
    let guild = authority::member(world, call)?;
    let bits = world.guild_permissions(call.application, guild, now);
    if bits & MANAGE_GUILD_EXPRESSIONS != 0 {
        return authority::in_guild(world, call, MANAGE_GUILD_EXPRESSIONS, now);
    }
    authority::in_guild(world, call, CREATE_GUILD_EXPRESSIONS, now)
}

/// The guild of the path, where the bot may change what `creator` made.
fn editor(world: &mut World, call: &Call, creator: u64, now: Moment) -> Result<u64, Refusal> {
    if creator == call.application {
        maker(world, call, now)
    } else {
        authority::in_guild(world, call, MANAGE_GUILD_EXPRESSIONS, now)
    }
}

/// Whether the bot sees who made an expression.
fn sees_creators(world: &World, call: &Call, guild: u64, now: Moment) -> bool {
    let bits = world.guild_permissions(call.application, guild, now);
    bits & (MANAGE_GUILD_EXPRESSIONS | CREATE_GUILD_EXPRESSIONS) != 0
}

/// The application of the path, which must be the bot's own.
fn own_application(call: &Call) -> Result<u64, Refusal> {
    match call.id("application")? {
        id if id == call.application => Ok(id),
        _ => Err(refusal::unknown_application()),
    }
}

/// Logs that an expression of that name is gone.
fn gone(
    world: &mut World,
    call: &Call,
    (guild, id): (u64, u64),
    action: u16,
    name: &str,
    now: Moment,
) -> Result<Answer, Refusal> {
    let changes = vec![audit::change("name", &json!(name), &Value::Null)];
    world.audit(call.audit(guild, action, id, changes), now);
    Answer::nothing()
}
